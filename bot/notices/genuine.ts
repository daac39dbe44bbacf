/** "Is this real?" and "Report as phishing". */
import { genuineCard, nothingSentCard, phishingCard, reportedCard } from '../../cards/genuine.ts'
import { doubted, lastReceived, reportPhishing } from '../../services/phishing-reports.ts'
import type { ActionHandlers, Answer, Turn } from '../answer.ts'
import { findMine, type Mine, pressed } from './mine.ts'
import { typedAddress } from './notice.ts'

async function genuine({ app, now, say, person }: Turn, { announcement, delivery }: Mine) {
  await doubted(app.db, { announcementId: announcement.id, personId: person.id }, now)
  return genuineCard(say, {
    announcementId: announcement.id,
    sender: announcement.content.sender,
    sentAt: delivery.delivered_at ?? announcement.confirmed_at ?? now,
    code: announcement.code,
    intranet: typedAddress(app.config.INTRANET_URL),
    phone: app.config.HELPDESK_PHONE,
    withdrawn: announcement.withdrawn_at !== null,
  })
}

/** Typed: about the last announcement that the person got. */
export async function askIfGenuine(turn: Turn): Promise<Answer> {
  const { app, person, say } = turn
  const id = await lastReceived(app.db, person.id)
  const mine = id ? await findMine(turn, id) : null
  const where = { intranet: typedAddress(app.config.INTRANET_URL), phone: app.config.HELPDESK_PHONE }
  return { send: [{ message: mine ? await genuine(turn, mine) : nothingSentCard(say, where) }] }
}

async function report({ app, now, person, say }: Turn, { announcement }: Mine): Promise<Answer> {
  const first = await reportPhishing(app.db, { announcementId: announcement.id, personId: person.id }, now)
  return { replace: reportedCard(say, { announcementId: announcement.id, again: !first, phone: app.config.HELPDESK_PHONE }) }
}

export const genuineActions: ActionHandlers = {
  'notice.genuine': (turn, { announcementId }) => pressed(turn, announcementId, async mine => ({ replace: await genuine(turn, mine) })),
  'notice.phishing': (turn, { announcementId }) =>
    pressed(turn, announcementId, async () => ({ replace: phishingCard(turn.say, announcementId) })),
  'notice.report': (turn, { announcementId }) => pressed(turn, announcementId, mine => report(turn, mine)),
}
