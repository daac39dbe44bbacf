/** What helpdesk agents do with orders of security keys, in their channel and in the list. Who may is checked before any of this runs. */
import type { Payload } from '../../cards/actions.ts'
import type { CardMessage } from '../../cards/card.ts'
import { deskListCard, type ListedOrder } from '../../cards/keys-desk.ts'
import type { TextKey } from '../../cards/texts/translate.ts'
import {
  acceptKeyOrder,
  declineKeyOrder,
  type Handing,
  handOverKey,
  type KeyStepOutcome,
  keyIsThere,
} from '../../services/key-order-steps.ts'
import { countKeyOrders, findKeyOrder, type KeyOrder, listKeyOrders } from '../../services/key-orders.ts'
import { findPerson } from '../../services/people.ts'
import type { ActionHandlers, Answer, SecretHandlers, Turn } from '../answer.ts'
import { sayToChannel } from '../say.ts'
import { dayFrom, deskCard } from './view.ts'

type Filled = Payload<'keys.accept'>

const mostListed = 8

const inChannel = ({ sender }: Turn) => sender.where === 'channel'
const sayFor = (turn: Turn) => (inChannel(turn) ? sayToChannel(turn.app) : turn.say)

async function listCard(turn: Turn): Promise<CardMessage> {
  const [rows, counts] = await Promise.all([listKeyOrders(turn.app.db, mostListed), countKeyOrders(turn.app.db)])
  const orders = rows.map(
    (row): ListedOrder => ({
      id: row.id,
      state: row.state,
      name: row.name,
      place: row.place ?? '',
      wishedPlace: row.wished_place,
      askedAt: row.asked_at,
      expectedAt: row.expected_at,
      since: row.handed_at ?? row.ready_at ?? row.asked_at,
    }),
  )
  const all = Object.values(counts).reduce((sum, count) => sum + count, 0)
  return deskListCard(sayFor(turn), { orders, more: Math.max(0, all - orders.length), now: turn.now })
}

/** The list as a new message: for the typed word. */
export async function openKeyList(turn: Turn): Promise<Answer> {
  return { send: [{ message: await listCard(turn) }] }
}

async function show(turn: Turn, order: KeyOrder, problem?: TextKey, filled?: Filled): Promise<Answer> {
  const say = sayFor(turn)
  const name = (await findPerson(turn.app.db, order.person_id))?.name ?? ''
  const draft = filled && { day: filled.day, place: filled.place, handsOver: filled.handsOver, note: filled.note }
  const notice = problem && say(problem, { name })
  return { replace: await deskCard(turn.app, order, say, { now: turn.now, notice, inList: !inChannel(turn), draft }) }
}

async function showOutcome(turn: Turn, outcome: KeyStepOutcome, filled?: Filled): Promise<Answer> {
  if (outcome.kind === 'unknown') return { tell: turn.say('keys.gone') }
  if (outcome.kind === 'done') return show(turn, outcome.order)
  return show(turn, outcome.order, `keys.notice.${outcome.kind}`, outcome.kind === 'changed' ? filled : undefined)
}

/** A press that cannot be carried out as it is filled in. */
async function refuse(turn: Turn, filled: Filled, problem: TextKey): Promise<Answer> {
  const order = await findKeyOrder(turn.app.db, filled.orderId)
  if (!order) return { tell: turn.say('keys.gone') }
  return show(turn, order, problem, filled)
}

const by = (turn: Turn, { orderId, revision }: Filled) => ({ orderId, revision, actorId: turn.person.id, now: turn.now })

/** Where and from whom; a text key where something is missing. */
function plan(turn: Turn, filled: Filled, expectedAt: Date | null): Handing | TextKey {
  const place = filled.place.trim()
  const handsOver = filled.handsOver.trim() || turn.person.name
  if (!expectedAt) return 'keys.need_day'
  return place ? { expectedAt, place, handsOver } : 'keys.need_place'
}

async function accept(turn: Turn, filled: Filled): Promise<Answer> {
  const promise = plan(turn, filled, dayFrom(turn.app, filled.day, turn.now))
  if (typeof promise === 'string') return refuse(turn, filled, promise)
  return showOutcome(turn, await acceptKeyOrder(turn.app, by(turn, filled), promise), filled)
}

async function there(turn: Turn, filled: Filled): Promise<Answer> {
  const place = plan(turn, filled, turn.now)
  if (typeof place === 'string') return refuse(turn, filled, place)
  return showOutcome(turn, await keyIsThere(turn.app, by(turn, filled), place), filled)
}

async function decline(turn: Turn, filled: Filled): Promise<Answer> {
  const note = filled.note.trim()
  if (!note) return refuse(turn, filled, 'keys.need_note')
  return showOutcome(turn, await declineKeyOrder(turn.app, by(turn, filled), note), filled)
}

export const keysActions: ActionHandlers = {
  'keys.list': async turn => ({ replace: await listCard(turn) }),
  'keys.show': async (turn, { orderId }) => {
    const order = await findKeyOrder(turn.app.db, orderId)
    return order ? show(turn, order) : { tell: turn.say('keys.gone') }
  },
  'keys.accept': accept,
  'keys.there': there,
  'keys.hand_over': async (turn, filled) => showOutcome(turn, await handOverKey(turn.app, by(turn, filled))),
  'keys.decline': decline,
}

export const keysSecrets: SecretHandlers = {
  'keys.accept': (turn, filled) => refuse(turn, filled, 'case.notice.secret'),
  'keys.there': (turn, filled) => refuse(turn, filled, 'case.notice.secret'),
  'keys.hand_over': (turn, filled) => refuse(turn, filled, 'case.notice.secret'),
  'keys.decline': (turn, filled) => refuse(turn, filled, 'case.notice.secret'),
}
