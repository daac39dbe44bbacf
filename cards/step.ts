/** One small step of the guide: what to do, what you will see, and what to press then. */
import { execute } from './actions.ts'
import type { CardMessage } from './card.ts'
import { type GuideFrame, guideCard, helpdesk, maybe, openPage } from './guide-card.ts'
import type { LinkName } from './links.ts'
import type { PictureName } from './pictures.ts'
import { textKey } from './texts/translate.ts'

export interface StepCard {
  /** Where its texts are: `<text>.title`, `.body`, `.next`, and `.warn` where a code or a number is near. */
  text: string
  picture: PictureName
  link?: LinkName
  position: { number: number; of: number } | null
  canGoBack: boolean
}

export function stepCard(frame: GuideFrame, step: StepCard): CardMessage {
  const { say, at, values } = frame
  const title = say(textKey(`${step.text}.title`), values)
  return guideCard(frame, {
    picture: step.picture,
    title: step.position ? say('guide.step', { ...step.position, title }) : title,
    body: say(textKey(`${step.text}.body`), values),
    warn: maybe(say, `${step.text}.warn`, values),
    link: step.link,
    actions: [
      execute('guide.next', maybe(say, `${step.text}.next`, values) ?? say('guide.next'), at, 'positive'),
      ...(step.link ? [openPage(say, step.link)] : []),
      execute('guide.trouble', say('guide.trouble'), at),
      ...(step.canGoBack ? [execute('guide.back', say('guide.back'), at)] : []),
      execute('guide.pause', say('guide.later'), at),
      helpdesk(frame),
    ],
  })
}
