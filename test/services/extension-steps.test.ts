import assert from 'node:assert/strict'
import {
  askExtension,
  decideExtension,
  endExtension,
  endTelling,
  grantExtension,
  takeBack,
  takeForChecking,
  takeForTelling,
  told,
} from '../../services/extension-steps.ts'
import { deadlineFor, findExtension, listExtensions } from '../../services/extensions.ts'
import { describeOnBoth } from '../support/database.ts'
import { addAnnouncement, addReachable, later, now } from '../support/rollout.ts'

const day = 24 * 3600

describeOnBoth('extensions', database => {
  async function scene() {
    const { db } = database()
    await addReachable(db, ['kees', 'liam'])
    const announcement = await addAnnouncement(db)
    const ask = (personId: string) =>
      askExtension(db, { personId, announcement, groupId: 'group', until: later(28 * day), reason: 'key', sentence: '' }, now)
    const idOf = async (personId: string) =>
      (await db.selectFrom('extensions').select('id').where('person_id', '=', personId).executeTakeFirstOrThrow()).id
    return { db, announcement, ask, idOf }
  }

  it('are open once per person, however often and at the same time they are asked for', async () => {
    const { db, ask } = await scene()
    const answers = await Promise.all([ask('kees'), ask('kees'), ask('kees'), ask('liam')])
    assert.equal(answers.filter(Boolean).length, 2)
    assert.equal((await listExtensions(db, now, 10)).length, 2)
  })

  it('are decided once, and go on only in their order', async () => {
    const { db, announcement, ask, idOf } = await scene()
    await ask('kees')
    const id = await idOf('kees')
    assert.equal(await grantExtension(db, id, null, now), false, 'nothing is granted that nobody approved')
    const decide = (by: string, to: 'approved' | 'declined') => decideExtension(db, { id, by, to, note: null }, now)
    assert.equal(await decide('kees', 'approved'), undefined)
    const decided = await Promise.all([decide('emma', 'approved'), decide('daan', 'approved'), decide('grace', 'approved')])
    assert.equal(decided.filter(Boolean).length, 1)
    assert.deepEqual(await deadlineFor(db, 'kees', announcement), announcement.deadline_at)
    assert.equal(await grantExtension(db, id, null, now), true)
    assert.deepEqual(await deadlineFor(db, 'kees', announcement), later(28 * day))
    const row = await findExtension(db, id)
    assert.equal(row && (await takeBack(db, row, now)), undefined, 'what is in force is not taken back')
    assert.ok(await endExtension(db, id, later(28 * day)))
    assert.equal(await endExtension(db, id, later(28 * day)), undefined)
    assert.equal(await ask('kees'), true, 'a new one may be asked for')
  })

  it('are looked at by one process at a time, again after a while', async () => {
    const { db, ask, idOf } = await scene()
    await ask('kees')
    assert.deepEqual(await takeForChecking(db, now), [], 'what is only asked is in no group')
    await decideExtension(db, { id: await idOf('kees'), by: 'emma', to: 'approved', note: null }, now)
    const taken = await Promise.all([1, 2, 3].map(() => takeForChecking(db, now)))
    assert.equal(taken.flat().length, 1)
    assert.deepEqual(await takeForChecking(db, later(60)), [])
    assert.equal((await takeForChecking(db, later(121))).length, 1)
  })

  it('are told by one process at a time, again when that one died, and once for each state', async () => {
    const { db, ask, idOf } = await scene()
    await ask('kees')
    const taken = (await Promise.all([1, 2, 3].map(() => takeForTelling(db, now)))).flat()
    assert.equal(taken.length, 1)
    const [row] = await takeForTelling(db, later(61))
    assert.ok(row)
    await told(db, row, 'told_person')
    await told(db, row, 'told_admins')
    await endTelling(db, row.id)
    assert.deepEqual(await takeForTelling(db, later(200)), [])
    await decideExtension(db, { id: await idOf('kees'), by: 'emma', to: 'declined', note: 'No' }, now)
    assert.deepEqual(
      (await takeForTelling(db, later(200))).map(one => one.state),
      ['declined'],
    )
  })
})
