/** Sends the e-mails that are due: guard, take a slot of the mailbox's pace, send, record. A loop in every process. */
import { mailOf } from '../../pages/mail.ts'
import { type Announcement, findAnnouncement } from '../../services/announcements.ts'
import { claimContacts, dayOfArrival } from '../../services/contacts.ts'
import { findDelivery } from '../../services/deliveries.ts'
import { nextLocalTime } from '../../services/local-time.ts'
import { claimMails, doubtMail, type MailRecord, type MailRow, mostAtOnce, reapMails, recordMail } from '../../services/mails.ts'
import { readNoticeFacts } from '../../services/notice-facts.ts'
import { pause, pushBack, reserve, takenFor } from '../../services/pace.ts'
import { passing } from '../../services/passing.ts'
import { findPerson, type Person } from '../../services/people.ts'
import type { Mailer, MailOutcome, OutgoingMail } from '../../services/ports.ts'
import { findRegistration } from '../../services/registrations.ts'
import type { App } from '../app.ts'
import { broadcastOf, organisationOf, plainTitle } from '../pages/library.ts'
import { sayTo } from '../say.ts'

/** A few seconds of work: a clean stop waits for no more. */
const roundsAtOnce = 5
const tryAgainMs = 60_000
/** When the lane is taken for longer, rows go back: a lease must not run out while its holder waits for a slot. */
const longestWaitMs = 3_000
/** Our set-up is wrong: asking for each person would only make noise. */
const setUpPauseMs = 5 * 60_000
/** Another process asks for the same day at this moment. */
const unclearMs = 5_000

const later = (now: Date, ms: number) => new Date(now.getTime() + ms)
const skipped = (code: string): MailRecord => ({ state: 'skipped', code })

interface Work {
  announcement: Announcement
  person: Person
}

/** What changed since it was asked for, in order: nothing to say, nobody to say it to, no need. */
async function guard(app: App, row: MailRow, now: Date): Promise<Work | MailRecord> {
  const [announcement, person, delivery, registration] = await Promise.all([
    findAnnouncement(app.db, row.announcement_id),
    findPerson(app.db, row.person_id),
    findDelivery(app.db, row.announcement_id, row.person_id),
    findRegistration(app.db, row.person_id),
  ])
  if (!announcement || announcement.withdrawn_at || announcement.state === 'cancelled') return skipped('stopped')
  if (announcement.expires_at && announcement.expires_at <= now) return skipped('expired')
  if (!person || person.left_at || person.excluded) return skipped('excluded')
  if (delivery?.state === 'delivered') return skipped('reached')
  const asksReady = announcement.kind === 'announcement' || announcement.kind === 'security'
  if (registration?.done && !asksReady) return skipped('ready')
  if (!person.mail) return { state: 'failed', code: 'no_address' }
  return (await oneADay(app, { announcement, person }, now)) ?? { announcement, person }
}

/** An e-mail is a campaign message as well: where the person's day is taken, it goes out in the morning of the next one. */
async function oneADay(app: App, { announcement, person }: Work, now: Date): Promise<MailRecord | null> {
  if (announcement.kind === 'security') return null
  const zone = sayTo(app, person).timeZone
  const localDay = dayOfArrival(now, zone)
  if (!localDay) return { state: 'queued', refund: true, notBefore: nextLocalTime(now, zone, 0, 0) }
  const contact = { announcementId: announcement.id, personId: person.id, localDay }
  const [answer] = await claimContacts(app.db, [contact])
  if (answer === 'granted') return null
  const morning = nextLocalTime(nextLocalTime(now, zone, 0, 0), zone, 9, 0)
  return { state: 'queued', refund: true, notBefore: answer === 'taken' ? morning : later(now, unclearMs) }
}

/** In the person's own language, with their own deadline on their own clock. */
async function write(app: App, { announcement, person }: Work, now: Date): Promise<OutgoingMail> {
  const say = sayTo(app, person)
  const facts = (await readNoticeFacts(app.db, [announcement], [person.id], now))(announcement, person.id)
  const title = plainTitle(say, announcement, { at: facts.deadline, passed: facts.passed })
  const reader = { givenName: person.given_name ?? person.name, say, title }
  const broadcast = broadcastOf(announcement, facts.registerAt)
  const { subject, html } = mailOf(say.language, organisationOf(app.config), broadcast, reader)
  return { to: { address: person.mail ?? '', name: person.name }, subject, html }
}

async function keep(app: App, row: MailRow, outcome: MailOutcome, now: Date): Promise<void> {
  switch (outcome.kind) {
    case 'sent':
      return recordMail(app.db, row, { state: 'sent' }, now)
    case 'wait':
      await pushBack(app.db, 'mail', outcome.forMs)
      return recordMail(app.db, row, { state: 'queued', refund: true, notBefore: later(now, outcome.forMs) }, now)
    case 'set_up':
      app.log.error({ code: outcome.code }, 'no e-mail can be sent from MAIL_SENDER')
      await pushBack(app.db, 'mail', setUpPauseMs)
      return recordMail(app.db, row, { state: 'queued', code: outcome.code, refund: true, notBefore: later(now, setUpPauseMs) }, now)
    case 'uncertain':
      return doubtMail(app.db, row, outcome.code, { now, notBefore: later(now, tryAgainMs) })
    case 'refused':
      return recordMail(app.db, row, { state: 'failed', code: outcome.code }, now)
  }
}

async function one(app: App, mailer: Mailer, row: MailRow, now: Date): Promise<void> {
  const work = await guard(app, row, now)
  if ('state' in work) return recordMail(app.db, row, work, now)
  const mail = await write(app, work, now)
  const wait = await reserve(app.db, 'mail', 1)
  if (wait > longestWaitMs) return recordMail(app.db, row, { state: 'queued', refund: true, notBefore: now }, now)
  await pause(wait)
  const outcome = await mailer.send(mail).catch((error): MailOutcome => {
    app.log.error({ err: error }, 'the mailer surprised us')
    return { kind: 'uncertain', code: 'surprise' }
  })
  await keep(app, row, outcome, now)
}

/** Sends up to 20 of the e-mails that are due, four at once; gives how many rows were taken. */
export async function sendMails(app: App, now: Date): Promise<number> {
  const { db, mailer, log } = app
  if (!mailer) return 0
  const lost = await reapMails(db, now)
  if (lost) log.warn({ rows: lost }, 'e-mails of a process that died go on')
  const clock = passing(now)
  let taken = 0
  for (let round = 0; round < roundsAtOnce; round++) {
    if ((await takenFor(db, 'mail')) > longestWaitMs) return taken
    const rows = await claimMails(db, now)
    taken += rows.length
    const failed = (error: unknown) => log.error({ err: error }, 'an e-mail failed')
    await Promise.all(rows.map(row => one(app, mailer, row, clock()).catch(failed)))
    if (rows.length < mostAtOnce) return taken
  }
  return taken
}
