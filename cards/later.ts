/** "Later": when to be reminded, always before the deadline, and what may be in the way. */
import { execute } from './actions.ts'
import { type Action, type CardMessage, card, dateField, type Element, heading, paragraph, quiet, strong, subheading } from './card.ts'
import type { Say } from './texts/translate.ts'

export interface Later {
  announcementId: string
  deadline: Date
  choices: { until: 'later_today' | 'tomorrow' | 'monday' | 'day_before'; at: Date }[]
  /** How often it can still be put off. */
  left: number
  /** Why it cannot be put off any more; null: it can. */
  stop: 'used' | 'close' | 'held' | 'passed' | null
  /** The organisation can give this person more time. */
  mayAskTime: boolean
}

const actionSet = (actions: Action[]): Element => ({ type: 'ActionSet', actions })
const capital = (text: string) => text.charAt(0).toUpperCase() + text.slice(1)

function choiceTitle(say: Say, { until, at }: Later['choices'][number]): string {
  if (until === 'later_today' || until === 'tomorrow') return say(`later.${until}`, { time: say.time(at) })
  return until === 'monday' ? capital(say.moment(at)) : say('later.day_before', { moment: say.moment(at) })
}

function times(say: Say, { announcementId, choices, left }: Later): Element[] {
  const buttons = choices.map(choice => execute('notice.snooze', choiceTitle(say, choice), { announcementId, until: choice.until }))
  const leave = execute('notice.leave', say('later.leave'), { announcementId })
  return [actionSet([...buttons, leave]), quiet(say('later.left', { left }))]
}

function inTheWay(say: Say, { announcementId, mayAskTime }: Later): Element[] {
  const reasons = ['no_phone', 'own_phone', 'no_phone_at_work'] as const
  const buttons = reasons.map(reason => execute('notice.reason', say(`later.${reason}`), { announcementId, reason }))
  const time = execute('notice.time', say('later.time'), { announcementId })
  return [subheading(say('later.in_the_way')), actionSet([...buttons, ...(mayAskTime ? [time] : [])])]
}

export function laterCard(say: Say, later: Later): CardMessage {
  const { announcementId, deadline } = later
  const { stop } = later
  const title = stop ? say('later.no_time', { stop }) : say('later.title')
  return {
    summary: title,
    card: card({
      say,
      body: [
        heading(title),
        paragraph(say('later.body', { moment: say.moment(deadline), stop: stop ?? 'none' })),
        ...(stop ? [] : [...times(say, later), quiet(say('later.mind'))]),
        ...inTheWay(say, later),
      ],
      actions: [
        execute('notice.start', say('announcement.start'), { announcementId }, 'positive'),
        execute('notice.show', say('common.back'), { announcementId }),
      ],
    }),
  }
}

export interface Leave {
  announcementId: string
  /** `YYYY-MM-DD`: what the field shows first. */
  back: string
  deadline: Date
  /** What was sent is no day ahead. */
  wrong: boolean
}

/** "I am on leave": the one thing to know is when the person is back. */
export function leaveCard(say: Say, { announcementId, back, deadline, wrong }: Leave): CardMessage {
  return {
    summary: say('later.leave_title'),
    card: card({
      say,
      body: [
        heading(say('later.leave_title')),
        paragraph(say('later.leave_body', { moment: say.moment(deadline) })),
        ...(wrong ? [strong(say('later.leave_wrong'))] : []),
        dateField('back', say('later.leave_back'), back, say('later.leave_wrong')),
      ],
      actions: [
        execute('notice.back', say('later.leave_send'), { announcementId }, 'positive'),
        execute('notice.later', say('common.back'), { announcementId }),
      ],
    }),
  }
}

export interface Snoozed {
  announcementId: string
  at: Date
  deadline: Date
  /** The person asked for a later moment, which would be too late. */
  pulled: boolean
  mayAskTime: boolean
}

export function snoozedCard(say: Say, snoozed: Snoozed): CardMessage {
  const { announcementId, pulled, mayAskTime } = snoozed
  const title = say('later.snoozed', { moment: say.moment(snoozed.at) })
  const time = execute('notice.time', say('later.time'), { announcementId })
  return {
    summary: title,
    card: card({
      say,
      body: [
        heading(title),
        ...(pulled ? [paragraph(say('later.pulled'))] : []),
        paragraph(say('later.snoozed_body', { moment: say.moment(snoozed.deadline) })),
      ],
      actions: [
        execute('notice.start', say('announcement.start'), { announcementId }, 'positive'),
        execute('notice.later', say('later.other_moment'), { announcementId }),
        ...(pulled && mayAskTime ? [time] : []),
        execute('notice.show', say('common.back'), { announcementId }),
        execute('notice.help', say('common.helpdesk'), { announcementId }),
      ],
    }),
  }
}
