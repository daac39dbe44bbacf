/** What an admin does with an announcement outside Teams. */
import type { CardMessage } from '../../cards/card.ts'
import { mailQuestionCard, type Outside, outsideCard } from '../../cards/outside.ts'
import { languages } from '../../cards/texts/translate.ts'
import { sheetsOf } from '../../pages/frame.ts'
import { type Announcement, findAnnouncement } from '../../services/announcements.ts'
import { record } from '../../services/audit.ts'
import { slugOf } from '../../services/broadcasts.ts'
import { transaction } from '../../services/db/database.ts'
import { askForMails, countMails, countUnreached, mailTrouble } from '../../services/mails.ts'
import { spacings } from '../../services/pace.ts'
import type { ActionHandlers, Answer, Turn } from '../answer.ts'

function pagesOf(root: string | undefined, announcement: Announcement): Outside['pages'] {
  if (!root) return null
  const addressesOf = (below: string) =>
    Object.fromEntries(languages.map(language => [language, `${root}/broadcasts/${slugOf(announcement)}/${below}?language=${language}`]))
  const sheets = sheetsOf(announcement).map(sheet => ({ sheet, in: addressesOf(sheet) as Record<'en' | 'nl', string> }))
  return { list: `${root}/broadcasts`, sheets }
}

function standingOf({ first_sent_at, withdrawn_at }: Announcement): Outside['standing'] {
  if (withdrawn_at) return 'withdrawn'
  return first_sent_at ? 'public' : 'waits'
}

async function cardOf(turn: Turn, id: string): Promise<CardMessage | null> {
  const { app, say, now } = turn
  const announcement = await findAnnouncement(app.db, id)
  if (!announcement) return null
  const { content, deadline_at: deadline } = announcement
  const [unreached, progress, trouble] = await Promise.all([countUnreached(app.db, id), countMails(app.db, id), mailTrouble(app.db, id)])
  return outsideCard(say, {
    announcementId: id,
    what: (content.texts[say.language] ?? Object.values(content.texts)[0])?.what ?? '',
    deadline,
    pages: pagesOf(app.config.PUBLIC_URL, announcement),
    standing: standingOf(announcement),
    hasMailbox: app.mailer !== null,
    ...unreached,
    // A stopped announcement goes to nobody any more.
    ...(announcement.state === 'cancelled' ? { toMail: 0 } : {}),
    progress,
    trouble,
    at: now,
  })
}

async function show(turn: Turn, id: string): Promise<Answer> {
  const message = await cardOf(turn, id)
  return message ? { replace: message } : { tell: turn.say('announce.moved_on_body') }
}

async function open(turn: Turn, id: string): Promise<Answer> {
  const message = await cardOf(turn, id)
  return message ? { send: [{ message }] } : { tell: turn.say('announce.moved_on_body') }
}

/** May go out by e-mail: a mailbox is set, and the announcement stands as it was sent. */
async function mailable({ app }: Turn, id: string): Promise<boolean> {
  const announcement = app.mailer ? await findAnnouncement(app.db, id) : null
  return announcement !== null && standingOf(announcement) === 'public' && announcement.state !== 'cancelled'
}

async function ask(turn: Turn, id: string): Promise<Answer> {
  const { app, say } = turn
  const { toMail, noAddress } = await countUnreached(app.db, id)
  if (toMail === 0 || !(await mailable(turn, id))) return show(turn, id)
  const minutes = Math.max(1, Math.ceil((toMail * spacings.mail) / 60_000))
  return { replace: mailQuestionCard(say, { announcementId: id, count: toMail, noAddress, from: app.config.MAIL_SENDER ?? '', minutes }) }
}

/** Pressing twice adds nobody twice. */
async function send(turn: Turn, id: string): Promise<Answer> {
  const { app, now, person } = turn
  if (!(await mailable(turn, id))) return show(turn, id)
  await transaction(app.db, async tx => {
    const count = await askForMails(tx, id, person.id, now)
    const subject = `announcement:${id}`
    if (count > 0) await record(tx, { at: now, actorId: person.id, action: 'announcement.mailed', subject, details: { count } })
  })
  return show(turn, id)
}

export const outsideActions: ActionHandlers = {
  'announce.outside': (turn, { announcementId, own }) => (own ? show(turn, announcementId) : open(turn, announcementId)),
  'announce.mail': (turn, { announcementId }) => ask(turn, announcementId),
  'announce.mail_send': (turn, { announcementId }) => send(turn, announcementId),
}
