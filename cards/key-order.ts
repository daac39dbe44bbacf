/** A security key, for the employee: the order, one living card that follows it, and what happens until the key works. */
import { execute } from './actions.ts'
import {
  type Action,
  type CardMessage,
  card,
  choiceField,
  type Element,
  facts,
  good,
  heading,
  paragraph,
  quiet,
  subheading,
  textField,
  type Viewer,
  warning,
} from './card.ts'
import { said, when } from './case-parts.ts'
import { type SecretKind, secretNote, toldSomeone } from './secret-warning.ts'
import { type Say, textKey } from './texts/translate.ts'

export const keyPlaces = ['workplace', 'desk', 'other'] as const
export type KeyPlace = (typeof keyPlaces)[number]

export interface KeyForm {
  organisation: string
  /** Where the person works, as the directory says; null where it does not. */
  workplace: string | null
  desk: string
  chosen: KeyPlace
  problem: SecretKind | 'place' | null
  /** The organisation has temporary passes. */
  passes: boolean
}

const passOf = ({ passes }: { passes: boolean }) => (passes ? 'yes' : 'no')

export function keyFormCard(say: Say, form: KeyForm): CardMessage {
  const { organisation, workplace, desk, chosen, problem } = form
  const names: Record<KeyPlace, string> = {
    workplace: say('key_order.at_workplace', { place: workplace ?? '' }),
    desk: say('key_order.at_desk', { place: desk }),
    other: say('key_order.elsewhere'),
  }
  const secret = problem === 'place' ? null : problem
  const possible = keyPlaces.filter(place => place !== 'workplace' || workplace)
  const required = { message: say('guide.choose_one') }
  const choices = possible.map(value => ({ title: names[value], value }))
  return {
    summary: say('key_order.form_title'),
    card: card({
      say,
      body: [
        heading(say('key_order.form_title')),
        ...say('key_order.form_body', { org: organisation, pass: passOf(form) })
          .split('\n')
          .map(paragraph),
        ...(problem === 'place' ? [warning(say('key_order.need_place'))] : []),
        ...(secret ? secretNote(say, secret) : []),
        choiceField({ id: 'where', label: say('key_order.where'), choices, value: chosen, expanded: true, required }),
        textField({ id: 'elsewhere', label: say('key_order.elsewhere_field'), maxLength: 120 }),
        quiet(say('key_order.shared')),
      ],
      actions: [
        execute('order.send', say('key_order.send'), {}, 'positive'),
        execute('order.leave', say('help.not_now'), {}),
        execute('help.open', say('common.helpdesk'), { topic: 'security_key' }),
        ...(secret ? [toldSomeone(say)] : []),
      ],
    }),
  }
}

/** The form was left without an order. */
export function keyLeftCard(say: Say): CardMessage {
  const title = say('key_order.left')
  return {
    summary: title,
    card: card({
      say,
      body: [heading(title), paragraph(say('key_order.left_body'))],
      actions: [
        execute('order.again', say('key_order.form_title'), {}),
        execute('guide.start', say('key_order.other_way'), { flow: 'no_smartphone' }),
        execute('help.open', say('common.helpdesk'), { topic: 'security_key' }),
      ],
    }),
  }
}

/** The person's own date, as far as it matters for a key that is not there yet. */
export interface KeyDate {
  deadline: Date
  /** It has come. */
  passed: boolean
  /** The key is not there before it, or perhaps not. */
  late: 'no' | 'perhaps' | 'yes'
  moreTime: 'asked' | 'approved' | 'granted' | null
  mayAskTime: boolean
}

export interface KeyOrderView {
  id: number
  state: 'asked' | 'accepted' | 'declined' | 'ready' | 'handed_over' | 'working' | 'cancelled'
  wishedPlace: string
  place: string
  expectedAt: Date | null
  handsOver: string
  note: string | null
  askedAt: Date
  /** What the helpdesk promised: it answers before this. */
  answerBy: Date
  handedAt: Date | null
  /** Nothing happened with it in time: the person was reminded of a key that is there, the helpdesk of one that it promised. */
  nudged: boolean
  /** Null: no date was announced, or the person can sign in already. */
  date: KeyDate | null
  /** What shows that it works is a key, and not another method. */
  isKey: boolean
  /** The organisation has temporary passes. */
  passes: boolean
}

export interface KeyOrderCard {
  view: KeyOrderView
  phone: string
  desk: string
  /** When the helpdesk is open on a day. */
  hours: { opens: Date; closes: Date }
  viewer: Viewer
  now: Date
}

/** It was promised for a day that has been. */
const isOverdue = ({ state, nudged }: KeyOrderView) => state === 'accepted' && nudged

function titleOf(say: Say, { view }: Pick<KeyOrderCard, 'view'>): string {
  if (isOverdue(view)) return say('key_order.title.asked')
  if (view.nudged && view.state === 'ready') return say('key_order.title.reminder')
  if (view.nudged && view.state === 'handed_over') return say('key_order.title.how')
  const day = view.expectedAt ? say.day(view.expectedAt) : ''
  return say(textKey(`key_order.title.${view.state}`), { day, key: view.isKey ? 'yes' : 'no' })
}

function rows(say: Say, { view, now }: KeyOrderCard): [string, string][] {
  const { state, expectedAt } = view
  if (state === 'asked')
    return [
      [say('key_order.fact.wish'), view.wishedPlace],
      [say('key_order.fact.asked'), when(say, view.askedAt, now)],
    ]
  if (state !== 'accepted' && state !== 'ready') return []
  return [
    [say('key_order.fact.where'), view.place],
    ...(state === 'accepted' && expectedAt ? ([[say('key_order.fact.from'), say.day(expectedAt)]] as [string, string][]) : []),
    [say('key_order.fact.who'), view.handsOver],
    [say('key_order.fact.bring'), say('key_order.bring_id')],
  ]
}

/** One question, without blame, and the two ways on: a new pass, a human. */
function howBody(say: Say, { view, phone, desk, now }: KeyOrderCard): Element[] {
  const lines = say('key_order.body.how', { phone, pass: passOf(view), at: view.handedAt ? when(say, view.handedAt, now) : '' })
    .split('\n')
    .map(paragraph)
  if (!view.date) return lines
  const deadline = say.moment(view.date.deadline)
  if (view.date.passed) return [...lines, warning(say('key_order.until.passed', { deadline, phone, desk, pass: passOf(view) }))]
  return [...lines, quiet(say('nudge.until', { moment: deadline }))]
}

function body(say: Say, shown: KeyOrderCard): Element[] {
  const { view, phone, desk, now } = shown
  if (view.state === 'asked') {
    const late = view.answerBy <= now
    return [paragraph(late ? say('key_order.body.late', { phone }) : say('key_order.body.asked', { by: say.moment(view.answerBy) }))]
  }
  if (isOverdue(view)) return [paragraph(say('key_order.body.late', { phone }))]
  if (view.nudged && view.state === 'handed_over') return howBody(say, shown)
  const key = view.isKey ? 'yes' : 'no'
  const lines = say(textKey(`key_order.body.${view.state}`), { phone, desk, key, pass: passOf(view) })
    .split('\n')
    .map(paragraph)
  if (view.state === 'working') return [good(lines)]
  return view.state === 'declined' ? [...said(view.note ?? ''), ...lines] : lines
}

/** What is true until the key is there, and what to do when the date comes first. */
function until(say: Say, { view, phone, desk }: KeyOrderCard): Element[] {
  const { date, state } = view
  if (state === 'handed_over' || state === 'working' || state === 'cancelled') return []
  if (!date) return state === 'declined' ? [] : [quiet(say('key_order.until.no_date'))]
  const deadline = say.moment(date.deadline)
  if (date.passed) return [warning(say('key_order.until.passed', { deadline, phone, desk, pass: passOf(view) }))]
  if (state === 'declined' || date.late === 'no') return [paragraph(say('key_order.until.date', { deadline }))]
  const time = date.moreTime ?? (date.mayAskTime ? 'may_ask' : 'none')
  return [
    warning(say('key_order.until.late', { deadline, sure: date.late })),
    paragraph(say(`key_order.time.${time === 'granted' ? 'asked' : time}`, { phone, desk, pass: passOf(view) })),
  ]
}

function buttons(say: Say, { view }: KeyOrderCard): Action[] {
  const { date, state, id: orderId } = view
  const help = execute('help.open', say('common.helpdesk'), { topic: 'security_key' })
  const otherWay = execute('guide.start', say('key_order.other_way'), { flow: 'start' })
  const cancel = execute('order.cancel', say('key_order.cancel'), { orderId })
  const begin = execute('order.begin', say('key_order.begin'), {}, 'positive')
  const asksTime = date && !date.passed && date.late !== 'no' && !date.moreTime && date.mayAskTime
  switch (state) {
    case 'asked':
    case 'accepted':
      return [...(asksTime ? [execute('order.time', say('time.title'), {}, 'positive')] : []), otherWay, help, cancel]
    case 'ready':
      return [execute('order.begin', say('flow.no_smartphone.key.next'), {}), help, cancel]
    case 'handed_over':
      return [begin, ...(view.passes ? [execute('help.open', say('key_order.new_pass'), { topic: 'tap' })] : []), help, cancel]
    case 'working':
      return [
        execute('guide.start', say('announcement.add_second'), { flow: 'start' }),
        execute('menu.status', say('menu.status'), {}),
        help,
      ]
    case 'declined':
      return [execute('guide.start', say('key_order.other_way'), { flow: 'no_smartphone' }, 'positive'), help]
    case 'cancelled':
      return [execute('order.again', say('key_order.again'), {}), execute('guide.start', say('menu.set_up'), { flow: 'start' }), help]
  }
}

const isWaiting = ({ state }: KeyOrderView) => state === 'asked' || state === 'accepted' || state === 'ready'

/** The order in the person's chat, in every state. */
export function keyOrderCard(say: Say, shown: KeyOrderCard): CardMessage {
  const { view, phone, hours, viewer } = shown
  const title = titleOf(say, shown)
  const table = rows(say, shown)
  return {
    summary: title,
    card: card({
      say,
      body: [
        heading(title),
        ...(table.length ? [facts(table)] : []),
        ...body(say, shown),
        ...(isWaiting(view) || view.state === 'declined' ? until(say, shown) : []),
        ...(isWaiting(view)
          ? [quiet(say('key_order.desk_hours', { phone, opens: say.time(hours.opens), closes: say.time(hours.closes) }))]
          : []),
      ],
      actions: buttons(say, shown),
      refresh: {
        action: execute('order.show', say('common.refresh'), { orderId: view.id }),
        userIds: viewer.teamsUserId ? [viewer.teamsUserId] : [],
      },
    }),
  }
}

/** What an older message of the order becomes once a newer one carries it on. */
export function keyEarlierCard(say: Say, orderId: number): CardMessage {
  const title = say('key_order.earlier')
  return {
    summary: title,
    card: card({ say, body: [subheading(title)], actions: [execute('order.show', say('key_order.show'), { orderId })] }),
  }
}
