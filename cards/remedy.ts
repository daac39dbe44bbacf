/** What to do about the reason that the person chose. */
import { execute } from './actions.ts'
import type { CardMessage } from './card.ts'
import { type GuideFrame, guideCard, maybe, openPage } from './guide-card.ts'
import type { LinkName } from './links.ts'
import { textKey } from './texts/translate.ts'

export interface RemedyCard {
  reason: string
  link?: LinkName
  /** The remedy offers to go somewhere else; `trouble.<reason>.to` names the button. */
  leadsOn: boolean
}

export function remedyCard(frame: GuideFrame, { reason, link, leadsOn }: RemedyCard): CardMessage {
  const { say, at, topic, values } = frame
  const lead = execute('guide.choose', maybe(say, `trouble.${reason}.to`, values) ?? say('guide.next'), { ...at, choice: 'other_way' })
  return guideCard(frame, {
    picture: 'trouble',
    title: say(textKey(`trouble.${reason}.title`), values),
    body: say(textKey(`trouble.${reason}.body`), values),
    warn: maybe(say, `trouble.${reason}.warn`, values),
    link,
    actions: [
      execute('guide.fixed', say('guide.works_now'), at, 'positive'),
      ...(leadsOn ? [lead] : []),
      ...(link ? [openPage(say, link)] : []),
      execute('help.open', say('guide.still_stuck'), { topic }),
      execute('guide.back', say('guide.other_reason'), at),
      execute('guide.pause', say('guide.later'), at),
    ],
  })
}
