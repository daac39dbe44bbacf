/** Orders of security keys: who wants one where, and how it is found again. What happens next is in key-order-steps.ts. */
import { type Selectable, sql } from 'kysely'
import { record } from './audit.ts'
import { type Db, type DbOrTx, transaction } from './db/database.ts'
import type { PeopleTable } from './db/schema.ts'
import type { KeyOrderState, KeyOrdersTable } from './db/tables/key-orders.ts'
import { afterOpenMinutes, type DeskHours, openMinutesOfDay } from './desk-hours.ts'
import type { Jobs } from './jobs.ts'
import { redrawOpen } from './showing.ts'

export type KeyOrder = Selectable<KeyOrdersTable>

/** What every write to an order needs: the row and the job that shows it commit together. */
export interface KeyOrderStore {
  db: Db
  jobs: Pick<Jobs, 'enqueue'>
}

/** A person has at most one order in these states. */
export const openOrderStates = ['asked', 'accepted', 'ready', 'handed_over'] as const satisfies KeyOrderState[]
export type OpenOrderState = (typeof openOrderStates)[number]
export type OpenKeyOrder = KeyOrder & { state: OpenOrderState }
export const isOpenOrder = ({ state }: Pick<KeyOrder, 'state'>): boolean => openOrderStates.some(open => open === state)

export async function findKeyOrder(db: DbOrTx, id: number): Promise<KeyOrder | undefined> {
  return db.selectFrom('key_orders').selectAll().where('id', '=', id).executeTakeFirst()
}

export async function openKeyOrder(db: DbOrTx, personId: string): Promise<OpenKeyOrder | undefined> {
  const mine = db.selectFrom('key_orders').selectAll().where('person_id', '=', personId)
  return (await mine.where('state', 'in', openOrderStates).executeTakeFirst()) as OpenKeyOrder | undefined
}

/** What somebody who helps this person must know of: their open order, or the last one if it was closed since then. */
export async function newestKeyOrder(db: DbOrTx, personId: string, since: Date): Promise<KeyOrder | undefined> {
  const mine = db.selectFrom('key_orders').selectAll().where('person_id', '=', personId)
  const counts = mine.where(eb => eb.or([eb('closed_at', 'is', null), eb('closed_at', '>=', since)]))
  return counts.orderBy('id', 'desc').limit(1).executeTakeFirst()
}

/** Open orders with the names of who ordered them: first what nobody accepted, then what is promised, what waits, what is on its way. */
export async function listKeyOrders(db: DbOrTx, most: number): Promise<(KeyOrder & { name: string })[]> {
  return db
    .selectFrom('key_orders')
    .leftJoin('people', 'people.id', 'key_orders.person_id')
    .selectAll('key_orders')
    .select(sql<string>`coalesce(people.name, '')`.as('name'))
    .where('state', 'in', openOrderStates)
    .orderBy(sql`array_position(array['asked', 'accepted', 'ready', 'handed_over'], key_orders.state)`)
    .orderBy(sql`coalesce(key_orders.expected_at, key_orders.asked_at)`)
    .orderBy('key_orders.id')
    .limit(most)
    .execute()
}

export type NamedKeyOrder = KeyOrder & Pick<Selectable<PeopleTable>, 'name' | 'upn' | 'mail' | 'department'>

const named = (db: DbOrTx) =>
  db
    .selectFrom('key_orders')
    .innerJoin('people', 'people.id', 'key_orders.person_id')
    .selectAll('key_orders')
    .select(['people.name', 'people.upn', 'people.mail', 'people.department'])

/** All orders there ever were, newest first, after the last one of the page before. */
export async function pageOfKeyOrders(
  db: DbOrTx,
  { state }: { state?: KeyOrderState | undefined },
  most: number,
  before?: number,
): Promise<NamedKeyOrder[]> {
  return named(db)
    .$if(state !== undefined, query => query.where('key_orders.state', '=', state as KeyOrderState))
    .$if(before !== undefined, query => query.where('key_orders.id', '<', before as number))
    .orderBy('key_orders.id', 'desc')
    .limit(most)
    .execute()
}

export const findNamedKeyOrder = (db: DbOrTx, id: number): Promise<NamedKeyOrder | undefined> =>
  named(db).where('key_orders.id', '=', id).executeTakeFirst()

export type OpenOrderCounts = Record<OpenOrderState, number>

export async function countKeyOrders(db: DbOrTx): Promise<OpenOrderCounts> {
  const rows = await db
    .selectFrom('key_orders')
    .select(['state', sql<number>`count(*)::int`.as('count')])
    .where('state', 'in', openOrderStates)
    .groupBy('state')
    .execute()
  const counts: OpenOrderCounts = { asked: 0, accepted: 0, ready: 0, handed_over: 0 }
  for (const { state, count } of rows) if (state in counts) counts[state as OpenOrderState] = count
  return counts
}

export interface AskedKey {
  personId: string
  /** The caller has made sure that it holds no secret. */
  place: string
  /** What the person has now. */
  before: { lasting: number; passkey: boolean }
  /** The message that becomes the card of the order; null when there is none yet. */
  activityId: string | null
  hours: DeskHours
}

/** Within one working day of the desk. */
export const answerBy = (hours: DeskHours, now: Date): Date => afterOpenMinutes(hours, now, openMinutesOfDay(hours))

/** Orders a key. Who has an open order, also one of the same instant on another device, gets that one (`existing`). */
export async function askForKey(
  store: KeyOrderStore,
  asked: AskedKey,
  now: Date,
): Promise<{ kind: 'asked' | 'existing'; order: KeyOrder }> {
  const { personId, place, before, activityId, hours } = asked
  return transaction(store.db, async tx => {
    const made = await tx
      .insertInto('key_orders')
      .values({
        person_id: personId,
        state: 'asked',
        wished_place: place,
        lasting_before: before.lasting,
        passkey_before: before.passkey,
        person_activity_id: activityId,
        asked_at: now,
        answer_by: answerBy(hours, now),
        changed_at: now,
        pushed_at: now,
      })
      .onConflict(conflict => conflict.column('person_id').where('state', 'in', openOrderStates).doNothing())
      .returningAll()
      .executeTakeFirst()
    if (!made) {
      const existing = await openKeyOrder(tx, personId)
      if (!existing) throw new Error('An open order vanished while another one was made')
      return { kind: 'existing', order: existing }
    }
    await store.jobs.enqueue(tx, 'show-key-order', { orderId: made.id })
    await store.jobs.enqueue(tx, 'check-registration', { personId })
    await redrawOpen(tx, store.jobs, 'cases', personId)
    await record(tx, { at: now, actorId: personId, action: 'key_order.asked', subject: `key_order:${made.id}` })
    return { kind: 'asked', order: made }
  })
}
