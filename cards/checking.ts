/** The bot asks the directory whether it worked: the first minute, the minutes after it, and when it stops asking by itself. */
import { execute } from './actions.ts'
import { type CardMessage, paragraph, quiet, warning } from './card.ts'
import { type GuideFrame, guideCard, helpdesk } from './guide-card.ts'
import { methodList } from './methods.ts'

export interface CheckingCard {
  stage: 'checking' | 'not_yet' | 'stopped'
  result: 'not_yet' | 'ends_soon' | 'unavailable' | 'gone' | null
  /** What the directory shows instead, when it shows something. */
  seen: string[]
  /** What is there is enough to sign in; only the new one is missing. */
  seenWorks: boolean
  lastLook: Date | null
  nextLook: Date | null
  /** Which of the two reminders fits: the app with a computer, the app alone, or anything else. */
  hint: 'app' | 'phone' | 'removed' | 'other'
  /** What is looked for: something new, something to fall back on, or that something is gone. */
  goal: 'new' | 'spare' | 'removed'
}

function times({ say }: GuideFrame, { lastLook, nextLook }: CheckingCard): string | null {
  if (lastLook && nextLook) return say('guide.looked_and_next', { last: say.time(lastLook), next: say.time(nextLook) })
  if (lastLook) return say('guide.looked', { last: say.moment(lastLook) })
  return nextLook ? say('guide.next_look', { next: say.time(nextLook) }) : null
}

function found({ say, values }: GuideFrame, { seen, seenWorks, result, goal }: CheckingCard) {
  if (result === 'ends_soon') return values.ends === 'yes' ? [warning(say('guide.seen_phone_ends', values))] : []
  const words = goal === 'removed' ? 'guide.seen_still' : 'guide.seen_works'
  return seenWorks && seen.length > 0 ? [paragraph(say(words, { methods: methodList(say, seen) }))] : []
}

function title({ say }: GuideFrame, { stage, result, goal }: CheckingCard): string {
  if (result === 'gone') return say('guide.gone.title')
  if (result === 'unavailable') return say('guide.unavailable.title')
  if (goal === 'removed' && stage !== 'checking') return say('guide.still_there.title')
  return say(`guide.${stage}.title`)
}

function body({ say, values }: GuideFrame, { stage, result, hint, nextLook, goal }: CheckingCard): string {
  if (result === 'gone') return say('guide.gone.body')
  if (result === 'unavailable') return say('guide.unavailable.body')
  if (stage === 'not_yet') return `${say('guide.not_yet.body')}\n${say(`guide.hint.${hint}`)}`
  if (stage === 'stopped') return say(nextLook ? 'guide.stopped.body' : 'guide.stopped.over')
  return say(goal === 'new' ? 'guide.checking.body' : `guide.checking.${goal}`, values)
}

export function checkingCard(frame: GuideFrame, check: CheckingCard): CardMessage {
  const { say, at } = frame
  const when = times(frame, check)
  const look = execute('guide.look', say('guide.look_now'), {})
  const lasting = execute('guide.choose', say('guide.lasting_method'), { ...at, choice: 'lasting' })
  const again = execute('guide.back', say('guide.do_again'), at, 'positive')
  const stuck = execute('guide.trouble', say('guide.got_stuck'), at)
  return guideCard(frame, {
    picture: 'looking',
    title: title(frame, check),
    body: body(frame, check),
    extra: [...found(frame, check), ...(when ? [quiet(when)] : [])],
    actions: [
      ...(check.result === 'gone' ? [look] : check.stage === 'stopped' ? [again, look] : [look, stuck]),
      ...(check.result === 'ends_soon' && frame.values.lasts === 'yes' ? [lasting] : []),
      helpdesk(frame),
    ],
  })
}
