/** A question of the guide with a few answers: a button for each, or a list where they are many. With four and Back, words say how to go on later. */
import { execute } from './actions.ts'
import { type Action, type CardMessage, choiceField, quiet } from './card.ts'
import { anyway, type GuideFrame, guideCard, helpdesk, maybe } from './guide-card.ts'
import type { PictureName } from './pictures.ts'
import { hasText, textKey } from './texts/translate.ts'

export interface ChoiceCard {
  /** Where its texts are: `<text>.title`, `.body`, `.warn`, and `.choice.<id>` for each answer that is not a situation. */
  text: string
  picture: PictureName
  choices: string[]
  list: boolean
  /** "Call me" instead of "Helpdesk". */
  callMe: boolean
  canGoBack: boolean
}

const mostActions = 6

/** The key of an answer's words: its own, or those of the situation that it names. */
export function choiceText(under: string, id: string): string {
  const own = `${under}.${id}`
  return hasText(own) || !hasText(`topic.${id}`) ? own : `topic.${id}`
}

export function choiceCard(frame: GuideFrame, choice: ChoiceCard): CardMessage {
  const { say, at, topic, values } = frame
  const label = (id: string) => say(textKey(choiceText(`${choice.text}.choice`, id)), values)
  const help = choice.callMe ? execute('help.open', say('guide.call_me'), { topic }) : helpdesk(frame)
  const after: Action[] = [help, ...(choice.canGoBack ? [execute('guide.back', say('guide.back'), at)] : [])]
  const later = execute('guide.pause', say('guide.later'), at)
  const title = say(textKey(`${choice.text}.title`), values)
  const content = {
    picture: choice.picture,
    title,
    body: say(textKey(`${choice.text}.body`), values),
    warn: maybe(say, `${choice.text}.warn`, values),
  }
  if (choice.list) {
    const field = choiceField({
      id: 'choice',
      label: say('guide.choose_one'),
      expanded: true,
      required: { message: say('guide.choose_one') },
      choices: choice.choices.map(id => ({ title: label(id), value: id })),
    })
    const show = execute('guide.choose', say('guide.show'), at, 'positive')
    const status = execute('menu.status', say('guide.my_deadline'), {})
    return guideCard(frame, { ...content, extra: [field], actions: [show, ...[status, ...after, later].map(anyway)] })
  }
  const buttons = choice.choices.map(id => execute('guide.choose', label(id), { ...at, choice: id }))
  const all = [...buttons, ...after, later]
  if (all.length <= mostActions) return guideCard(frame, { ...content, actions: all })
  return guideCard(frame, { ...content, extra: [quiet(say('guide.later_words'))], actions: all.slice(0, mostActions) })
}
