/** How an announcement stands outside Teams, and asking for the e-mails: the same for the chat and the API. */
import type { Outside } from '../../cards/outside.ts'
import { languages } from '../../cards/texts/translate.ts'
import { sheetsOf } from '../../pages/frame.ts'
import { type Announcement, findAnnouncement } from '../../services/announcements.ts'
import { record } from '../../services/audit.ts'
import { outsideLimit } from '../../services/author-limits.ts'
import { slugOf } from '../../services/broadcasts.ts'
import { transaction } from '../../services/db/database.ts'
import { askForMails, countMails, countUnreached, mailTrouble } from '../../services/mails.ts'
import type { App } from '../app.ts'

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

/** A stopped or withdrawn announcement goes to nobody any more. */
const goesOut = (announcement: Announcement) => standingOf(announcement) === 'public' && announcement.state !== 'cancelled'

export type Standing = Pick<Outside, 'pages' | 'standing' | 'hasMailbox' | 'toMail' | 'noAddress' | 'progress' | 'trouble'>

export async function standingOutside({ db, config, mailer }: App, announcement: Announcement): Promise<Standing> {
  const { id } = announcement
  const [unreached, progress, trouble] = await Promise.all([countUnreached(db, id), countMails(db, id), mailTrouble(db, id)])
  return {
    pages: pagesOf(config.PUBLIC_URL, announcement),
    standing: standingOf(announcement),
    hasMailbox: mailer !== null,
    toMail: goesOut(announcement) ? unreached.toMail : 0,
    noAddress: unreached.noAddress,
    progress,
    trouble,
  }
}

interface By {
  /** Entra object id of the admin who asks. */
  actorId: string
  now: Date
}

/** `not_now`: there is no mailbox, or it goes to nobody any more. `outside`: so many of the audience the admin may not write to. */
export type Mailed = { kind: 'asked'; added: number } | { kind: 'not_now' } | { kind: 'outside'; people: number }

/** Asks for an e-mail to everybody whom Teams does not reach. Asking twice adds nobody twice. */
export async function mailUnreached(app: App, id: string, by: By): Promise<Mailed> {
  const announcement = app.mailer ? await findAnnouncement(app.db, id) : null
  if (!announcement || !goesOut(announcement)) return { kind: 'not_now' }
  return transaction(app.db, async (tx): Promise<Mailed> => {
    const people = await outsideLimit(tx, by.actorId, announcement.audience)
    if (people > 0) {
      const details = { why: 'author_limit', people }
      await record(tx, { at: by.now, actorId: by.actorId, action: 'refused', subject: `announcement:${id}`, details })
      return { kind: 'outside', people }
    }
    const count = await askForMails(tx, id, by.actorId, by.now)
    const entry = { at: by.now, actorId: by.actorId, action: 'announcement.mailed', subject: `announcement:${id}`, details: { count } }
    if (count > 0) await record(tx, entry)
    return { kind: 'asked', added: count }
  })
}
