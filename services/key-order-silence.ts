/**
 * Keys with which nothing happens: promised and not there in time, there and not collected, handed over and never seen in the directory.
 * What is done about it is decided here without looking at anything; what is due is taken by one process, and the row says that it was
 * done before it is.
 */
import { record } from './audit.ts'
import { type Db, transaction } from './db/database.ts'
import type { KeyOrder, KeyOrderStore } from './key-orders.ts'

const hour = 3600_000
const day = 24 * hour
/** From so long before the deadline on, silence becomes a case. */
const nearMs = day
/** A key in somebody's hands is asked about after this; close to the deadline there is less time to give. */
const unusedMs = { usual: 4 * hour, near: hour }
/** A key that waits is mentioned after a week, or so long before the deadline, but not on the day on which it came. */
const uncollectedMs = { usual: 7 * day, beforeDeadline: 2 * day, least: day }
/** How long an answer to that is waited for, until the helpdesk is told. */
const answerMs = { near: hour, ready: 2 * day, handed_over: day }

export interface KeySilence {
  order: Pick<KeyOrder, 'state' | 'nudges' | 'expected_at' | 'ready_at' | 'handed_at'>
  /** The moment that counts for this person; null where none is announced. */
  deadline: Date | null
  /** The person has another way to sign in. */
  canSignIn: boolean
  /** The person is left alone until then: a human has it, or they chose the moment themselves. */
  restsUntil: Date | null
  /** What the guide does about somebody who began to set the key up: it asked how it goes, or will. */
  guide: 'asked' | 'will_ask' | null
  wantsNoReminders: boolean
  /** The deadline was near already when a human had a case of this person, so that another one would say nothing new. */
  hadCase: boolean
  /** The first moments from now on when the person and the helpdesk may be written to. */
  mayWrite: { person: Date; desk: Date }
}

export type KeyDeed = { kind: 'wait'; until: Date | null } | { kind: 'remind' | 'pass_over' | 'tell_desk' | 'open_case' }

const later = (at: Date, ms: number) => new Date(at.getTime() + ms)
const waitUntil = (until: Date | null): KeyDeed => ({ kind: 'wait', until })
const inTime = (deed: KeyDeed, allowed: Date, now: Date): KeyDeed => (allowed > now ? waitUntil(allowed) : deed)

/** A deadline may come, or another one: after a day it is looked at again in any case. */
const soonest = (at: Date, now: Date) => new Date(Math.min(at.getTime(), now.getTime() + day))

const isNear = ({ deadline, canSignIn }: KeySilence, now: Date): boolean =>
  deadline !== null && !canSignIn && deadline.getTime() - now.getTime() <= nearMs

function collectedBy(since: Date, { deadline, canSignIn }: KeySilence): Date {
  const usual = later(since, uncollectedMs.usual)
  if (!deadline || canSignIn) return usual
  const early = Math.max(deadline.getTime() - uncollectedMs.beforeDeadline, since.getTime() + uncollectedMs.least)
  return new Date(Math.min(usual.getTime(), early))
}

/** When it is first said that nothing happens. */
function firstAt(silence: KeySilence, now: Date): Date {
  const { state, expected_at, ready_at, handed_at } = silence.order
  if (state === 'accepted') return later(expected_at ?? now, day)
  if (state === 'ready') return collectedBy(ready_at ?? now, silence)
  return later(handed_at ?? now, isNear(silence, now) ? unusedMs.near : unusedMs.usual)
}

/** One reminder, unless the guide asks, or nothing is to be asked of the person. */
function forPerson(silence: KeySilence, now: Date): KeyDeed {
  const { order, canSignIn, guide, wantsNoReminders, mayWrite } = silence
  if (order.state === 'handed_over') {
    if (guide === 'asked' || canSignIn || wantsNoReminders) return { kind: 'pass_over' }
    if (guide === 'will_ask') return waitUntil(later(now, hour))
  }
  return inTime({ kind: 'remind' }, mayWrite.person, now)
}

function forHuman(silence: KeySilence, now: Date): KeyDeed {
  const { order, deadline, canSignIn, hadCase, mayWrite } = silence
  if (isNear(silence, now)) return hadCase ? waitUntil(null) : inTime({ kind: 'open_case' }, mayWrite.person, now)
  if (order.nudges === 1) return inTime({ kind: 'tell_desk' }, mayWrite.desk, now)
  return waitUntil(deadline && !canSignIn ? soonest(later(deadline, -nearMs), now) : later(now, day))
}

/** What is done now about an order with which nothing happens. Pure. */
export function nextForKey(silence: KeySilence, now: Date): KeyDeed {
  const { order, restsUntil, mayWrite } = silence
  const first = firstAt(silence, now)
  if (order.nudges === 0 && first > now) return waitUntil(soonest(first, now))
  if (order.state === 'accepted') return inTime({ kind: 'tell_desk' }, mayWrite.desk, now)
  if (restsUntil && restsUntil > now) return waitUntil(restsUntil)
  return order.nudges === 0 ? forPerson(silence, now) : forHuman(silence, now)
}

/** When it is looked at again after the person was reminded: the deadline may be near before the usual time is over. */
export function answerDue({ order, deadline, canSignIn }: KeySilence, now: Date): Date {
  const usual = later(now, order.state === 'ready' ? answerMs.ready : answerMs.handed_over)
  const least = later(now, answerMs.near)
  const near = deadline && !canSignIn ? later(deadline, -nearMs) : usual
  return near < least ? least : near < usual ? near : usual
}

/** Takes up to `limit` orders that are due, the longest waiting first; each comes back after `leaseMs` when nobody settles it. */
export async function takeSilentKeys(db: Db, now: Date, { limit, leaseMs }: { limit: number; leaseMs: number }): Promise<KeyOrder[]> {
  const due = db.selectFrom('key_orders').select('id').where('silent_at', '<=', now).orderBy('silent_at').limit(limit)
  return db
    .updateTable('key_orders')
    .set({ silent_at: later(now, leaseMs) })
    .where('id', 'in', due.forUpdate().skipLocked())
    .returningAll()
    .execute()
}

/** Looks at it again at `at`, or never. Whoever did something with the order meanwhile has taken it away. */
export async function keepKeySilence(db: Db, held: KeyOrder, at: Date | null, nudges = held.nudges): Promise<void> {
  await db
    .updateTable('key_orders')
    .set({ silent_at: at, nudges })
    .where('id', '=', held.id)
    .where('revision', '=', held.revision)
    .where('silent_at', '=', held.silent_at)
    .execute()
}

export interface KeyNudge {
  nudges: number
  next: Date | null
  /** The person gets a message, or the helpdesk gets the card once more. */
  to: 'person' | 'desk' | null
}

/** What is done about it is on its way, and the cards say so. False: somebody did something with the order meanwhile. */
export async function nudgeForKey({ db, jobs }: KeyOrderStore, held: KeyOrder, nudge: KeyNudge, now: Date): Promise<boolean> {
  return transaction(db, async tx => {
    const told = nudge.to === 'person' ? { news: 'reminder' as const } : nudge.to === 'desk' ? { channel_again: true } : {}
    const kept = await tx
      .updateTable('key_orders')
      .set({ ...told, nudges: nudge.nudges, silent_at: nudge.next, revision: held.revision + 1, changed_at: now, pushed_at: now })
      .where('id', '=', held.id)
      .where('revision', '=', held.revision)
      .where('silent_at', '=', held.silent_at)
      .returning('id')
      .executeTakeFirst()
    if (!kept) return false
    await jobs.enqueue(tx, 'show-key-order', { orderId: held.id })
    const details = { state: held.state, nudges: nudge.nudges }
    await record(tx, { at: now, actorId: 'bot', action: 'key_order.nudged', subject: `key_order:${held.id}`, details })
    return true
  })
}

/** There has been a case of this person since their deadline was near. */
export async function hadCaseNear(db: Db, personId: string, deadline: Date): Promise<boolean> {
  const cases = db.selectFrom('cases').select('id').where('person_id', '=', personId)
  return (await cases.where('opened_at', '>=', later(deadline, -nearMs)).executeTakeFirst()) !== undefined
}
