/** "Later": when to be reminded, always before the deadline. */
import { execute } from './actions.ts'
import { type CardMessage, card, heading, paragraph, quiet } from './card.ts'
import type { Say, TextKey } from './texts/translate.ts'

export interface Later {
  announcementId: string
  deadline: Date
  choices: { until: 'later_today' | 'tomorrow' | 'monday' | 'day_before'; at: Date }[]
}

const titles: Record<Later['choices'][number]['until'], TextKey> = {
  later_today: 'later.later_today',
  tomorrow: 'later.tomorrow',
  monday: 'later.monday',
  day_before: 'later.day_before',
}

export function laterCard(say: Say, later: Later): CardMessage {
  const { announcementId } = later
  const title = later.choices.length ? say('later.title') : say('later.no_time')
  return {
    summary: title,
    card: card({
      say,
      body: [heading(title), paragraph(say('later.body', { moment: say.moment(later.deadline) })), quiet(say('later.mind'))],
      actions: [
        ...later.choices.map(({ until, at }) =>
          execute('notice.snooze', say(titles[until], { time: say.time(at) }), { announcementId, until }),
        ),
        execute('notice.start', say('announcement.start'), { announcementId }, 'positive'),
        execute('notice.show', say('common.back'), { announcementId }),
      ],
    }),
  }
}

export interface Snoozed {
  announcementId: string
  at: Date
  deadline: Date
}

export function snoozedCard(say: Say, snoozed: Snoozed): CardMessage {
  const { announcementId } = snoozed
  const title = say('later.snoozed', { moment: say.moment(snoozed.at) })
  return {
    summary: title,
    card: card({
      say,
      body: [heading(title), paragraph(say('later.snoozed_body', { moment: say.moment(snoozed.deadline) }))],
      actions: [
        execute('notice.start', say('announcement.start'), { announcementId }, 'positive'),
        execute('notice.show', say('common.back'), { announcementId }),
        execute('help.open', say('common.helpdesk'), { topic: 'announcement' }),
      ],
    }),
  }
}
