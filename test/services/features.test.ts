import assert from 'node:assert/strict'
import { featureOn, listFeatures, switchFeature } from '../../services/features.ts'
import { useDatabase } from '../support/database.ts'
import { addAnnouncement, addReachable, later, now } from '../support/rollout.ts'

describe('features that must be agreed', () => {
  const database = useDatabase()
  const on = { name: 'seen_per_person', on: true, note: 'Works council, 12 November', actorId: 'admin', now } as const

  it('are all off at first', async () => {
    const { db } = database()
    assert.deepEqual(
      (await listFeatures(db)).map(({ name, onSince }) => [name, onSince]),
      [
        ['seen_per_person', null],
        ['names_to_managers', null],
        ['out_of_office', null],
      ],
    )
    assert.equal(await featureOn(db, 'out_of_office'), false)
  })

  it('go on with a note alone, and the audit says who', async () => {
    const { db } = database()
    assert.equal(await switchFeature(db, { ...on, note: '  ' }), 'note_needed')
    assert.equal(await featureOn(db, 'seen_per_person'), false)
    assert.equal(await switchFeature(db, on), 'switched')
    assert.equal(await switchFeature(db, { ...on, actorId: 'other' }), 'as_it_was')
    assert.equal(await featureOn(db, 'seen_per_person'), true)
    assert.equal(await featureOn(db, 'names_to_managers'), false)
    const [seen] = await listFeatures(db)
    assert.deepEqual(seen, { name: 'seen_per_person', onSince: now, note: on.note, changedBy: 'admin', changedAt: now })
    const audit = await db.selectFrom('audit').select(['actor_id', 'action', 'subject', 'details']).execute()
    assert.deepEqual(audit, [{ actor_id: 'admin', action: 'feature.on', subject: 'feature:seen_per_person', details: {} }])
  })

  it('switched off, what was gathered is gone', async () => {
    const { db } = database()
    await addReachable(db, ['kees'])
    const { id } = await addAnnouncement(db)
    await switchFeature(db, on)
    const row = { announcement_id: id, person_id: 'kees', state: 'delivered', language: 'en', not_before: now, changed_at: now } as const
    await db
      .insertInto('deliveries')
      .values({ ...row, seen_at: now })
      .execute()
    assert.equal(await switchFeature(db, { ...on, on: false, note: '', now: later(60) }), 'switched')
    assert.equal(await featureOn(db, 'seen_per_person'), false)
    assert.deepEqual(await db.selectFrom('deliveries').select('seen_at').execute(), [{ seen_at: null }])
    const [seen] = await listFeatures(db)
    assert.equal(seen?.note, on.note, 'the note stays, so that one can read what was agreed')
  })
})
