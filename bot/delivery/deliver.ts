/**
 * The delivery loop, one in every process: claim rows of the ledger, guard them, reserve as many slots of the shared pace as will be
 * sent, send at the slots, record. So that no slot goes by unused, the next rows are claimed and guarded while the ones before are
 * sent, and nothing waits for an answer. Hidden state: the rows in hand, of which a clean stop gives the unsent ones back, and the
 * requests that are out.
 */
import { finishSent } from '../../services/announcements.ts'
import { addressOf, newestServiceUrl, reached } from '../../services/conversations.ts'
import { claim, claimEdits, type Delivery, handBack, type Recorded, reap, record } from '../../services/deliveries.ts'
import { checkLive, type LiveAnswer } from '../../services/live-check.ts'
import { longestWaitMs, pause, slotKeeper, takenFor } from '../../services/pace.ts'
import type { Person } from '../../services/people.ts'
import type { Address, Messenger } from '../../services/ports.ts'
import type { App } from '../app.ts'
import { ask, type Batch, type Courier, drawn, gather, keepOut, keepReach, undrawable, type Work } from './courier.ts'
import { afterSending, decide, notInstalled } from './decide.ts'
import { edited } from './edits.ts'

const batchSize = 10
const idleMs = 250
const housekeepingMs = 2_000
/** Where the connector does not answer, a process stops asking it for more. */
const mostOut = 100

export interface Delivering {
  /** Takes no more rows, finishes the requests that are out, hands unsent rows back. */
  stop(): Promise<void>
}

/** Starts the loop. `connector` is the messenger without the pace: this loop reserves its slots by itself. */
export function startDelivering(app: App, connector: Messenger): Delivering {
  const stopped = new AbortController()
  const courier: Courier = { app, connector, slots: slotKeeper(app.db, stopped.signal), out: new Set() }
  let cleanedAt = 0

  async function housekeeping(): Promise<void> {
    if (Date.now() - cleanedAt < housekeepingMs) return
    cleanedAt = Date.now()
    const lost = await reap(app.db, app.clock.now())
    if (lost) app.log.warn({ rows: lost }, 'rows of a process that died go on')
    await finishSent(app.db, app.clock.now())
  }

  async function prepare(): Promise<Batch | null> {
    await housekeeping()
    if ((await takenFor(app.db, 'connector')) > longestWaitMs) return null
    const now = app.clock.now()
    const rows = await claim(app.db, batchSize, now)
    if (rows.length) return guarded(courier, rows)
    const edits = await claimEdits(app.db, batchSize, now)
    return edits.length ? edited(courier, edits) : null
  }
  const failed = (error: unknown) => {
    app.log.error({ err: error }, 'a round of deliveries failed')
    return null
  }

  async function run(): Promise<void> {
    let next = prepare().catch(failed)
    let worked = false
    while (!stopped.signal.aborted) {
      const batch = await next
      const nothingLeft = !batch && courier.out.size === 0
      if (nothingLeft && worked) cleanedAt = 0
      worked = worked && !nothingLeft
      if (batch) worked = true
      else await pause(idleMs, stopped.signal)
      next = prepare().catch(failed)
      await batch?.().catch(failed)
      while (courier.out.size > mostOut) await Promise.race(courier.out)
    }
    await (await next)?.().catch(failed)
    await Promise.all(courier.out)
  }
  const running = run()
  return {
    async stop() {
      stopped.abort()
      await running
    },
  }
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

async function guarded(courier: Courier, rows: Delivery[]): Promise<Batch> {
  const { app } = courier
  const now = app.clock.now()
  const toSend: Work[] = []
  for (const work of await gather(app, rows)) {
    const decision = decide({ ...work, cancelled: work.announcement.state === 'cancelled' }, now)
    if (decision.kind === 'record') await record(app.db, work.row, decision.outcome, now)
    else toSend.push(work)
  }
  await readReadyOnes(app, toSend)
  return () => sendAll(courier, toSend)
}

async function sendAll(courier: Courier, works: Work[]): Promise<void> {
  const { app, slots } = courier
  const unsent = [...works]
  for await (const _slot of slots.take(works.length)) {
    const work = unsent.shift()
    if (work) keepOut(courier, deliverOne(courier, work))
  }
  const rows = unsent.map(work => work.row)
  await handBack(app.db, rows, app.clock.now())
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
