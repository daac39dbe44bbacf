/** "Is this real?": an answer, and the ways to find out without believing a chat. Asking is a question; reporting is a step of its own. */
import { execute } from './actions.ts'
import { type Action, type CardMessage, card, type Element, heading, paragraph, strong } from './card.ts'
import type { Say } from './texts/translate.ts'

export interface Genuine {
  announcementId: string
  sender: string
  sentAt: Date
  /** Two words that stand on the message and on the intranet. */
  code: string | null
  /** The address as people type it. */
  intranet: string
  phone: string
  /** It was taken back since. */
  withdrawn: boolean
}

const check = (say: Say, { intranet, phone }: Pick<Genuine, 'intranet' | 'phone'>): Element =>
  paragraph(say('genuine.check', { intranet, phone }))

/** For who has done it already. Both are urgent, and one press is enough. */
const already = (say: Say): Action[] => [
  execute('help.urgent', say('genuine.pressed'), { report: 'pressed_link' }),
  execute('help.urgent', say('guide.secret.told_button'), { report: 'told_someone' }),
]

const never = (say: Say): Element[] => [strong(say('genuine.never')), paragraph(say('genuine.told'))]

export function genuineCard(say: Say, genuine: Genuine): CardMessage {
  const { announcementId, sender, sentAt, code, intranet } = genuine
  return {
    summary: say('genuine.title'),
    card: card({
      say,
      body: [
        heading(say('genuine.title')),
        paragraph(say('genuine.sent', { sender, moment: say.moment(sentAt) })),
        ...(genuine.withdrawn ? [strong(say('genuine.withdrawn'))] : []),
        check(say, genuine),
        ...(code ? [paragraph(say('genuine.code', { code, intranet }))] : []),
        ...never(say),
      ],
      actions: [
        execute('notice.show', say('genuine.show'), { announcementId }),
        execute('notice.phishing', say('genuine.report'), { announcementId }),
        ...already(say),
        execute('help.open', say('common.helpdesk'), { topic: 'is_it_genuine' }),
      ],
    }),
  }
}

/** Somebody asks, and nothing was sent to them: what they hold is not ours. */
export function nothingSentCard(say: Say, where: Pick<Genuine, 'intranet' | 'phone'>): CardMessage {
  const title = say('genuine.nothing')
  return {
    summary: title,
    card: card({
      say,
      body: [heading(title), paragraph(say('genuine.nothing_body')), check(say, where), ...never(say)],
      actions: [
        ...already(say),
        execute('help.open', say('common.helpdesk'), { topic: 'is_it_genuine' }),
        execute('menu.show', say('genuine.menu'), {}),
      ],
    }),
  }
}

/** One question before a report counts. */
export function phishingCard(say: Say, announcementId: string): CardMessage {
  const title = say('phishing.title')
  return {
    summary: title,
    card: card({
      say,
      body: [heading(title), paragraph(say('phishing.body'))],
      actions: [
        execute('notice.report', say('phishing.send'), { announcementId }, 'destructive'),
        execute('notice.genuine', say('common.back'), { announcementId }),
        ...already(say),
        execute('help.open', say('common.helpdesk'), { topic: 'is_it_genuine' }),
      ],
    }),
  }
}

export interface Reported {
  announcementId: string
  /** The person had reported it before: it counts once. */
  again: boolean
  phone: string
}

export function reportedCard(say: Say, { announcementId, again, phone }: Reported): CardMessage {
  const title = say(again ? 'phishing.again' : 'phishing.thanks')
  return {
    summary: title,
    card: card({
      say,
      body: [heading(title), paragraph(say('phishing.next')), strong(say('phishing.asked')), paragraph(say('phishing.urgent', { phone }))],
      actions: [...already(say), execute('notice.show', say('phishing.no'), { announcementId })],
    }),
  }
}
