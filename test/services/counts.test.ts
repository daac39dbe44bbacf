import assert from 'node:assert/strict'
import { countByState } from '../../services/counts.ts'
import { describeOnBoth } from '../support/database.ts'

describeOnBoth('counts for operators', database => {
  it('are numbers, by state, and nothing of an empty table', async () => {
    const { db } = database()
    assert.deepEqual(await countByState(db, 'conversations'), [])
    const changed_at = new Date('2026-11-20T09:00:00Z')
    const rows = ['kees', 'emma', 'daan'].map(person_id => ({ person_id, state: 'unknown' as const, changed_at }))
    await db
      .insertInto('conversations')
      .values([...rows, { person_id: 'sam', state: 'reachable', changed_at }])
      .execute()
    const counted = Object.fromEntries(await countByState(db, 'conversations'))
    assert.deepEqual(counted, { unknown: 3, reachable: 1 })
  })
})
