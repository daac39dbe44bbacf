/** The first few: who gets it before everybody else, and whether what became of them lets it go on. */
import { sql } from 'kysely'
import type { Db, DbOrTx, Tx } from './db/database.ts'

const fewest = 25
const share = 0.01

/** How many of `total` people get it first: 1 %, at least 25. `null`: there are no more than that, so a first few mean nothing. */
export function canarySizeFor(total: number): number | null {
  const size = Math.max(fewest, Math.ceil(total * share))
  return total > size ? size : null
}

export interface Health {
  tried: number
  delivered: number
  /** People to whom Teams refused the message this time; who was known to be out of reach tells nothing new. */
  failed: number
  /** People who reported it as phishing. */
  reports: number
  /** People who got it and then needed the helpdesk. */
  cases: number
}
export const troubles = ['failures', 'reports', 'cases'] as const
export type Trouble = (typeof troubles)[number]

interface Watched {
  id: string
  watched_from: Date | null
}

/** What has become of it since it is watched: from the start, or since an admin let it go on. */
export async function readHealth(db: DbOrTx, { id, watched_from }: Watched): Promise<Health> {
  const from = watched_from ?? new Date(0)
  const { rows } = await sql<Health>`
    select count(*) filter (where state = 'delivered' or error_code is not null and state in ('blocked', 'policy_blocked', 'gone', 'failed'))::int
        as tried,
      count(*) filter (where state = 'delivered')::int as delivered,
      count(*) filter (where error_code is not null and state in ('blocked', 'policy_blocked', 'gone', 'failed'))::int as failed,
      (select count(distinct person_id)::int from phishing_reports where announcement_id = ${id} and at >= ${from}) as reports,
      (select count(distinct c.person_id)::int from cases c
        join deliveries d on d.person_id = c.person_id and d.announcement_id = ${id}
        where c.opened_at >= greatest(d.delivered_at, ${from})) as cases
    from deliveries where announcement_id = ${id} and changed_at >= ${from}`.execute(db)
  return rows[0] ?? { tried: 0, delivered: 0, failed: 0, reports: 0, cases: 0 }
}

/** More than a tenth, and enough people for a tenth to mean something. */
const tenth = (count: number, of: number, least: number) => count >= least && count > of / 10
const fewestFailures = 4
const fewestCases = 3
const fewestReports = 2

/** What is wrong enough to stop. `stage` 0: only the first few have it, where two reports are enough; later it takes 1 % of all. */
export function troubleIn(health: Health, stage: number): Trouble | null {
  const reports = stage === 0 ? fewestReports : Math.max(fewestReports, Math.ceil(health.delivered / 100))
  if (health.reports >= reports) return 'reports'
  if (tenth(health.failed, health.tried, fewestFailures)) return 'failures'
  return tenth(health.cases, health.delivered, fewestCases) ? 'cases' : null
}

/** Rows of the first few that wait longer than this (until somebody's morning) do not hold up everybody else. */
const soonMs = 15 * 60_000

/** Starts the pause of announcements whose first few have all been tried. */
export async function startPauses(db: Db, now: Date, pauseMs: number): Promise<void> {
  await sql`
    update announcements a set canary_until = ${new Date(now.getTime() + pauseMs)}
    where state = 'running' and stage = 0 and canary_until is null
      and exists (select from deliveries d where d.announcement_id = a.id and d.stage = 0 and d.state not in ('queued', 'sending', 'retrying'))
      and not exists (select from deliveries d where d.announcement_id = a.id and d.stage = 0 and d.state in ('queued', 'sending', 'retrying')
        and d.not_before <= ${new Date(now.getTime() + soonMs)})`.execute(db)
}

/** Everybody's turn, when the pause of the first few is over. Gives whether it was this call that opened it. */
export async function openToAll(tx: Tx, id: string, now: Date): Promise<boolean> {
  const open = await tx
    .updateTable('announcements')
    .set({ stage: 1 })
    .where('id', '=', id)
    .where('state', '=', 'running')
    .where('stage', '=', 0)
    .where('canary_until', '<=', now)
    .returning('id')
    .executeTakeFirst()
  return open !== undefined
}
