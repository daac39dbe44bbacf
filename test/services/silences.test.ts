import assert from 'node:assert/strict'
import { findGuided, findProgress, type Progress, replaceProgress } from '../../services/progress.ts'
import { keepSilence, type Silence, showGuideIn, takeSilences } from '../../services/silences.ts'
import { describeOnBoth } from '../support/database.ts'
import { samplePlace } from '../support/samples/guide.ts'

const now = new Date('2026-11-24T09:00:00Z')
const onAfter = (minutes: number) => new Date(now.getTime() + minutes * 60_000)
const leaseMs = 300_000

describeOnBoth('silences', database => {
  const add = (personId: string, silentAt: Date | null, more: Partial<Progress> = {}) =>
    replaceProgress(database().db, samplePlace({ flow: 'start', step: 'front', personId, silentAt, stay: 'start.front', ...more }), null)
  const take = (at: Date, limit = 10) => takeSilences(database().db, at, { limit, leaseMs })
  const ids = (taken: Silence[]) => taken.map(one => one.personId).sort()

  it('are given to one taker, the longest waiting first, and again when it died', async () => {
    await add('late', onAfter(-2))
    await add('due', now)
    await add('early', onAfter(1))
    await add('quiet', null)
    assert.deepEqual(ids(await take(now, 1)), ['late'])
    const both = await Promise.all([take(now), take(now)])
    assert.deepEqual(ids(both.flat()), ['due'])
    assert.deepEqual(ids(await take(onAfter(6))), ['due', 'early', 'late'])
  })

  it('are settled by their holder alone', async () => {
    const { db } = database()
    await add('kees', now)
    const [held] = await take(now)
    assert.ok(held)
    assert.equal(await keepSilence(db, { ...held, silentAt: now }, { nudges: 1, at: null }), false)
    assert.equal(await keepSilence(db, held, { nudges: 1, at: onAfter(60) }), true)
    assert.equal(await keepSilence(db, held, { nudges: 1, at: null }), false, 'twice')
    const place = await findProgress(db, 'kees')
    assert.deepEqual([place?.nudges, place?.silentAt], [1, onAfter(60)])
  })

  it('end when the person does something while they are held', async () => {
    const { db } = database()
    await add('kees', now)
    const [held] = await take(now)
    assert.ok(held)
    const { stored } = await findGuided(db, 'kees')
    assert.ok(stored)
    const moved = { ...stored.progress, step: 'method', silentAt: onAfter(20), stay: 'start.method' }
    assert.equal(await replaceProgress(db, moved, stored.mark), true)
    assert.equal(await keepSilence(db, held, { nudges: 1, at: null }), false)
    assert.deepEqual(await findProgress(db, 'kees'), moved)
  })

  it('are answered on a message of their own, unless the guide has gone on', async () => {
    const { db } = database()
    await add('kees', now, { revision: 3, activityId: 'm1' })
    assert.equal(await showGuideIn(db, 'kees', { revision: 2, activityId: 'm2' }), false)
    assert.equal(await showGuideIn(db, 'kees', { revision: 3, activityId: 'm2' }), true)
    assert.equal((await findProgress(db, 'kees'))?.activityId, 'm2')
  })
})
