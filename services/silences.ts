/**
 * People who do not get further in the guide. What is due is taken by one process; before anything is sent, the row says that it was, so
 * that a process that dies sends less, never twice.
 */
import { sql } from 'kysely'
import type { Db, DbOrTx } from './db/database.ts'

/** A silence that a process holds: `silentAt` is its lease, and whoever changed the place meanwhile has taken it away. */
export interface Silence {
  personId: string
  silentAt: Date
  nudges: number
}

/** Takes up to `limit` silences that are due, the longest waiting first; each comes back after `leaseMs` when nobody settles it. */
export async function takeSilences(db: Db, now: Date, { limit, leaseMs }: { limit: number; leaseMs: number }): Promise<Silence[]> {
  const { rows } = await sql<{ person_id: string; silent_at: Date; nudges: number }>`
    with due as materialized (
      select person_id from progress where silent_at <= ${now} order by silent_at limit ${limit} for update skip locked)
    update progress p set silent_at = ${new Date(now.getTime() + leaseMs)} from due where p.person_id = due.person_id
    returning p.person_id, p.silent_at, p.nudges`.execute(db)
  return rows.map(row => ({ personId: row.person_id, silentAt: row.silent_at, nudges: row.nudges }))
}

/** Sets what is next: `nudges` were done, and at `at` (null: never) it is looked at again. False: the person did something meanwhile. */
export async function keepSilence(db: DbOrTx, held: Silence, next: { nudges: number; at: Date | null }): Promise<boolean> {
  const kept = await db
    .updateTable('progress')
    .set({ nudges: next.nudges, silent_at: next.at })
    .where('person_id', '=', held.personId)
    .where('silent_at', '=', held.silentAt)
    .where('nudges', '=', held.nudges)
    .returning('person_id')
    .executeTakeFirst()
  return kept !== undefined
}

/** A message sent at `revision` becomes the one that shows the guide, unless the person has gone on since. */
export async function showGuideIn(db: Db, personId: string, shown: { revision: number; activityId: string }): Promise<boolean> {
  const kept = await db
    .updateTable('progress')
    .set({ activity_id: shown.activityId })
    .where('person_id', '=', personId)
    .where('revision', '=', shown.revision)
    .returning('person_id')
    .executeTakeFirst()
  return kept !== undefined
}
