/**
 * What became of announcements, counted from the ledger: one statement for everything that a board shows. Every person is in exactly
 * one outcome, so that the outcomes always add up to how many were targeted, in the whole and in each part.
 */
import { sql } from 'kysely'
import { type DbOrTx, transaction } from './db/database.ts'
import type { DeliveryState } from './db/schema.ts'

/** People of one announcement who are alike in all that is counted. */
export interface Alike {
  announcementId: string
  department: string | null
  language: string
  state: DeliveryState
  reason: string | null
  people: number
  /** Attempts of which nobody knows whether they arrived. */
  uncertain: number
  seen: number
  answered: number
  /** Cards that show what they should. */
  upToDate: number
}

/**
 * A few hundred rows for any number of people. They are counted from an index that has them in order; left alone, the planner would read
 * the whole table, or split the index among processes, which takes longer.
 */
export function countAlike(db: DbOrTx, announcementIds: string[]): Promise<Alike[]> {
  if (announcementIds.length === 0) return Promise.resolve([])
  return db.isTransaction ? count(db, announcementIds) : transaction(db, tx => count(tx, announcementIds))
}

async function count(tx: DbOrTx, announcementIds: string[]): Promise<Alike[]> {
  await sql`select set_config('random_page_cost', '1.1', true), set_config('max_parallel_workers_per_gather', '0', true)`.execute(tx)
  const { rows } = await sql<Alike>`
    select announcement_id as "announcementId", department, language, state, reason, count(*)::int as people,
      coalesce(sum(uncertain), 0)::int as uncertain, count(seen_at)::int as seen, count(answered_at)::int as answered,
      count(*) filter (where state = 'delivered' and wanted = shown)::int as "upToDate"
    from deliveries where announcement_id = any(${announcementIds}::uuid[])
    group by announcement_id, state, reason, department, language`.execute(tx)
  return rows
}

export type Outcome = 'delivered' | 'waiting' | 'not_sent' | 'left_out' | 'unreachable'

const outcomes: Record<DeliveryState, Outcome> = {
  queued: 'waiting',
  sending: 'waiting',
  retrying: 'waiting',
  delivered: 'delivered',
  skipped: 'left_out',
  cancelled: 'not_sent',
  blocked: 'unreachable',
  policy_blocked: 'unreachable',
  not_installed: 'unreachable',
  gone: 'unreachable',
  failed: 'unreachable',
}

export const outcomeOf = ({ state }: Pick<Alike, 'state'>): Outcome => outcomes[state]

/** Why, in one word: for people who are left out the reason, for people who could not be reached what was in the way. */
export function reasonOf({ state, reason }: Pick<Alike, 'state' | 'reason'>): string {
  const outcome = outcomes[state]
  if (outcome === 'left_out') return reason ?? 'other'
  if (outcome === 'unreachable') return reason === 'no_licence' ? reason : state
  return outcome === 'waiting' && reason ? reason : state
}

/** How a part stands: targeted = delivered + waiting + not_sent + left_out + unreachable. */
export interface Tally extends Record<Outcome, number> {
  targeted: number
  uncertain: number
  seen: number
  answered: number
  upToDate: number
}

export function tally(rows: Alike[]): Tally {
  const total: Tally = {
    targeted: 0,
    delivered: 0,
    waiting: 0,
    not_sent: 0,
    left_out: 0,
    unreachable: 0,
    uncertain: 0,
    seen: 0,
    answered: 0,
    upToDate: 0,
  }
  for (const row of rows) {
    total.targeted += row.people
    total[outcomeOf(row)] += row.people
    for (const what of ['uncertain', 'seen', 'answered', 'upToDate'] as const) total[what] += row[what]
  }
  return total
}

export interface Part<K> extends Tally {
  key: K
}

/** The same numbers for each part, the biggest first. */
export function tallyBy<K>(rows: Alike[], keyOf: (row: Alike) => K): Part<K>[] {
  return [...Map.groupBy(rows, keyOf)].map(([key, group]) => ({ key, ...tally(group) })).sort((a, b) => b.targeted - a.targeted)
}

/** How many for each reason of one outcome, the most frequent first. */
export function reasons(rows: Alike[], outcome: Outcome): { reason: string; people: number }[] {
  const wanted = rows.filter(row => outcomeOf(row) === outcome)
  return tallyBy(wanted, reasonOf).map(({ key, targeted }) => ({ reason: key, people: targeted }))
}
