/** To look for traces of what somebody typed: all that the database holds, and payloads with words in every field that takes words. */
import { sql } from 'kysely'
import { z } from 'zod'
import { type Verb, verbs } from '../../cards/actions.ts'
import { slotNames } from '../../cards/slots.ts'
import { languages } from '../../cards/texts/translate.ts'
import type { Db } from '../../services/db/database.ts'

/** Every row of every table as text. */
export async function everything(db: Db): Promise<string> {
  const tables = await sql<{
    name: string
  }>`select quote_ident(tablename) as name from pg_tables where schemaname = current_schema()`.execute(db)
  const names = tables.rows.map(({ name }) => name).sort()
  const dumps = await Promise.all(names.map(name => sql<{ row: string }>`select t::text as row from ${sql.raw(name)} t`.execute(db)))
  return names
    .map(
      (name, index) =>
        `${name}\n${dumps[index]?.rows
          .map(({ row }) => row)
          .sort()
          .join('\n')}`,
    )
    .join('\n')
}

/** Names of fields that the forms with many fields have. */
const formFields = [
  ...languages.flatMap(language => [...slotNames, 'reason'].map(slot => `${slot}_${language}`)),
  ...['sender', 'phone', 'who', 'name', 'named', 'leftOut', 'announceDays', 'extensionGroup', 'zone'],
]

/** A payload that its schema takes, with `words` in every field that takes words. */
export function filledWith(verb: Verb, ids: { announcementId: string; caseId: number }, words: string): { data: object; typed: string[] } {
  const { shape, _zod } = verbs[verb] as z.ZodObject
  const loose = _zod.def.catchall instanceof z.ZodUnknown
  const samples: unknown[] = [words, ids.announcementId, ids.caseId, 'announcement', true, 'start']
  const fields = Object.entries(shape).map(([name, field]): [string, unknown] => {
    const takes = (sample: unknown) => {
      const read = (field as z.ZodType).safeParse(sample)
      return read.success && (typeof sample !== 'string' || read.data === sample)
    }
    const choices = field instanceof z.ZodEnum ? field.options : []
    return [name, [...samples, ...choices].find(takes) ?? undefined]
  })
  const more = loose ? formFields.map((name): [string, unknown] => [name, words]) : []
  const all = [...fields, ...more]
  return { data: Object.fromEntries(all), typed: all.filter(([, value]) => value === words).map(([name]) => name) }
}
