/**
 * The ledger: one row for each person of each announcement. Who works on a row holds it by a lease on the database's clock and may only
 * record an outcome while `attempts` still match, so that a process that was thought dead cannot overwrite what came after it.
 */
import { type Selectable, sql } from 'kysely'
import { type Db, type DbOrTx, type Tx, transaction } from './db/database.ts'
import type { DeliveriesTable, DeliveryState } from './db/schema.ts'

export type Delivery = Selectable<DeliveriesTable>

/** States that a row does not leave by itself. */
export const waiting: DeliveryState[] = ['queued', 'sending', 'retrying']
const leaseSeconds = 40

/** Takes up to `most` due rows to send, or delivered cards to change. Nobody else gets them while the lease runs. */
export async function claim(db: Db, most: number, now: Date): Promise<Delivery[]> {
  const { rows } = await sql<Delivery>`
    with due as materialized (
      select d.announcement_id, d.person_id from deliveries d
      join announcements a on a.id = d.announcement_id and a.state = 'running'
      where d.state in ('queued', 'retrying') and d.not_before <= ${now}
      order by d.not_before limit ${most} for update of d skip locked)
    update deliveries d set state = 'sending', attempts = attempts + 1, changed_at = ${now},
      lease_until = clock_timestamp() + ${leaseSeconds} * interval '1 second'
    from due where d.announcement_id = due.announcement_id and d.person_id = due.person_id
    returning d.*`.execute(db)
  return rows
}

/** Takes up to `most` delivered cards that should look different from what is shown. */
export async function claimEdits(db: Db, most: number, now: Date): Promise<Delivery[]> {
  const { rows } = await sql<Delivery>`
    with due as materialized (
      select announcement_id, person_id from deliveries
      where state = 'delivered' and wanted <> shown and not_before <= ${now} and (lease_until is null or lease_until < clock_timestamp())
      limit ${most} for update skip locked)
    update deliveries d set attempts = attempts + 1, lease_until = clock_timestamp() + ${leaseSeconds} * interval '1 second'
    from due where d.announcement_id = due.announcement_id and d.person_id = due.person_id
    returning d.*`.execute(db)
  return rows
}

export interface Recorded {
  state: DeliveryState
  reason?: string | null
  errorCode?: string | null
  activityId?: string
  uncertain?: boolean
  /** When to try again; only for rows that wait. */
  notBefore?: Date
  /** The version of the card that the person now sees. */
  shown?: number
  /** This was no attempt: the row waits for something else (an installation, the directory). */
  refund?: boolean
}

/** Keeps the outcome of one row, if this process still holds it. A message that did arrive always counts. */
export async function record(db: DbOrTx, row: Delivery, outcome: Recorded, now: Date): Promise<boolean> {
  const late = outcome.state === 'delivered'
  const updated = await db
    .updateTable('deliveries')
    .set(eb => ({
      state: outcome.state,
      reason: outcome.reason ?? null,
      error_code: outcome.errorCode ?? null,
      lease_until: null,
      changed_at: now,
      uncertain: outcome.uncertain ? eb('uncertain', '+', 1) : eb.ref('uncertain'),
      attempts: outcome.refund ? eb('attempts', '-', 1) : eb.ref('attempts'),
      ...(outcome.notBefore ? { not_before: outcome.notBefore } : {}),
      ...(outcome.activityId ? { activity_id: outcome.activityId } : {}),
      ...(outcome.shown === undefined ? {} : { shown: outcome.shown }),
      ...(late ? { delivered_at: eb.fn.coalesce('delivered_at', eb.val(now)) } : {}),
    }))
    .where('announcement_id', '=', row.announcement_id)
    .where('person_id', '=', row.person_id)
    .$if(!late, query => query.where('attempts', '=', row.attempts).where('state', '=', row.state))
    .returning('person_id')
    .executeTakeFirst()
  return updated !== undefined
}

/** Rows whose holder died: nobody knows whether their message arrived. Gives how many there were. */
export async function reap(db: DbOrTx, now: Date): Promise<number> {
  const rows = await db
    .updateTable('deliveries')
    .set(eb => ({ state: 'retrying', uncertain: eb('uncertain', '+', 1), lease_until: null, not_before: now, changed_at: now }))
    .where('state', '=', 'sending')
    .where('lease_until', '<', sql<Date>`clock_timestamp()`)
    .returning('person_id')
    .execute()
  return rows.length
}

/** Gives rows back that were claimed and certainly not sent (clean stop). */
export async function handBack(db: DbOrTx, rows: Delivery[], now: Date): Promise<void> {
  for (const row of rows) {
    const before = row.attempts > 1 ? ('retrying' as const) : ('queued' as const)
    const kept = { state: before, reason: row.reason, errorCode: row.error_code }
    if (row.state === 'sending') await record(db, row, { ...kept, refund: true, notBefore: now }, now)
  }
}

/** Every delivered card of this person is to be drawn anew. */
export async function redraw(db: DbOrTx, personId: string, now: Date): Promise<void> {
  await db
    .updateTable('deliveries')
    .set(eb => ({ wanted: eb('wanted', '+', 1), not_before: now }))
    .where('person_id', '=', personId)
    .where('state', '=', 'delivered')
    .execute()
}

/** The person can be reached now: announcements that could not be delivered for that reason are tried again. */
export async function requeue(db: Db, personId: string, now: Date): Promise<void> {
  await transaction(db, async (tx: Tx) => {
    const rows = await tx
      .updateTable('deliveries')
      .set({ state: 'queued', reason: null, error_code: null, not_before: now, changed_at: now })
      .where('person_id', '=', personId)
      .where(eb =>
        eb.or([
          eb('state', 'in', ['not_installed', 'policy_blocked', 'blocked', 'gone']),
          eb.and([eb('state', 'in', ['queued', 'retrying']), eb('reason', '=', 'waiting_for_install')]),
        ]),
      )
      .where(
        'announcement_id',
        'in',
        tx.selectFrom('announcements').select('id').where('deadline_at', '>', now).where('state', 'in', ['running', 'finished']),
      )
      .returning('announcement_id')
      .execute()
    const ids = rows.map(row => row.announcement_id)
    if (ids.length === 0) return
    await tx
      .updateTable('announcements')
      .set({ state: 'running', finished_at: null })
      .where('id', 'in', ids)
      .where('state', '=', 'finished')
      .execute()
  })
}

export interface LedgerCount {
  state: DeliveryState
  reason: string | null
  count: number
}

/** The ledger of one announcement, counted. */
export async function countLedger(db: DbOrTx, announcementId: string): Promise<LedgerCount[]> {
  return db
    .selectFrom('deliveries')
    .select(['state', 'reason', sql<number>`count(*)::int`.as('count')])
    .where('announcement_id', '=', announcementId)
    .groupBy(['state', 'reason'])
    .execute()
}

export async function findDelivery(db: DbOrTx, announcementId: string, personId: string): Promise<Delivery | undefined> {
  return db
    .selectFrom('deliveries')
    .selectAll()
    .where('announcement_id', '=', announcementId)
    .where('person_id', '=', personId)
    .executeTakeFirst()
}

/** The person pressed a button of it; the first time counts. */
export async function answered(db: DbOrTx, row: Pick<Delivery, 'announcement_id' | 'person_id'>, now: Date): Promise<void> {
  await db
    .updateTable('deliveries')
    .set({ answered_at: now })
    .where('announcement_id', '=', row.announcement_id)
    .where('person_id', '=', row.person_id)
    .where('answered_at', 'is', null)
    .execute()
}
