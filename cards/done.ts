/** The check passed: what the guide card turns into, and the new message that tells it. */
import { execute } from './actions.ts'
import { type CardMessage, card, type Element, good, heading, paragraph, picture, warning } from './card.ts'
import { type GuideFrame, guideCard, helpdesk } from './guide-card.ts'
import { methodList } from './methods.ts'
import { phoneEnd } from './phone-end.ts'
import { pictureOf } from './pictures.ts'
import type { Say } from './texts/translate.ts'

export interface Done {
  flow: string
  /** What the directory shows, by kind. */
  kinds: string[]
  /** Only a phone number: works today, ends on 1 February 2027. */
  endsSoon: boolean
  /** That day may be a later one for this person. */
  endsLater: boolean
  /** Where a second way is added; null where there is one, or where none can be added. */
  second: 'passkey' | 'register_authenticator' | 'backup_method' | null
  hasSecond: boolean
  /** What the person may choose from that goes on working, in words; empty where nothing does. */
  lasting: string
}

const changes = new Set(['new_phone', 'lost_phone', 'change_phone_number', 'remove_old_device', 'authenticator_backup_restore'])

/** Kinds with which nobody signs in, or not for long. */
const passing = new Set(['email', 'security_questions', 'phone'])

/** What is there to sign in with from now on. */
function found(say: Say, { kinds }: Done): string {
  const lasting = kinds.filter(kind => !passing.has(kind))
  return say('done.found', { methods: methodList(say, lasting.length > 0 ? lasting : ['phone']) })
}

function titleOf(say: Say, { flow, endsSoon, endsLater }: Done): string {
  if (endsSoon) return say('done.ends_soon.title', { day: phoneEnd(say, endsLater) })
  return changes.has(flow) ? say('done.changed.title') : say('done.title')
}

const endsBody = (say: Say, { endsLater, lasting }: Done) =>
  say('done.ends_soon.body', { day: phoneEnd(say, endsLater), lasting, lasts: lasting ? 'yes' : 'no' })

function bodyOf(say: Say, done: Done): string[] {
  if (done.endsSoon) return endsBody(say, done).split('\n')
  return [found(say, done), ...(done.second ? [say('done.second')] : []), ...(done.hasSecond ? [say('done.second_there')] : [])]
}

const secondLabels = {
  passkey: 'done.add_passkey',
  register_authenticator: 'done.add_app',
  backup_method: 'announcement.add_second',
} as const

const secondButton = (say: Say, second: Exclude<Done['second'], null>) =>
  execute('guide.start', say(secondLabels[second]), { flow: second }, 'positive')

const lastingButton = (say: Say) => execute('guide.start', say('guide.lasting_method'), { flow: 'start' }, 'positive')

/** The guide card itself, after the last check. */
export function finishedCard(frame: GuideFrame, done: Done): CardMessage {
  const { say } = frame
  return guideCard(frame, {
    picture: done.endsSoon ? 'trouble' : 'done',
    title: titleOf(say, done),
    body: done.endsSoon ? endsBody(say, done) : found(say, done),
    actions: [
      ...(done.endsSoon && done.lasting ? [lastingButton(say)] : []),
      execute('guide.start', say('guide.question'), { flow: 'question' }),
      helpdesk(frame),
    ],
  })
}

/** The new message: an edit would notify nobody. */
export function doneMessage(say: Say, done: Done): CardMessage {
  const title = titleOf(say, done)
  const head: Element = {
    type: 'ColumnSet',
    columns: [
      {
        type: 'Column',
        width: 'auto',
        items: [picture(pictureOf(done.endsSoon ? 'trouble' : 'done'), say(done.endsSoon ? 'picture.trouble' : 'picture.done'), '48px')],
      },
      { type: 'Column', width: 'stretch', verticalContentAlignment: 'Center', items: [heading(title)] },
    ],
  }
  const text = bodyOf(say, done).map(paragraph)
  const actions = [
    ...(done.endsSoon && done.lasting ? [lastingButton(say)] : []),
    ...(!done.endsSoon && done.second ? [secondButton(say, done.second)] : []),
    execute('guide.start', say('guide.question'), { flow: 'question' }),
    execute('help.open', say('common.helpdesk'), { topic: done.flow }),
  ]
  const body = done.endsSoon ? [head, ...text] : [good([head, ...text]), warning(say('done.never'))]
  return { card: card({ say, body, actions }), summary: title }
}
