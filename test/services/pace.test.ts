import assert from 'node:assert/strict'
import { sql } from 'kysely'
import { pushBack, reserve, spacings, takenFor } from '../../services/pace.ts'
import type { SendOutcome } from '../../services/ports.ts'
import { openPurse, type Purse, paced, slotKeeper } from '../../services/slots.ts'
import { queueUp } from '../../services/threads.ts'
import { until } from '../support/bot-process.ts'
import { busiestSecond, fakeConnector } from '../support/connector.ts'
import { describeOnBoth } from '../support/database.ts'

const to = { conversationId: 'a', serviceUrl: 'https://smba.example/' }
let chat = 0
/** Chats that nobody wrote to yet. */
const chats = (count: number) => Array.from({ length: count }, () => `chat ${++chat}`)
const take = (purse: Purse) => purse.take({ tokens: 1, patience: 0 })
const message = { text: 'x', summary: 'x' }

describeOnBoth('the pace', database => {
  it('gives slots one after the other to everybody who asks, without gaps and without overlap', async () => {
    const { db } = database()
    const started = performance.now()
    const waits = await Promise.all([5, 1, 10, 1, 3].map(async count => ({ count, at: await reserve(db, 'install', count) })))
    const elapsed = performance.now() - started
    const total = 20 * spacings.install
    const end = Math.max(...waits.map(({ count, at }) => at + count * spacings.install))
    assert.ok(end <= total + 1 && end >= total - elapsed - 1, `${end} of ${total}`)
  })

  it('does not make up for time in which nobody asked', async () => {
    const { db } = database()
    await reserve(db, 'install', 1)
    await db
      .updateTable('pace')
      .set({ next_at: new Date(0) })
      .execute()
    assert.equal(await reserve(db, 'install', 50), 0)
    assert.ok((await reserve(db, 'install', 1)) > 40 * spacings.install)
  })

  it('makes everybody wait when whoever is asked wants it, and never shortens a wait', async () => {
    const { db } = database()
    await pushBack(db, 'install', 5_000)
    await pushBack(db, 'install', 100)
    assert.ok((await reserve(db, 'install', 1)) > 4_000)
    await pushBack(db, 'install', null)
    assert.ok((await takenFor(db, 'install')) > 4_000)
  })

  it('keeps the lanes apart', async () => {
    const { db } = database()
    await pushBack(db, 'connector', 60_000)
    assert.equal(await takenFor(db, 'install'), 0)
    assert.equal(await reserve(db, 'install', 1), 0)
  })

  it('answers to people take tokens too, and another process hears of a refusal within a second', async () => {
    const { db } = database()
    const connector = fakeConnector()
    const [one, other] = [openPurse(db), openPurse(db)]
    const messenger = paced(connector, db, one)
    const busy = Array.from({ length: 60 }, () => messenger.send({ ...to, conversationId: chats(1)[0] ?? '' }, message))
    await messenger.update(to, 'm1', message)
    await messenger.createConversation('p', to.serviceUrl)
    await Promise.all(busy)
    assert.equal(connector.asked.length, 62)
    assert.ok(busiestSecond(connector.asked) <= 50, `${busiestSecond(connector.asked)} in one second`)
    connector.refuse = () => ({ kind: 'throttled', retryAfterMs: 7_000, code: 'Throttled' })
    await take(other)
    const outcome: SendOutcome = await messenger.send(to, message)
    assert.equal(outcome.kind, 'throttled')
    await until('the other process', async () => other.heldFor() > 5_000, 1)
    assert.equal(await take(other), null)
  })

  it('processes share the tokens evenly, and one alone gets all of them soon after the other ended', async () => {
    const { db } = database()
    const purses = [openPurse(db), openPurse(db)]
    const stopped = new AbortController()
    const sent = [0, 0]
    const work = purses.map(async (purse, which) => {
      for (;;) {
        const token = await purse.take({ tokens: 50, patience: 0, stopped: stopped.signal })
        if (!token) return
        sent[which] = (sent[which] ?? 0) + 1
        purse.answered(token)
      }
    })
    const shares = async () => (await db.selectFrom('pace').select('shares').executeTakeFirst())?.shares ?? []
    await until('both halves', async () => (await shares()).map(share => share.tokens).join() === '25,25')
    stopped.abort()
    await Promise.all(work)
    await until('everything to be given back', async () => (await shares()).length === 0)
    assert.ok(Math.min(...sent) > 10, `${sent}`)
  })

  it('never asks one conversation more than Teams takes: new messages, edits and threads of a channel together', async () => {
    const { db } = database()
    const connector = fakeConnector()
    const [one, other] = [paced(connector, db, openPurse(db)), paced(connector, db, openPurse(db))]
    const channel = { conversationId: '19:helpdesk', serviceUrl: to.serviceUrl }
    const thread = { ...channel, conversationId: '19:helpdesk;messageid=1' }
    const busy = [1, 2, 3, 4].flatMap(() => [one.send(thread, message), other.update(channel, 'm1', message)])
    await one.send(to, message)
    const before = connector.asked.filter(asked => asked.whom.startsWith('19:')).length
    assert.ok(before < busy.length, 'another conversation waits')
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
    const slots = slotKeeper(db, new AbortController().signal, openPurse(db))
    for await (const { index } of slots.take(['full', 'free'], index => refused.push(index))) given.push(index)
    assert.deepEqual([refused, given], [[0], [1]])
  })

  it('never asks more than 50 times a second, also when the process stumbles', async () => {
    const { db } = database()
    const connector = fakeConnector()
    const running = new AbortController().signal
    async function send(count: number): Promise<void> {
      const slots = slotKeeper(db, running, openPurse(db))
      for (let block = 0; block < count; block += 10) {
        for await (const { answered } of slots.take(chats(10))) void connector.send(to, message).finally(answered)
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
    const purse = openPurse(db)
    const slots = slotKeeper(db, stopped.signal, purse)
    let taken = 0
    for await (const { answered } of slots.take(chats(10))) {
      answered()
      if (++taken === 3) await slots.hold(60_000)
    }
    assert.equal(taken, 3)
    for await (const _ of slots.take(chats(3))) taken += 1
    await db.deleteFrom('pace').execute()
    const others = slotKeeper(db, stopped.signal, openPurse(db))
    for await (const { answered } of others.take(chats(3))) {
      answered()
      taken += 1
      stopped.abort()
    }
    assert.equal(taken, 4)
  })
})
