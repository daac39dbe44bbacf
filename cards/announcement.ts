/** The announcement as one employee sees it, from the first notice to "you are done". */
import { execute } from './actions.ts'
import { type Action, type CardMessage, card, type Element, good, heading, paragraph, quiet, strong, warning } from './card.ts'
import type { Say } from './texts/translate.ts'

/** `todo`: nothing that lasts yet. `ends_soon`: only a phone number. `ready`: was ready before. `finished`: got ready after this card. */
export type Variant = 'todo' | 'ends_soon' | 'ready' | 'finished'

export interface Notice {
  announcementId: string
  variant: Variant
  givenName: string
  at: Date
  what: string
  why: string
  otherwise: string
  alternative: string
  extra: string
  sender: string
  phone: string
  hours: string
  teamsUserId: string | null
  /** The person asked to be reminded; this is that reminder. */
  reminder: boolean
  /** A preview for an admin: its buttons do nothing but say so. */
  sample: boolean
}

const city = (timeZone: string) => timeZone.split('/').at(-1)?.replaceAll('_', ' ') ?? timeZone

/** "From Tuesday 24 November, 10:00 (Amsterdam time), you sign in with …" */
export function noticeTitle(say: Say, notice: Pick<Notice, 'at' | 'what'>): string {
  return say('announcement.title', { moment: say.moment(notice.at), city: city(say.timeZone), what: notice.what.replace(/\.$/, '') })
}

function todo(say: Say, notice: Notice): Element[] {
  const only = notice.variant === 'ends_soon' ? [warning(say('announcement.ends_soon'))] : []
  return [
    ...(notice.reminder ? [quiet(say('announcement.reminder'))] : []),
    heading(noticeTitle(say, notice)),
    ...only,
    paragraph(say('announcement.why', { name: notice.givenName, why: notice.why })),
    paragraph(say('announcement.before', { otherwise: notice.otherwise })),
    paragraph(say('announcement.alternative', { alternative: notice.alternative })),
    ...(notice.extra ? [paragraph(notice.extra)] : []),
  ]
}

function settled(say: Say, notice: Notice): Element[] {
  const opening =
    notice.variant === 'ready'
      ? say('announcement.ready', { name: notice.givenName })
      : say('announcement.finished', { name: notice.givenName })
  return [
    good([heading(opening), paragraph(say('announcement.nothing_to_do', { moment: say.moment(notice.at) }))]),
    paragraph(noticeTitle(say, notice)),
    paragraph(say('announcement.second_method')),
    ...(notice.extra && notice.variant === 'ready' ? [paragraph(notice.extra)] : []),
  ]
}

function buttons(say: Say, notice: Notice): Action[] {
  const { announcementId } = notice
  const settledNow = notice.variant === 'ready' || notice.variant === 'finished'
  const first = settledNow
    ? [execute('guide.start', say('announcement.add_second'), { flow: 'passkey', announcementId })]
    : [
        execute('notice.start', say('announcement.start'), { announcementId }, 'positive'),
        execute('notice.later', say('announcement.later'), { announcementId }),
        execute('notice.other', say('announcement.other'), { announcementId }),
      ]
  const actions = [
    ...first,
    execute('notice.genuine', say('announcement.genuine'), { announcementId }),
    execute('notice.question', say('announcement.question'), { announcementId }),
  ]
  return notice.sample ? actions.map(action => ({ ...action, verb: 'announce.sample', data: {} })) : actions
}

export function announcementCard(say: Say, notice: Notice): CardMessage {
  const body = notice.variant === 'todo' || notice.variant === 'ends_soon' ? todo(say, notice) : settled(say, notice)
  const { announcementId } = notice
  return {
    summary: notice.variant === 'finished' ? say('announcement.finished', { name: notice.givenName }) : noticeTitle(say, notice),
    card: card({
      say,
      body: [
        ...body,
        strong(say('announcement.never')),
        quiet(say('announcement.from', { sender: notice.sender, phone: notice.phone, hours: notice.hours })),
      ],
      actions: buttons(say, notice),
      refresh: {
        action: execute('notice.refresh', say('common.refresh'), { announcementId }),
        userIds: notice.sample || !notice.teamsUserId ? [] : [notice.teamsUserId],
      },
    }),
  }
}
