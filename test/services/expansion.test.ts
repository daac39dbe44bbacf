import assert from 'node:assert/strict'
import { countLedger, findDelivery } from '../../services/deliveries.ts'
import { expand } from '../../services/expansion.ts'
import { describeOnBoth } from '../support/database.ts'
import { addAnnouncement, addPerson, now, personIds } from '../support/rollout.ts'

const languageOf = () => 'en'

describeOnBoth('the expansion of an announcement into its ledger', database => {
  const people = async (count: number) => {
    for (const id of personIds(count)) await addPerson(database().db, id, { department: 'Care' })
  }
  const stateOf = (id: string) =>
    database().db.selectFrom('announcements').select(['state', 'targeted']).where('id', '=', id).executeTakeFirstOrThrow()

  it('expands to exactly one row per person, the excluded ones with their reason', async () => {
    const { db } = database()
    await people(3)
    await addPerson(db, 'guest', { excluded: 'guest' })
    await addPerson(db, 'glass', { excluded: 'break_glass' })
    await addPerson(db, 'left', { left_at: now })
    const announcement = await addAnnouncement(db)
    await expand(db, { announcement, languageOf, now })
    assert.deepEqual(await stateOf(announcement.id), { state: 'running', targeted: 5 })
    const counts = (await countLedger(db, announcement.id)).map(row => `${row.state} ${row.reason} ${row.count}`).sort()
    assert.deepEqual(counts, ['queued null 3', 'skipped break_glass 1', 'skipped guest 1'])
    assert.equal((await findDelivery(db, announcement.id, 'p01'))?.department, 'Care')
  })

  it('expands once, however often and however much at the same time it is asked', async () => {
    const { db } = database()
    await people(30)
    const announcement = await addAnnouncement(db)
    await Promise.all([1, 2, 3].map(() => expand(db, { announcement, languageOf, now })))
    await addPerson(db, 'latecomer')
    await expand(db, { announcement, languageOf, now })
    assert.deepEqual(await stateOf(announcement.id), { state: 'running', targeted: 30 })
    assert.equal((await countLedger(db, announcement.id))[0]?.count, 30)
  })

  it('goes on after a crash in the middle, with those who joined and without those who left since', async () => {
    const { db } = database()
    await people(4)
    const announcement = await addAnnouncement(db)
    const before = { announcement_id: announcement.id, language: 'en', not_before: now, changed_at: now, state: 'queued' as const }
    await db
      .insertInto('deliveries')
      .values(['p01', 'p02', 'p03'].map(person_id => ({ ...before, person_id })))
      .execute()
    await db.updateTable('people').set({ left_at: now }).where('id', '=', 'p02').execute()
    await addPerson(db, 'a00')
    await expand(db, { announcement, languageOf, now })
    assert.equal((await stateOf(announcement.id)).targeted, 4)
    const rows = await db.selectFrom('deliveries').select('person_id').orderBy('person_id').execute()
    assert.deepEqual(
      rows.map(row => row.person_id),
      ['a00', 'p01', 'p03', 'p04'],
    )
  })

  it('writes nothing more for an announcement that was stopped', async () => {
    const { db } = database()
    await people(2)
    const announcement = await addAnnouncement(db, { state: 'cancelled' })
    await expand(db, { announcement, languageOf, now })
    assert.deepEqual(await countLedger(db, announcement.id), [])
    assert.deepEqual(await stateOf(announcement.id), { state: 'cancelled', targeted: null })
  })
})
