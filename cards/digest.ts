/** What a manager hears a few days before the date: how many of their people are not ready, and what helps. */
import { execute } from './actions.ts'
import { type CardMessage, card, heading, paragraph, quiet, subheading } from './card.ts'
import type { Subject } from './slots.ts'
import type { Say } from './texts/translate.ts'

export interface DigestFacts {
  about: Subject
  people: number
  notReady: number
  /** Null: names are not passed on. */
  names: string[] | null
  deadline: Date
  phone: string
}

const mostNames = 30

function listed(say: Say, names: string[]): string {
  const more = names.length - mostNames
  return [...names.slice(0, mostNames), ...(more > 0 ? [say('digest.and_more', { more })] : [])].join(', ')
}

export function digestCard(say: Say, { about, people, notReady, names, deadline, phone }: DigestFacts): CardMessage {
  const title = say(`digest.title_${about}`, { people, notReady })
  const body = [
    heading(title),
    paragraph(say('digest.when', { moment: say.moment(deadline) })),
    paragraph(say('digest.what', { phone })),
    ...(names ? [subheading(say('digest.names')), paragraph(listed(say, names))] : [quiet(say('digest.no_names'))]),
    quiet(say('digest.as_of')),
  ]
  const actions = [execute('help.open', say('common.helpdesk'), {}), execute('menu.show', say('genuine.menu'), {})]
  return { card: card({ say, body, actions }), summary: title }
}
