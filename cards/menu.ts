/** What somebody sees who says hello, asks for help, or types something that the bot does not understand. */
import { execute } from './actions.ts'
import { type CardMessage, card, heading, paragraph, quiet } from './card.ts'
import type { Say } from './texts/translate.ts'

export interface Menu {
  /** The person typed something that was not understood. */
  unsure: boolean
  /** The person pressed a button that no longer means anything. */
  oldCard?: boolean
  admin: boolean
  phone: string
}

/** Hello, thank you, and what nobody needs an answer to. */
export function greetingCard(say: Say): CardMessage {
  const title = say('greeting.title')
  return {
    summary: title,
    card: card({
      say,
      body: [heading(title), paragraph(say('greeting.body'))],
      actions: [
        execute('guide.start', say('guide.question'), { flow: 'question' }, 'positive'),
        execute('guide.start', say('menu.set_up'), { flow: 'start' }),
        execute('menu.status', say('menu.status'), {}),
        execute('help.open', say('common.helpdesk'), {}),
      ],
    }),
  }
}

export function menuCard(say: Say, menu: Menu): CardMessage {
  const title = menu.unsure ? say('menu.unsure') : say('menu.title')
  const more = execute('menu.more', say('menu.more'), {})
  const forEverybody = [
    execute('guide.start', say('menu.set_up'), { flow: 'start' }, 'positive'),
    execute('guide.start', say('menu.new_phone'), { flow: 'new_phone' }),
    execute('guide.start', say('menu.lost_phone'), { flow: 'lost_phone' }),
    execute('menu.status', say('menu.status'), {}),
    execute('help.open', say('common.helpdesk'), {}),
    more,
  ]
  const forAdmins = [
    execute('rollout.list', say('menu.rollout'), {}, 'positive'),
    execute('announce.list', say('menu.announcements'), {}),
    execute('people.show', say('menu.people'), {}),
    execute('menu.status', say('menu.status'), {}),
    execute('help.open', say('common.helpdesk'), {}),
    more,
  ]
  return {
    summary: title,
    card: card({
      say,
      body: [
        heading(title),
        paragraph(menu.oldCard ? say('common.old_card') : say('menu.body')),
        quiet(say('menu.never')),
        quiet(say('menu.words', { phone: menu.phone })),
      ],
      actions: menu.admin ? forAdmins : forEverybody,
    }),
  }
}

/** The second page: what is needed less often. Admins find there what their first page has no room for. */
export function moreCard(say: Say, { admin, remindersStopped }: { admin: boolean; remindersStopped: boolean }): CardMessage {
  const title = say('menu.more_title')
  const first = admin
    ? execute('guide.start', say('menu.set_up'), { flow: 'start' })
    : execute('guide.start', say('menu.new_number'), { flow: 'change_phone_number' })
  return {
    summary: title,
    card: card({
      say,
      body: [heading(title), paragraph(say('menu.more_body'))],
      actions: [
        first,
        execute('my.later', say('menu.later'), {}),
        execute('my.reminders', say(remindersStopped ? 'reminders.start' : 'reminders.stop'), { on: remindersStopped }),
        execute('my.languages', say('menu.language'), {}),
        execute('my.privacy', say('menu.privacy'), {}),
        execute('menu.back', say('common.back'), {}),
      ],
    }),
  }
}
