import assert from 'node:assert/strict'
import { transaction } from '../../services/db/database.ts'
import {
  claimTelling,
  endTelling,
  findGuided,
  findProgress,
  findTried,
  type Progress,
  replaceProgress,
  setGuideCard,
  takeDueChecks,
  takeDueTellings,
} from '../../services/progress.ts'
import { judge, saveRegistration } from '../../services/registrations.ts'
import { describeOnBoth } from '../support/database.ts'
import { samplePlace } from '../support/samples/guide.ts'

const now = new Date('2026-11-24T09:00:00Z')
const onAfter = (minutes: number) => new Date(now.getTime() + minutes * 60_000)

describeOnBoth('progress', database => {
  const save = async (given: Partial<Progress>) =>
    assert.ok(await replaceProgress(database().db, samplePlace({ flow: 'start', step: 'front', ...given }), null))
  const markOf = async () => (await findGuided(database().db, 'kees')).stored?.mark ?? null

  it('comes back as it was kept', async () => {
    const place = samplePlace({
      flow: 'register_authenticator',
      step: 'number',
      view: 'checking',
      revision: 7,
      trail: [{ flow: 'start', step: 'front' }],
      facts: { check: { flow: 'register_authenticator', step: 'number', stopped: false }, before: { lasting: 0, done: false, live: true } },
      activityId: 'm1',
      checkStartedAt: now,
      checks: 2,
      lastCheckAt: onAfter(1),
      nextCheckAt: onAfter(2),
    })
    await save(place)
    assert.deepEqual(await findProgress(database().db, 'kees'), place)
    assert.deepEqual((await findGuided(database().db, 'kees')).stored?.progress, place)
  })

  it('is one place a person, replaced only by whoever has seen its last change', async () => {
    const { db } = database()
    const to = (step: string) => samplePlace({ flow: 'start', step })
    assert.deepEqual(await findGuided(db, 'kees'), { stored: null, policy: { allowed: ['authenticator', 'passkey'] }, registration: null })
    await save({})
    assert.equal(await replaceProgress(db, to('late'), null), false)
    const mark = await markOf()
    await setGuideCard(db, 'kees', 'm1')
    assert.equal(await replaceProgress(db, to('late'), mark), false)
    assert.equal(await replaceProgress(db, to('method'), await markOf()), true)
    assert.equal((await findProgress(db, 'kees'))?.step, 'method')
    assert.equal(await findProgress(db, 'nobody'), null)
  })

  it('keeps what was tried in the order in which it happened, and of very much the newest', async () => {
    const { db } = database()
    const noted = (...events: string[]) => events.map(event => ({ at: now.toISOString(), flow: 'start', step: 'front', event }))
    await save({ noted: noted('started') })
    assert.deepEqual(await findTried(db, 'kees'), noted('started'))
    const add = async (...events: string[]) =>
      assert.ok(await replaceProgress(db, samplePlace({ flow: 'start', step: 'front', noted: noted(...events) }), await markOf()))
    await add()
    await add('next', 'trouble')
    assert.deepEqual(await findTried(db, 'kees'), noted('started', 'next', 'trouble'))
    for (let nr = 1; nr <= 60; nr++) await add(`look:${nr}`)
    const tried = await findTried(db, 'kees')
    assert.deepEqual([tried.length, tried[0]?.event, tried.at(-1)?.event], [60, 'look:1', 'look:60'])
    assert.deepEqual(await findTried(db, 'nobody'), [])
  })

  it('is read together with what is known of the methods', async () => {
    const { db } = database()
    await saveRegistration(db, 'kees', { ...judge(['phone'], { allowed: ['passkey'] }, false), source: 'live', at: now })
    await db.insertInto('sync_state').values({ name: 'methods_policy', value: '{"allowed":["passkey"]}', changed_at: now }).execute()
    const { policy, registration } = await findGuided(db, 'kees')
    assert.deepEqual([policy, registration], [{ allowed: ['passkey'] }, { done: false, kinds: ['phone'], checked_at: now }])
  })

  it('remembers which message shows it', async () => {
    await save({})
    await setGuideCard(database().db, 'kees', 'm9')
    assert.equal((await findProgress(database().db, 'kees'))?.activityId, 'm9')
  })

  it('gives each due look to one taker, the longest waiting first, and again when nobody brought it home', async () => {
    await save({ personId: 'late', nextCheckAt: onAfter(-2) })
    await save({ personId: 'due', nextCheckAt: now })
    await save({ personId: 'early', nextCheckAt: onAfter(1) })
    await save({ personId: 'none' })
    const take = (at: Date, limit = 10) => transaction(database().db, tx => takeDueChecks(tx, at, { limit, leaseMs: 180_000 }))
    assert.deepEqual(await take(now, 1), ['late'])
    assert.deepEqual(await take(now), ['due'])
    assert.deepEqual(await take(now), [])
    assert.deepEqual((await take(onAfter(3))).sort(), ['due', 'early', 'late'])
  })

  it('gives each message that waited for the morning out once', async () => {
    await save({ tellAt: onAfter(-1) })
    const take = () => transaction(database().db, tx => takeDueTellings(tx, now, 10))
    assert.deepEqual(await take(), ['kees'])
    assert.deepEqual(await take(), [])
  })

  it('lets one process at a time say "you are done", and nobody after it was said', async () => {
    const { db } = database()
    await save({})
    assert.equal(await claimTelling(db, 'kees', now), 'mine')
    assert.equal(await claimTelling(db, 'kees', onAfter(1)), 'busy')
    assert.equal(await claimTelling(db, 'kees', onAfter(3)), 'mine', 'the first one died')
    await endTelling(db, 'kees', null)
    assert.equal(await claimTelling(db, 'kees', onAfter(3)), 'mine', 'the second one could not send')
    await endTelling(db, 'kees', onAfter(3))
    assert.equal(await claimTelling(db, 'kees', onAfter(9)), 'told')
    assert.equal(await claimTelling(db, 'nobody', now), 'told')
  })
})
