/**
 * Brings a case to where people see it: new messages first, then the card in the helpdesk channel and the one in the person's chat.
 * It starts from what the rows say is missing, so that running it twice, or again after a crash, does no harm.
 */
import type { CardMessage } from '../../cards/card.ts'
import { caseCard, type ThreadNews, threadCard } from '../../cards/case.ts'
import { topicTitle } from '../../cards/case-parts.ts'
import { type HelpCase, helpEarlierCard } from '../../cards/help.ts'
import {
  forgetChannelCard,
  markPersonCard,
  markTold,
  markUndelivered,
  saveChannelCard,
  savePersonCard,
  untoldEvents,
} from '../../services/case-showing.ts'
import { type Case, type CaseEvent, findCase } from '../../services/cases.ts'
import { addressOf, findChannel, findConversation, newestServiceUrl, unreachable } from '../../services/conversations.ts'
import { transaction } from '../../services/db/database.ts'
import { findPerson } from '../../services/people.ts'
import type { Address, SendOutcome } from '../../services/ports.ts'
import { whileShowing } from '../../services/showing.ts'
import type { App } from '../app.ts'
import { sayTo, sayToChannel } from '../say.ts'
import { loadView, personCard } from './view.ts'

type Unsent = Exclude<SendOutcome, { kind: 'delivered' }>

const forNow = new Set<SendOutcome['kind']>(['throttled', 'retry', 'uncertain'])

/** Throws, so that the job is tried again: nobody may lose a case because Teams was busy. */
function notYet(app: App, row: Case, where: string, outcome: Unsent): never {
  app.log.warn({ caseId: row.id, where, outcome: outcome.kind, code: outcome.code }, 'a case could not be brought to Teams')
  throw new Error(`Case ${row.id} is not ${where} yet: ${outcome.kind} ${outcome.code}`)
}

/** Where the helpdesk is written to. Throws while that is not known. */
export async function helpdeskAddress(app: App): Promise<Address> {
  const known = await findChannel(app.db, 'helpdesk')
  if (known) return known
  const serviceUrl = await newestServiceUrl(app.db)
  if (serviceUrl) return { conversationId: app.config.HELPDESK_CHANNEL_ID, serviceUrl }
  app.log.warn('The helpdesk channel is not known yet, and something waits for it. Add the app to the team of the helpdesk.')
  throw new Error('The helpdesk channel is not known yet')
}

async function postCard(app: App, row: Case, message: CardMessage): Promise<void> {
  const to = await helpdeskAddress(app)
  const outcome = await app.messenger.send(to, message)
  if (outcome.kind !== 'delivered') return notYet(app, row, 'in the channel', outcome)
  await saveChannelCard(app.db, row, { conversationId: to.conversationId, activityId: outcome.activityId })
}

async function showInChannel(app: App, row: Case): Promise<void> {
  const say = sayToChannel(app)
  const message = caseCard(say, { view: await loadView(app.db, row, say), now: app.clock.now() })
  if (!row.channel_activity_id || !row.channel_conversation_id) return postCard(app, row, message)
  const { serviceUrl } = await helpdeskAddress(app)
  const activityId = row.channel_activity_id
  const outcome = await app.messenger.update({ conversationId: row.channel_conversation_id, serviceUrl }, activityId, message)
  if (outcome.kind === 'message_gone') return postCard(app, row, message)
  if (outcome.kind !== 'delivered') return notYet(app, row, 'in the channel', outcome)
  await saveChannelCard(app.db, row, { conversationId: row.channel_conversation_id, activityId })
}

async function showToPerson(app: App, row: Case): Promise<void> {
  const person = await findPerson(app.db, row.person_id)
  const to = addressOf(await findConversation(app.db, row.person_id))
  if (person && to && row.person_activity_id) {
    const message = await personCard(app, row, sayTo(app, person), { now: app.clock.now() })
    const outcome = await app.messenger.update(to, row.person_activity_id, message)
    if (outcome.kind !== 'delivered' && forNow.has(outcome.kind)) return notYet(app, row, 'in the chat', outcome)
  }
  await markPersonCard(app.db, row)
}

const fromPerson = (row: Case, event: CaseEvent) => event.actor_id === row.person_id

const newsKinds: Partial<Record<CaseEvent['kind'], HelpCase['news']>> = {
  opened: 'opened',
  answer: 'answer',
  resolved: 'resolved',
  reopened: 'reopened',
  note: 'late',
}

async function giveUpOn(app: App, row: Case, events: CaseEvent[], outcome: Unsent | null): Promise<void> {
  const kind = outcome?.kind ?? 'not_installed'
  app.log.warn({ caseId: row.id, outcome: kind, code: outcome?.code }, 'a person cannot be told about their case')
  if (outcome && (kind === 'blocked' || kind === 'policy_blocked' || kind === 'not_installed')) {
    await unreachable(app.db, row.person_id, kind, app.clock.now())
  }
  await markUndelivered(app.db, events, kind)
}

/** One new message with the newest state for all that happened; the message before it gives up its buttons. */
async function tellPerson(app: App, row: Case, events: CaseEvent[]): Promise<void> {
  const person = await findPerson(app.db, row.person_id)
  const to = addressOf(await findConversation(app.db, row.person_id))
  const newest = events.at(-1)
  if (!newest) return
  if (!person || !to) return giveUpOn(app, row, events, null)
  const now = app.clock.now()
  const say = sayTo(app, person)
  const news = newsKinds[newest.kind]
  const outcome = await app.messenger.send(to, { ...(await personCard(app, row, say, { news, now })), alert: true })
  if (outcome.kind !== 'delivered') {
    return forNow.has(outcome.kind) ? notYet(app, row, 'told to the person', outcome) : giveUpOn(app, row, events, outcome)
  }
  await transaction(app.db, async tx => {
    await markTold(tx, events, now)
    await savePersonCard(tx, row, outcome.activityId)
  })
  if (!row.person_activity_id) return
  await app.messenger.update(to, row.person_activity_id, helpEarlierCard(say, await loadView(app.db, row, say), now))
}

const threadKind = (event: CaseEvent): ThreadNews['kind'] =>
  event.kind === 'reopened' || event.kind === 'resolved' || event.kind === 'raised' ? event.kind : 'reply'

/** A short message in the case's thread. Without a thread yet, the card that is about to be posted says it all. */
async function tellThread(app: App, row: Case, event: CaseEvent): Promise<void> {
  const now = app.clock.now()
  if (!row.channel_activity_id || !row.channel_conversation_id) return markTold(app.db, [event], now)
  const say = sayToChannel(app)
  const name = (await findPerson(app.db, event.actor_id))?.name ?? ''
  const message = threadCard(say, {
    kind: threadKind(event),
    id: row.id,
    name,
    text: event.kind === 'raised' ? topicTitle(say, event.body ?? '') : event.body,
  })
  const { serviceUrl } = await helpdeskAddress(app)
  const conversationId = `${row.channel_conversation_id};messageid=${row.channel_activity_id}`
  const outcome = await app.messenger.send({ conversationId, serviceUrl }, message)
  if (outcome.kind === 'delivered') return markTold(app.db, [event], now)
  const gone = outcome.kind === 'message_gone' || outcome.kind === 'conversation_gone'
  if (!gone) return notYet(app, row, 'in the thread', outcome)
  // The card was deleted and its thread with it: a new card, with everything on it, takes their place.
  await forgetChannelCard(app.db, row.id)
  await markTold(app.db, [event], now)
}

async function inTurn(events: CaseEvent[], work: (event: CaseEvent) => Promise<void>): Promise<void> {
  for (const event of events) await work(event)
}

/** One round. The four are independent: trouble with one of them does not hold up the others. */
async function round(app: App, row: Case, untold: CaseEvent[]): Promise<void> {
  const forDesk = untold.filter(event => fromPerson(row, event))
  const forPerson = untold.filter(event => !fromPerson(row, event))
  const results = await Promise.allSettled([
    forPerson.length > 0 ? tellPerson(app, row, forPerson) : row.person_shown === row.revision ? null : showToPerson(app, row),
    inTurn(forDesk, event => tellThread(app, row, event)).then(() => (row.channel_shown === row.revision ? null : showInChannel(app, row))),
  ])
  const failed = results.find(result => result.status === 'rejected')
  if (failed) throw failed.reason
}

async function upToDate(app: App, caseId: number): Promise<void> {
  for (;;) {
    const row = await findCase(app.db, caseId)
    const untold = await untoldEvents(app.db, caseId)
    if (!row) return
    if (untold.length === 0 && row.channel_shown === row.revision && row.person_shown === row.revision) return
    await round(app, row, untold)
  }
}

/** Shows and tells everything of this case that is not in Teams yet. Throws when that must be tried again. */
export async function bringUpToDate(app: App, caseId: number): Promise<void> {
  const free = await whileShowing(app.db, { table: 'cases', id: caseId }, () => upToDate(app, caseId))
  if (!free) throw new Error(`Case ${caseId} is being shown by another worker`)
}
