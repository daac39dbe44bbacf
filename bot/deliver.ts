/**
 * The delivery loop, one in every process: claim rows of the ledger, guard them, reserve as many slots of the shared pace as will be
 * sent, send at the slots, record. Hidden state: the rows in hand; on a clean stop the unsent ones go back.
 */
import type { CardMessage } from '../cards/card.ts'
import { type Announcement, findAnnouncement, finishSent } from '../services/announcements.ts'
import { addressOf, type Conversation, newestServiceUrl, reached, unreachable } from '../services/conversations.ts'
import { claim, claimEdits, type Delivery, handBack, type Recorded, reap, record } from '../services/deliveries.ts'
import { checkLive, type LiveAnswer } from '../services/live-check.ts'
import { longestWaitMs, pause, type Slots, slotKeeper, takenFor } from '../services/pace.ts'
import type { Person } from '../services/people.ts'
import type { Address, Messenger, SendOutcome } from '../services/ports.ts'
import type { Registration } from '../services/registrations.ts'
import type { App } from './app.ts'
import { afterEditing, afterSending, decide, notInstalled } from './decide.ts'
import { noticeFor, variantFor } from './notice.ts'
import { sayTo } from './say.ts'

const batchSize = 10
const idleMs = 250
const housekeepingMs = 2_000

/** One row with everything that is known about its person. */
interface Work {
  row: Delivery
  announcement: Announcement
  person: Person | undefined
  conversation: Conversation | undefined
  registration: Pick<Registration, 'done' | 'ends_soon'> | undefined
}

export interface Delivering {
  /** Takes no more rows, finishes the requests that are out, hands unsent rows back. */
  stop(): Promise<void>
}

/** Starts the loop. `connector` is the messenger without the pace: this loop reserves its slots by itself. */
export function startDelivering(app: App, connector: Messenger): Delivering {
  const stopped = new AbortController()
  const courier: Courier = { app, connector, slots: slotKeeper(app.db, stopped.signal) }
  let cleanedAt = 0

  async function housekeeping(): Promise<void> {
    if (Date.now() - cleanedAt < housekeepingMs) return
    cleanedAt = Date.now()
    const lost = await reap(app.db, app.clock.now())
    if (lost) app.log.warn({ rows: lost }, 'rows of a process that died go on')
    await finishSent(app.db, app.clock.now())
  }

  async function round(): Promise<number> {
    await housekeeping()
    if ((await takenFor(app.db, 'connector')) > longestWaitMs) return 0
    const now = app.clock.now()
    const rows = await claim(app.db, batchSize, now)
    if (rows.length) await deliverAll(courier, rows)
    const edits = rows.length ? [] : await claimEdits(app.db, batchSize, now)
    if (edits.length) await editAll(courier, edits)
    return rows.length + edits.length
  }

  async function run(): Promise<void> {
    let before = 0
    while (!stopped.signal.aborted) {
      const done = await round().catch(error => {
        app.log.error({ err: error }, 'a round of deliveries failed')
        return 0
      })
      if (done === 0 && before > 0) cleanedAt = 0
      if (done === 0) await pause(idleMs, stopped.signal)
      before = done
    }
  }
  const running = run()
  return {
    async stop() {
      stopped.abort()
      await running
    },
  }
}

/** What it takes to bring messages to people. */
interface Courier {
  app: App
  connector: Messenger
  slots: Slots
}

async function gather(app: App, rows: Delivery[]): Promise<Work[]> {
  const ids = rows.map(row => row.person_id)
  const [people, conversations, registrations] = await Promise.all([
    app.db.selectFrom('people').selectAll().where('id', 'in', ids).execute(),
    app.db.selectFrom('conversations').selectAll().where('person_id', 'in', ids).execute(),
    app.db.selectFrom('registrations').selectAll().where('person_id', 'in', ids).execute(),
  ])
  const announcements = new Map<string, Announcement>()
  for (const id of new Set(rows.map(row => row.announcement_id))) {
    const found = await findAnnouncement(app.db, id)
    if (found) announcements.set(id, found)
  }
  return rows.flatMap(row => {
    const announcement = announcements.get(row.announcement_id)
    if (!announcement) return []
    return {
      row,
      announcement,
      person: people.find(one => one.id === row.person_id),
      conversation: conversations.find(one => one.person_id === row.person_id),
      registration: registrations.find(one => one.person_id === row.person_id),
    }
  })
}

/** "You are ready" is said only after the directory was asked now; where it does not answer, what is stored must do. */
async function readReadyOnes(app: App, works: Work[]): Promise<void> {
  const ready = works.filter(work => work.registration?.done)
  if (ready.length === 0) return
  const ids = ready.map(work => work.row.person_id)
  const answers = await checkLive(app, ids, app.clock.now()).catch(error => {
    app.log.warn({ err: error, people: ids.length }, 'the directory does not answer: what is stored is sent')
    return new Map<string, LiveAnswer>()
  })
  for (const work of ready) {
    const answer = answers.get(work.row.person_id)
    if (answer?.kind === 'known') work.registration = { done: answer.verdict.done, ends_soon: answer.verdict.endsSoon }
  }
}

function draw(app: App, work: Work, person: Person): CardMessage {
  const before = work.row.state === 'delivered' ? work.row.reason === 'ready' : true
  const teamsUserId = work.conversation?.teams_user_id ?? null
  return noticeFor(sayTo(app, person), work.announcement, { person, teamsUserId, variant: variantFor(work.registration, before) })
}

async function deliverAll(courier: Courier, rows: Delivery[]): Promise<void> {
  const { app, slots } = courier
  const now = app.clock.now()
  const toSend: Work[] = []
  for (const work of await gather(app, rows)) {
    const decision = decide({ ...work, cancelled: work.announcement.state === 'cancelled' }, now)
    if (decision.kind === 'record') await record(app.db, work.row, decision.outcome, now)
    else toSend.push(work)
  }
  await readReadyOnes(app, toSend)
  const requests: Promise<void>[] = []
  for await (const index of slots.take(toSend.length)) {
    const work = toSend[index]
    if (work) requests.push(deliverOne(courier, work))
  }
  const unsent = toSend.slice(requests.length).map(work => work.row)
  await handBack(app.db, unsent, app.clock.now())
  await Promise.all(requests)
}

async function deliverOne(courier: Courier, work: Work): Promise<void> {
  const { row, person } = work
  const to = addressOf(work.conversation)
  const { log } = courier.app
  const about = { announcementId: row.announcement_id, personId: row.person_id }
  try {
    if (to && person) await sendOne(courier, work, { to, person })
    else await openConversation(courier, work)
  } catch (error) {
    // The row keeps its lease; when that ends it is tried again and counted as uncertain.
    log.error({ err: error, ...about }, 'a delivery failed')
  }
}

async function sendOne(courier: Courier, work: Work, { to, person }: { to: Address; person: Person }): Promise<void> {
  const { app, connector } = courier
  const { row } = work
  const message = drawn(app, work, person)
  const outcome = message ? await ask(app, () => connector.send(to, { ...message, alert: true })) : undrawable
  await keepReach(courier, outcome, row.person_id)
  const now = app.clock.now()
  const recorded = afterSending(row, outcome, { now, jitter: Math.random() })
  const ready = recorded.state === 'delivered' && work.registration?.done
  await record(app.db, row, ready ? { ...recorded, reason: 'ready' } : recorded, now)
}

const undrawable: SendOutcome = { kind: 'failed', code: 'card' }

/** A card that cannot be drawn is a fault of ours and no reason to try for ever. */
function drawn(app: App, work: Work, person: Person): CardMessage | null {
  try {
    return draw(app, work, person)
  } catch (error) {
    app.log.error({ err: error, announcementId: work.row.announcement_id, personId: person.id }, 'a card could not be drawn')
    return null
  }
}

/** A connector that throws instead of answering leaves us in the dark. */
async function ask(app: App, request: () => Promise<SendOutcome>): Promise<SendOutcome> {
  return request().catch(error => {
    app.log.error({ err: error }, 'the connector surprised us')
    return { kind: 'uncertain', code: 'surprise' }
  })
}

/** Opens the chat with somebody new; the message itself takes a slot of its own, in a round to come. */
async function openConversation(courier: Courier, work: Work): Promise<void> {
  const { app, connector } = courier
  const { row } = work
  const serviceUrl = (await newestServiceUrl(app.db)) ?? app.config.SERVICE_URLS[0] ?? ''
  const outcome = await connector.createConversation(row.person_id, serviceUrl)
  const now = app.clock.now()
  if (outcome.kind === 'created') {
    await reached(app.db, { id: row.person_id, conversationId: outcome.conversationId, serviceUrl, teamsUserId: null }, now)
    return handBack(app.db, [row], now)
  }
  await keepReach(courier, outcome, row.person_id)
  const recorded: Recorded =
    outcome.kind === 'not_installed' ? notInstalled(work.conversation, now) : afterSending(row, outcome, { now, jitter: Math.random() })
  // Opening a chat twice is harmless, so an unknown outcome here is no uncertain message.
  await record(app.db, row, { ...recorded, uncertain: false }, now)
}

/** What the connector says about a person is kept for every later message; a wait is kept for everybody. */
async function keepReach({ app, slots }: Courier, outcome: SendOutcome, personId: string): Promise<void> {
  const now = app.clock.now()
  if (outcome.kind === 'throttled') await slots.hold(outcome.retryAfterMs)
  if (outcome.kind === 'blocked' || outcome.kind === 'policy_blocked' || outcome.kind === 'not_installed') {
    await unreachable(app.db, personId, outcome.kind, now)
  }
  if (outcome.kind === 'conversation_gone') {
    const forgotten = { conversation_id: null, state: 'unknown' as const, changed_at: now }
    await app.db.updateTable('conversations').set(forgotten).where('person_id', '=', personId).execute()
  }
}

interface Edit {
  work: Work
  person: Person
  to: Address
  activityId: string
}

function editsOf(work: Work): Edit[] {
  const { row, person } = work
  const to = addressOf(work.conversation)
  if (!to || !person) return []
  return [row.activity_id, ...row.reminders].filter(id => id !== null).map(activityId => ({ work, person, to, activityId }))
}

async function editOne(courier: Courier, edit: Edit): Promise<SendOutcome> {
  const { app, connector } = courier
  const message = drawn(app, edit.work, edit.person)
  const outcome = message ? await ask(app, () => connector.update(edit.to, edit.activityId, message)) : undrawable
  if (outcome.kind === 'throttled') await keepReach(courier, outcome, edit.person.id)
  return outcome
}

async function editAll(courier: Courier, rows: Delivery[]): Promise<void> {
  const { app, slots } = courier
  const works = await gather(app, rows)
  const edits = works.flatMap(editsOf)
  const asked: Promise<SendOutcome>[] = []
  for await (const index of slots.take(edits.length)) {
    const edit = edits[index]
    if (edit) asked.push(editOne(courier, edit))
  }
  const outcomes = await Promise.all(asked)
  for (const work of works) {
    const own = edits.flatMap((edit, index) => (edit.work === work ? [outcomes[index]] : []))
    await recordEdit(app, work.row, own)
  }
}

/** A message of which nothing is known was not asked for: its row goes back as it was. */
async function recordEdit(app: App, row: Delivery, outcomes: (SendOutcome | undefined)[]): Promise<void> {
  const now = app.clock.now()
  if (outcomes.includes(undefined)) return void (await record(app.db, row, { state: 'delivered', reason: row.reason, notBefore: now }, now))
  const worst = outcomes.find(outcome => outcome?.kind !== 'delivered') ??
    outcomes[0] ?? { kind: 'conversation_gone', code: 'no conversation' }
  await record(app.db, row, afterEditing(row, worst, { now, jitter: Math.random() }), now)
}
