/** Who an announcement is for, counted and expanded by the same condition. */
import { type RawBuilder, type SqlBool, sql } from 'kysely'
import { z } from 'zod'
import type { DbOrTx } from './db/database.ts'
import type { Exclusion } from './db/schema.ts'
import type { Directory } from './ports.ts'

/** Who an announcement is for, as it is stored. */
export const audienceSchema = z.discriminatedUnion('kind', [
  z.object({ kind: z.literal('everyone') }),
  z.object({ kind: z.literal('not_ready') }),
  z.object({ kind: z.literal('group'), groupId: z.string(), name: z.string() }),
  z.object({ kind: z.literal('person'), personId: z.string(), name: z.string() }),
])
export type Audience = z.output<typeof audienceSchema>

/** People who left are in no audience; excluded people are, with their reason, so that everybody is accounted for. */
export function belongs(audience: Audience): RawBuilder<SqlBool> {
  switch (audience.kind) {
    case 'everyone':
      return sql`people.left_at is null`
    case 'person':
      return sql`people.left_at is null and people.id = ${audience.personId}`
    case 'group':
      return sql`people.left_at is null and people.id in (select person_id from group_members where group_id = ${audience.groupId})`
    case 'not_ready':
      return sql`people.left_at is null and people.id not in (select person_id from registrations where done)`
  }
}

/** Reads the members of a group audience from the directory now, so that the count and the sending are about the same people. */
export async function readMembers(db: DbOrTx, directory: Directory, audience: Audience): Promise<void> {
  if (audience.kind !== 'group') return
  const seen: string[] = []
  for await (const page of directory.groupMembers(audience.groupId)) {
    seen.push(...page)
    if (page.length === 0) continue
    await db
      .insertInto('group_members')
      .values(page.map(personId => ({ group_id: audience.groupId, person_id: personId })))
      .onConflict(conflict => conflict.doNothing())
      .execute()
  }
  await db
    .deleteFrom('group_members')
    .where('group_id', '=', audience.groupId)
    .where('person_id', '<>', sql<string>`all(${seen}::text[])`)
    .execute()
}

/** The audience of this moment, for use inside a statement: `id`, `excluded`, `department`. */
export function audienceMembers(audience: Audience): RawBuilder<unknown> {
  return sql`select people.id, people.excluded, people.department from people where ${belongs(audience)}`
}

export interface AudienceMember {
  id: string
  excluded: Exclusion | null
  department: string | null
  chosen_language: string | null
  teams_locale: string | null
  directory_language: string | null
}

/** One page of the audience in order of id, after `afterId`. */
export async function audiencePage(db: DbOrTx, audience: Audience, afterId: string, size: number): Promise<AudienceMember[]> {
  return db
    .selectFrom('people')
    .select(['id', 'excluded', 'department', 'chosen_language', 'teams_locale', 'directory_language'])
    .where(belongs(audience))
    .where('people.id', '>', afterId)
    .orderBy('people.id')
    .limit(size)
    .execute()
}
