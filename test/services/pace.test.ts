import assert from 'node:assert/strict'
import { sql } from 'kysely'
import { pushBack, reserve, spacingMs, takenFor } from '../../services/pace.ts'
import type { SendOutcome } from '../../services/ports.ts'
import { paced, slotKeeper } from '../../services/slots.ts'
import { queueUp } from '../../services/threads.ts'
import { busiestSecond, fakeConnector } from '../support/connector.ts'
import { describeOnBoth } from '../support/database.ts'

const to = { conversationId: 'a', serviceUrl: 'https://smba.example/' }
let chat = 0
/** Chats that nobody wrote to yet. */
const chats = (count: number) => Array.from({ length: count }, () => `chat ${++chat}`)
const message = { text: 'x', summary: 'x' }

describeOnBoth('the pace', database => {
  it('gives slots one after the other to everybody who asks, without gaps and without overlap', async () => {
    const { db } = database()
    const started = performance.now()
    const waits = await Promise.all([5, 1, 10, 1, 3].map(async count => ({ count, at: await reserve(db, 'connector', count) })))
    const elapsed = performance.now() - started
    const total = 20 * spacingMs
    const end = Math.max(...waits.map(({ count, at }) => at + count * spacingMs))
    assert.ok(end <= total + 1 && end >= total - elapsed - 1, `${end} of ${total}`)
  })

  it('does not make up for time in which nobody asked', async () => {
    const { db } = database()
    await reserve(db, 'connector', 1)
    await db
      .updateTable('pace')
      .set({ next_at: new Date(0) })
      .execute()
    assert.equal(await reserve(db, 'connector', 50), 0)
    assert.ok((await reserve(db, 'connector', 1)) > 40 * spacingMs)
  })

  it('makes everybody wait when the connector asks for it, and never shortens a wait', async () => {
    const { db } = database()
    await pushBack(db, 'connector', 5_000)
    await pushBack(db, 'connector', 100)
    assert.ok((await reserve(db, 'connector', 1)) > 4_000)
    await pushBack(db, 'connector', null)
    assert.ok((await takenFor(db, 'connector')) > 4_000)
  })

  it('keeps the lanes apart', async () => {
    const { db } = database()
    await pushBack(db, 'connector', 60_000)
    assert.equal(await takenFor(db, 'install'), 0)
    assert.equal(await reserve(db, 'install', 1), 0)
  })

  it('sends answers to people in the same lane, and tells everybody of a refusal', async () => {
    const { db } = database()
    const connector = fakeConnector()
    const messenger = paced(connector, db)
    await Promise.all(Array.from({ length: 20 }, () => messenger.send({ ...to, conversationId: chats(1)[0] ?? '' }, message)))
    await messenger.update(to, 'm1', message)
    await messenger.createConversation('p', to.serviceUrl)
    const times = connector.asked.map(one => one.at).sort((a, b) => a - b)
    assert.ok((times.at(-1) ?? 0) - (times[0] ?? 0) >= 20 * spacingMs)
    connector.refuse = () => ({ kind: 'throttled', retryAfterMs: 7_000, code: 'Throttled' })
    const outcome: SendOutcome = await messenger.send(to, message)
    assert.equal(outcome.kind, 'throttled')
    assert.ok((await takenFor(db, 'connector')) > 6_000)
  })

  it('never asks one conversation more than Teams takes: new messages, edits and threads of a channel together', async () => {
    const { db } = database()
    const connector = fakeConnector()
    const [one, other] = [paced(connector, db), paced(connector, db)]
    const channel = { conversationId: '19:helpdesk', serviceUrl: to.serviceUrl }
    const thread = { ...channel, conversationId: '19:helpdesk;messageid=1' }
    const busy = [1, 2, 3, 4].flatMap(() => [one.send(thread, message), other.update(channel, 'm1', message)])
    const began = performance.now()
    await one.send(to, message)
    assert.ok(performance.now() - began < 700, 'another conversation waits')
    await Promise.all(busy)
    const times = connector.asked
      .filter(asked => asked.whom.startsWith('19:'))
      .map(asked => asked.at)
      .sort((a, b) => a - b)
    const within = (ms: number) => Math.max(...times.map((from, index) => times.slice(index).filter(at => at < from + ms).length))
    assert.equal(times.length, 8)
    assert.ok(within(1_000) <= 7 && within(2_000) <= 8, `${within(1_000)} in a second, ${within(2_000)} in two`)
    assert.ok((times.at(-1) ?? 0) - (times[0] ?? 0) > 2_000)
  })

  it('lets a conversation wait that had its 1 800 in this hour, and gives the loop no slot for it', async () => {
    const { db } = database()
    assert.equal(await queueUp(db, 'full'), 0)
    const inTenMinutes = sql<Date>`clock_timestamp() + interval '722 seconds'`
    await db.updateTable('thread_pace').set({ hour_at: inTenMinutes }).execute()
    assert.ok((await queueUp(db, 'full')) > 0)
    const refused: number[] = []
    const given: number[] = []
    for await (const index of slotKeeper(db, new AbortController().signal).take(['full', 'free'], index => refused.push(index)))
      given.push(index)
    assert.deepEqual([refused, given], [[0], [1]])
  })

  it('never asks more than 50 times a second, also when the process stumbles', async () => {
    const { db } = database()
    const connector = fakeConnector()
    const running = new AbortController().signal
    async function send(count: number): Promise<void> {
      const slots = slotKeeper(db, running)
      for (let block = 0; block < count; block += 10) {
        for await (const _ of slots.take(chats(10))) void connector.send(to, message)
      }
    }
    const stumble = setInterval(() => {
      const until = performance.now() + 30
      while (performance.now() < until) Math.sqrt(until)
    }, 170)
    try {
      await Promise.all([send(30), send(30), send(20)])
    } finally {
      clearInterval(stumble)
    }
    assert.equal(connector.asked.length, 80)
    assert.ok(busiestSecond(connector.asked) <= 50, `${busiestSecond(connector.asked)} in one second`)
  })

  it('ends at once when the process stops or everybody has to wait', async () => {
    const { db } = database()
    const stopped = new AbortController()
    const slots = slotKeeper(db, stopped.signal)
    const taken: number[] = []
    for await (const index of slots.take(chats(10))) {
      taken.push(index)
      if (taken.length === 3) await slots.hold(60_000)
    }
    assert.equal(taken.length, 3)
    for await (const index of slots.take(chats(3))) taken.push(index)
    await db.deleteFrom('pace').execute()
    const others = slotKeeper(db, stopped.signal)
    for await (const index of others.take(chats(3))) {
      taken.push(index)
      stopped.abort()
    }
    assert.equal(taken.length, 4)
  })
})
