/** The announcement behind a pressed button, as it is for the very person who pressed it. */
import type { CardMessage } from '../../cards/card.ts'
import { type Announcement, findAnnouncement } from '../../services/announcements.ts'
import type { SendingRules } from '../../services/calendar.ts'
import { findConversation } from '../../services/conversations.ts'
import { answered, type Delivery, findDelivery } from '../../services/deliveries.ts'
import { type NoticeFacts, readNoticeFacts } from '../../services/notice-facts.ts'
import { findRegistration } from '../../services/registrations.ts'
import { hoursSchema } from '../../services/waves.ts'
import type { Answer, Turn } from '../answer.ts'
import { menuFor } from '../menu.ts'
import { extensionGroup, noticeFor, variantFor } from './notice.ts'

export interface Mine {
  announcement: Announcement
  delivery: Delivery
  facts: NoticeFacts
}

/** The announcement, only if it was sent to this very person. */
export async function findMine(turn: Turn, id: string): Promise<Mine | null> {
  const { db } = turn.app
  const delivery = await findDelivery(db, id, turn.person.id)
  const announcement = delivery ? await findAnnouncement(db, id) : null
  if (!delivery || !announcement) return null
  const factsOf = await readNoticeFacts(db, [announcement], [turn.person.id], turn.now)
  return { delivery, announcement, facts: factsOf(announcement, turn.person.id) }
}

/** Answers a press on an announcement of this person, and keeps that they answered; an announcement of somebody else is an old card. */
export async function pressed(turn: Turn, id: string, answer: (mine: Mine) => Promise<Answer>): Promise<Answer> {
  const mine = await findMine(turn, id)
  if (!mine) return menuFor(turn, { oldCard: true })
  if (!mine.delivery.answered_at) await answered(turn.app.db, mine.delivery, turn.now)
  return answer(mine)
}

/** The same for what makes no sense any more once the announcement was taken back: its card says so instead. */
export const pressedOpen = (turn: Turn, id: string, answer: (mine: Mine) => Promise<Answer>): Promise<Answer> =>
  pressed(turn, id, async mine => (mine.announcement.withdrawn_at ? { replace: await noticeCard(turn, mine) } : answer(mine)))

export async function noticeCard(turn: Turn, { announcement, delivery, facts }: Mine): Promise<CardMessage> {
  const { app, person, now, say } = turn
  const known = await findRegistration(app.db, person.id)
  const conversation = await findConversation(app.db, person.id)
  const variant = variantFor(known, delivery.reason === 'ready')
  const teamsUserId = conversation?.teams_user_id ?? null
  return noticeFor(say, announcement, { person, teamsUserId, variant, facts, config: app.config, now })
}

/** When this person may be written to about this announcement. */
export function sendingRules({ hours }: Announcement, person: Turn['person'], zone: string): SendingRules {
  return { hours: hours ? hoursSchema.parse(hours) : null, zone, country: person.country }
}

/** Whether "I need more time" leads anywhere: to the form, or to where the wish stands. */
export const mayAskTime = ({ app, now }: Turn, { facts }: Mine): boolean =>
  extensionGroup(facts, app.config) !== null && facts.deadline > now
