import assert from 'node:assert/strict'
import { sweepReminders } from '../../../bot/notices/reminders.ts'
import type { Announcement } from '../../../services/announcements.ts'
import { claimContacts } from '../../../services/contacts.ts'
import { claim, findDelivery, record } from '../../../services/deliveries.ts'
import { expand } from '../../../services/expansion.ts'
import { beginReminder, snooze, takeDueReminders } from '../../../services/snoozes.ts'
import { type TestApp, testApp } from '../../support/app.ts'
import { useDatabase } from '../../support/database.ts'
import { addAnnouncement, addReachable, later, now } from '../../support/rollout.ts'

const hour = 3600

describe('reminders', () => {
  const database = useDatabase()
  let app: TestApp
  let announcement: Announcement
  beforeEach(async () => {
    app = testApp(database().db, now)
    await addReachable(app.db, ['p01', 'p02', 'p03'])
    announcement = await addAnnouncement(app.db)
    await expand(app.db, { announcement, languageOf: () => 'en', now })
    for (const row of await claim(app.db, 10, now)) await record(app.db, row, { state: 'delivered', activityId: 'm1', shown: 1 }, now)
  })
  const askFor = (...people: string[]) =>
    Promise.all(people.map(personId => snooze(app.db, { announcement, personId }, { until: later(hour), reason: 'tomorrow', allowed: 9 })))
  const reminded = () => app.messenger.sent.map(one => one.to.conversationId)

  it('go out once, at their time, whoever sweeps', async () => {
    await askFor('p01', 'p02')
    await sweepReminders(app, later(hour - 1))
    assert.deepEqual(reminded(), [])
    await Promise.all([1, 2, 3].map(() => sweepReminders(app, later(hour))))
    for (let minutes = 1; minutes < 10; minutes++) await sweepReminders(app, later(hour + minutes * 60))
    assert.deepEqual(reminded().sort(), ['chat-p01', 'chat-p02'])
    const [first] = app.messenger.sent
    assert.equal(first?.message.alert, true)
    assert.match(JSON.stringify(first?.message), /Set it up now/)
    assert.deepEqual((await findDelivery(app.db, announcement.id, 'p01'))?.reminders.length, 1)
  })

  it('ask the directory first, and spare who is done', async () => {
    await askFor('p01', 'p02')
    app.directory.methodsOf.p01 = ['authenticator']
    await sweepReminders(app, later(hour))
    assert.deepEqual(reminded(), ['chat-p02'])
  })

  it('go by what is stored when the directory does not answer', async () => {
    await askFor('p01', 'p02')
    await app.db.insertInto('registrations').values({ person_id: 'p01', source: 'live', checked_at: now, done: true }).execute()
    app.directory.methods = async () => {
      throw new Error('away')
    }
    await sweepReminders(app, later(hour))
    assert.deepEqual(reminded(), ['chat-p02'])
  })

  it('do not come after the start, after a stop, or to people who are out', async () => {
    await askFor('p01', 'p02', 'p03')
    await app.db.updateTable('people').set({ excluded: 'service' }).where('id', '=', 'p01').execute()
    await app.db.updateTable('people').set({ left_at: now }).where('id', '=', 'p02').execute()
    await app.db
      .updateTable('announcements')
      .set({ deadline_at: later(hour) })
      .execute()
    await sweepReminders(app, later(hour))
    await app.db
      .updateTable('announcements')
      .set({ deadline_at: later(9 * hour), state: 'cancelled' })
      .execute()
    await askFor('p03')
    await sweepReminders(app, later(2 * hour))
    assert.deepEqual(reminded(), [])
    const left = await app.db.selectFrom('deliveries').select('person_id').where('snoozed_until', 'is not', null).execute()
    assert.deepEqual(left, [])
  })

  it('are tried again after a refusal that passes, and one that fails takes no other with it', async () => {
    await askFor('p01', 'p02')
    app.messenger.refusals.set('chat-p01', { kind: 'throttled', retryAfterMs: 1_000, code: 'Throttled' })
    const send = app.messenger.send
    app.messenger.send = async (to, message) => {
      if (to.conversationId === 'chat-p02') throw new Error('a surprise')
      return send(to, message)
    }
    await sweepReminders(app, later(hour))
    assert.deepEqual(reminded(), [])
    app.messenger.send = send
    app.messenger.refusals.clear()
    await sweepReminders(app, later(hour + 60))
    assert.deepEqual(reminded(), ['chat-p01'])
    await sweepReminders(app, later(hour + 180))
    assert.deepEqual(reminded(), ['chat-p01', 'chat-p02'])
  })

  it('are repeated once when nobody knows what became of them', async () => {
    await askFor('p01')
    app.messenger.refusals.set('chat-p01', { kind: 'uncertain', code: 'ECONNRESET' })
    let asked = 0
    const send = app.messenger.send
    app.messenger.send = (to, message) => {
      asked++
      return send(to, message)
    }
    for (let minutes = 0; minutes < 10; minutes++) await sweepReminders(app, later(hour + minutes * 60))
    assert.equal(asked, 2)
    assert.equal((await findDelivery(app.db, announcement.id, 'p01'))?.uncertain, 2)
  })

  it('of a process that died while sending are repeated once, and counted as uncertain', async () => {
    await askFor('p01')
    const [row] = await takeDueReminders(app.db, 10, later(hour))
    assert.ok(row && (await beginReminder(app.db, row)))
    for (let minutes = 0; minutes < 10; minutes++) await sweepReminders(app, later(hour + minutes * 60))
    assert.deepEqual(reminded(), ['chat-p01'])
    assert.equal((await findDelivery(app.db, announcement.id, 'p01'))?.uncertain, 1)
  })

  it('wait while the announcement is paused, and are dropped when it was withdrawn', async () => {
    await askFor('p01', 'p02')
    const set = (columns: object) => app.db.updateTable('announcements').set(columns).execute()
    await set({ state: 'paused' })
    await sweepReminders(app, later(2 * hour))
    assert.deepEqual(reminded(), [])
    await set({ state: 'running' })
    await app.db.updateTable('deliveries').set({ withdrawn_at: now }).where('person_id', '=', 'p02').execute()
    await sweepReminders(app, later(2 * hour))
    assert.deepEqual(reminded(), ['chat-p01'])
    await askFor('p01')
    await set({ withdrawn_at: now })
    await sweepReminders(app, later(2 * hour))
    assert.deepEqual(reminded(), ['chat-p01'])
  })

  it('move to the next working moment when they come due outside the hours of the wave', async () => {
    await app.db
      .updateTable('announcements')
      .set({ hours: JSON.stringify({ days: [1, 2, 3, 4, 5], from: '13:00', to: '17:00', holidays: false }) })
      .execute()
    await askFor('p01')
    await sweepReminders(app, later(hour))
    assert.deepEqual(reminded(), [])
    assert.equal((await findDelivery(app.db, announcement.id, 'p01'))?.snoozed_until?.toISOString(), '2026-11-10T12:00:00.000Z')
    await sweepReminders(app, later(3 * hour))
    assert.deepEqual(reminded(), ['chat-p01'])
  })

  it('are the one message of that day: another campaign moves them to the next, and they keep the day from others', async () => {
    const other = await addAnnouncement(app.db)
    const take = (announcementId: string, localDay: string) => claimContacts(app.db, [{ announcementId, personId: 'p01', localDay }])
    await take(other.id, '2026-11-10')
    await askFor('p01')
    await sweepReminders(app, later(hour))
    assert.deepEqual(reminded(), [])
    assert.equal((await findDelivery(app.db, announcement.id, 'p01'))?.snoozed_until?.toISOString(), '2026-11-11T08:00:00.000Z')
    await sweepReminders(app, later(24 * hour))
    assert.deepEqual(reminded(), ['chat-p01'])
    assert.deepEqual(await take(other.id, '2026-11-11'), ['taken'])
  })
})
