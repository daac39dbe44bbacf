import assert from 'node:assert/strict'
import {
  answerDue,
  hadCaseNear,
  type KeyDeed,
  type KeySilence,
  keepKeySilence,
  nextForKey,
  nudgeForKey,
  takeSilentKeys,
} from '../../services/key-order-silence.ts'
import { acceptKeyOrder, handOverKey } from '../../services/key-order-steps.ts'
import { askForKey, findKeyOrder, type KeyOrder, type KeyOrderStore } from '../../services/key-orders.ts'
import { describeOnBoth } from '../support/database.ts'
import { type FakeJobs, fakeJobs } from '../support/jobs.ts'
import { addReachable } from '../support/rollout.ts'

const now = new Date('2026-11-12T09:00:00Z')
const at = (hours: number) => new Date(now.getTime() + hours * 3600_000)
const day = 24

type Given = Partial<Omit<KeySilence, 'order'>> & { order?: Partial<KeySilence['order']> }

/** A key handed over now, with nothing else to know; each given part differs. */
const silence = ({ order, ...more }: Given = {}): KeySilence => ({
  order: { state: 'handed_over', nudges: 0, expected_at: now, ready_at: now, handed_at: now, ...order },
  deadline: null,
  canSignIn: false,
  restsUntil: null,
  guide: null,
  wantsNoReminders: false,
  hadCase: false,
  mayWrite: { person: now, desk: now },
  ...more,
})
const told = ({ kind, ...rest }: KeyDeed) => ('until' in rest ? `wait ${rest.until?.toISOString() ?? 'for ever'}` : kind)
const wait = (hours: number) => `wait ${at(hours).toISOString()}`

/** What is done so many hours later, at a time when everybody may be written to. */
function deedAfter(hours: number, given: Given = {}): string {
  const moment = at(hours)
  return told(nextForKey(silence({ mayWrite: { person: moment, desk: moment }, ...given }), moment))
}

describe('what is done about a key with which nothing happens', () => {
  const ready = (nudges = 0) => ({ state: 'ready', nudges }) as const
  const handed = (nudges = 0) => ({ state: 'handed_over', nudges }) as const
  const cases: [what: string, done: string, expected: string][] = [
    ['in somebody’s hands, not long', deedAfter(1), wait(4)],
    ['in somebody’s hands for four hours', deedAfter(4), 'remind'],
    ['the same, their deadline near', deedAfter(1, { deadline: at(day) }), 'remind'],
    ['the same at night', told(nextForKey(silence({ mayWrite: { person: at(23), desk: at(22) } }), at(4))), wait(23)],
    ['the person signs in with something else', deedAfter(4, { canSignIn: true }), 'pass_over'],
    ['the person wants no reminders', deedAfter(4, { wantsNoReminders: true }), 'pass_over'],
    ['the guide asked how it goes', deedAfter(4, { guide: 'asked' }), 'pass_over'],
    ['the guide will ask', deedAfter(4, { guide: 'will_ask' }), wait(5)],
    ['a human has it already', deedAfter(4, { restsUntil: at(28) }), wait(28)],
    ['nobody answered the reminder', deedAfter(28, { order: handed(1) }), 'tell_desk'],
    [
      'the same, the desk is closed',
      told(nextForKey(silence({ order: handed(1), mayWrite: { person: at(28), desk: at(47) } }), at(28))),
      wait(47),
    ],
    ['the same, a day before the deadline', deedAfter(28, { order: handed(1), deadline: at(50) }), 'open_case'],
    ['the same, after it', deedAfter(28, { order: handed(2), deadline: at(-2) }), 'open_case'],
    ['the same, but the person can sign in', deedAfter(28, { order: handed(2), deadline: at(-2), canSignIn: true }), wait(52)],
    ['the same, and there was a case', deedAfter(28, { order: handed(2), deadline: at(50), hadCase: true }), 'wait for ever'],
    ['the desk knows, the deadline is far', deedAfter(28, { order: handed(2), deadline: at(10 * day) }), wait(28 + day)],
    ['the desk knows, the deadline is near soon', deedAfter(28, { order: handed(2), deadline: at(3 * day) }), wait(2 * day)],
    ['the desk knows, there is no deadline', deedAfter(28, { order: handed(2) }), wait(28 + day)],
    ['at the desk for a day', deedAfter(day, { order: ready() }), wait(2 * day)],
    ['at the desk for a week', deedAfter(7 * day, { order: ready() }), 'remind'],
    ['at the desk, for whoever signs in with something else', deedAfter(7 * day, { order: ready(), canSignIn: true }), 'remind'],
    ['at the desk, two days before the deadline', deedAfter(3 * day, { order: ready(), deadline: at(5 * day) }), 'remind'],
    ['at the desk since today, the deadline tomorrow', deedAfter(2, { order: ready(), deadline: at(day) }), wait(day)],
    ['not collected after the reminder', deedAfter(9 * day, { order: ready(1) }), 'tell_desk'],
    ['not collected, and the deadline is here', deedAfter(9 * day, { order: ready(1), deadline: at(9 * day + 3) }), 'open_case'],
    ['promised for today', deedAfter(2, { order: { state: 'accepted' } }), wait(day)],
    ['promised for yesterday', deedAfter(day, { order: { state: 'accepted' } }), 'tell_desk'],
    ['promised for yesterday, and the desk was told', deedAfter(2 * day, { order: { state: 'accepted', nudges: 1 } }), 'tell_desk'],
    ['promised, while the person has a case', deedAfter(day, { order: { state: 'accepted' }, restsUntil: at(2 * day) }), 'tell_desk'],
  ]
  for (const [what, done, expected] of cases) it(`${what}: ${expected.replace(/ 2026.*/, '')}`, () => assert.equal(done, expected))

  it('waits less long for an answer when the deadline is near', () => {
    assert.deepEqual(answerDue(silence(), now), at(day))
    assert.deepEqual(answerDue(silence({ order: ready() }), now), at(2 * day))
    assert.deepEqual(answerDue(silence({ deadline: at(3) }), now), at(1))
    assert.deepEqual(answerDue(silence({ order: ready(), deadline: at(2 * day) }), now), at(day))
  })
})

describeOnBoth('keys with which nothing happens', database => {
  let jobs: FakeJobs
  let store: KeyOrderStore

  beforeEach(async () => {
    jobs = fakeJobs()
    store = { db: database().db, jobs }
    await addReachable(store.db, ['kees', 'liam', 'fatima'])
  })

  const hours = { opens: '08:00', closes: '17:30', timeZone: 'Europe/Amsterdam' }
  const promise = { expectedAt: at(48), place: 'Warehouse', handsOver: 'Daan' }
  const by = ({ id: orderId, revision }: KeyOrder) => ({ orderId, revision, actorId: 'fatima', now })
  const find = async ({ id }: KeyOrder) => (await findKeyOrder(store.db, id)) ?? assert.fail('no such order')
  async function handOver(personId = 'kees'): Promise<KeyOrder> {
    const asked = { personId, place: 'Desk', before: { lasting: 0, passkey: false }, activityId: null, hours }
    const { order } = await askForKey(store, asked, now)
    await acceptKeyOrder(store, by(order), promise)
    await handOverKey(store, by(await find(order)))
    jobs.queued.splice(0)
    return find(order)
  }
  const take = (hour: number) => takeSilentKeys(store.db, at(hour), { limit: 10, leaseMs: 60_000 })

  it('are taken by one process, and come back where it died', async () => {
    const order = await handOver()
    const taken = (await Promise.all([take(1), take(1), take(1)])).flat()
    assert.deepEqual(
      taken.map(one => one.id),
      [order.id],
    )
    assert.equal((await take(2)).length, 1)
  })

  it('are looked at again when that was said, or never', async () => {
    await handOver()
    const [held] = await take(1)
    assert.ok(held)
    await keepKeySilence(store.db, held, at(4), 1)
    assert.deepEqual([(await find(held)).nudges, (await take(3)).length], [1, 0])
    const [again] = await take(4)
    assert.ok(again)
    await keepKeySilence(store.db, again, null)
    assert.deepEqual([(await find(held)).nudges, (await take(9_999)).length], [1, 0])
  })

  it('are told once, however many hold them, and not after somebody did something', async () => {
    const order = await handOver()
    const [held] = await take(4)
    assert.ok(held)
    const nudge = { nudges: 1, next: at(28), to: 'person' } as const
    const told = await Promise.all([nudgeForKey(store, held, nudge, at(4)), nudgeForKey(store, held, nudge, at(4))])
    assert.deepEqual(told.sort(), [false, true])
    assert.deepEqual(jobs.queued, [{ kind: 'show-key-order', data: { orderId: order.id } }])
    const after = await find(order)
    assert.deepEqual([after.news, after.nudges, after.silent_at, after.channel_again], ['reminder', 1, at(28), false])
    const [later] = await take(28)
    assert.ok(later)
    assert.equal(await nudgeForKey(store, later, { nudges: 2, next: null, to: 'desk' }, at(28)), true)
    assert.equal((await find(order)).channel_again, true)
    await keepKeySilence(store.db, later, at(99))
    assert.equal((await find(order)).silent_at, null)
  })

  it('know whether there was a case since the deadline was near', async () => {
    const row = { person_id: 'kees', topic: 'other', context: '{}', state: 'resolved' as const, changed_at: now }
    await store.db
      .insertInto('cases')
      .values({ ...row, opened_at: at(-3) })
      .execute()
    assert.equal(await hadCaseNear(store.db, 'kees', at(2)), true)
    assert.equal(await hadCaseNear(store.db, 'kees', at(day)), false)
    assert.equal(await hadCaseNear(store.db, 'liam', at(2)), false)
  })
})
