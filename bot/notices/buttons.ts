/** The buttons of an announcement, for the employee who got it. */
import type { CardMessage } from '../../cards/card.ts'
import { genuineCard } from '../../cards/genuine.ts'
import { type Later, laterCard, snoozedCard } from '../../cards/later.ts'
import { type Announcement, findAnnouncement } from '../../services/announcements.ts'
import { findConversation } from '../../services/conversations.ts'
import { type Delivery, findDelivery } from '../../services/deliveries.ts'
import { localDate, nextLocalTime, sameDayAt, weekday } from '../../services/local-time.ts'
import { type NoticeFacts, readNoticeFacts } from '../../services/notice-facts.ts'
import { findRegistration } from '../../services/registrations.ts'
import { snooze } from '../../services/snoozes.ts'
import type { ActionHandlers, Answer, Turn } from '../answer.ts'
import { openHelp } from '../cases/employee.ts'
import type { FlowId } from '../flows/flow.ts'
import { startFlow } from '../flows/handlers.ts'
import { menuFor } from '../menu.ts'
import { noticeFor, variantFor } from './notice.ts'

interface Mine {
  announcement: Announcement
  delivery: Delivery
  facts: NoticeFacts
}

/** The announcement, only if it was sent to this very person. */
async function mine(turn: Turn, id: string): Promise<Mine | null> {
  const { db } = turn.app
  const delivery = await findDelivery(db, id, turn.person.id)
  const announcement = delivery ? await findAnnouncement(db, id) : null
  if (!delivery || !announcement) return null
  const factsOf = await readNoticeFacts(db, [announcement], [turn.person.id])
  return { delivery, announcement, facts: factsOf(announcement, turn.person.id) }
}

async function noticeCard(turn: Turn, { announcement, delivery, facts }: Mine): Promise<CardMessage> {
  const known = await findRegistration(turn.app.db, turn.person.id)
  const conversation = await findConversation(turn.app.db, turn.person.id)
  const variant = variantFor(known, delivery.reason === 'ready')
  const { app, person, now, say } = turn
  const teamsUserId = conversation?.teams_user_id ?? null
  return noticeFor(say, announcement, { person, teamsUserId, variant, facts, config: app.config, now })
}

const hour = 60 * 60_000

/** Moments to be reminded at, each an hour before the deadline at the latest; mornings are nine by the person's own clock. */
export function laterChoices(now: Date, deadline: Date, timeZone: string): Later['choices'] {
  const morningAfter = (at: Date) => nextLocalTime(at, timeZone, 9, 0)
  const tomorrow = morningAfter(nextLocalTime(now, timeZone, 0, 0))
  let monday = tomorrow
  while (weekday(monday, timeZone) !== 1) monday = morningAfter(monday)
  const soon = new Date(now.getTime() + 2 * hour)
  const dayBefore = new Date(sameDayAt(deadline, timeZone, '00:00').getTime() - hour)
  const all: Later['choices'] = [
    ...(localDate(soon, timeZone) === localDate(now, timeZone) ? [{ until: 'later_today' as const, at: soon }] : []),
    { until: 'tomorrow', at: tomorrow },
    { until: 'monday', at: monday },
    { until: 'day_before', at: sameDayAt(dayBefore, timeZone, '09:00') },
  ]
  const inTime = all.filter(({ at }) => at > now && at.getTime() <= deadline.getTime() - hour)
  return inTime.filter(({ at }, index) => inTime.findIndex(other => other.at.getTime() === at.getTime()) === index)
}

async function later(turn: Turn, id: string): Promise<Answer> {
  const found = await mine(turn, id)
  if (!found) return menuFor(turn, { oldCard: true })
  const { deadline } = found.facts
  return { replace: laterCard(turn.say, { announcementId: id, deadline, choices: laterChoices(turn.now, deadline, turn.say.timeZone) }) }
}

async function snoozeUntil(turn: Turn, id: string, until: string): Promise<Answer> {
  const found = await mine(turn, id)
  if (!found) return menuFor(turn, { oldCard: true })
  const { deadline } = found.facts
  const choice = laterChoices(turn.now, deadline, turn.say.timeZone).find(one => one.until === until)
  if (!choice) return later(turn, id)
  await snooze(turn.app.db, { announcementId: id, personId: turn.person.id }, choice.at, until)
  return { replace: snoozedCard(turn.say, { announcementId: id, at: choice.at, deadline }) }
}

/** Starts a walk in a message of its own; the announcement stays where it is. */
async function walk(turn: Turn, id: string, flow: FlowId): Promise<Answer> {
  const found = await mine(turn, id)
  if (!found) return menuFor(turn, { oldCard: true })
  return { ...(await startFlow(turn, flow)), replace: await noticeCard(turn, found) }
}

/** The helpdesk, in a message of its own; the announcement stays. */
async function help(turn: Turn, id: string): Promise<Answer> {
  const found = await mine(turn, id)
  if (!found) return menuFor(turn, { oldCard: true })
  return { ...(await openHelp(turn, 'announcement')), replace: await noticeCard(turn, found) }
}

async function genuine(turn: Turn, id: string): Promise<Answer> {
  const found = await mine(turn, id)
  if (!found) return menuFor(turn, { oldCard: true })
  const { config } = turn.app
  const sentAt = found.delivery.delivered_at ?? found.announcement.confirmed_at ?? turn.now
  const { sender } = found.announcement.content
  return {
    replace: genuineCard(turn.say, { announcementId: id, sender, sentAt, intranet: config.INTRANET_URL, phone: config.HELPDESK_PHONE }),
  }
}

async function show(turn: Turn, id: string): Promise<Answer> {
  const found = await mine(turn, id)
  return found ? { replace: await noticeCard(turn, found) } : menuFor(turn, { oldCard: true })
}

export const noticeActions: ActionHandlers = {
  'notice.start': (turn, { announcementId }) => walk(turn, announcementId, 'start'),
  'notice.other': (turn, { announcementId }) => walk(turn, announcementId, 'no_smartphone'),
  'notice.question': (turn, { announcementId }) => walk(turn, announcementId, 'question'),
  'notice.second': (turn, { announcementId }) => walk(turn, announcementId, 'passkey'),
  'notice.help': (turn, { announcementId }) => help(turn, announcementId),
  'notice.time': (turn, { announcementId }) => later(turn, announcementId),
  'notice.later': (turn, { announcementId }) => later(turn, announcementId),
  'notice.snooze': (turn, { announcementId, until }) => snoozeUntil(turn, announcementId, until),
  'notice.genuine': (turn, { announcementId }) => genuine(turn, announcementId),
  'notice.show': (turn, { announcementId }) => show(turn, announcementId),
  'notice.refresh': (turn, { announcementId }) => show(turn, announcementId),
}
