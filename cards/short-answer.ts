/** A short answer to a question, or what to do now where only a human can go on. */
import { execute } from './actions.ts'
import { type Action, type CardMessage, strong } from './card.ts'
import { type GuideFrame, guideCard, helpdesk, maybe, openPage } from './guide-card.ts'
import type { LinkName } from './links.ts'
import type { PictureName } from './pictures.ts'
import { textKey } from './texts/translate.ts'

export interface ShortAnswerCard {
  /** Where its texts are: `<text>.title`, `.body`, `.warn`, `.next`. */
  text: string
  picture: PictureName
  link?: LinkName
  hasNext: boolean
  helpFirst: boolean
  /** A security key can be ordered here. */
  orders: boolean
  canGoBack: boolean
  /** "Did this help?" */
  asks: boolean
}

/** What it costs to know whether an answer was one. */
const helped = ({ say, at }: GuideFrame, style?: 'positive'): Action[] => [
  execute('guide.helped', say('guide.helped.yes'), { ...at, helped: 'yes' }, style),
  execute('guide.helped', say('guide.helped.no'), { ...at, helped: 'no' }),
]

export function shortAnswerCard(frame: GuideFrame, answer: ShortAnswerCard): CardMessage {
  const { say, at, topic, values } = frame
  const next = execute(
    'guide.next',
    maybe(say, `${answer.text}.next`, values) ?? say('guide.next'),
    at,
    answer.helpFirst || answer.orders || answer.asks ? undefined : 'positive',
  )
  const help = answer.helpFirst ? execute('help.open', say('guide.help_now'), { topic }, 'positive') : helpdesk(frame)
  const order = execute('order.open', say('key_order.form_title'), {}, 'positive')
  const main = [...(answer.orders ? [order] : []), ...(answer.hasNext ? [next] : [])]
  return guideCard(frame, {
    picture: answer.picture,
    title: say(textKey(`${answer.text}.title`), values),
    body: say(textKey(`${answer.text}.body`), values),
    warn: maybe(say, `${answer.text}.warn`, values),
    link: answer.link,
    ...(answer.asks ? { extra: [strong(say('guide.helped'))] } : {}),
    actions: [
      ...(answer.helpFirst ? [help] : []),
      ...(answer.asks ? helped(frame, answer.helpFirst ? undefined : 'positive') : []),
      ...main,
      ...(answer.link ? [openPage(say, answer.link)] : []),
      ...(answer.canGoBack ? [execute('guide.back', say('guide.back'), at)] : []),
      ...(answer.helpFirst ? [] : [help]),
      ...(answer.asks ? [] : [execute('guide.pause', say('guide.later'), at)]),
    ],
  })
}
