/** From the row of an order to what its cards show. */
import type { CardMessage } from '../../cards/card.ts'
import { type KeyDate, type KeyOrderView, keyOrderCard } from '../../cards/key-order.ts'
import { type DeskDraft, type DeskOrder, type DeskOrderCard, deskOrderCard } from '../../cards/keys-desk.ts'
import type { Say } from '../../cards/texts/translate.ts'
import { currentFor } from '../../services/announcements.ts'
import { openCaseOf } from '../../services/cases.ts'
import { findConversation } from '../../services/conversations.ts'
import { answerBy, isOpenOrder, type KeyOrder } from '../../services/key-orders.ts'
import { daysBetween, instantOf, localDate } from '../../services/local-time.ts'
import { hasPasses } from '../../services/methods-policy.ts'
import { type NoticeFacts, readNoticeFacts } from '../../services/notice-facts.ts'
import { findPerson } from '../../services/people.ts'
import { findRegistration } from '../../services/registrations.ts'
import type { App } from '../app.ts'
import { deskView, hoursOf } from '../cases/view.ts'
import { extensionGroup, moreTimeOf } from '../notices/notice.ts'
import { sayTo } from '../say.ts'

type Reading = Pick<App, 'db' | 'config'>

/** An order that nobody accepted may well be too late for a date that is closer than this. */
const soonDays = 7

/** The date that the person must act on, and what is known about it. */
export async function factsFor({ db }: Pick<App, 'db'>, personId: string, now: Date): Promise<NoticeFacts | null> {
  const announcement = await currentFor(db, personId)
  return announcement && (await readNoticeFacts(db, [announcement], [personId], now))(announcement, personId)
}

function lateness(order: KeyOrder, deadline: Date, now: Date, zone: string): KeyDate['late'] {
  if (order.state === 'asked') return daysBetween(now, deadline, zone) <= soonDays ? 'perhaps' : 'no'
  return order.state === 'accepted' && order.expected_at && daysBetween(order.expected_at, deadline, zone) < 1 ? 'yes' : 'no'
}

async function dateOf(app: Reading, order: KeyOrder, now: Date, zone: string): Promise<KeyDate | null> {
  const [facts, registration] = await Promise.all([factsFor(app, order.person_id, now), findRegistration(app.db, order.person_id)])
  if (!facts || registration?.done) return null
  return {
    deadline: facts.deadline,
    passed: facts.passed || facts.held,
    late: lateness(order, facts.deadline, now, zone),
    moreTime: moreTimeOf(facts)?.state ?? null,
    mayAskTime: extensionGroup(facts, app.config) !== null,
  }
}

const common = (app: Reading, order: KeyOrder) => ({
  id: order.id,
  state: order.state,
  wishedPlace: order.wished_place,
  place: order.place ?? '',
  expectedAt: order.expected_at,
  handsOver: order.hands_over ?? '',
  note: order.note,
  askedAt: order.asked_at,
  answerBy: answerBy(hoursOf(app), order.asked_at),
  handedAt: order.handed_at,
  nudged: order.nudges > 0,
})

/** The person's own card of this order. */
export async function personOrderCard(app: Reading, order: KeyOrder, say: Say, { now }: { now: Date }): Promise<CardMessage> {
  const [passes, date, registration, conversation] = await Promise.all([
    hasPasses(app.db),
    dateOf(app, order, now, say.timeZone),
    findRegistration(app.db, order.person_id),
    findConversation(app.db, order.person_id),
  ])
  const { phone, place: desk, opensAt: opens, closesAt: closes } = deskView(app, now)
  const view: KeyOrderView = { ...common(app, order), date, isKey: registration?.kinds.includes('passkey') ?? true, passes }
  return keyOrderCard(say, {
    view,
    phone,
    desk,
    hours: { opens, closes },
    viewer: { teamsUserId: conversation?.teams_user_id ?? null },
    now,
  })
}

async function caseBeside({ db }: Reading, personId: string): Promise<DeskOrder['openCase']> {
  const open = await openCaseOf(db, personId)
  if (!open) return null
  const agent = open.agent_id ? await findPerson(db, open.agent_id) : undefined
  return { id: open.id, agent: agent?.name ?? null }
}

/** The helpdesk was told that nothing happens with it. */
function cameAgain(app: Reading, { state, nudges, answer_by, asked_at }: KeyOrder): boolean {
  if (state === 'asked') return answer_by > answerBy(hoursOf(app), asked_at)
  if (state === 'accepted') return nudges > 0
  return (state === 'ready' || state === 'handed_over') && nudges > 1
}

async function deskOrder(app: Reading, order: KeyOrder, now: Date): Promise<DeskOrder> {
  const [passes, person, agent, registration, facts, openCase] = await Promise.all([
    hasPasses(app.db),
    findPerson(app.db, order.person_id),
    order.agent_id ? findPerson(app.db, order.agent_id) : undefined,
    findRegistration(app.db, order.person_id),
    factsFor(app, order.person_id, now),
    isOpenOrder(order) ? caseBeside(app, order.person_id) : null,
  ])
  return {
    ...common(app, order),
    passes,
    revision: order.revision,
    name: person?.name ?? '',
    department: person?.department ?? null,
    office: person?.office ?? null,
    language: person ? sayTo(app, person).language : app.config.DEFAULT_LANGUAGE,
    deadline: facts?.deadline ?? null,
    privileged: person?.privileged ?? false,
    agentName: agent?.name ?? '',
    readyAt: order.ready_at,
    closedAt: order.closed_at,
    again: cameAgain(app, order),
    canSignIn: registration?.done ?? false,
    openCase,
    failure: order.failure,
  }
}

/** What the helpdesk is offered to fill in: the next working day, where the person wants it. */
function draftFor(app: Reading, order: KeyOrder, now: Date): DeskDraft {
  const zone = app.config.DEFAULT_TIME_ZONE
  return {
    day: localDate(order.expected_at ?? answerBy(hoursOf(app), now), zone),
    place: order.place ?? order.wished_place,
    handsOver: order.hands_over ?? '',
    note: '',
  }
}

export type DeskExtra = Pick<DeskOrderCard, 'notice' | 'inList'> & { now: Date; draft?: DeskDraft }

/** The helpdesk's card of this order. */
export async function deskCard(app: Reading, order: KeyOrder, say: Say, { now, notice, inList, draft }: DeskExtra): Promise<CardMessage> {
  return deskOrderCard(say, { order: await deskOrder(app, order, now), draft: draft ?? draftFor(app, order, now), now, notice, inList })
}

/** The moment from which a key is there that is promised for this day; null for a day that has been, or is far away. */
export function dayFrom(app: Reading, day: string, now: Date): Date | null {
  const zone = app.config.DEFAULT_TIME_ZONE
  const at = instantOf(day, app.config.HELPDESK_OPENS, zone)
  const ahead = at ? daysBetween(now, at, zone) : -1
  return at && day >= localDate(now, zone) && ahead <= 366 ? at : null
}
