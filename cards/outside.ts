/** An announcement outside Teams: poster, talk note and e-mail, one click each, and the people whom Teams does not reach. */

import { execute } from './actions.ts'
import { aboutLine } from './announce-board.ts'
import {
  type Action,
  type CardMessage,
  card,
  type Element,
  facts,
  heading,
  openUrl,
  paragraph,
  quiet,
  subheading,
  warning,
} from './card.ts'
import { type Language, languages, type Say } from './texts/translate.ts'

export type Sheet = 'poster' | 'talk-note' | 'mail'

export interface MailProgress {
  queued: number
  sending: number
  sent: number
  failed: number
  uncertain: number
  skipped: number
  /** Attempts of which nobody knows whether they arrived; each can have added one copy. */
  doubtful: number
}

export interface Outside {
  announcementId: string
  what: string
  /** A security warning names no date. */
  deadline: Date | null
  /** Addresses of the pages; null where the bot does not know at which address browsers reach it. */
  pages: { list: string; sheets: { sheet: Sheet; in: Record<Language, string> }[] } | null
  /** It is public from the first message that arrives; a withdrawn one has no paper any more. */
  standing: 'waits' | 'public' | 'withdrawn'
  /** E-mail can be sent from here. */
  hasMailbox: boolean
  /** People whom Teams does not reach and who got no e-mail yet, with an address and without one. */
  toMail: number
  noAddress: number
  progress: MailProgress
  /** Graph's code for why no e-mail goes out at the moment. */
  trouble: string | null
  at: Date
}

const ownNames: Record<Language, string> = { en: 'English', nl: 'Nederlands' }

function sheets(say: Say, { pages, standing }: Outside): Element[] {
  if (!pages) return [paragraph(say('outside.no_address'))]
  if (standing !== 'public') return [paragraph(say(`outside.${standing}`))]
  return pages.sheets.flatMap(({ sheet, in: addresses }) => [
    subheading(say(sheet === 'talk-note' ? 'page.to_talk' : `page.to_${sheet}`)),
    { type: 'ActionSet', actions: languages.map(language => openUrl(ownNames[language], addresses[language])) },
  ])
}

function progressOf(say: Say, { progress, at }: Outside): Element[] {
  const { queued, sending, sent, failed, uncertain, skipped, doubtful } = progress
  if (queued + sending + sent + failed + uncertain + skipped === 0) return []
  const rows: [string, number][] = [
    [say('outside.sent'), sent],
    [say('outside.waiting'), queued + sending],
    [say('outside.skipped'), skipped],
    [say('outside.failed'), failed],
    [say('outside.uncertain'), uncertain],
    [say('board.uncertain'), doubtful],
  ]
  const shown = rows.filter(([, count], index) => count > 0 || index < 2)
  return [
    facts(shown.map(([name, count]): [string, string] => [name, String(count)])),
    quiet(say('outside.counted', { time: say.time(at) })),
  ]
}

function people(say: Say, outside: Outside): Element[] {
  const { toMail, noAddress, hasMailbox, trouble } = outside
  return [
    subheading(say('outside.people')),
    paragraph(say('outside.to_mail', { count: toMail })),
    ...(noAddress ? [paragraph(say('outside.without', { count: noAddress }))] : []),
    ...(toMail && !hasMailbox ? [paragraph(say('outside.no_mailbox'))] : []),
    ...(trouble ? [warning(say('outside.trouble', { code: trouble }))] : []),
    ...progressOf(say, outside),
  ]
}

const mayMail = ({ hasMailbox, standing, toMail }: Outside) => hasMailbox && standing === 'public' && toMail > 0

export function outsideCard(say: Say, outside: Outside): CardMessage {
  const { announcementId, what, deadline, pages, toMail } = outside
  const actions: Action[] = [
    ...(mayMail(outside) ? [execute('announce.mail', say('outside.mail', { count: toMail }), { announcementId }, 'positive')] : []),
    ...(pages ? [openUrl(say('outside.list'), pages.list)] : []),
    execute('announce.outside', say('board.look'), { announcementId, own: true }),
    execute('announce.board', say('common.back'), { announcementId }),
  ]
  return {
    summary: say('outside.title'),
    card: card({
      say,
      body: [
        heading(say('outside.title')),
        paragraph(aboutLine(say, { what, deadline })),
        ...sheets(say, outside),
        ...people(say, outside),
      ],
      actions,
    }),
  }
}

export interface MailQuestion {
  announcementId: string
  count: number
  noAddress: number
  /** The mailbox that it comes from. */
  from: string
  minutes: number
}

/** What will happen, before it does. */
export function mailQuestionCard(say: Say, { announcementId, count, noAddress, from, minutes }: MailQuestion): CardMessage {
  return {
    summary: say('outside.ask', { count }),
    card: card({
      say,
      body: [
        heading(say('outside.ask', { count })),
        paragraph(say('outside.ask_who')),
        paragraph(say('outside.ask_what', { from })),
        ...(noAddress ? [paragraph(say('outside.without', { count: noAddress }))] : []),
        quiet(say('outside.ask_time', { minutes })),
      ],
      actions: [
        execute('announce.mail_send', say('outside.send', { count }), { announcementId }, 'positive'),
        execute('announce.outside', say('common.back'), { announcementId, own: true }),
      ],
    }),
  }
}
