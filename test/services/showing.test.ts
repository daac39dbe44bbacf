import assert from 'node:assert/strict'
import { askForKey, findKeyOrder, type KeyOrderStore } from '../../services/key-orders.ts'
import { keepChannelCard, outdate } from '../../services/showing.ts'
import { describeOnBoth } from '../support/database.ts'
import { fakeJobs } from '../support/jobs.ts'
import { addReachable } from '../support/rollout.ts'

const now = new Date('2026-11-12T09:00:00Z')
const hours = { opens: '08:00', closes: '17:30', timeZone: 'Europe/Amsterdam' }

describeOnBoth('what the channel shows', database => {
  it('is old again when something changed while it was drawn, also the first time', async () => {
    const store: KeyOrderStore = { db: database().db, jobs: fakeJobs() }
    await addReachable(store.db, ['kees'])
    const before = { lasting: 0, passkey: false }
    const { order } = await askForKey(store, { personId: 'kees', place: 'Desk', before, activityId: null, hours }, now)
    const read = async () => (await findKeyOrder(store.db, order.id)) ?? assert.fail('no such order')
    for (let round = 0; round < 3; round += 1) {
      const drawn = await read()
      await outdate(store.db, { table: 'key_orders', id: order.id }, now)
      await keepChannelCard(store.db, 'key_orders', drawn, { conversationId: 'c', activityId: 'm1' })
      assert.notEqual((await read()).channel_shown, order.revision)
    }
    await keepChannelCard(store.db, 'key_orders', await read(), { conversationId: 'c', activityId: 'm1' })
    assert.equal((await read()).channel_shown, order.revision)
  })
})
