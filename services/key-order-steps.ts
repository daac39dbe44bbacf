/**
 * What may happen to an order of a key. Each step locks the row, decides, and writes the row, the job that shows it and the audit row in
 * one transaction. A step that came too late changes nothing and gives the order as it is now.
 */
import type { Updateable } from 'kysely'
import { record } from './audit.ts'
import { type Tx, transaction } from './db/database.ts'
import type { KeyOrderState, KeyOrdersTable } from './db/tables/key-orders.ts'
import { findKeyOrder, isOpenOrder, type KeyOrder, type KeyOrderStore, openKeyOrder } from './key-orders.ts'
import { findProgress } from './progress.ts'
import type { Verdict } from './registrations.ts'
import { redrawOpen } from './showing.ts'
import { thankOtherwise } from './thanks.ts'

export type KeyStepOutcome =
  | { kind: 'done'; order: KeyOrder }
  /** Somebody did something since the card was drawn. */
  | { kind: 'changed'; order: KeyOrder }
  /** The order is at a point where this makes no sense. */
  | { kind: 'wrong_state'; order: KeyOrder }
  /** It is the agent's own order, so a colleague does this. */
  | { kind: 'own'; order: KeyOrder }
  | { kind: 'unknown' }

type Refusal = 'changed' | 'wrong_state' | 'own'
type Change = Updateable<KeyOrdersTable> & { state: KeyOrderState }

export interface ByAgent {
  orderId: number
  /** Of the card that was pressed. */
  revision: number
  actorId: string
  now: Date
}

/** When the key is there, where, and who hands it over. */
export interface Handing {
  expectedAt: Date
  place: string
  handsOver: string
}

interface Applied {
  current: KeyOrder
  change: Change
  actorId: string
  now: Date
}

async function apply(tx: Tx, jobs: KeyOrderStore['jobs'], { current, change, actorId, now }: Applied): Promise<KeyOrder> {
  const row = await tx
    .updateTable('key_orders')
    .set({ failure: null, ...change, revision: current.revision + 1, changed_at: now, pushed_at: now })
    .where('id', '=', current.id)
    .returningAll()
    .executeTakeFirstOrThrow()
  await jobs.enqueue(tx, 'show-key-order', { orderId: row.id })
  await redrawOpen(tx, jobs, 'cases', row.person_id)
  const details = { from: current.state, revision: row.revision }
  await record(tx, { at: now, actorId, action: `key_order.${row.state}`, subject: `key_order:${row.id}`, details })
  return row
}

const lock = (tx: Tx, id: number): Promise<KeyOrder | undefined> =>
  tx.selectFrom('key_orders').selectAll().where('id', '=', id).forUpdate().executeTakeFirst()

interface AgentStep {
  from: KeyOrderState[]
  change: Change
}

/** The same press twice, on a card that was not drawn anew yet: it has done what it says. */
function isDoneAlready(current: KeyOrder, { actorId }: ByAgent, change: Change): boolean {
  const same = (now: Date | string | null, then: unknown) => String(now) === String(then)
  const sameWords = same(current.place, change.place ?? current.place) && same(current.hands_over, change.hands_over ?? current.hands_over)
  const sameDay = same(current.expected_at, change.expected_at ?? current.expected_at)
  return current.state === change.state && current.agent_id === actorId && sameWords && sameDay
}

function decide(current: KeyOrder, by: ByAgent, { from, change }: AgentStep): Refusal | 'again' | Change {
  if (current.person_id === by.actorId) return 'own'
  if (current.revision !== by.revision)
    return isDoneAlready(current, by, change) ? 'again' : isOpenOrder(current) ? 'changed' : 'wrong_state'
  return from.includes(current.state) ? { ...change, agent_id: by.actorId } : 'wrong_state'
}

async function step(store: KeyOrderStore, by: ByAgent, wanted: AgentStep): Promise<KeyStepOutcome> {
  return transaction(store.db, async tx => {
    const current = await lock(tx, by.orderId)
    if (!current) return { kind: 'unknown' }
    const change = decide(current, by, wanted)
    if (change === 'again') return { kind: 'done', order: current }
    if (typeof change === 'string') return { kind: change, order: current }
    return { kind: 'done', order: await apply(tx, store.jobs, { ...by, current, change }) }
  })
}

/** From now on it is noticed when nothing happens. */
const watchedFrom = ({ now }: ByAgent) => ({ silent_at: now, nudges: 0 })

const handing = ({ expectedAt, place, handsOver }: Handing) => ({ expected_at: expectedAt, place, hands_over: handsOver })

/** Promises a key, or changes what was promised. */
export const acceptKeyOrder = (store: KeyOrderStore, by: ByAgent, promise: Handing): Promise<KeyStepOutcome> =>
  step(store, by, { from: ['asked', 'accepted'], change: { state: 'accepted', news: 'accepted', ...watchedFrom(by), ...handing(promise) } })

/** The key is there to be collected. */
export function keyIsThere(store: KeyOrderStore, by: ByAgent, there: Handing): Promise<KeyStepOutcome> {
  const change = { state: 'ready', news: 'ready', ready_at: by.now, ...watchedFrom(by), ...handing(there) } as const
  return step(store, by, { from: ['asked', 'accepted'], change })
}

export function handOverKey(store: KeyOrderStore, by: ByAgent): Promise<KeyStepOutcome> {
  const change = { state: 'handed_over', news: 'handed_over', handed_at: by.now, looked_at: by.now, ...watchedFrom(by) } as const
  return step(store, by, { from: ['accepted', 'ready'], change })
}

/** No key after all, with the reason that the person reads. */
export function declineKeyOrder(store: KeyOrderStore, by: ByAgent, note: string): Promise<KeyStepOutcome> {
  const change = { state: 'declined', news: 'declined', note, closed_at: by.now, silent_at: null } as const
  return step(store, by, { from: ['asked', 'accepted', 'ready', 'handed_over'], change })
}

/** The person no longer needs it. An order of somebody else is `unknown`; one that is closed stays as it is. */
export async function cancelKeyOrder(store: KeyOrderStore, by: Omit<ByAgent, 'revision'>): Promise<KeyStepOutcome> {
  return transaction(store.db, async tx => {
    const current = await lock(tx, by.orderId)
    if (!current || current.person_id !== by.actorId) return { kind: 'unknown' }
    if (!isOpenOrder(current)) return { kind: 'wrong_state', order: current }
    const change = { state: 'cancelled', news: null, closed_at: by.now, silent_at: null } as const
    return { kind: 'done', order: await apply(tx, store.jobs, { ...by, current, change }) }
  })
}

/** Something new that lasts, since the key was handed over; or a first passkey of somebody whose key waits at the desk. */
function showsTheKey(order: KeyOrder, verdict: Verdict): boolean {
  if (order.state === 'handed_over') return verdict.done && verdict.lasting > order.lasting_before
  return order.state === 'ready' && verdict.done && !order.passkey_before && verdict.kinds.includes('passkey')
}

/** What the person has without the key. After the key was handed over, only what is taken away counts. */
async function keepBefore(tx: Tx, order: KeyOrder, { lasting, kinds }: Verdict): Promise<void> {
  const lower = Math.min(lasting, order.lasting_before)
  const before = {
    lasting_before: order.state === 'handed_over' ? lower : lasting,
    passkey_before: order.state === 'handed_over' ? order.passkey_before : kinds.includes('passkey'),
  }
  if (before.lasting_before === order.lasting_before && before.passkey_before === order.passkey_before) return
  await tx.updateTable('key_orders').set(before).where('id', '=', order.id).execute()
}

/**
 * The directory was asked about a person. Where that shows that the key works, the order is closed. A guide that is checking tells the
 * person by itself; otherwise the order does.
 */
export async function keyOrderSeen({ db, jobs }: KeyOrderStore, personId: string, verdict: Verdict, now: Date): Promise<void> {
  const open = await openKeyOrder(db, personId)
  if (!open) return
  await transaction(db, async tx => {
    const current = await lock(tx, open.id)
    if (!current || !isOpenOrder(current)) return
    if (!showsTheKey(current, verdict)) return keepBefore(tx, current, verdict)
    const isGuided = (await findProgress(tx, personId))?.facts.check !== undefined
    const tells = !isGuided && (await thankOtherwise(tx, personId, { since: current.handed_at ?? current.asked_at, now }))
    const change = { state: 'working', news: tells ? 'working' : null, closed_at: now, silent_at: null } as const
    await apply(tx, jobs, { current, change, actorId: 'bot', now })
  })
}

/** For whoever may see only their own orders. */
export async function ownKeyOrder(db: KeyOrderStore['db'], orderId: number, personId: string): Promise<KeyOrder | null> {
  const order = await findKeyOrder(db, orderId)
  return order?.person_id === personId ? order : null
}
