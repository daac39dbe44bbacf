/** The one reminder that somebody asked for with "Later". */
import { findAnnouncement } from '../../services/announcements.ts'
import { addressOf, findConversation } from '../../services/conversations.ts'
import type { Delivery } from '../../services/deliveries.ts'
import { checkLive } from '../../services/live-check.ts'
import { readNoticeFacts } from '../../services/notice-facts.ts'
import { findPerson } from '../../services/people.ts'
import { findRegistration } from '../../services/registrations.ts'
import { addReminder, settleReminder, snooze, takeDueReminders } from '../../services/snoozes.ts'
import type { App } from '../app.ts'
import { sayTo } from '../say.ts'
import { noticeFor, variantFor } from './notice.ts'

const tryAgainMs = 60_000

const uncertainOnce = 'uncertain'

/** What the directory says now or, where it does not answer, what is stored. */
async function knownNow(app: App, personId: string, now: Date): Promise<{ done: boolean; ends_soon: boolean } | undefined> {
  const live = await checkLive(app, [personId], now).catch(error => {
    app.log.warn({ err: error, personId }, 'the directory does not answer: what is stored is sent')
    return undefined
  })
  const answer = live?.get(personId)
  return answer?.kind === 'known' ? { done: answer.verdict.done, ends_soon: answer.verdict.endsSoon } : findRegistration(app.db, personId)
}

async function remind(app: App, row: Delivery, now: Date): Promise<void> {
  const [person, announcement, conversation] = await Promise.all([
    findPerson(app.db, row.person_id),
    findAnnouncement(app.db, row.announcement_id),
    findConversation(app.db, row.person_id),
  ])
  const to = addressOf(conversation)
  const known = await knownNow(app, row.person_id, now)
  const facts = announcement && (await readNoticeFacts(app.db, [announcement], [row.person_id]))(announcement, row.person_id)
  const isOver = !facts || announcement.state === 'cancelled' || facts.deadline <= now
  if (!person || person.left_at || person.excluded || isOver || !to || known?.done) return settleReminder(app.db, row)
  const teamsUserId = conversation?.teams_user_id ?? null
  const reader = { person, teamsUserId, variant: variantFor(known, false), facts, config: app.config, now, asked: true }
  const message = noticeFor(sayTo(app, person), announcement, reader)
  const outcome = await app.messenger.send(to, { ...message, alert: true })
  if (outcome.kind === 'delivered') await addReminder(app.db, row, outcome.activityId)
  const isLost = outcome.kind === 'uncertain' && row.snooze_reason !== uncertainOnce
  if (outcome.kind !== 'throttled' && outcome.kind !== 'retry' && !isLost) return settleReminder(app.db, row)
  const about = { announcementId: row.announcement_id, personId: row.person_id }
  await snooze(app.db, about, new Date(now.getTime() + tryAgainMs), isLost ? uncertainOnce : (row.snooze_reason ?? 'again'))
}

/** Sends the reminders that are due; each is taken by one process, and by another one later if that process dies. */
export async function sweepReminders(app: App, now: Date): Promise<void> {
  for (const row of await takeDueReminders(app.db, 20, now)) {
    await remind(app, row, now).catch(error => app.log.error({ err: error, personId: row.person_id }, 'a reminder failed'))
  }
}
