/** The one reminder that somebody asked for with "Later". */
import { findAnnouncement } from '../services/announcements.ts'
import { addressOf, findConversation } from '../services/conversations.ts'
import { addReminder, type Delivery, snooze, takeDueReminders } from '../services/deliveries.ts'
import { checkLive } from '../services/live-check.ts'
import { findPerson } from '../services/people.ts'
import type { App } from './app.ts'
import { noticeFor, variantFor } from './notice.ts'
import { sayTo } from './say.ts'

const tryAgainMs = 60_000

async function remind(app: App, row: Delivery, now: Date): Promise<void> {
  const [person, announcement, conversation] = await Promise.all([
    findPerson(app.db, row.person_id),
    findAnnouncement(app.db, row.announcement_id),
    findConversation(app.db, row.person_id),
  ])
  const to = addressOf(conversation)
  if (!person || person.excluded || !announcement || announcement.state === 'cancelled' || !to) return
  const live = await checkLive(app, [person.id], now)
  const answer = live.get(person.id)
  if (answer?.kind === 'known' && answer.verdict.done) return
  const known = answer?.kind === 'known' ? { done: false, ends_soon: answer.verdict.endsSoon } : undefined
  const message = noticeFor(sayTo(app, person), announcement, {
    person,
    teamsUserId: conversation?.teams_user_id ?? null,
    variant: variantFor(known, false),
    reminder: true,
  })
  const outcome = await app.messenger.send(to, { ...message, alert: true })
  if (outcome.kind === 'delivered') await addReminder(app.db, row, outcome.activityId)
  const later = outcome.kind === 'throttled' || outcome.kind === 'retry'
  if (later)
    await snooze(app.db, { announcementId: row.announcement_id, personId: row.person_id }, new Date(now.getTime() + tryAgainMs), 'again')
}

/** Sends the reminders that are due; each is taken once, whichever process sweeps. */
export async function sweepReminders(app: App, now: Date): Promise<void> {
  for (const row of await takeDueReminders(app.db, 20, now)) await remind(app, row, now)
}
