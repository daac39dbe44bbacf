import assert from 'node:assert/strict'
import { addReply, claimCase, resolveCase } from '../../services/case-steps.ts'
import { type CaseStore, findCase, openCase } from '../../services/cases.ts'
import { erase, eraseOld, keptDays } from '../../services/erasure.ts'
import { cancelKeyOrder } from '../../services/key-order-steps.ts'
import { askForKey, findKeyOrder } from '../../services/key-orders.ts'
import { findPerson } from '../../services/people.ts'
import { personalDataOf } from '../../services/personal-data.ts'
import { findProgress, replaceProgress } from '../../services/progress.ts'
import { describeOnBoth } from '../support/database.ts'
import { type FakeJobs, fakeJobs } from '../support/jobs.ts'
import { addAnnouncement, addReachable, now } from '../support/rollout.ts'
import { samplePlace } from '../support/samples/guide.ts'

const hours = { opens: '08:00', closes: '17:30', timeZone: 'Europe/Amsterdam' }
const onDay = (days: number) => new Date(now.getTime() + days * 24 * 3600_000)

describeOnBoth('what is kept about a person', database => {
  let store: CaseStore & { jobs: FakeJobs }
  beforeEach(async () => {
    store = { db: database().db, jobs: fakeJobs() }
    await addReachable(store.db, ['kees', 'other'])
    await store.db.updateTable('people').set({ platform: 'Windows', department: 'Warehouse' }).execute()
    for (const personId of ['kees', 'other']) {
      const noted = [{ at: now.toISOString(), flow: 'start', step: 'front', event: 'choose:both' }]
      await replaceProgress(store.db, samplePlace({ flow: 'start', step: 'front', personId, noted }), null)
    }
    const { id } = await addAnnouncement(store.db)
    const row = { announcement_id: id, person_id: 'kees', state: 'delivered' as const, language: 'nl', not_before: now, changed_at: now }
    await store.db
      .insertInto('deliveries')
      .values({ ...row, delivered_at: now, snooze_reason: 'own_phone', seen_at: now })
      .execute()
  })

  async function ask(personId = 'kees'): Promise<number> {
    const person = await findPerson(store.db, personId)
    assert.ok(person)
    const opening = { person, language: 'nl', topic: 'other', sentence: 'een geheim woord', callMe: null, activityId: null, hours, now }
    return (await openCase(store, opening)).case.id
  }
  async function close(caseId: number): Promise<void> {
    await claimCase(store, { caseId, actorId: 'fatima', now })
    await addReply(store, { caseId, actorId: 'kees', hours, now }, 'nog een geheim')
    const row = await findCase(store.db, caseId)
    await resolveCase(store, { caseId, actorId: 'fatima', now, revision: row?.revision ?? 0 }, 'geheim antwoord')
  }
  const everything = async () => {
    const tables = ['cases', 'case_events', 'progress', 'deliveries', 'extensions', 'people', 'audit'] as const
    const rows = await Promise.all(tables.map(table => store.db.selectFrom(table).selectAll().execute()))
    return JSON.stringify(rows)
  }

  it('can be shown: kinds, times and numbers', async () => {
    const id = await ask()
    const data = await personalDataOf(store.db, 'kees')
    assert.deepEqual(data.messages, { count: 1, lastAt: now })
    assert.deepEqual(data.guide, { flow: 'start', step: 'front', at: new Date('2026-11-24T09:42:00Z'), tried: 1 })
    assert.deepEqual(data.cases, [{ id, state: 'open', at: now, wordsErased: false }])
    assert.deepEqual([data.platform, data.hindrance, data.kinds], ['Windows', 'own_phone', null])
    assert.doesNotMatch(JSON.stringify(data), /geheim/)
  })

  it('goes when the person asks, and nobody else’s does', async () => {
    const id = await ask()
    await close(id)
    store.jobs.queued.splice(0)
    assert.equal(await erase(store, { personId: 'kees', caseId: null }, now), null)
    assert.doesNotMatch(await everything(), /geheim|own_phone/)
    assert.equal(await findProgress(store.db, 'kees'), null)
    assert.ok(await findProgress(store.db, 'other'))
    const [kees, other] = [await findPerson(store.db, 'kees'), await findPerson(store.db, 'other')]
    assert.deepEqual([kees?.platform, kees?.department, other?.platform], [null, 'Warehouse', 'Windows'])
    assert.deepEqual(store.jobs.queued, [{ kind: 'post-case', data: { caseId: id } }], 'its cards are drawn without the words')
    const row = await findCase(store.db, id)
    assert.deepEqual([row?.state, row?.context.language, row?.context.tried, row?.channel_shown], ['resolved', 'nl', [], 0])
    const audit = await store.db.selectFrom('audit').selectAll().where('action', '=', 'person.erased').execute()
    assert.deepEqual(
      audit.map(one => [one.actor_id, one.subject]),
      [['kees', 'person:kees']],
    )
    assert.equal((await personalDataOf(store.db, 'kees')).messages.count, 1, 'the ledger still counts')
  })

  it('goes from closed orders of a key, and their cards are drawn without it; an open one is still needed', async () => {
    const asked = { place: 'geheim kantoor', before: { lasting: 0, passkey: false }, activityId: null, hours }
    const { order } = await askForKey(store, { personId: 'kees', ...asked }, now)
    await cancelKeyOrder(store, { orderId: order.id, actorId: 'kees', now })
    const open = (await askForKey(store, { personId: 'kees', ...asked }, now)).order
    store.jobs.queued.splice(0)
    await erase(store, { personId: 'kees', caseId: null }, now)
    assert.equal((await findKeyOrder(store.db, order.id))?.wished_place, '')
    assert.equal((await findKeyOrder(store.db, open.id))?.wished_place, 'geheim kantoor')
    assert.deepEqual(store.jobs.queued, [{ kind: 'show-key-order', data: { orderId: order.id } }])
  })

  it('waits for an open case, unless the person said that this very case goes too', async () => {
    const id = await ask()
    assert.equal(await erase(store, { personId: 'kees', caseId: null }, now), id)
    assert.equal(await erase(store, { personId: 'kees', caseId: id + 1 }, now), id)
    assert.ok(await findProgress(store.db, 'kees'))
    assert.equal(await erase(store, { personId: 'kees', caseId: id }, now), null)
    assert.equal((await findCase(store.db, id))?.state, 'resolved')
    assert.doesNotMatch(await everything(), /geheim/)
  })

  it('cannot close a case of somebody else', async () => {
    const id = await ask('other')
    assert.equal(await erase(store, { personId: 'kees', caseId: id }, now), null)
    assert.equal((await findCase(store.db, id))?.state, 'open')
  })

  it('of closed cases goes after half a year, once, and that of people who left after a month', async () => {
    const id = await ask()
    await close(id)
    await store.db.updateTable('people').set({ left_at: now }).where('id', '=', 'other').execute()
    assert.equal(await eraseOld(store, onDay(keptDays.left - 1)), 0)
    assert.equal(await eraseOld(store, onDay(keptDays.left)), 1)
    assert.equal(await findProgress(store.db, 'other'), null)
    assert.match(await everything(), /geheim/)
    const sweeps = await Promise.all([1, 2].map(() => eraseOld(store, onDay(keptDays.words))))
    assert.deepEqual(sweeps.toSorted(), [0, 1])
    assert.doesNotMatch(await everything(), /geheim/)
    assert.equal(await eraseOld(store, onDay(keptDays.words + 1)), 0)
    assert.ok(await findProgress(store.db, 'kees'))
  })
})
