import assert from 'node:assert/strict'
import { sql } from 'kysely'
import {
  cancelOfLeavers,
  endAgain,
  endNews,
  lookAtHandedOver,
  pushStuckOrders,
  showUnansweredAgain,
} from '../../services/key-order-showing.ts'
import { acceptKeyOrder, type ByAgent, handOverKey, type KeyStepOutcome, keyIsThere } from '../../services/key-order-steps.ts'
import { askForKey, findKeyOrder, type KeyOrder, type KeyOrderStore } from '../../services/key-orders.ts'
import { whileShowing } from '../../services/showing.ts'
import { describeOnBoth } from '../support/database.ts'
import { type FakeJobs, fakeJobs } from '../support/jobs.ts'
import { addReachable } from '../support/rollout.ts'

const now = new Date('2026-11-12T09:00:00Z')
const at = (minutes: number) => new Date(now.getTime() + minutes * 60_000)
const day = 24 * 60
const hours = { opens: '08:00', closes: '17:30', timeZone: 'Europe/Amsterdam' }
const promise = { expectedAt: at(2 * day), place: 'Warehouse', handsOver: 'Daan' }

describeOnBoth('orders of keys, by the clock and in Teams', database => {
  let jobs: FakeJobs
  let store: KeyOrderStore

  beforeEach(async () => {
    jobs = fakeJobs()
    store = { db: database().db, jobs }
    await addReachable(store.db, ['kees', 'liam', 'fatima', 'joris'])
  })

  const ask = async (personId = 'kees', before = { lasting: 0, passkey: false }) =>
    (await askForKey(store, { personId, place: 'Warehouse', before, activityId: null, hours }, now)).order
  const by = (order: KeyOrder, actorId = 'fatima', minutes = 5): ByAgent => ({
    orderId: order.id,
    revision: order.revision,
    actorId,
    now: at(minutes),
  })
  const done = (outcome: KeyStepOutcome): KeyOrder => {
    assert.equal(outcome.kind, 'done')
    return (outcome as Extract<KeyStepOutcome, { kind: 'done' }>).order
  }
  const accept = async (order: KeyOrder) => done(await acceptKeyOrder(store, by(order), promise))
  const handOver = async (order: KeyOrder) => done(await handOverKey(store, by(order)))
  const state = async (order: KeyOrder) => (await findKeyOrder(store.db, order.id))?.state

  describe('by the clock', () => {
    it('come again after each working day that nobody accepted them, for one process each time', async () => {
      const asked = await ask()
      assert.equal(await showUnansweredAgain(store, hours, at(day - 1)), 0)
      const shown = await Promise.all([1, 2, 3].map(() => showUnansweredAgain(store, hours, at(day))))
      assert.equal(
        shown.reduce((sum, count) => sum + count, 0),
        1,
      )
      const again = await findKeyOrder(store.db, asked.id)
      assert.deepEqual([again?.channel_again, again?.answer_by.toISOString()], [true, '2026-11-16T09:00:00.000Z'], 'not at the weekend')
      assert.ok(again)
      await endAgain(store.db, again)
      assert.equal((await findKeyOrder(store.db, asked.id))?.channel_again, false)
    })

    it('are looked for in the directory every ten minutes once handed over', async () => {
      await handOver(await accept(await ask()))
      jobs.queued.splice(0)
      assert.equal(await lookAtHandedOver(store, at(14)), 0)
      assert.equal(
        (await Promise.all([lookAtHandedOver(store, at(16)), lookAtHandedOver(store, at(16))])).reduce((a, b) => a + b),
        1,
      )
      assert.deepEqual(jobs.queued, [{ kind: 'check-registration', data: { personId: 'kees' } }])
    })

    it('get a new job when theirs was lost, and end with whoever leaves', async () => {
      const asked = await ask()
      jobs.queued.splice(0)
      assert.equal(await pushStuckOrders(store, at(4)), 0)
      assert.equal(await pushStuckOrders(store, at(6)), 1)
      await store.db
        .updateTable('people')
        .set({ left_at: at(7) })
        .where('id', '=', 'kees')
        .execute()
      assert.equal(await cancelOfLeavers(store, at(8)), 1)
      assert.equal(await state(asked), 'cancelled')
    })
  })

  it('keep news of a later step while the one before is being told', async () => {
    const accepted = await accept(await ask())
    done(await keyIsThere(store, by(accepted), promise))
    await endNews(store.db, accepted, null)
    assert.equal((await findKeyOrder(store.db, accepted.id))?.news, 'ready')
  })

  it('are shown by one worker at a time, and by another one once that died', async () => {
    const { id } = await ask()
    let inner: boolean | undefined
    await whileShowing(store.db, { table: 'key_orders', id }, async () => {
      inner = await whileShowing(store.db, { table: 'key_orders', id }, async () => undefined)
    })
    assert.equal(inner, false)
    const dead = sql<Date>`clock_timestamp() - interval '1 second'`
    await store.db.updateTable('key_orders').set({ showing_until: dead }).where('id', '=', id).execute()
    assert.equal(await whileShowing(store.db, { table: 'key_orders', id }, async () => undefined), true)
  })
})
