/** Orders of security keys, for the helpdesk: the card of one order in the channel, and the list. */
import { execute } from './actions.ts'
import {
  type Action,
  type CardMessage,
  card,
  dateField,
  type Element,
  facts,
  heading,
  paragraph,
  quiet,
  strong,
  subheading,
  textField,
  warning,
} from './card.ts'
import { languageName, said, when } from './case-parts.ts'
import type { KeyOrderView } from './key-order.ts'
import { type Say, textKey } from './texts/translate.ts'

export interface DeskOrder extends Omit<KeyOrderView, 'date' | 'isKey' | 'nudged'> {
  revision: number
  name: string
  department: string | null
  office: string | null
  language: string
  deadline: Date | null
  privileged: boolean
  agentName: string
  readyAt: Date | null
  closedAt: Date | null
  /** It was brought to the helpdesk again, because nothing happened with it in time. */
  again: boolean
  /** The directory says that the person can sign in already. */
  canSignIn: boolean
  /** The person has an open case at the helpdesk; `agent`: who has it. */
  openCase: { id: number; agent: string | null } | null
  /** Why the last news did not reach the person. */
  failure: string | null
}

/** What stands in the fields of the card. */
export interface DeskDraft {
  day: string
  place: string
  handsOver: string
  note: string
}

export interface DeskOrderCard {
  order: DeskOrder
  draft: DeskDraft
  now: Date
  /** A line on top for the agent who pressed. */
  notice?: string
  /** The card was opened from the list, which it leads back to. */
  inList: boolean
}

const titleOf = (say: Say, { id, name }: Pick<DeskOrder, 'id' | 'name'>) => say('keys.title', { id, name })

function standing(say: Say, { order, now }: DeskOrderCard): string {
  const { state, name, agentName: agent, place, handsOver, expectedAt, answerBy } = order
  const at = order.closedAt ?? order.handedAt ?? order.readyAt ?? order.askedAt
  return say(textKey(`keys.state.${state}`), {
    name,
    agent,
    place,
    who: handsOver,
    day: expectedAt ? say.day(expectedAt) : '',
    at: when(say, at, now),
    by: when(say, answerBy, now),
  })
}

function caseRow(say: Say, { openCase }: DeskOrder): [string, string][] {
  if (!openCase) return []
  const { id, agent } = openCase
  return [[say('keys.fact.case'), say('keys.value.case', { id, taken: agent ? 'yes' : 'no', agent: agent ?? '' })]]
}

function rows(say: Say, { order, now }: DeskOrderCard): [string, string][] {
  const unknown = say('case.value.unknown')
  return [
    [say('keys.fact.wish'), order.wishedPlace || unknown],
    [say('case.fact.department'), [order.department, order.office].filter(Boolean).join(', ') || unknown],
    [say('case.fact.language'), languageName(say, order.language)],
    [say('case.fact.deadline'), order.deadline ? say.moment(order.deadline) : say('case.value.no_deadline')],
    [say('keys.fact.asked'), when(say, order.askedAt, now)],
    ...caseRow(say, order),
  ]
}

type OpenState = 'asked' | 'accepted' | 'ready' | 'handed_over'
const isOpen = (state: DeskOrder['state']): state is OpenState => !['declined', 'working', 'cancelled'].includes(state)

/** Since when nothing happens with it, and what to do. */
function again(say: Say, order: DeskOrder, now: Date): Element[] {
  const { state, name, askedAt, expectedAt, readyAt, handedAt } = order
  if (!order.again || !isOpen(state)) return []
  const since = { asked: askedAt, accepted: expectedAt, ready: readyAt, handed_over: handedAt }[state] ?? askedAt
  return [
    warning(
      say(textKey(`keys.again.${state}`), { name, pass: order.passes ? 'yes' : 'no', at: when(say, since, now), day: say.day(since) }),
    ),
  ]
}

function warnings(say: Say, { order, now }: DeskOrderCard): Element[] {
  const { name, state, failure, privileged } = order
  const pass = order.passes ? 'yes' : 'no'
  const isWaiting = state === 'asked' || state === 'accepted' || state === 'ready'
  return [
    ...again(say, order, now),
    ...(failure ? [warning(say('keys.not_delivered', { name, cause: failure }))] : []),
    ...((isWaiting || (state === 'handed_over' && order.again)) && order.canSignIn ? [paragraph(say('keys.can_sign_in', { name }))] : []),
    ...(state === 'accepted' || state === 'ready' ? [warning(say('keys.identity', { name, pass }))] : []),
    ...(isWaiting && privileged ? [warning(say('keys.privileged', { pass }))] : []),
  ]
}

function fields(say: Say, { order, draft }: DeskOrderCard): Element[] {
  const { state, name } = order
  const note = textField({ id: 'note', label: say('keys.note', { name }), maxLength: 300, value: draft.note })
  if (state === 'ready' || state === 'handed_over') return [note]
  if (state !== 'asked' && state !== 'accepted') return []
  return [
    subheading(say('keys.plan')),
    dateField('day', say('keys.day'), draft.day, say('keys.need_day')),
    textField({ id: 'place', label: say('keys.place', { name }), maxLength: 120, value: draft.place }),
    textField({ id: 'handsOver', label: say('keys.who'), maxLength: 80, value: draft.handsOver }),
    note,
  ]
}

function buttons(say: Say, { order, inList }: DeskOrderCard): Action[] {
  const { state, id: orderId, revision } = order
  const at = { orderId, revision }
  const there = execute('keys.there', say('keys.there'), at, state === 'accepted' ? 'positive' : undefined)
  const handOver = execute('keys.hand_over', say('keys.hand_over'), at, state === 'ready' ? 'positive' : undefined)
  const decline = execute('keys.decline', say('keys.decline'), at)
  const back = inList ? [execute('keys.list', say('keys.all'), {})] : []
  switch (state) {
    case 'asked':
      return [execute('keys.accept', say('keys.accept'), at, 'positive'), there, decline, ...back]
    case 'accepted':
      return [there, handOver, execute('keys.accept', say('keys.change'), at), decline, ...back]
    case 'ready':
      return [handOver, decline, ...back]
    case 'handed_over':
      return [execute('keys.decline', say('keys.close'), at), execute('keys.show', say('common.refresh'), { orderId }), ...back]
    default:
      return [execute('keys.show', say('common.refresh'), { orderId }), ...back]
  }
}

/** One order, in the language of whoever reads it. */
export function deskOrderCard(say: Say, shown: DeskOrderCard): CardMessage {
  const { order, notice } = shown
  return {
    summary: say('keys.summary', { name: order.name, state: order.state, again: order.again ? 'yes' : 'no' }),
    card: card({
      say,
      body: [
        ...(notice ? [warning(notice)] : []),
        heading(titleOf(say, order)),
        strong(standing(say, shown)),
        ...(order.state === 'declined' ? said(order.note ?? '') : []),
        facts(rows(say, shown)),
        ...warnings(say, shown),
        ...(order.state === 'handed_over' ? [quiet(say('keys.looking', { name: order.name }))] : []),
        ...fields(say, shown),
      ],
      actions: buttons(say, shown),
    }),
  }
}

/** An order that came again as a new message: the older one says so. */
export function deskEarlierCard(say: Say, { id, name }: Pick<DeskOrder, 'id' | 'name'>): CardMessage {
  const title = say('keys.earlier', { id, name })
  return {
    summary: title,
    card: card({ say, body: [quiet(title)], actions: [execute('keys.show', say('keys.open', { name }), { orderId: id })] }),
  }
}

export interface ListedOrder extends Pick<DeskOrder, 'id' | 'state' | 'name' | 'place' | 'wishedPlace' | 'askedAt' | 'expectedAt'> {
  /** Since when it is in this state. */
  since: Date
}

function line(say: Say, order: ListedOrder, now: Date): string {
  const day = order.expectedAt ? say.day(order.expectedAt) : ''
  return say(textKey(`keys.line.${order.state}`), { day, at: when(say, order.since, now), place: order.place || order.wishedPlace })
}

/** All open orders: what nobody accepted first. */
export function deskListCard(say: Say, { orders, more, now }: { orders: ListedOrder[]; more: number; now: Date }): CardMessage {
  const title = say('keys.list', { count: orders.length + more })
  const listed = orders.flatMap((order): Element[] => [
    strong(titleOf(say, order)),
    quiet(line(say, order, now)),
    { type: 'ActionSet', actions: [execute('keys.show', say('keys.open', { name: order.name }), { orderId: order.id })] },
  ])
  return {
    summary: title,
    card: card({
      say,
      body: [
        heading(title),
        ...(orders.length === 0 ? [paragraph(say('keys.none'))] : listed),
        ...(more > 0 ? [quiet(say('keys.more', { more }))] : []),
      ],
      actions: [execute('keys.list', say('common.refresh'), {}), execute('menu.show', say('genuine.menu'), {})],
    }),
  }
}
