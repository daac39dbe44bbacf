/**
 * What people type is looked through here before anything happens with it: in the chat, in edited messages, in every field of every card
 * and in what the API takes. A secret goes no further; the person hears so, and what to do when somebody else has it already.
 */
import { typedFields } from '../cards/actions.ts'
import { secretAheadCard, secretWarningCard } from '../cards/secret-warning.ts'
import { askedAgain, lastAsked } from '../services/questions.ts'
import { type Ahead, opening, saysAhead } from '../services/secrets/ahead.ts'
import { longestTyped, looksSecret, type Secret, type Writer } from '../services/secrets.ts'
import { fieldName } from './announce/slots.ts'
import type { Answer, FoundSecret, SecretHandlers, Turn } from './answer.ts'
import type { App } from './app.ts'
import { caseSecrets } from './cases/agent.ts'
import { helpSecrets } from './cases/employee.ts'
import { extensionSecrets } from './extensions/admin.ts'
import type { Incoming } from './incoming.ts'
import { keysSecrets } from './keys/agent.ts'
import { orderSecrets } from './keys/employee.ts'
import { moreTimeSecrets } from './notices/more-time.ts'
import { listSecrets } from './rollout/lists.ts'

/** Fields of which more is kept than emptied are shown again by whoever has the card; the others stay on the screen as they are. */
const shownAgain: SecretHandlers = {
  ...helpSecrets,
  ...caseSecrets,
  ...extensionSecrets,
  ...moreTimeSecrets,
  ...keysSecrets,
  ...orderSecrets,
  ...listSecrets,
}

/** The number of the helpdesk is printed everywhere: people may say that they called it. */
function withoutOwnPhone({ config }: Pick<App, 'config'>, text: string): string {
  const figures = config.HELPDESK_PHONE.replace(/\D/g, '').replace(/^0/, '')
  if (figures.length < 5) return text
  const spaced = [...figures].join('[\\s().-]{0,2}')
  return text.replace(new RegExp(`(?<!\\d)(?:\\+?\\d{2}[\\s.-]?)?(?:\\(?0\\)?[\\s.-]?)?${spaced}(?!\\d)`, 'g'), ' … ')
}

/** No secret is longer, so that none is cut in two. */
const overlap = 500

/** What the words seem to hold, however many they are; null for nothing that must be kept out. */
export function secretIn(app: Pick<App, 'config'>, words: string, writer: Writer): Secret | null {
  const text = withoutOwnPhone(app, words)
  for (let from = 0; from === 0 || from + overlap < text.length; from += longestTyped - overlap) {
    const kind = looksSecret(text.slice(from, from + longestTyped), writer)
    if (kind) return kind
  }
  return null
}

/** Who types "my password is" and then, in a message of its own, a plain word: for so long the two belong together. */
const belongsMs = 2 * 60_000
const aheadOf = (kind: Ahead) => `ahead:${kind}`

async function followsAhead({ app, person, now }: Turn, text: string): Promise<Secret | null> {
  const last = await lastAsked(app.db, person.id, new Date(now.getTime() - belongsMs))
  const kind = (Object.keys(opening) as Ahead[]).find(one => last === aheadOf(one))
  return kind ? secretIn(app, `${opening[kind]} ${text}`, 'employee') : null
}

const warn = ({ say }: Turn, kind: Secret): Answer => ({ send: [{ message: secretWarningCard(say, kind), eachTime: true }] })

/** What is said to somebody who typed a secret in a chat or a channel, or is about to. */
export async function guardTyped(turn: Turn, text: string): Promise<Answer | null> {
  const { app, person, say, now } = turn
  const isChannel = turn.sender.where === 'channel'
  const kind = secretIn(app, text, 'employee') ?? (await followsAhead(turn, text))
  if (kind) return isChannel ? { tell: say('guide.secret.channel') } : warn(turn, kind)
  const ahead = saysAhead(text)
  if (!ahead) return null
  await askedAgain(app.db, { personId: person.id, about: aheadOf(ahead) }, now)
  return isChannel ? { tell: say('guide.secret.ahead') } : { send: [{ message: secretAheadCard(say), eachTime: true }] }
}

const writers = { admin: 'admin', helpdesk: 'agent' } as const
type Pressing = Extract<Incoming, { kind: 'action' }>
type Again = (turn: Turn, data: unknown, found: FoundSecret) => Promise<Answer>

/** The numbers of the lines that look like it by themselves. */
function linesOf(turn: Turn, words: string, writer: Writer): number[] {
  return words.split('\n').flatMap((line, index) => (secretIn(turn.app, line, writer) ? [index + 1] : []))
}

function refuseField({ say }: Turn, field: string): Answer {
  const name = fieldName(say, field)
  return { tell: name ? say('announce.problem_secret', { field: name }) : say('common.secret_in_form') }
}

/** The answer to a button whose fields hold a secret, in place of what the button does; null where there is none. */
export async function guardPressed(turn: Turn, { pressed, activityId }: Pressing, role?: 'admin' | 'helpdesk'): Promise<Answer | null> {
  const writer: Writer = role ? writers[role] : 'employee'
  const found = typedFields(pressed).flatMap(([field, words]) => {
    const kind = secretIn(turn.app, words, writer)
    return kind ? [{ field, words, kind }] : []
  })
  const [first] = found
  if (!first) return null
  const emptied = Object.fromEntries(found.map(({ field }) => [field, '']))
  const again = shownAgain[pressed.verb] as Again | undefined
  const lines = Object.fromEntries(found.map(({ field, words }) => [field, linesOf(turn, words, writer)]))
  const shown = await again?.(turn, { ...pressed.data, ...emptied }, { kind: first.kind, activityId, lines })
  // Without a card, what the button was about is gone: then the words are all that there is to say something about.
  if (shown?.replace) return shown
  if (role) return refuseField(turn, first.field)
  return { ...warn(turn, first.kind), tell: turn.say('guide.secret.title') }
}
