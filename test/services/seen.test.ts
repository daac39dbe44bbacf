import assert from 'node:assert/strict'
import { switchFeature } from '../../services/features.ts'
import { markSeen } from '../../services/seen.ts'
import { testApp } from '../support/app.ts'
import { describeOnBoth } from '../support/database.ts'
import { addAnnouncement, addReachable, later, now } from '../support/rollout.ts'
import { Teams } from '../support/teams.ts'

describeOnBoth('seen per person', database => {
  const id = (number: number) => String(1_700_000_000_000 + number)
  const on = { name: 'seen_per_person', on: true, note: 'Works council', actorId: 'emma', now } as const

  /** Kees got message 5 before it was agreed, 10 and 20 after it, and one whose id is no number. */
  beforeEach(async () => {
    const { db } = database()
    await addReachable(db, ['kees', 'ann'])
    const delivered: [person: string, activity: string, minutes: number][] = [
      ['kees', id(5), -10],
      ['kees', id(10), 10],
      ['kees', id(20), 20],
      ['kees', 'm1', 30],
      ['ann', id(10), 10],
    ]
    for (const [personId, activityId, minutes] of delivered) {
      const { id: announcement_id } = await addAnnouncement(db)
      const row = { announcement_id, person_id: personId, state: 'delivered', language: 'en', not_before: now, changed_at: now } as const
      await db
        .insertInto('deliveries')
        .values({ ...row, activity_id: activityId, delivered_at: later(minutes * 60) })
        .execute()
    }
  })

  const seen = async () => {
    const rows = await database()
      .db.selectFrom('deliveries')
      .select(['person_id', 'activity_id', 'seen_at'])
      .orderBy('delivered_at')
      .execute()
    return rows.filter(row => row.seen_at !== null).map(row => `${row.person_id} ${row.activity_id} ${row.seen_at?.toISOString()}`)
  }

  it('keeps nothing until it is agreed', async () => {
    await markSeen(database().db, 'kees', id(99), later(3600))
    assert.deepEqual(await seen(), [])
  })

  it('keeps when a message was read, the first time, and only of what was sent since it is agreed', async () => {
    const { db } = database()
    await switchFeature(db, on)
    await markSeen(db, 'kees', id(10), later(3600))
    const first = later(3600).toISOString()
    assert.deepEqual(await seen(), [`kees ${id(10)} ${first}`])
    await markSeen(db, 'kees', id(20), later(7200))
    assert.deepEqual(await seen(), [`kees ${id(10)} ${first}`, `kees ${id(20)} ${later(7200).toISOString()}`])
    await markSeen(db, 'kees', 'no number', later(7300))
    await markSeen(db, 'nobody', id(99), later(7300))
    assert.equal((await seen()).length, 2)
  })

  it('comes from the receipts that Teams sends, and from chats of two alone', async () => {
    const app = testApp(database().db, later(3600))
    const teams = new Teams(app)
    const receipt = { type: 'event', name: 'application/vnd.microsoft.readReceipt', value: { lastReadMessageId: id(10) } }
    assert.deepEqual(await teams.activity('kees', receipt), { status: 200 })
    assert.deepEqual(await seen(), [])
    await switchFeature(app.db, on)
    await teams.activity('kees', { ...receipt, conversation: { id: '19:x@thread.tacv2', conversationType: 'channel' } })
    await teams.activity('kees', { ...receipt, value: {} })
    await teams.activity('kees', { ...receipt, name: 'something/else' })
    assert.deepEqual(await seen(), [])
    await teams.activity('kees', receipt)
    assert.deepEqual(await seen(), [`kees ${id(10)} ${later(3600).toISOString()}`])
    assert.deepEqual(app.messenger.sent, [], 'nobody is answered')
  })
})
