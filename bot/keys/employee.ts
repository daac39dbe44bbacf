/** What an employee does with a security key: order it, see where it is, cancel it, set it up. */
import type { Payload } from '../../cards/actions.ts'
import type { CardMessage } from '../../cards/card.ts'
import { type KeyForm, keyFormCard, keyLeftCard } from '../../cards/key-order.ts'
import { cancelKeyOrder, ownKeyOrder } from '../../services/key-order-steps.ts'
import { askForKey, type KeyOrder, openKeyOrder } from '../../services/key-orders.ts'
import { hasPasses, storedMethodsPolicy } from '../../services/methods-policy.ts'
import type { Person } from '../../services/people.ts'
import type { MethodKind } from '../../services/ports.ts'
import { findRegistration, judge } from '../../services/registrations.ts'
import type { ActionHandlers, Answer, SecretHandlers, Turn } from '../answer.ts'
import { hoursOf } from '../cases/view.ts'
import { startFlow } from '../flows/handlers.ts'
import { offered } from '../flows/offers.ts'
import { moveTo } from '../living-cards.ts'
import { openMoreTime } from '../notices/more-time.ts'
import { livingOrder } from './show.ts'
import { personOrderCard } from './view.ts'

/** Where the directory says that somebody works. */
function workplaceOf({ department, office }: Person): string | null {
  return [department, office].filter(Boolean).join(', ') || null
}

async function formCard(
  turn: Turn,
  filled: Pick<KeyForm, 'problem'> & { chosen?: KeyForm['chosen'] } = { problem: null },
): Promise<CardMessage> {
  const { ORGANISATION_NAME: organisation, HELPDESK_PLACE: desk } = turn.app.config
  const workplace = workplaceOf(turn.person)
  return keyFormCard(turn.say, {
    organisation,
    desk,
    workplace,
    chosen: filled.chosen ?? (workplace ? 'workplace' : 'desk'),
    problem: filled.problem,
    passes: await hasPasses(turn.app.db),
  })
}

async function givesKeys({ app }: Turn): Promise<boolean> {
  const { allowed } = await storedMethodsPolicy(app.db)
  return offered('keys', { allowed, givesKeys: app.config.GIVES_SECURITY_KEYS, has: [] })
}

/** Where nobody gets a key: the ways that there are. */
async function otherWays(turn: Turn): Promise<Answer> {
  return { ...(await startFlow(turn, 'no_smartphone', 'ways')), tell: turn.say('key_order.not_given') }
}

/** The order in place of the pressed card, or as a new message that becomes its living card. */
async function show(turn: Turn, order: KeyOrder, activityId: string | null): Promise<Answer> {
  const message = await personOrderCard(turn.app, order, turn.say, { now: turn.now })
  if (activityId) return { replace: message }
  return { send: [{ message, sent: newId => moveTo(turn.app, livingOrder, order, newId) }] }
}

/** "Order a key", typed or pressed: the form, or the order that there is. */
export async function openKey(turn: Turn): Promise<Answer> {
  const open = await openKeyOrder(turn.app.db, turn.person.id)
  if (open) return show(turn, open, null)
  return (await givesKeys(turn)) ? { send: [{ message: await formCard(turn) }] } : otherWays(turn)
}

/** The place in words; nothing where there is none. What was typed counts, whatever is chosen beside it. */
function placeOf(turn: Turn, { where, elsewhere }: Payload<'order.send'>): string | null {
  const words = elsewhere.trim()
  if (words) return words
  if (where === 'desk') return turn.app.config.HELPDESK_PLACE
  return where === 'workplace' ? workplaceOf(turn.person) : null
}

async function order(turn: Turn, asked: Payload<'order.send'>, activityId: string | null): Promise<Answer> {
  const { app, person, now } = turn
  const open = await openKeyOrder(app.db, person.id)
  if (!open && !(await givesKeys(turn))) return otherWays(turn)
  const place = placeOf(turn, asked)
  if (!place) return { replace: await formCard(turn, { problem: 'place', chosen: 'other' }) }
  const [known, policy] = await Promise.all([findRegistration(app.db, person.id), storedMethodsPolicy(app.db)])
  const kinds = (known?.kinds ?? []) as MethodKind[]
  const before = { lasting: judge(kinds, policy, app.config.TELEPHONY_PROVIDER).lasting, passkey: kinds.includes('passkey') }
  const made = await askForKey(app, { personId: person.id, place, before, activityId, hours: hoursOf(app) }, now)
  return show(turn, made.order, activityId)
}

async function cancel(turn: Turn, orderId: number, activityId: string | null): Promise<Answer> {
  const outcome = await cancelKeyOrder(turn.app, { orderId, actorId: turn.person.id, now: turn.now })
  return outcome.kind === 'unknown' ? { tell: turn.say('key_order.gone') } : show(turn, outcome.order, activityId)
}

/** The key is in their hands. Who has nothing to sign in with needs the pass first, where there are passes. */
async function begin(turn: Turn): Promise<Answer> {
  const known = await findRegistration(turn.app.db, turn.person.id)
  return known?.done || !(await hasPasses(turn.app.db)) ? startFlow(turn, 'security_key', 'account') : startFlow(turn, 'tap', 'key_ready')
}

export const orderActions: ActionHandlers = {
  'order.open': async turn => ({ tell: turn.say('guide.below'), ...(await openKey(turn)) }),
  'order.again': async turn => {
    const open = await openKeyOrder(turn.app.db, turn.person.id)
    if (open) return show(turn, open, 'pressed')
    return (await givesKeys(turn)) ? { replace: await formCard(turn) } : otherWays(turn)
  },
  'order.send': order,
  'order.leave': async turn => ({ replace: keyLeftCard(turn.say) }),
  'order.show': async (turn, { orderId }) => {
    const mine = await ownKeyOrder(turn.app.db, orderId, turn.person.id)
    return mine ? show(turn, mine, 'pressed') : { tell: turn.say('key_order.gone') }
  },
  'order.cancel': (turn, { orderId }, activityId) => cancel(turn, orderId, activityId ?? 'pressed'),
  'order.time': async turn => {
    const open = await openKeyOrder(turn.app.db, turn.person.id)
    return { tell: turn.say('guide.below'), ...(await openMoreTime(turn, { reason: 'key', until: open?.expected_at ?? null })) }
  },
  'order.begin': async turn => ({ ...(await begin(turn)), tell: turn.say('guide.below') }),
}

export const orderSecrets: SecretHandlers = {
  'order.send': async (turn, _emptied, { kind }) => ({ replace: await formCard(turn, { problem: kind, chosen: 'other' }) }),
}
