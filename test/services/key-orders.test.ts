import assert from 'node:assert/strict'
import { verifyChain } from '../../services/audit.ts'
import {
  acceptKeyOrder,
  type ByAgent,
  cancelKeyOrder,
  declineKeyOrder,
  handOverKey,
  type KeyStepOutcome,
  keyIsThere,
  keyOrderSeen,
} from '../../services/key-order-steps.ts'
import {
  askForKey,
  countKeyOrders,
  findKeyOrder,
  type KeyOrder,
  type KeyOrderStore,
  listKeyOrders,
  openKeyOrder,
} from '../../services/key-orders.ts'
import type { MethodKind, MethodsPolicy } from '../../services/ports.ts'
import { judge } from '../../services/registrations.ts'
import { describeOnBoth } from '../support/database.ts'
import { type FakeJobs, fakeJobs } from '../support/jobs.ts'
import { addReachable } from '../support/rollout.ts'

const now = new Date('2026-11-12T09:00:00Z')
const at = (minutes: number) => new Date(now.getTime() + minutes * 60_000)
const day = 24 * 60
const hours = { opens: '08:00', closes: '17:30', timeZone: 'Europe/Amsterdam' }
const promise = { expectedAt: at(2 * day), place: 'Warehouse', handsOver: 'Daan' }
const policy: MethodsPolicy = { allowed: ['authenticator', 'passkey'] }

describeOnBoth('orders of keys', database => {
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
  const sees = (kinds: MethodKind[], minutes = 60) => keyOrderSeen(store, 'kees', judge(kinds, policy, false), at(minutes))
  const state = async (order: KeyOrder) => (await findKeyOrder(store.db, order.id))?.state
  const actions = async () =>
    (await store.db.selectFrom('audit').select(['action', 'actor_id']).orderBy('id').execute()).map(row => `${row.actor_id} ${row.action}`)

  it('are open once per person, however often and at the same time they are asked for', async () => {
    const asked = await Promise.all(
      [1, 2, 3].map(() =>
        askForKey(store, { personId: 'kees', place: 'Desk', before: { lasting: 0, passkey: false }, activityId: null, hours }, now),
      ),
    )
    assert.deepEqual(asked.map(one => one.kind).sort(), ['asked', 'existing', 'existing'])
    assert.equal(new Set(asked.map(one => one.order.id)).size, 1)
    assert.deepEqual(jobs.queued.map(job => job.kind).sort(), ['check-registration', 'show-key-order'])
    const answers = asked.map(one => one.order.answer_by.toISOString())
    assert.equal(answers[0], '2026-11-13T09:00:00.000Z', 'one working day of the desk')
  })

  it('go all the way, and every step is in the audit with who did it', async () => {
    const asked = await ask()
    const accepted = await accept(asked)
    assert.deepEqual([accepted.state, accepted.news, accepted.place, accepted.hands_over], ['accepted', 'accepted', 'Warehouse', 'Daan'])
    const ready = done(await keyIsThere(store, by(accepted, 'joris'), promise))
    assert.deepEqual([ready.state, ready.news, ready.agent_id, ready.silent_at], ['ready', 'ready', 'joris', at(5)])
    const handed = await handOver(ready)
    assert.deepEqual([handed.state, handed.news, handed.silent_at], ['handed_over', 'handed_over', at(5)])
    await sees(['passkey'])
    const works = await findKeyOrder(store.db, asked.id)
    assert.deepEqual([works?.state, works?.news, works?.closed_at, works?.silent_at], ['working', 'working', at(60), null])
    assert.deepEqual(await actions(), [
      'kees key_order.asked',
      'fatima key_order.accepted',
      'joris key_order.ready',
      'fatima key_order.handed_over',
      'bot key_order.working',
    ])
    assert.equal((await verifyChain(store.db)).kind, 'whole')
    assert.notEqual((await ask()).id, asked.id, 'another key may be ordered later')
  })

  it('are accepted by one of two agents; the same press twice counts once', async () => {
    const asked = await ask()
    const outcomes = await Promise.all([
      acceptKeyOrder(store, by(asked, 'fatima'), promise),
      acceptKeyOrder(store, by(asked, 'joris'), { ...promise, place: 'Desk' }),
      acceptKeyOrder(store, by(asked, 'fatima'), promise),
    ])
    const accepted = await findKeyOrder(store.db, asked.id)
    const refused = outcomes.filter(one => one.kind === 'changed')
    assert.equal(refused.length, accepted?.agent_id === 'fatima' ? 1 : 2)
    assert.equal(accepted?.revision, 2)
    assert.equal((await actions()).filter(one => one.endsWith('accepted')).length, 1)
  })

  it('can be promised anew from the newest card, not from an older one', async () => {
    const accepted = await accept(await ask())
    const later = { ...promise, expectedAt: at(9 * day) }
    const moved = done(await acceptKeyOrder(store, by(accepted, 'joris'), later))
    assert.deepEqual([moved.expected_at, moved.agent_id, moved.news], [later.expectedAt, 'joris', 'accepted'])
    assert.equal((await acceptKeyOrder(store, by(accepted, 'fatima'), promise)).kind, 'changed')
  })

  it('take only steps that fit, from somebody else than who ordered', async () => {
    const asked = await ask()
    assert.equal((await handOverKey(store, by(asked))).kind, 'wrong_state')
    assert.equal((await acceptKeyOrder(store, by(asked, 'kees'), promise)).kind, 'own')
    assert.equal((await acceptKeyOrder(store, { ...by(asked), orderId: 9999 }, promise)).kind, 'unknown')
    const declined = done(await declineKeyOrder(store, by(asked), 'No keys left'))
    assert.deepEqual([declined.state, declined.note, declined.news], ['declined', 'No keys left', 'declined'])
    assert.equal((await acceptKeyOrder(store, by(declined), promise)).kind, 'wrong_state')
    assert.equal((await acceptKeyOrder(store, by(asked), promise)).kind, 'wrong_state')
    assert.equal(await openKeyOrder(store.db, 'kees'), undefined)
  })

  it('are cancelled by their owner alone, and then nothing is told any more', async () => {
    const accepted = await accept(await ask())
    const cancel = (actorId: string) => cancelKeyOrder(store, { orderId: accepted.id, actorId, now: at(9) })
    assert.equal((await cancel('liam')).kind, 'unknown')
    const outcomes = await Promise.all([cancel('kees'), cancel('kees'), handOverKey(store, by(accepted))])
    assert.equal((await findKeyOrder(store.db, accepted.id))?.state, 'cancelled')
    assert.ok(outcomes.some(one => one.kind === 'done'))
    assert.equal((await findKeyOrder(store.db, accepted.id))?.news, null)
  })

  describe('and what the directory shows', () => {
    it('close only by something new, since the key was handed over', async () => {
      const asked = await ask('kees', { lasting: 1, passkey: false })
      await sees(['authenticator'])
      const handed = await handOver(done(await keyIsThere(store, by((await findKeyOrder(store.db, asked.id)) ?? asked), promise)))
      await sees(['authenticator'])
      assert.equal(await state(handed), 'handed_over', 'the app was there before')
      await sees([])
      await sees(['authenticator'])
      assert.equal(await state(handed), 'working', 'it was taken away, and something is there again')
    })

    it('learn until then what the person has by other ways', async () => {
      const asked = await ask()
      await sees(['authenticator', 'passkey'])
      assert.equal(await state(asked), 'asked')
      const handed = await handOver(await accept((await findKeyOrder(store.db, asked.id)) ?? asked))
      await sees(['authenticator', 'passkey'])
      assert.equal(await state(handed), 'handed_over')
      await sees(['authenticator', 'passkey', 'passkey'])
      assert.equal(await state(handed), 'working')
    })

    it('close when a first passkey is there, although nobody pressed that it was handed over', async () => {
      const ready = done(await keyIsThere(store, by(await ask()), promise))
      await sees(['authenticator'])
      assert.equal(await state(ready), 'ready')
      await sees(['authenticator', 'passkey'])
      assert.equal(await state(ready), 'working')
    })

    it('leave the telling to a guide that is checking', async () => {
      const handed = await handOver(await accept(await ask()))
      const facts = JSON.stringify({ check: { flow: 'no_smartphone', step: 'key_touch', stopped: false } })
      await store.db
        .insertInto('progress')
        .values({
          person_id: 'kees',
          flow: 'no_smartphone',
          flow_version: 1,
          step: 'key_touch',
          trail: '[]',
          tried: '[]',
          facts,
          changed_at: now,
        })
        .execute()
      await sees(['passkey'])
      const works = await findKeyOrder(store.db, handed.id)
      assert.deepEqual([works?.state, works?.news], ['working', null])
    })

    it('say that it works in place of the thank-you, and not after it', async () => {
      const thanks = () => store.db.selectFrom('thanks').select(['due_at', 'sent_at']).where('person_id', '=', 'kees').executeTakeFirst()
      const first = await handOver(await accept(await ask()))
      await store.db
        .insertInto('thanks')
        .values({ person_id: 'kees', due_at: at(62) })
        .execute()
      await sees(['passkey'])
      assert.equal((await findKeyOrder(store.db, first.id))?.news, 'working')
      assert.deepEqual(await thanks(), { due_at: null, sent_at: at(60) })

      const second = await handOver(await accept(await ask('kees', { lasting: 1, passkey: true })))
      await store.db
        .updateTable('thanks')
        .set({ sent_at: at(61) })
        .execute()
      await sees(['passkey', 'authenticator'], 70)
      assert.deepEqual((await findKeyOrder(store.db, second.id))?.state, 'working')
      assert.equal((await findKeyOrder(store.db, second.id))?.news, null, 'it was said a moment ago')
    })

    it('close once, whoever looks at the same time', async () => {
      await handOver(await accept(await ask()))
      await Promise.all([sees(['passkey']), sees(['passkey']), sees(['passkey'])])
      assert.equal((await actions()).filter(one => one.endsWith('working')).length, 1)
    })
  })

  it('are listed and counted while they are open: what nobody accepted first', async () => {
    const first = await accept(await ask('kees'))
    const second = await ask('liam')
    assert.deepEqual(
      (await listKeyOrders(store.db, 10)).map(one => [one.id, one.name]),
      [
        [second.id, 'Name of liam'],
        [first.id, 'Name of kees'],
      ],
    )
    assert.deepEqual(await countKeyOrders(store.db), { asked: 1, accepted: 1, ready: 0, handed_over: 0 })
  })

  it('leave nothing behind when what belongs to them cannot be kept', async () => {
    const failing: KeyOrderStore = { db: store.db, jobs: { enqueue: () => Promise.reject(new Error('no queue')) } }
    await assert.rejects(
      askForKey(failing, { personId: 'kees', place: 'Desk', before: { lasting: 0, passkey: false }, activityId: null, hours }, now),
    )
    assert.equal(await openKeyOrder(store.db, 'kees'), undefined)
  })
})
