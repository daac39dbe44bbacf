/** "Stop reminders": what stops, what still comes, and the way back. */
import { execute } from './actions.ts'
import { type CardMessage, card, heading, paragraph, quiet } from './card.ts'
import type { Say } from './texts/translate.ts'

export function remindersCard(say: Say, { stopped, deadline }: { stopped: boolean; deadline: Date | null }): CardMessage {
  const title = say(stopped ? 'reminders.stopped' : 'reminders.on')
  return {
    summary: title,
    card: card({
      say,
      body: [
        heading(title),
        paragraph(say(stopped ? 'reminders.stopped_body' : 'reminders.on_body')),
        ...(deadline ? [quiet(say('nudge.until', { moment: say.moment(deadline) }))] : []),
      ],
      actions: [
        execute('guide.start', say('menu.set_up'), { flow: 'start' }, 'positive'),
        execute('my.reminders', say(stopped ? 'reminders.start' : 'reminders.stop'), { on: stopped }),
        execute('help.open', say('common.helpdesk'), {}),
      ],
    }),
  }
}
