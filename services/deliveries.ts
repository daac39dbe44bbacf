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
const lease = sql`clock_timestamp() + ${leaseSeconds} * interval '1 second'`

/**
 * Takes up to `most` due rows to send. Nobody else gets them while the lease runs. Announcements take turns: each gets the same share,
 * however many rows it has, and rows of a stage that has not begun are not even looked at. Whether it has any is seen by its first one:
 * asked with `exists`, the planner reads all of them.
 */
export async function claim(db: Db, most: number, now: Date): Promise<Delivery[]> {
  const { rows } = await sql<Delivery>`
    with open as materialized (
      select a.id, stages.stage from announcements a cross join (values (0), (1)) stages (stage)
      cross join lateral (
        select from deliveries d where d.announcement_id = a.id and d.stage = stages.stage and d.state in ('queued', 'retrying')
          and d.not_before <= ${now} order by d.not_before limit 1) first
      where a.state = 'running' and stages.stage <= a.stage
      order by random() limit ${most}),
    due as materialized (
      select d.announcement_id, d.person_id
      from (select id, stage, ceil(${most}::float8 / count(*) over ())::int as share from open) open
      cross join lateral (
        select d.announcement_id, d.person_id from deliveries d
        where d.announcement_id = open.id and d.stage = open.stage and d.state in ('queued', 'retrying') and d.not_before <= ${now}
        order by d.not_before limit open.share for update skip locked) d
      limit ${most})
    update deliveries d set state = 'sending', attempts = attempts + 1, changed_at = ${now}, lease_until = ${lease}
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
      order by not_before limit ${most} for update skip locked)
    update deliveries d set attempts = attempts + 1, lease_until = ${lease}
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
  /** The person's messages were taken away. */
  withdrawn?: boolean
  /** Teams asked to wait. */
  throttled?: boolean
  /** Edits in a row that failed, this one included. */
  failedEdits?: number
  /** This was no attempt: the row waits for something else (an installation, the directory). */
  refund?: boolean
}

export interface Result {
  row: Delivery
  outcome: Recorded
}

const asJson = ({ row, outcome }: Result) => ({
  announcement_id: row.announcement_id,
  person_id: row.person_id,
  attempts: row.attempts,
  was: row.state,
  state: outcome.state,
  reason: outcome.reason ?? null,
  error_code: outcome.errorCode ?? null,
  activity_id: outcome.activityId ?? null,
  uncertain: outcome.uncertain ? 1 : 0,
  refund: outcome.refund ? 1 : 0,
  throttled: outcome.throttled ? 1 : 0,
  failed_edits: outcome.failedEdits ?? null,
  not_before: outcome.notBefore ?? null,
  shown: outcome.shown ?? null,
  withdrawn: outcome.withdrawn ?? false,
})

const keyOf = (row: Pick<Delivery, 'announcement_id' | 'person_id'>) => `${row.announcement_id} ${row.person_id}`

/**
 * Keeps the outcomes of rows, each of another row, in one statement: of those that this process still holds. A message that did arrive
 * always counts. Gives how many were kept.
 */
export async function recordAll(db: DbOrTx, results: Result[], now: Date): Promise<number> {
  if (results.length === 0) return 0
  // Everybody who changes many rows takes them in the same order, so that none waits for the other.
  const sorted = results.toSorted((one, other) => (keyOf(one.row) < keyOf(other.row) ? -1 : 1))
  const { numAffectedRows } = await sql`
    update deliveries d set state = o.state, reason = o.reason, error_code = o.error_code, lease_until = null, changed_at = ${now},
      uncertain = d.uncertain + o.uncertain, attempts = d.attempts - o.refund,
      throttled = d.throttled + o.throttled, failed_edits = coalesce(o.failed_edits, d.failed_edits), not_before = coalesce(o.not_before, d.not_before),
      activity_id = coalesce(o.activity_id, d.activity_id), shown = coalesce(o.shown, d.shown),
      withdrawn_at = case when o.withdrawn then ${now} else d.withdrawn_at end,
      delivered_at = case when o.state = 'delivered' then coalesce(d.delivered_at, ${now}) else d.delivered_at end
    from jsonb_to_recordset(${JSON.stringify(sorted.map(asJson))}::jsonb) o (announcement_id uuid, person_id text, attempts integer,
      was text, state text, reason text, error_code text, activity_id text, uncertain integer, refund integer,
      throttled integer, failed_edits integer, not_before timestamptz,
      shown integer, withdrawn boolean)
    where d.announcement_id = o.announcement_id and d.person_id = o.person_id
      and (o.state = 'delivered' or (d.attempts = o.attempts and d.state = o.was))`.execute(db)
  return Number(numAffectedRows ?? 0)
}

/** Keeps the outcome of one row; false when this process does not hold it any more. */
export async function record(db: DbOrTx, row: Delivery, outcome: Recorded, now: Date): Promise<boolean> {
  return (await recordAll(db, [{ row, outcome }], now)) > 0
}

/** Rows whose holder died: nobody knows whether their message arrived. Gives how many there were. */
export async function reap(db: DbOrTx, now: Date): Promise<number> {
  const { numAffectedRows } = await sql`
    with lost as materialized (
      select announcement_id, person_id from deliveries where state = 'sending' and lease_until < clock_timestamp()
      for update skip locked)
    update deliveries d set uncertain = uncertain + 1, lease_until = null, not_before = ${now}, changed_at = ${now},
      state = case when d.attempts >= ${mostAttempts} then 'failed' else 'retrying' end,
      error_code = case when d.attempts >= ${mostAttempts} then 'process_died' else d.error_code end
    from lost where d.announcement_id = lost.announcement_id and d.person_id = lost.person_id`.execute(db)
  return Number(numAffectedRows ?? 0)
}

/** So often a message is tried, whatever goes wrong. */
export const mostAttempts = 12

/** What a row was before it was claimed, for rows that were certainly not sent. */
export function unclaimed(row: Delivery, notBefore: Date): Recorded {
  const state = row.attempts > 1 || row.error_code ? 'retrying' : 'queued'
  return { state, reason: row.reason, errorCode: row.error_code, refund: true, notBefore }
}

/** Gives rows back that were claimed and certainly not sent: at once, or from `notBefore` on. */
export async function handBack(db: DbOrTx, rows: Delivery[], now: Date, notBefore = now): Promise<void> {
  const held = rows.filter(row => row.state === 'sending')
  await recordAll(
    db,
    held.map(row => ({ row, outcome: unclaimed(row, notBefore) })),
    now,
  )
}

/** Every delivered card of this person is to be drawn anew. A card that is on its way was drawn a moment ago. */
export async function redraw(db: DbOrTx, personId: string, now: Date): Promise<void> {
  await db
    .updateTable('deliveries')
    .set(eb => ({ wanted: eb('wanted', '+', 1), not_before: now }))
    .where('person_id', '=', personId)
    .where('state', '=', 'delivered')
    .execute()
}

/** Every card of this announcement is to be drawn anew, or taken away: whatever the announcement now says. Gives how many there are. */
export async function redrawAll(tx: Tx, announcementId: string, now: Date): Promise<number> {
  const { numAffectedRows } = await sql`
    with cards as materialized (
      select person_id from deliveries where announcement_id = ${announcementId} and state in ('delivered', 'sending', 'retrying')
      order by person_id for update)
    update deliveries d set wanted = wanted + 1, not_before = case when d.state = 'delivered' then ${now} else d.not_before end
    from cards where d.announcement_id = ${announcementId} and d.person_id = cards.person_id`.execute(tx)
  return Number(numAffectedRows ?? 0)
}

/** The person can be reached now: announcements that could not be delivered for that reason are tried again. */
export async function requeue(db: Db, personId: string, now: Date): Promise<void> {
  await transaction(db, async (tx: Tx) => {
    const rows = await tx
      .updateTable('deliveries')
      .set({ state: 'queued', reason: null, error_code: null, attempts: 0, not_before: now, changed_at: now })
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
        tx.selectFrom('announcements').select('id').where('deadline_at', '>', now).where('state', 'in', ['running', 'paused', 'finished']),
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
