/** What an admin does with an announcement outside Teams. */
import type { CardMessage } from '../../cards/card.ts'
import { mailQuestionCard, outsideCard } from '../../cards/outside.ts'
import { findAnnouncement } from '../../services/announcements.ts'
import { spacings } from '../../services/pace.ts'
import { deadlineOf, whatOf } from '../announce/board.ts'
import type { ActionHandlers, Answer, Turn } from '../answer.ts'
import { mailUnreached, standingOutside } from './standing.ts'

async function cardOf({ app, say, now }: Turn, id: string): Promise<CardMessage | null> {
  const announcement = await findAnnouncement(app.db, id)
  if (!announcement) return null
  const [what, deadline] = [whatOf(announcement, say.language), deadlineOf(announcement)]
  return outsideCard(say, { announcementId: id, what, deadline, ...(await standingOutside(app, announcement)), at: now })
}

async function show(turn: Turn, id: string): Promise<Answer> {
  const message = await cardOf(turn, id)
  return message ? { replace: message } : { tell: turn.say('announce.moved_on_body') }
}

async function open(turn: Turn, id: string): Promise<Answer> {
  const message = await cardOf(turn, id)
  return message ? { send: [{ message }] } : { tell: turn.say('announce.moved_on_body') }
}

async function ask(turn: Turn, id: string): Promise<Answer> {
  const { app, say } = turn
  const announcement = await findAnnouncement(app.db, id)
  const standing = announcement ? await standingOutside(app, announcement) : null
  if (!standing?.hasMailbox || standing.toMail === 0) return show(turn, id)
  const { toMail: count, noAddress } = standing
  const minutes = Math.max(1, Math.ceil((count * spacings.mail) / 60_000))
  return { replace: mailQuestionCard(say, { announcementId: id, count, noAddress, from: app.config.MAIL_SENDER ?? '', minutes }) }
}

async function send(turn: Turn, id: string): Promise<Answer> {
  const mailed = await mailUnreached(turn.app, id, { actorId: turn.person.id, now: turn.now })
  return mailed.kind === 'outside' ? { tell: turn.say('outside.not_yours', { count: mailed.people }) } : show(turn, id)
}

export const outsideActions: ActionHandlers = {
  'announce.outside': (turn, { announcementId, own }) => (own ? show(turn, announcementId) : open(turn, announcementId)),
  'announce.mail': (turn, { announcementId }) => ask(turn, announcementId),
  'announce.mail_send': (turn, { announcementId }) => send(turn, announcementId),
}
