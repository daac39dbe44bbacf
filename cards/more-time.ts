/** More time, for the employee: the wish, where it stands, and the news about it. Nothing is said to be granted before it is. */
import { execute } from './actions.ts'
import { type CardMessage, card, choiceField, good, heading, paragraph, quiet, strong, textField } from './card.ts'
import { said } from './case-parts.ts'
import { type SecretKind, secretNote, toldSomeone } from './secret-warning.ts'
import type { Say } from './texts/translate.ts'

export const timeReasons = ['leave', 'key', 'repair', 'other'] as const
export type TimeReason = (typeof timeReasons)[number]

export interface TimeForm {
  announcementId: string
  deadline: Date
  choices: { weeks: number; until: Date }[]
  /** What is chosen beforehand. */
  weeks: number
  reason: TimeReason
  /** What the last try seemed to hold; it is not on the card any more. */
  secret: SecretKind | null
}

export function timeFormCard(say: Say, form: TimeForm): CardMessage {
  const { announcementId, deadline, choices, weeks, reason, secret } = form
  const required = { message: say('time.required') }
  const until = choices.map(({ weeks: count, until: at }) => ({
    title: say('time.until', { weeks: count, moment: say.moment(at) }),
    value: String(count),
  }))
  const reasons = timeReasons.map(value => ({ title: say(`time.reason.${value}`), value }))
  return {
    summary: say('time.title'),
    card: card({
      say,
      body: [
        heading(say('time.title')),
        paragraph(say('time.body', { moment: say.moment(deadline) })),
        ...(secret ? secretNote(say, secret) : []),
        choiceField({ id: 'weeks', label: say('time.how_long'), choices: until, value: String(weeks), expanded: true, required }),
        choiceField({ id: 'reason', label: say('time.why'), choices: reasons, value: reason, expanded: true, required }),
        textField({ id: 'sentence', label: say('time.sentence'), maxLength: 300 }),
        quiet(say('time.shared')),
      ],
      actions: [
        execute('notice.ask', say('time.send'), { announcementId }, 'positive'),
        execute('notice.later', say('common.back'), { announcementId }),
        execute('notice.help', say('common.helpdesk'), { announcementId }),
        ...(secret ? [toldSomeone(say)] : []),
      ],
    }),
  }
}

export interface TimeState {
  announcementId: string
  state: 'asked' | 'approved' | 'granted'
  until: Date
  /** The moment that counts now. */
  deadline: Date
}

/** Where the wish stands. */
export function timeStateCard(say: Say, time: TimeState): CardMessage {
  const { announcementId, state, until, deadline } = time
  const title = say(`time.${state}`)
  const takeBack = execute('notice.take_back', say('time.take_back'), { announcementId })
  return {
    summary: title,
    card: card({
      say,
      body: [
        heading(title),
        strong(say(`announcement.time_${state}`, { until: say.moment(until), deadline: say.moment(deadline) })),
        ...(state === 'granted' ? [] : [paragraph(say('time.next'))]),
      ],
      actions: [
        execute('notice.start', say('announcement.start'), { announcementId }, 'positive'),
        execute('notice.show', say('genuine.show'), { announcementId }),
        ...(state === 'granted' ? [] : [takeBack]),
        execute('notice.help', say('common.helpdesk'), { announcementId }),
      ],
    }),
  }
}

export interface TimeNews {
  announcementId: string
  /** `lost`: it was in force, and the directory no longer shows it. */
  news: 'granted' | 'declined' | 'lost'
  until: Date
  deadline: Date
  /** Why it was declined, in the admin's words. */
  note: string | null
}

/** A new message: an edit would notify nobody. */
export function timeNewsCard(say: Say, { announcementId, news, until, deadline, note }: TimeNews): CardMessage {
  const title = say(`time.news.${news}`, { until: say.moment(until), deadline: say.moment(deadline) })
  const body = paragraph(say(`time.news.${news}_body`, { until: say.moment(until), deadline: say.moment(deadline) }))
  return {
    summary: title,
    card: card({
      say,
      body: [
        news === 'granted' ? good([heading(title), body]) : heading(title),
        ...(news === 'granted' ? [] : [body]),
        ...said(note ?? ''),
      ],
      actions: [
        execute('notice.start', say('announcement.start'), { announcementId }, 'positive'),
        execute('notice.later', say('announcement.later'), { announcementId }),
        execute('notice.other', say('announcement.other'), { announcementId }),
        execute('notice.help', say('common.helpdesk'), { announcementId }),
      ],
    }),
  }
}
