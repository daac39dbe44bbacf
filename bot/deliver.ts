/**
 * The delivery loop, one in every process: claim rows of the ledger, guard them, reserve as many slots of the shared pace as will be
 * sent, send at the slots, record. Hidden state: the rows in hand; on a clean stop the unsent ones go back.
 */
import type { CardMessage } from '../cards/card.ts'
import { type Announcement, findAnnouncement, finishSent } from '../services/announcements.ts'
import { addressOf, type Conversation, newestServiceUrl, reached, unreachable } from '../services/conversations.ts'
import { claim, claimEdits, type Delivery, handBack, type Recorded, reap, record } from '../services/deliveries.ts'
import { pushBack, reserve, spacingMs } from '../services/pace.ts'
import type { Person } from '../services/people.ts'
import type { Address, Messenger, SendOutcome } from '../services/ports.ts'
import { checkLive, type Registration } from '../services/registrations.ts'
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

const pause = (ms: number) => new Promise<void>(resolve => setTimeout(resolve, ms))

/** Starts the loop. `connector` is the messenger without the pace: this loop reserves its slots by itself. */
export function startDelivering(app: App, connector: Messenger): Delivering {
  const slots = slotKeeper(app)
  let stopping = false
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
    const now = app.clock.now()
    const rows = await claim(app.db, batchSize, now)
    if (rows.length) await deliverAll(app, connector, { rows, slots, isStopping: () => stopping })
    const edits = rows.length ? [] : await claimEdits(app.db, batchSize, now)
    if (edits.length) await editAll(app, connector, { rows: edits, slots, isStopping: () => stopping })
    return rows.length + edits.length
  }

  async function run(): Promise<void> {
    while (!stopping) {
      const done = await round().catch(error => {
        app.log.error({ err: error }, 'a round of deliveries failed')
        return 0
      })
      if (done === 0 && !stopping) await pause(idleMs)
    }
  }
  const running = run()
  return {
    async stop() {
      stopping = true
      await running
    },
  }
}

/** Waits for this process's share of the pace: never two requests closer than the spacing, never catching up. */
function slotKeeper(app: App) {
  let lastAt = 0
  return async function* slots(count: number): AsyncGenerator<number> {
    const first = Date.now() + (await reserve(app.db, 'connector', count))
    for (let index = 0; index < count; index++) {
      const at = Math.max(first + index * spacingMs, lastAt + spacingMs)
      await pause(Math.max(0, at - Date.now()))
      lastAt = Date.now()
      yield index
    }
  }
}

interface Batch {
  rows: Delivery[]
  slots: (count: number) => AsyncGenerator<number>
  isStopping: () => boolean
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
  const answers = await checkLive(
    { db: app.db, directory: app.directory, telephonyProvider: app.config.TELEPHONY_PROVIDER, now: app.clock.now() },
    ready.map(work => work.row.person_id),
  )
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

async function deliverAll(app: App, connector: Messenger, batch: Batch): Promise<void> {
  const now = app.clock.now()
  const works = await gather(app, batch.rows)
  const toSend: Work[] = []
  for (const work of works) {
    const decision = decide({ ...work, cancelled: work.announcement.state === 'cancelled' }, now)
    if (decision.kind === 'record') await record(app.db, work.row, decision.outcome, now)
    else toSend.push(work)
  }
  await readReadyOnes(app, toSend)
  const requests: Promise<void>[] = []
  for await (const index of batch.slots(toSend.length)) {
    const work = toSend[index]
    if (!work) continue
    if (batch.isStopping()) {
      const unsent = toSend.slice(index).map(one => one.row)
      await handBack(app.db, unsent, app.clock.now())
      break
    }
    requests.push(deliverOne(app, connector, work))
  }
  await Promise.all(requests)
}

async function deliverOne(app: App, connector: Messenger, work: Work): Promise<void> {
  const { row, person } = work
  if (!person) return
  try {
    const to = addressOf(work.conversation) ?? (await openConversation(app, connector, work))
    if (!to) return
    const ready = work.registration?.done ?? false
    const outcome = await connector.send(to, { ...draw(app, work, person), alert: true })
    await keepReach(app, outcome, row.person_id)
    const now = app.clock.now()
    const recorded = afterSending(row, outcome, { now, jitter: Math.random() })
    await record(app.db, row, recorded.state === 'delivered' && ready ? { ...recorded, reason: 'ready' } : recorded, now)
  } catch (error) {
    // The row keeps its lease; when that ends it is tried again and counted as uncertain.
    app.log.error({ err: error, announcementId: row.announcement_id, personId: row.person_id }, 'a delivery failed')
  }
}

/** Opens the chat with somebody new. Without one, the row is recorded and there is nothing to send to. */
async function openConversation(app: App, connector: Messenger, work: Work): Promise<Address | null> {
  const { row } = work
  const serviceUrl = (await newestServiceUrl(app.db)) ?? app.config.SERVICE_URLS[0] ?? ''
  const outcome = await connector.createConversation(row.person_id, serviceUrl)
  const now = app.clock.now()
  if (outcome.kind === 'created') {
    const { conversationId } = outcome
    await reached(app.db, { id: row.person_id, conversationId, serviceUrl, teamsUserId: null }, now)
    // The message itself needs a slot of its own.
    await pause(await reserve(app.db, 'connector', 1))
    return { conversationId, serviceUrl }
  }
  await keepReach(app, outcome, row.person_id)
  const recorded: Recorded =
    outcome.kind === 'not_installed' ? notInstalled(work.conversation, now) : afterSending(row, outcome, { now, jitter: Math.random() })
  // Opening a chat twice is harmless, so an unknown outcome here is no uncertain message.
  await record(app.db, row, { ...recorded, uncertain: false }, now)
  return null
}

/** What the connector says about a person is kept for every later message. */
async function keepReach(app: App, outcome: SendOutcome | { kind: 'created' }, personId: string): Promise<void> {
  const now = app.clock.now()
  if (outcome.kind === 'throttled') await pushBack(app.db, 'connector', outcome.retryAfterMs)
  if (outcome.kind === 'blocked' || outcome.kind === 'policy_blocked' || outcome.kind === 'not_installed') {
    await unreachable(app.db, personId, outcome.kind, now)
  }
  if (outcome.kind === 'conversation_gone') {
    await app.db
      .updateTable('conversations')
      .set({ conversation_id: null, state: 'unknown', changed_at: now })
      .where('person_id', '=', personId)
      .execute()
  }
}

async function editAll(app: App, connector: Messenger, batch: Batch): Promise<void> {
  const works = await gather(app, batch.rows)
  const messages = works.flatMap(work =>
    [work.row.activity_id, ...work.row.reminders].filter(id => id !== null).map(activityId => ({ work, activityId })),
  )
  const outcomes = new Map<Work, SendOutcome>()
  const requests: Promise<void>[] = []
  for await (const index of batch.slots(messages.length)) {
    const message = messages[index]
    const to = message ? addressOf(message.work.conversation) : null
    if (!message?.work.person || !to || batch.isStopping()) continue
    const card = draw(app, message.work, message.work.person)
    requests.push(
      connector.update(to, message.activityId, card).then(outcome => {
        const before = outcomes.get(message.work)
        if (!before || before.kind === 'delivered') outcomes.set(message.work, outcome)
      }),
    )
  }
  await Promise.all(requests)
  if (batch.isStopping()) return
  const now = app.clock.now()
  for (const work of works) {
    const outcome = outcomes.get(work) ?? { kind: 'conversation_gone', code: 'no conversation' }
    if (outcome.kind === 'throttled') await pushBack(app.db, 'connector', outcome.retryAfterMs)
    await record(app.db, work.row, afterEditing(work.row, outcome, { now, jitter: Math.random() }), now)
  }
}
