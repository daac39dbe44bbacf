import assert from 'node:assert/strict'
import { type Announcement, finishSent, stop } from '../../services/announcements.ts'
import { transaction } from '../../services/db/database.ts'
import {
  claim,
  claimEdits,
  countLedger,
  type Delivery,
  findDelivery,
  handBack,
  reap,
  record,
  redraw,
  requeue,
} from '../../services/deliveries.ts'
import { expand } from '../../services/expansion.ts'
import { addReminder, settleReminder, snooze, takeDueReminders } from '../../services/snoozes.ts'
import { describeOnBoth } from '../support/database.ts'
import { addAnnouncement, addPerson, expireLeases, later, now, personIds } from '../support/rollout.ts'

const languageOf = () => 'en'

describeOnBoth('the delivery ledger', database => {
  const people = async (count: number) => {
    for (const id of personIds(count)) await addPerson(database().db, id, { department: 'Care' })
  }
  const running = async (count: number): Promise<Announcement> => {
    await people(count)
    const announcement = await addAnnouncement(database().db)
    await expand(database().db, { announcement, languageOf, now })
    return announcement
  }
  const rowOf = async (announcement: Announcement, personId: string): Promise<Delivery> => {
    const row = await findDelivery(database().db, announcement.id, personId)
    assert.ok(row)
    return row
  }
  const stateOf = (id: string) =>
    database().db.selectFrom('announcements').select(['state', 'targeted']).where('id', '=', id).executeTakeFirstOrThrow()
  const only = (rows: Delivery[]): Delivery => {
    assert.equal(rows.length, 1)
    return rows[0] as Delivery
  }

  it('gives a row to one worker only, never more than asked, and none of announcements that do not run', async () => {
    const { db } = database()
    await running(25)
    await db.updateTable('announcements').set({ state: 'cancelled' }).execute()
    assert.equal((await claim(db, 10, now)).length, 0)
    await db.updateTable('announcements').set({ state: 'running' }).execute()
    const claims = await Promise.all([1, 2, 3, 4].map(() => claim(db, 10, now)))
    assert.ok(claims.every(rows => rows.length <= 10))
    const ids = claims.flat().map(row => row.person_id)
    assert.equal(new Set(ids).size, ids.length)
    const rest = await claim(db, 100, now)
    assert.equal(ids.length + rest.length, 25)
    assert.ok(claims.flat().every(row => row.state === 'sending' && row.attempts === 1))
    assert.deepEqual(await claim(db, 10, now), [])
  })

  it('takes rows in the order of their time, and none before it', async () => {
    const { db } = database()
    await running(3)
    await db
      .updateTable('deliveries')
      .set({ not_before: later(60) })
      .where('person_id', '=', 'p01')
      .execute()
    await db
      .updateTable('deliveries')
      .set({ not_before: later(-60) })
      .where('person_id', '=', 'p03')
      .execute()
    assert.equal(only(await claim(db, 1, now)).person_id, 'p03')
    assert.equal(only(await claim(db, 5, now)).person_id, 'p02')
    assert.equal(only(await claim(db, 5, later(60))).person_id, 'p01')
  })

  it('records an outcome only while the worker still holds the row', async () => {
    const { db } = database()
    const announcement = await running(1)
    const held = only(await claim(db, 1, now))
    await expireLeases(db)
    assert.equal(await reap(db, now), 1)
    assert.equal(await record(db, held, { state: 'failed', errorCode: 'late' }, now), false)
    const again = only(await claim(db, 1, now))
    assert.equal(again.attempts, 2)
    assert.equal(again.uncertain, 1)
    assert.equal(await record(db, held, { state: 'blocked' }, now), false)
    assert.equal(await record(db, again, { state: 'delivered', activityId: 'm2', shown: 1 }, later(5)), true)
    const row = await rowOf(announcement, 'p01')
    assert.equal(row.state, 'delivered')
    assert.equal(row.activity_id, 'm2')
    assert.equal(row.lease_until, null)
  })

  it('a message that did arrive counts, however late it is said, and is not taken back by the next worker', async () => {
    const { db } = database()
    const announcement = await running(1)
    const slow = only(await claim(db, 1, now))
    await expireLeases(db)
    await reap(db, now)
    const next = only(await claim(db, 1, now))
    assert.equal(await record(db, slow, { state: 'delivered', activityId: 'm1', shown: 1 }, later(50)), true)
    assert.equal(await record(db, next, { state: 'retrying', uncertain: true, notBefore: later(60) }, later(51)), false)
    const row = await rowOf(announcement, 'p01')
    assert.deepEqual([row.state, row.activity_id, row.uncertain], ['delivered', 'm1', 1])
    assert.deepEqual(row.delivered_at, later(50))
  })

  it('reaps only what has run out, and counts it as uncertain', async () => {
    const { db } = database()
    const announcement = await running(2)
    const [first] = await claim(db, 1, now)
    assert.equal(await reap(db, now), 0)
    await expireLeases(db)
    await claim(db, 1, now)
    assert.equal(await reap(db, later(3)), 1)
    const row = await rowOf(announcement, first?.person_id ?? '')
    assert.deepEqual([row.state, row.uncertain, row.attempts, row.not_before], ['retrying', 1, 1, later(3)])
  })

  it('hands unsent rows back as they were, free for everybody at once', async () => {
    const { db } = database()
    await running(2)
    const rows = await claim(db, 2, now)
    await handBack(db, rows, now)
    const again = await claim(db, 2, now)
    assert.deepEqual(
      again.map(row => [row.attempts, row.uncertain]),
      [
        [1, 0],
        [1, 0],
      ],
    )
    await record(db, again[0] as Delivery, { state: 'retrying', notBefore: now }, now)
    const tried = only(await claim(db, 1, now))
    await handBack(db, [tried], now)
    const states = await countLedger(db, tried.announcement_id)
    assert.deepEqual(states.map(row => row.state).sort(), ['retrying', 'sending'])
  })

  it('a refund is no attempt, a throttled row can wait for ever', async () => {
    const { db } = database()
    await running(1)
    for (let turn = 0; turn < 30; turn++) {
      const row = only(await claim(db, 1, now))
      assert.equal(row.attempts, 1)
      await record(db, row, { state: 'retrying', notBefore: now, refund: true }, now)
    }
  })

  it('draws delivered cards anew: each once, by one worker, and again when that worker died', async () => {
    const { db } = database()
    const announcement = await running(2)
    for (const row of await claim(db, 2, now))
      await record(db, row, { state: 'delivered', activityId: `m-${row.person_id}`, shown: 1 }, now)
    assert.deepEqual(await claimEdits(db, 10, now), [])
    await redraw(db, 'p01', now)
    const edit = only(await claimEdits(db, 10, now))
    assert.deepEqual([edit.person_id, edit.wanted, edit.shown], ['p01', 2, 1])
    assert.deepEqual(await claimEdits(db, 10, now), [])
    await expireLeases(db)
    const again = only(await claimEdits(db, 10, now))
    await redraw(db, 'p01', now)
    await record(db, again, { state: 'delivered', shown: again.wanted }, now)
    const next = only(await claimEdits(db, 10, now))
    assert.equal(next.wanted, 3)
    await record(db, next, { state: 'delivered', shown: 3 }, now)
    const row = await rowOf(announcement, 'p01')
    assert.deepEqual([row.activity_id, row.shown, row.delivered_at], ['m-p01', 3, now])
    assert.deepEqual(await claimEdits(db, 10, now), [])
  })

  it('tries again who can be reached now, only before the deadline and only where that was the reason', async () => {
    const { db } = database()
    const announcement = await running(4)
    const old = await addAnnouncement(db, { state: 'finished', deadline_at: later(-60) })
    const set = (personId: string, state: Delivery['state'], reason: string | null = null) =>
      db
        .updateTable('deliveries')
        .set({ state, reason, not_before: later(999) })
        .where('person_id', '=', personId)
        .execute()
    await set('p01', 'not_installed', 'no_licence')
    await set('p02', 'failed')
    await set('p03', 'retrying', 'waiting_for_install')
    await set('p04', 'delivered')
    const row = { announcement_id: old.id, person_id: 'p01', language: 'en', not_before: now, changed_at: now }
    await db
      .insertInto('deliveries')
      .values({ ...row, state: 'blocked' })
      .execute()
    await finishSent(db, now)
    await db.updateTable('announcements').set({ state: 'finished', finished_at: now }).where('id', '=', announcement.id).execute()
    for (const id of personIds(4)) await requeue(db, id, now)
    const states = await Promise.all(personIds(4).map(async id => (await rowOf(announcement, id)).state))
    assert.deepEqual(states, ['queued', 'failed', 'queued', 'delivered'])
    assert.equal((await stateOf(announcement.id)).state, 'running')
    assert.equal((await findDelivery(db, old.id, 'p01'))?.state, 'blocked')
    assert.equal((await stateOf(old.id)).state, 'finished')
  })

  it('stops: what was not sent will not be, what is on its way may still arrive, and it ends finished', async () => {
    const { db } = database()
    const announcement = await running(4)
    const [arrives, dies] = await claim(db, 2, now)
    assert.equal(await transaction(db, tx => stop(tx, announcement.id, now)), true)
    assert.equal(await transaction(db, tx => stop(tx, announcement.id, now)), false)
    assert.deepEqual(await claim(db, 10, now), [])
    await record(db, arrives as Delivery, { state: 'delivered', activityId: 'm', shown: 1 }, now)
    await expireLeases(db)
    await reap(db, now)
    await finishSent(db, now)
    const counts = (await countLedger(db, announcement.id)).map(row => `${row.state} ${row.count}`).sort()
    assert.deepEqual(counts, ['cancelled 3', 'delivered 1'])
    assert.equal((await rowOf(announcement, dies?.person_id ?? '')).uncertain, 1)
    assert.equal((await stateOf(announcement.id)).state, 'cancelled')
  })

  it('is finished when nothing waits any more, and not before', async () => {
    const { db } = database()
    const announcement = await running(2)
    const rows = await claim(db, 2, now)
    await record(db, rows[0] as Delivery, { state: 'delivered', activityId: 'm', shown: 1 }, now)
    await finishSent(db, now)
    assert.equal((await stateOf(announcement.id)).state, 'running')
    await record(db, rows[1] as Delivery, { state: 'failed', errorCode: 'f' }, now)
    await finishSent(db, later(1))
    assert.equal((await stateOf(announcement.id)).state, 'finished')
  })

  it('gives each reminder to one worker, again when that one died, and keeps its message for later edits', async () => {
    const { db } = database()
    const announcement = await running(2)
    for (const row of await claim(db, 2, now)) await record(db, row, { state: 'delivered', activityId: 'm', shown: 1 }, now)
    await snooze(db, { announcement, personId: 'p01' }, { until: later(3600), reason: 'tomorrow', allowed: 3 })
    assert.deepEqual(await takeDueReminders(db, 10, later(3599)), [])
    const taken = (await Promise.all([1, 2, 3].map(() => takeDueReminders(db, 10, later(3600))))).flat()
    await addReminder(db, only(taken), 'm-reminder')
    assert.deepEqual(await takeDueReminders(db, 10, later(3600 + 60)), [])
    const again = only(await takeDueReminders(db, 10, later(3600 + 180)))
    await settleReminder(db, again)
    assert.deepEqual(await takeDueReminders(db, 10, later(9999)), [])
    assert.deepEqual((await rowOf(announcement, 'p01')).reminders, ['m-reminder'])
  })
})
