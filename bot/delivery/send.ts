/** Brings rows to people: each message at its slot of the shared pace. */
import { addressOf, newestServiceUrl, reached } from '../../services/conversations.ts'
import { type Delivery, handBack, type Recorded, unclaimed } from '../../services/deliveries.ts'
import { localDate } from '../../services/local-time.ts'
import type { Person } from '../../services/people.ts'
import type { Address } from '../../services/ports.ts'
import { once } from '../../services/slots.ts'
import { opening, threadOf } from '../../services/threads.ts'
import { ask, type Batch, type Courier, keepReach, undrawable } from './courier.ts'
import { afterSending, notInstalled } from './decide.ts'
import { drawn } from './draw.ts'
import type { Work } from './gather.ts'
import { guard } from './guard.ts'

/** Where the connector does not answer, a process stops asking it for more. */
const mostOut = 200
const fullThreadMs = 1_000

/** Claimed rows, guarded and ready to be sent. */
export async function prepareSends(courier: Courier, rows: Delivery[]): Promise<Batch> {
  const works = await guard(courier.app, rows)
  return () => sendAll(courier, works)
}

const threadFor = (work: Work): string => {
  const to = addressOf(work.conversation)
  return to ? threadOf(to.conversationId) : opening(work.row.person_id)
}

/** A row that waited past the person's midnight must ask for the new day first. */
const stillItsDay = ({ day }: Work, now: Date): boolean => !day || localDate(now, day.zone) === day.date

async function sendAll(courier: Courier, works: Work[]): Promise<void> {
  const { app, connector, slots, out } = courier
  const unsent = new Set(works)
  const full: Work[] = []
  const refused = (index: number) => full.push(...works.slice(index, index + 1))
  for await (const { index, answered } of slots.take(works.map(threadFor), refused)) {
    const work = works[index]
    if (!work || !courier.mayGoOut(work.row.announcement_id) || !stillItsDay(work, app.clock.now())) {
      answered()
      continue
    }
    unsent.delete(work)
    const sent = deliverOne({ ...courier, connector: once(connector, answered) }, work).finally(answered)
    out.add(sent, error => {
      // The row keeps its lease; when that ends it is tried again and counted as uncertain.
      const { announcement_id: announcementId, person_id: personId } = work.row
      app.log.error({ err: error, announcementId, personId }, 'a delivery failed')
    })
    await out.room(mostOut)
  }
  const now = app.clock.now()
  const rowsOf = (some: Iterable<Work>) => [...some].map(work => work.row)
  for (const work of full) unsent.delete(work)
  await handBack(app.db, rowsOf(unsent), now)
  await handBack(app.db, rowsOf(full), now, new Date(now.getTime() + fullThreadMs))
}

function deliverOne(courier: Courier, work: Work): Promise<void> {
  const to = addressOf(work.conversation)
  return to && work.person ? sendOne(courier, work, { to, person: work.person }) : openConversation(courier, work)
}

async function sendOne(courier: Courier, work: Work, { to, person }: { to: Address; person: Person }): Promise<void> {
  const { app, connector, recorder } = courier
  const { row } = work
  const message = drawn(app, work, person)
  const outcome = message ? await ask(app, () => connector.send(to, { ...message, alert: true })) : undrawable
  if (outcome.kind !== 'delivered') await keepReach(courier, outcome, row.person_id, to)
  const recorded = afterSending(row, outcome, { now: app.clock.now(), jitter: Math.random() })
  const ready = recorded.state === 'delivered' && work.registration?.done
  await recorder.keep(row, ready ? { ...recorded, reason: 'ready' } : recorded)
}

/** Opens the chat with somebody new; the message itself takes a slot of its own, in a round to come. */
async function openConversation(courier: Courier, work: Work): Promise<void> {
  const { app, connector, recorder } = courier
  const { row } = work
  const serviceUrl = (await newestServiceUrl(app.db)) ?? app.config.SERVICE_URLS[0] ?? ''
  const outcome = await connector.createConversation(row.person_id, serviceUrl)
  const now = app.clock.now()
  if (outcome.kind === 'created') {
    await reached(app.db, { id: row.person_id, conversationId: outcome.conversationId, serviceUrl, teamsUserId: null }, now)
    return recorder.keep(row, unclaimed(row, now))
  }
  await keepReach(courier, outcome, row.person_id)
  const recorded: Recorded =
    outcome.kind === 'not_installed'
      ? notInstalled(row, work.conversation, now)
      : afterSending(row, outcome, { now, jitter: Math.random() })
  // Opening a chat twice is harmless, so an unknown outcome here is no uncertain message.
  await recorder.keep(row, { ...recorded, uncertain: false })
}
