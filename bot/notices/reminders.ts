/** The one reminder that somebody asked for with "Later". */
import type { Announcement } from '../../services/announcements.ts'
import { findAnnouncement } from '../../services/announcements.ts'
import { nextSendingMoment, type SendingRules } from '../../services/calendar.ts'
import { claimContacts, dayOfArrival } from '../../services/contacts.ts'
import { addressOf, type Conversation, findConversation } from '../../services/conversations.ts'
import type { Delivery } from '../../services/deliveries.ts'
import { checkLive } from '../../services/live-check.ts'
import { nextLocalTime } from '../../services/local-time.ts'
import { type NoticeFacts, readNoticeFacts } from '../../services/notice-facts.ts'
import { passing } from '../../services/passing.ts'
import { findPerson, type Person } from '../../services/people.ts'
import type { Address } from '../../services/ports.ts'
import { findRegistration } from '../../services/registrations.ts'
import {
  addReminder,
  beginReminder,
  heardOfWave,
  moveReminder,
  repeatReminder,
  settleReminder,
  takeDueReminders,
} from '../../services/snoozes.ts'
import type { App } from '../app.ts'
import { sayTo } from '../say.ts'
import { sendingRules } from './mine.ts'
import { noticeFor, variantFor } from './notice.ts'

const tryAgainMs = 60_000
/** One that may have arrived is repeated once, so that nobody gets more than one copy. */
const mostUnknown = 1

interface Due {
  row: Delivery
  person: Person
  announcement: Announcement
  conversation: Conversation | undefined
  to: Address
  facts: NoticeFacts
}

/** What the directory says now or, where it does not answer, what is stored. */
async function knownNow(app: App, personId: string, now: Date): Promise<{ done: boolean; ends_soon: boolean } | undefined> {
  const live = await checkLive(app, [personId], now).catch(error => {
    app.log.warn({ err: error, personId }, 'the directory does not answer: what is stored is sent')
    return undefined
  })
  const answer = live?.get(personId)
  return answer?.kind === 'known' ? { done: answer.verdict.done, ends_soon: answer.verdict.endsSoon } : findRegistration(app.db, personId)
}

/** All that a reminder needs; null when there is nothing left to remind of, or nobody. */
async function gather(app: App, row: Delivery, now: Date): Promise<Due | null> {
  const [person, announcement, conversation] = await Promise.all([
    findPerson(app.db, row.person_id),
    findAnnouncement(app.db, row.announcement_id),
    findConversation(app.db, row.person_id),
  ])
  const to = addressOf(conversation)
  if (!person || person.left_at || person.excluded || !announcement || !to) return null
  if (announcement.state === 'cancelled' || announcement.withdrawn_at || row.withdrawn_at || row.reminder_tries > mostUnknown) return null
  const facts = (await readNoticeFacts(app.db, [announcement], [person.id], now))(announcement, person.id)
  return facts.deadline > now ? { row, person, announcement, conversation, to, facts } : null
}

async function remind(app: App, row: Delivery, now: Date): Promise<unknown> {
  const due = await gather(app, row, now)
  if (!due) return settleReminder(app.db, row)
  const known = await knownNow(app, row.person_id, now)
  if (known?.done) return settleReminder(app.db, row)
  const say = sayTo(app, due.person)
  const rules = sendingRules(due.announcement, due.person, say.timeZone)
  const allowedAt = nextSendingMoment(now, rules)
  if (allowedAt > now && allowedAt < due.facts.deadline) return moveReminder(app.db, row, allowedAt)
  const day = await claimDay(app, due, rules, now)
  if (day !== 'granted') return day ? moveReminder(app.db, row, day) : settleReminder(app.db, row)
  const { person, facts } = due
  const teamsUserId = due.conversation?.teams_user_id ?? null
  const reader = { person, teamsUserId, variant: variantFor(known, false), facts, config: app.config, now, asked: true }
  const message = noticeFor(say, due.announcement, reader)
  return (await beginReminder(app.db, row)) && send(app, due, message)
}

/**
 * A reminder is one of the campaign's messages, of which a person gets one a day. Where another one has the day: another day in time;
 * null when there is none, or when that other one was about the same.
 */
async function claimDay(app: App, { row, announcement, facts }: Due, rules: SendingRules, now: Date): Promise<'granted' | Date | null> {
  const localDay = dayOfArrival(now, rules.zone)
  if (!localDay) return nextLocalTime(now, rules.zone, 0, 0)
  const contact = { announcementId: announcement.id, personId: row.person_id, localDay }
  const [answer] = await claimContacts(app.db, [contact])
  if (answer === 'granted') return answer
  if (answer === 'unclear') return new Date(now.getTime() + tryAgainMs)
  if (await heardOfWave(app.db, { announcement, personId: row.person_id }, localDay)) return null
  const next = nextSendingMoment(nextLocalTime(now, rules.zone, 0, 0), rules)
  const another = rules.hours ? next : nextLocalTime(next, rules.zone, 9, 0)
  return another < facts.deadline ? another : null
}

async function send(app: App, { row, to }: Due, message: ReturnType<typeof noticeFor>): Promise<unknown> {
  const outcome = await app.messenger.send(to, { ...message, alert: true })
  const again = new Date(app.clock.now().getTime() + tryAgainMs)
  switch (outcome.kind) {
    case 'delivered':
      await addReminder(app.db, row, outcome.activityId)
      return settleReminder(app.db, row)
    case 'throttled':
    case 'retry':
      return moveReminder(app.db, row, again)
    case 'uncertain':
      return repeatReminder(app.db, row, again)
    default:
      return settleReminder(app.db, row)
  }
}

/** Sends the reminders that are due; each is taken by one process, and by another one later if that process dies. */
export async function sweepReminders(app: App, now: Date): Promise<void> {
  const clock = passing(now)
  for (const row of await takeDueReminders(app.db, 20, now)) {
    await remind(app, row, clock()).catch(error => app.log.error({ err: error, personId: row.person_id }, 'a reminder failed'))
  }
}
