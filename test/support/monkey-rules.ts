/** What must hold in the chat of an employee after everything that happens. */
import { commands } from '../../bot/commands/index.ts'
import { flowOf, stepOf } from '../../bot/flows/flow.ts'
import { guide } from '../../bot/flows/index.ts'
import { canBeMissed } from '../../bot/flows/removal.ts'
import type { Card } from '../../cards/card.ts'
import { languages, speak, type TextKey } from '../../cards/texts/translate.ts'
import { openOrderStates } from '../../services/key-orders.ts'
import { storedMethodsPolicy } from '../../services/methods-policy.ts'
import type { MethodKind, OutgoingMessage } from '../../services/ports.ts'
import { findProgress } from '../../services/progress.ts'
import { findRegistration, judge } from '../../services/registrations.ts'
import { cardProblems } from './card-rules.ts'
import { channel, chat, type Happened, type Monkey } from './monkey.ts'

/** What people type: every command, and a sentence or two about most situations. */
export const words: readonly string[] = [
  ...commands.filter(({ role }) => role === 'employee').flatMap(command => [command.words.en[0] ?? '', command.words.nl[0] ?? '']),
  'my phone fell in the canal and now I can’t get into my mail',
  'mijn telefoon is gestolen',
  'ik krijg geen melding',
  'no text message arrives',
  'the QR code does not work',
  'ik heb geen smartphone',
  'I don’t want work on my private phone',
  'er kwam een melding die ik niet heb gestart',
  'I pressed approve by accident',
  'ik kan niet meer inloggen',
  'AADSTS50076',
  '53003',
  'why is this needed',
  'wanneer moet ik dit doen',
  'I want a temporary pass',
  'hoe verwijder ik mijn oude telefoon',
  'change my default method',
  'mijn nummer klopt niet',
  'I am in a plane without signal',
  'thanks',
  'bedankt!',
  '👍',
  'bananen met slagroom',
  'phone',
  'mijn code is 482913',
  '',
]

/** What somebody sees of a card; its place in the guide counts on by itself. */
const face = (card: unknown): string => {
  const { refresh: _again, ...rest } = card as Record<string, unknown>
  return JSON.stringify(rest).replace(/"revision":\d+/g, '')
}

const lookOf = ({ card, text }: OutgoingMessage) => (card ? face(card) : String(text))

const inAll = (...keys: TextKey[]) =>
  keys.flatMap(key => languages.map(language => JSON.stringify(speak(language, 'Europe/Amsterdam')(key)).slice(1, -1)))

/** A warning is given each time. */
const warnings = inAll('guide.secret.code', 'guide.secret.pass')

/** Words on a card that say why it stays as it is. */
const reasons = [
  ...warnings,
  ...inAll('help.empty', 'guide.moved_on', 'guide.kept', 'guide.way_in', 'language.changed', 'status.looking', 'status.looked'),
  'I looked again at',
  'opnieuw gekeken',
]

function cardFaults({ answer, sent, edited }: Happened): string[] {
  const messages = [...sent.map(({ message }) => message), ...edited]
  const cards = messages.flatMap(({ card, summary }) => (card ? [{ card: card as Card, summary }] : []))
  return [...cards, ...(answer ? [{ card: answer, summary: 'answer' }] : [])].flatMap(cardProblems)
}

function repeated(monkey: Monkey, happened: Happened): string[] {
  const { pressed, answer, line, sent } = happened
  const standing = monkey.messages(chat)
  const fresh = new Set(sent.map(({ message }) => message))
  const twice = standing.filter((one, index) => {
    const before = standing[index - 1]
    const again = before && fresh.has(one.message) && one.message.card && lookOf(one.message) === lookOf(before.message)
    return again && one.at.getTime() - before.at.getTime() < 15 * 60_000 && !warnings.some(words => lookOf(one.message).includes(words))
  })
  const stays = pressed && answer && !pressed.late && sent.length === 0 && face(pressed.card) === face(answer)
  const same = stays && !reasons.some(words => face(answer).includes(words))
  return [
    ...twice.map(({ message }) => `The same message twice in a row: "${message.summary}"`),
    ...(same ? [`The same card came back to ${happened.did.match(/: ([a-z_.]+)/)?.[1]}, without a word`] : []),
    ...(line === '' ? ['A press was answered with nothing'] : []),
  ]
}

/** A step that takes something away is shown only where the last look says that it can be missed. */
async function removalFaults({ app }: Monkey, { answer, sent }: Happened): Promise<string[]> {
  const place = await findProgress(app.db, 'kees')
  const flow = place && flowOf(guide.flows, place.flow)
  const step = flow && stepOf(flow, place.step)
  if (place?.view !== 'step' || step?.kind !== 'do' || !step.removes || !(answer || sent.length > 0)) return []
  const known = await findRegistration(app.db, 'kees')
  const verdict = judge((known?.kinds ?? []) as MethodKind[], await storedMethodsPolicy(app.db), false)
  return canBeMissed[step.removes](verdict) ? [] : [`${place.flow}.${place.step} takes away what cannot be missed (${known?.kinds})`]
}

async function tooMany({ app }: Monkey): Promise<string[]> {
  const cases = await app.db.selectFrom('cases').select('id').where('person_id', '=', 'kees').where('state', '<>', 'resolved').execute()
  const orders = await app.db
    .selectFrom('key_orders')
    .select('id')
    .where('person_id', '=', 'kees')
    .where('state', 'in', openOrderStates)
    .execute()
  return [...(cases.length > 1 ? ['two open cases'] : []), ...(orders.length > 1 ? ['two open orders'] : [])]
}

export async function faultsOf(monkey: Monkey, happened: Happened): Promise<string[]> {
  const strange = happened.places.filter(place => place !== chat && place.split(';')[0] !== channel)
  return [
    ...monkey.logged.splice(0).map(line => `The log says ${line}`),
    ...cardFaults(happened),
    ...repeated(monkey, happened),
    ...strange.map(place => `Something went to ${place}`),
    ...(await removalFaults(monkey, happened)),
    ...(await tooMany(monkey)),
  ]
}
