import assert from 'node:assert/strict'
import { type Courier, Out } from '../../../bot/delivery/courier.ts'
import { createRecorder } from '../../../bot/delivery/recorder.ts'
import { prepareSends } from '../../../bot/delivery/send.ts'
import { sweepReminders } from '../../../bot/notices/reminders.ts'
import { sendMails } from '../../../bot/outside/send.ts'
import type { Announcement } from '../../../services/announcements.ts'
import { claimContacts, dayOfArrival } from '../../../services/contacts.ts'
import { transaction } from '../../../services/db/database.ts'
import { claim, findDelivery } from '../../../services/deliveries.ts'
import { expand } from '../../../services/expansion.ts'
import { askForMails } from '../../../services/mails.ts'
import { slotKeeper } from '../../../services/slots.ts'
import { snooze } from '../../../services/snoozes.ts'
import { type TestApp, testApp } from '../../support/app.ts'
import { addDelivery, addSent } from '../../support/broadcasts.ts'
import { useDatabase } from '../../support/database.ts'
import { addAnnouncement, addPerson, addReachable } from '../../support/rollout.ts'

/** Midnight in Amsterdam, where everybody here lives. */
const midnight = new Date('2026-11-10T23:00:00Z')
const secondsBefore = (seconds: number) => new Date(midnight.getTime() - seconds * 1000)
const secondsAfter = (seconds: number) => secondsBefore(-seconds)

describe('around midnight', () => {
  const database = useDatabase()
  const stopped = new AbortController()
  let app: TestApp
  beforeEach(() => {
    app = testApp(database().db, secondsBefore(300))
  })
  const announce = async (at: Date): Promise<Announcement> => {
    const announcement = await addAnnouncement(app.db, { created_at: at, confirmed_at: at })
    await expand(app.db, { announcement, languageOf: () => 'en', now: at })
    return announcement
  }
  const prepare = async (at: Date) => {
    app.setTime(at)
    const out = new Out()
    const slots = slotKeeper(app.db, stopped.signal)
    const courier: Courier = { app, connector: app.messenger, slots, recorder: createRecorder(app), out, mayGoOut: () => true }
    const send = await prepareSends(courier, await claim(app.db, 10, at))
    return async () => {
      await send()
      await out.end()
    }
  }
  const daysOf = async (announcement: Announcement) => {
    const rows = await app.db.selectFrom('contacts').select('local_day').where('announcement_id', '=', announcement.id).execute()
    return rows.map(row => row.local_day).sort()
  }
  const sent = () => app.messenger.sent.length

  it('the day of arrival is not known in the last minute', () => {
    assert.equal(dayOfArrival(secondsBefore(61), 'Europe/Amsterdam'), '2026-11-10')
    assert.equal(dayOfArrival(secondsBefore(60), 'Europe/Amsterdam'), null)
    assert.equal(dayOfArrival(secondsBefore(1), 'Europe/Amsterdam'), null)
    assert.equal(dayOfArrival(midnight, 'Europe/Amsterdam'), '2026-11-11')
    assert.equal(dayOfArrival(secondsBefore(1), 'Europe/London'), '2026-11-10')
  })

  it('a message that waited for its slot past midnight asks for the new day', async () => {
    await addReachable(app.db, ['kees'])
    const announcement = await announce(secondsBefore(300))
    const send = await prepare(secondsBefore(120))
    app.setTime(secondsAfter(5))
    await send()
    assert.equal(sent(), 0)
    await (await prepare(secondsAfter(10)))()
    assert.equal(sent(), 1)
    assert.deepEqual(await daysOf(announcement), ['2026-11-10', '2026-11-11'])
    await announce(secondsAfter(20))
    await (await prepare(secondsAfter(30)))()
    assert.equal(sent(), 1, 'a second message on the same day')
  })

  it('a message of the last minute waits for midnight, and leaves the day alone', async () => {
    await addReachable(app.db, ['kees'])
    const announcement = await announce(secondsBefore(300))
    await (await prepare(secondsBefore(30)))()
    assert.equal(sent(), 0)
    assert.deepEqual(await daysOf(announcement), [])
    await (await prepare(secondsAfter(1)))()
    assert.equal(sent(), 1)
    assert.deepEqual(await daysOf(announcement), ['2026-11-11'])
  })

  it('so does a reminder that somebody asked for', async () => {
    await addReachable(app.db, ['kees'])
    const announcement = await announce(secondsBefore(7200))
    await (await prepare(secondsBefore(7000)))()
    await snooze(app.db, { announcement, personId: 'kees' }, { until: secondsBefore(40), reason: 'tomorrow', allowed: 9 })
    await sweepReminders(app, secondsBefore(30))
    assert.equal((await findDelivery(app.db, announcement.id, 'kees'))?.snoozed_until?.getTime(), midnight.getTime())
    await sweepReminders(app, secondsAfter(1))
    assert.equal(sent(), 2)
    assert.deepEqual(await daysOf(announcement), ['2026-11-10', '2026-11-11'])
  })

  it('so does an e-mail', async () => {
    const announcement = await addSent(app.db, secondsBefore(7200), { deadline_at: secondsAfter(86_400) })
    await addPerson(app.db, 'kees', { mail: 'kees@example.test' })
    await addDelivery(app.db, announcement.id, 'kees', { state: 'blocked' })
    await transaction(app.db, tx => askForMails(tx, announcement.id, 'admin', secondsBefore(60)))
    await sendMails(app, secondsBefore(30))
    assert.equal(app.mailer.sent.length, 0)
    await sendMails(app, secondsAfter(1))
    assert.equal(app.mailer.sent.length, 1)
    assert.deepEqual(
      await claimContacts(app.db, [{ announcementId: (await announce(secondsAfter(2))).id, personId: 'kees', localDay: '2026-11-11' }]),
      ['taken'],
    )
  })
})
