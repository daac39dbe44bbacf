/** What of an order is not in Teams yet, and what is due because time passes. */
import { sql } from 'kysely'
import { record } from './audit.ts'
import { type DbOrTx, transaction } from './db/database.ts'
import type { DeskHours } from './desk-hours.ts'
import { answerBy, type KeyOrder, type KeyOrderStore, openOrderStates } from './key-orders.ts'
import { redrawOpen, takeDue } from './showing.ts'

/** The order has come to the helpdesk again. */
export async function endAgain(db: DbOrTx, { id }: KeyOrder): Promise<void> {
  await db.updateTable('key_orders').set({ channel_again: false }).where('id', '=', id).execute()
}

/** The person heard the news, or never will (`failure`: why; then the channel card says so). News of a later step stays. */
export async function endNews(tx: DbOrTx, shown: KeyOrder, failure: string | null): Promise<void> {
  await tx
    .updateTable('key_orders')
    .set({ news: null, failure, ...(failure ? { channel_shown: 0 } : {}) })
    .where('id', '=', shown.id)
    .where('revision', '=', shown.revision)
    .execute()
}

const minutes = (count: number) => count * 60_000

/** Orders that nobody accepted within a working day are brought to the helpdesk again, each working day once. */
export async function showUnansweredAgain({ db, jobs }: KeyOrderStore, hours: DeskHours, now: Date): Promise<number> {
  return transaction(db, async tx => {
    const set = { answer_by: answerBy(hours, now), channel_again: true, channel_shown: 0, pushed_at: now }
    const rows = await takeDue(tx, 'key_orders', { due: sql`state = 'asked' and answer_by <= ${now}`, set })
    for (const { id } of rows) await jobs.enqueue(tx, 'show-key-order', { orderId: id })
    return rows.length
  })
}

/** A key may be set up without the guide: the directory is asked about everybody who has one in their hands, every ten minutes. */
export async function lookAtHandedOver({ db, jobs }: KeyOrderStore, now: Date): Promise<number> {
  const before = new Date(now.getTime() - minutes(10))
  return transaction(db, async tx => {
    const due = sql<boolean>`state = 'handed_over' and coalesce(looked_at, '-infinity') <= ${before}`
    const rows = await takeDue(tx, 'key_orders', { due, set: { looked_at: now } })
    for (const { person_id } of rows) await jobs.enqueue(tx, 'check-registration', { personId: person_id })
    return rows.length
  })
}

/** Orders of people who left are closed; nobody is told but the helpdesk, by the card. */
export async function cancelOfLeavers({ db, jobs }: KeyOrderStore, now: Date): Promise<number> {
  return transaction(db, async tx => {
    const gone = tx.selectFrom('people').select('id').where('left_at', 'is not', null)
    const rows = await tx
      .updateTable('key_orders')
      .set({ state: 'cancelled', news: null, silent_at: null, closed_at: now, changed_at: now, pushed_at: now })
      .set({ revision: sql<number>`revision + 1` })
      .where('state', 'in', openOrderStates)
      .where('person_id', 'in', gone)
      .returning(['id', 'person_id'])
      .execute()
    for (const { id } of rows) await jobs.enqueue(tx, 'show-key-order', { orderId: id })
    for (const { person_id } of rows) await redrawOpen(tx, jobs, 'cases', person_id)
    for (const { id } of rows) await record(tx, { at: now, actorId: 'bot', action: 'key_order.cancelled', subject: `key_order:${id}` })
    return rows.length
  })
}

/** What should be in Teams for five minutes and is not, because its job gave up or was lost: a new job. */
export async function pushStuckOrders({ db, jobs }: KeyOrderStore, now: Date): Promise<number> {
  const before = new Date(now.getTime() - minutes(5))
  return transaction(db, async tx => {
    const due = sql<boolean>`pushed_at <= ${before} and (news is not null or channel_again or channel_shown <> revision)`
    const rows = await takeDue(tx, 'key_orders', { due, set: { pushed_at: now } })
    for (const { id } of rows) await jobs.enqueue(tx, 'show-key-order', { orderId: id })
    return rows.length
  })
}
