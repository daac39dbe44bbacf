/** Files for Excel, in the words of whoever asks. */
import { z } from 'zod'
import { reasonName } from '../../cards/reasons.ts'
import { languageOf, type Say, speak, textKey } from '../../cards/texts/translate.ts'
import { reasonOf } from '../../services/board-numbers.ts'
import { csvFile, type Separator, separatorFor } from '../../services/csv.ts'
import type { FileKind } from '../../services/db/tables/api.ts'
import { everyDelivery, everyMiss, recordExport, unreachableStates } from '../../services/exports.ts'
import type { NamedDelivery } from '../../services/ledger-views.ts'
import { findList } from '../../services/lists.ts'
import { findPerson, languageTags } from '../../services/people.ts'
import { everyNeverStarted } from '../../services/wave-board.ts'
import { announcementFor } from './announcements.ts'
import { type Asking, byId, Download, Failure, notFound, resource } from './resource.ts'
import { waveFor } from './wave-steps.ts'

export const how = z.object({
  separator: z
    .enum(['comma', 'semicolon'])
    .optional()
    .meta({ description: 'Between the cells. Absent: what Excel expects in the language of whoever asks.' }),
})

interface Reader {
  say: Say
  separator: Separator
}

export async function readerOf({ app, personId }: Asking, { separator }: z.output<typeof how>): Promise<Reader> {
  const person = await findPerson(app.db, personId)
  const tags = person ? languageTags(person).filter(tag => tag !== null) : []
  const language = tags.map(languageOf).find(one => one !== null) ?? app.config.DEFAULT_LANGUAGE
  const locale = [person?.teams_locale, person?.directory_language].find(tag => tag && languageOf(tag)) ?? language
  const say = speak(language, person?.time_zone ?? app.config.DEFAULT_TIME_ZONE)
  return { say, separator: separator === undefined ? separatorFor(locale) : separator === 'comma' ? ',' : ';' }
}

/** As Excel reads it in every language: 2026-11-24 10:00. */
export function moment(say: Say, at: Date | null): string {
  if (!at) return ''
  return new Intl.DateTimeFormat('sv-SE', { timeZone: say.timeZone, dateStyle: 'short', timeStyle: 'short' }).format(at)
}

export async function* mapped<T>(pages: AsyncIterable<T[]>, cells: (row: T) => string[]): AsyncGenerator<string[][]> {
  for await (const page of pages) yield page.map(cells)
}

export const whoHeading = (say: Say) => [say('export.name'), say('export.mail'), say('export.upn'), say('export.department')]
export const whoCells = (row: Pick<NamedDelivery, 'name' | 'mail' | 'upn' | 'department'>) => [
  row.name,
  row.mail ?? '',
  row.upn,
  row.department ?? '',
]

const deliveriesHeading = (say: Say) => [
  ...whoHeading(say),
  say('export.language'),
  say('export.state'),
  say('export.delivered', { zone: say.timeZone }),
  say('export.seen', { zone: say.timeZone }),
  say('export.answered', { zone: say.timeZone }),
  say('export.snoozed', { zone: say.timeZone }),
]
const deliveryCells = (say: Say, row: NamedDelivery) => [
  ...whoCells(row),
  row.language,
  reasonName(say, reasonOf(row)),
  moment(say, row.delivered_at),
  moment(say, row.seen_at),
  moment(say, row.answered_at),
  moment(say, row.snoozed_until),
]

export type Separated = z.output<typeof how>

async function announcementFile(asking: Asking, id: string, query: Separated): Promise<Download | Failure> {
  const found = await announcementFor(asking, id)
  if (found instanceof Failure) return found
  const { say, separator } = await readerOf(asking, query)
  await recordExport(asking.app.db, { actorId: asking.personId, now: asking.now }, `announcement:${id}`, 'deliveries')
  const pages = mapped(everyDelivery(asking.app.db, [id]), row => deliveryCells(say, row))
  return new Download(`deliveries-${id}.csv`, csvFile(deliveriesHeading(say), pages, separator))
}

async function unreachableFile(asking: Asking, id: string, query: Separated): Promise<Download | Failure> {
  const found = await announcementFor(asking, id)
  if (found instanceof Failure) return found
  const { say, separator } = await readerOf(asking, query)
  await recordExport(asking.app.db, { actorId: asking.personId, now: asking.now }, `announcement:${id}`, 'unreachable')
  const cells = (row: NamedDelivery) => [...whoCells(row), row.language, reasonName(say, reasonOf(row))]
  const pages = mapped(everyDelivery(asking.app.db, [id], unreachableStates), cells)
  const heading = [...whoHeading(say), say('export.language'), say('export.why')]
  return new Download(`unreachable-${id}.csv`, csvFile(heading, pages, separator))
}

async function waveFile(asking: Asking, id: string, query: Separated): Promise<Download | Failure> {
  const found = await waveFor(asking, id)
  if (found instanceof Failure) return found
  const { say, separator } = await readerOf(asking, query)
  const { db } = asking.app
  const steps = await db.selectFrom('announcements').select(['id', 'step']).where('wave_id', '=', id).execute()
  const names = new Map(steps.map(one => [one.id, one.step ?? '']))
  await recordExport(db, { actorId: asking.personId, now: asking.now }, `wave:${id}`, 'deliveries')
  const cells = (row: NamedDelivery) => [names.get(row.announcement_id) ?? '', ...deliveryCells(say, row)]
  const pages = mapped(everyDelivery(db, [...names.keys()]), cells)
  return new Download(`wave-${id}.csv`, csvFile([say('export.step'), ...deliveriesHeading(say)], pages, separator))
}

async function neverStartedFile(asking: Asking, id: string, query: Separated): Promise<Download | Failure> {
  const found = await waveFor(asking, id)
  if (found instanceof Failure) return found
  const { say, separator } = await readerOf(asking, query)
  await recordExport(asking.app.db, { actorId: asking.personId, now: asking.now }, `wave:${id}`, 'never_started')
  const pages = mapped(everyNeverStarted(asking.app.db, id), whoCells)
  return new Download(`never-started-${id}.csv`, csvFile(whoHeading(say), pages, separator))
}

async function missesFile(asking: Asking, id: string, query: Separated): Promise<Download | Failure> {
  if (!(await findList(asking.app.db, id))) return notFound('list', '/api/v1/lists')
  const { say, separator } = await readerOf(asking, query)
  await recordExport(asking.app.db, { actorId: asking.personId, now: asking.now }, `list:${id}`, 'misses')
  const pages = mapped(everyMiss(asking.app.db, id), row => [String(row.line), row.value, say(textKey(`miss.${row.why}`))])
  return new Download(`misses-${id}.csv`, csvFile([say('export.line'), say('export.value'), say('export.why')], pages, separator))
}

export const files: Record<FileKind, typeof waveFile> = {
  announcement_deliveries: announcementFile,
  announcement_unreachable: unreachableFile,
  wave_deliveries: waveFile,
  wave_never_started: neverStartedFile,
}

const served: [path: string, about: string, file: typeof waveFile][] = [
  ['/announcements/:id/deliveries.csv', 'Everybody of one announcement, for Excel.', announcementFile],
  [
    '/announcements/:id/unreachable.csv',
    'The people whom the announcement could not reach in Teams, with their e-mail addresses and why.',
    unreachableFile,
  ],
  ['/waves/:id/deliveries.csv', 'Everybody of every step of one wave, for Excel.', waveFile],
  ['/waves/:id/never-started.csv', 'People of one wave who are not ready and never did anything.', neverStartedFile],
  ['/lists/:id/misses.csv', 'The lines of an uploaded list that did not match, to send back to whoever made it.', missesFile],
]

export const exportResources = served.map(([path, about, file]) =>
  resource({ method: 'GET', path, about, params: byId, query: how, answer: 'text/csv' }, (asking, { params: { id }, query }) =>
    file(asking, id, query),
  ),
)
