/** What is kept about one person, as they may see it: kinds, times and counts; never what somebody wrote. */
import { type Selectable, sql } from 'kysely'
import type { Db } from './db/database.ts'
import type { CaseState } from './db/tables/cases.ts'
import type { ExtensionState, ExtensionsTable } from './db/tables/employee.ts'
import { findPerson } from './people.ts'
import { findProgress, findTried } from './progress.ts'
import { findRegistration } from './registrations.ts'
import { hindranceOf } from './snoozes.ts'

export interface PersonalData {
  name: string
  department: string | null
  platform: string | null
  remindersStoppedAt: Date | null
  kinds: { list: string[]; readAt: Date } | null
  guide: { flow: string; step: string; at: Date; tried: number } | null
  /** Announcements, reminders and warnings that arrived. */
  messages: { count: number; lastAt: Date | null }
  hindrance: string | null
  moreTime: { state: ExtensionState; until: Date }[]
  phishingReports: number
  /** Orders of a security key. */
  keys: number
  cases: { id: number; state: CaseState; at: Date; wordsErased: boolean }[]
}

async function messagesOf(db: Db, personId: string): Promise<PersonalData['messages']> {
  const row = await db
    .selectFrom('deliveries')
    .select([sql<number>`count(*)::int`.as('count'), eb => eb.fn.max('delivered_at').as('last')])
    .where('person_id', '=', personId)
    .where('state', '=', 'delivered')
    .executeTakeFirstOrThrow()
  return { count: row.count, lastAt: row.last }
}

const extensionsOf = (db: Db, personId: string): Promise<Pick<Selectable<ExtensionsTable>, 'state' | 'until_at'>[]> =>
  db.selectFrom('extensions').select(['state', 'until_at']).where('person_id', '=', personId).orderBy('asked_at').execute()

async function countOf(db: Db, table: 'phishing_reports' | 'key_orders', personId: string): Promise<number> {
  const counted = db.selectFrom(table).select(sql<number>`count(*)::int`.as('count'))
  return (await counted.where('person_id', '=', personId).executeTakeFirstOrThrow()).count
}

async function casesOf(db: Db, personId: string): Promise<PersonalData['cases']> {
  const rows = await db.selectFrom('cases').selectAll().where('person_id', '=', personId).orderBy('id').execute()
  return rows.map(row => ({ id: row.id, state: row.state, at: row.opened_at, wordsErased: row.words_erased_at !== null }))
}

export async function personalDataOf(db: Db, personId: string): Promise<PersonalData> {
  const [person, registration, progress, tried, messages, hindrance, extensions, phishingReports, keys, cases] = await Promise.all([
    findPerson(db, personId),
    findRegistration(db, personId),
    findProgress(db, personId),
    findTried(db, personId),
    messagesOf(db, personId),
    hindranceOf(db, personId),
    extensionsOf(db, personId),
    countOf(db, 'phishing_reports', personId),
    countOf(db, 'key_orders', personId),
    casesOf(db, personId),
  ])
  return {
    name: person?.name ?? '',
    department: person?.department ?? null,
    platform: person?.platform ?? null,
    remindersStoppedAt: person?.reminders_stopped_at ?? null,
    kinds: registration ? { list: registration.kinds, readAt: registration.checked_at } : null,
    guide: progress && { flow: progress.flow, step: progress.step, at: progress.changedAt, tried: tried.length },
    messages,
    hindrance,
    moreTime: extensions.map(one => ({ state: one.state, until: one.until_at })),
    phishingReports,
    keys,
    cases,
  }
}
