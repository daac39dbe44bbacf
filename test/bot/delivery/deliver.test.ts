import assert from 'node:assert/strict'
import type { Announcement } from '../../../services/announcements.ts'
import { reached } from '../../../services/conversations.ts'
import { countLedger, findDelivery, redraw, requeue } from '../../../services/deliveries.ts'
import { expand } from '../../../services/expansion.ts'
import { pushBack, takenFor } from '../../../services/pace.ts'
import { type TestApp, testApp } from '../../support/app.ts'
import { until } from '../../support/bot-process.ts'
import { busiestSecond, type FakeConnector, fakeConnector } from '../../support/connector.ts'
import { describeOnBoth } from '../../support/database.ts'
import { useLoops } from '../../support/loops.ts'
import { addAnnouncement, addChat, addPerson, addReachable, expireLeases, later, now, personIds } from '../../support/rollout.ts'

async function announce(app: TestApp): Promise<Announcement> {
  const announcement = await addAnnouncement(app.db)
  await expand(app.db, { announcement, languageOf: () => 'en', now })
  return announcement
}

async function counts(app: TestApp, announcement: Announcement): Promise<string[]> {
  return (await countLedger(app.db, announcement.id)).map(row => `${row.state} ${row.reason} ${row.count}`).sort()
}

async function isFinished(app: TestApp, announcement: Announcement): Promise<boolean> {
  const row = await app.db.selectFrom('announcements').select('state').where('id', '=', announcement.id).executeTakeFirst()
  return row?.state === 'finished'
}

const titleOf = (message: unknown): string => JSON.stringify(message)

describeOnBoth('two delivery loops on one database', database => {
  const start = useLoops()

  it('reach everybody once, and never ask more than 50 times in any second', async () => {
    const { db } = database()
    const app = testApp(db, now)
    const connector = fakeConnector()
    await addReachable(db, personIds(80))
    const announcement = await announce(app)
    start(app, connector)
    start(app, connector)
    await until('the end of the sending', () => isFinished(app, announcement))
    assert.deepEqual(await counts(app, announcement), ['delivered null 80'])
    assert.deepEqual(
      connector.asked.map(one => one.whom).sort(),
      personIds(80).map(id => `chat-${id}`),
    )
    assert.ok(busiestSecond(connector.asked) <= 50, `${busiestSecond(connector.asked)} in one second`)
  })
})

describeOnBoth('the delivery loop', database => {
  const start = useLoops()
  let app: TestApp
  let connector: FakeConnector
  beforeEach(() => {
    app = testApp(database().db, now)
    connector = fakeConnector()
  })
  const rowOf = async (announcement: Announcement, personId: string) => {
    const row = await findDelivery(app.db, announcement.id, personId)
    assert.ok(row)
    return row
  }
  const becomes = (announcement: Announcement, personId: string, state: string) =>
    until(`${personId} ${state}`, async () => (await rowOf(announcement, personId)).state === state)

  it('one answer "too many requests" makes everybody wait, is no attempt, and costs nobody the message', async () => {
    await addReachable(app.db, personIds(30))
    const announcement = await announce(app)
    let refused = 0
    connector.refuse = () => (refused++ === 4 ? { kind: 'throttled', retryAfterMs: 1_500, code: 'Throttled' } : undefined)
    start(app, connector)
    start(app, connector)
    // Recorded with the time of then: otherwise it would be due after the time that comes next.
    await until('the refusal', async () => (await counts(app, announcement)).some(one => one.startsWith('retrying')))
    app.setTime(later(60))
    await until('the end of the sending', () => isFinished(app, announcement))
    const told = connector.asked[4]?.at ?? 0
    const soon = connector.asked.filter(one => one.at > told && one.at < told + 1_450)
    assert.ok(soon.length <= 20, `${soon.length} requests in spite of Retry-After`)
    assert.ok(
      soon.every(one => one.at < told + 500),
      'a request that was not on its way went out in spite of Retry-After',
    )
    assert.equal(connector.asked.length, 31)
    assert.deepEqual(await counts(app, announcement), ['delivered null 30'])
    const rows = await app.db.selectFrom('deliveries').select(['attempts', 'uncertain']).execute()
    assert.ok(rows.every(row => row.attempts === 1 && row.uncertain === 0))
  })

  it('leaves rows alone while everybody has to wait for longer than a lease can bear', async () => {
    await addReachable(app.db, ['p01'])
    const announcement = await announce(app)
    await pushBack(app.db, 'connector', 60_000)
    const loop = start(app, connector)
    await until('a round', async () => (await takenFor(app.db, 'connector')) < 59_500)
    assert.deepEqual((await rowOf(announcement, 'p01')).state, 'queued')
    await loop.stop()
    assert.deepEqual(connector.asked, [])
  })

  it('says for everybody who was not reached why', async () => {
    await addReachable(app.db, ['fine', 'nay', 'policy', 'wall'])
    await addPerson(app.db, 'guest', { excluded: 'guest' })
    for (const [id, state] of [
      ['nolicence', 'no_licence'],
      ['known', 'blocked'],
    ] as const) {
      await addPerson(app.db, id)
      await addChat(app.db, id, { state })
    }
    await addPerson(app.db, 'removed')
    await addChat(app.db, 'removed', { state: 'not_installed', removed_at: now, conversation_id: null })
    const announcement = await announce(app)
    const refusals: Record<string, 'blocked' | 'policy_blocked' | 'failed'> = {
      'chat-nay': 'blocked',
      'chat-policy': 'policy_blocked',
      'chat-wall': 'failed',
    }
    connector.refuse = ({ whom }) => (refusals[whom] ? { kind: refusals[whom], code: 'why' } : undefined)
    start(app, connector)
    await until('the end of the sending', () => isFinished(app, announcement))
    assert.deepEqual(await counts(app, announcement), [
      'blocked null 2',
      'delivered null 1',
      'failed null 1',
      'not_installed no_licence 1',
      'not_installed null 1',
      'policy_blocked null 1',
      'skipped guest 1',
    ])
    assert.equal(connector.asked.length, 4)
    const reach = await app.db
      .selectFrom('conversations')
      .select(['person_id', 'state'])
      .where('person_id', 'in', ['nay', 'policy'])
      .execute()
    assert.deepEqual(reach.map(row => `${row.person_id} ${row.state}`).sort(), ['nay blocked', 'policy policy_blocked'])
  })

  it('opens the chat with somebody new, and remembers it', async () => {
    await addPerson(app.db, 'p01')
    const announcement = await announce(app)
    start(app, connector)
    await until('the end of the sending', () => isFinished(app, announcement))
    assert.deepEqual(
      connector.asked.map(one => `${one.kind} ${one.whom}`),
      ['create p01', 'send chat-p01'],
    )
    assert.equal((await rowOf(announcement, 'p01')).attempts, 1)
  })

  it('opens a chat that is gone anew, once', async () => {
    await addReachable(app.db, ['back', 'gone'])
    const announcement = await announce(app)
    connector.refuse = ({ kind, whom }) =>
      kind === 'send' && (whom === 'chat-gone' || connector.to(whom, 'send').length === 1)
        ? { kind: 'conversation_gone', code: 'ConversationNotFound' }
        : undefined
    start(app, connector)
    await until('the end of the sending', () => isFinished(app, announcement))
    assert.deepEqual(await counts(app, announcement), ['delivered null 1', 'gone null 1'])
    for (const id of ['back', 'gone']) {
      assert.deepEqual(
        connector.asked.filter(one => one.whom.endsWith(id)).map(one => one.kind),
        ['send', 'create', 'send'],
      )
    }
  })

  it('waits for the app of somebody who does not have it, and sends when it is there', async () => {
    await addPerson(app.db, 'p01')
    const announcement = await announce(app)
    connector.refuse = ({ kind }) => (kind === 'create' ? { kind: 'not_installed', code: 'ForbiddenOperationException' } : undefined)
    start(app, connector)
    await until('waiting', async () => (await rowOf(announcement, 'p01')).reason === 'waiting_for_install')
    assert.equal((await rowOf(announcement, 'p01')).uncertain, 0)
    await reached(app.db, { id: 'p01', conversationId: 'chat-p01', serviceUrl: 'https://smba.example/', teamsUserId: '29:p01' }, now)
    await requeue(app.db, 'p01', now)
    await becomes(announcement, 'p01', 'delivered')
  })

  it('tells people who are ready so, after asking the directory, and the others what to do', async () => {
    await addReachable(app.db, ['ready', 'was', 'new'])
    const registration = { source: 'report' as const, checked_at: now, kinds: ['authenticator'], done: true }
    for (const person_id of ['ready', 'was'])
      await app.db
        .insertInto('registrations')
        .values({ person_id, ...registration })
        .execute()
    app.directory.methodsOf.ready = ['authenticator']
    app.directory.methodsOf.was = []
    const announcement = await announce(app)
    start(app, connector)
    await until('the end of the sending', () => isFinished(app, announcement))
    assert.match(titleOf(connector.to('chat-ready')[0]?.message), /You are ready/)
    for (const id of ['was', 'new']) assert.match(titleOf(connector.to(`chat-${id}`)[0]?.message), /Set it up now/)
    assert.deepEqual(await counts(app, announcement), ['delivered null 2', 'delivered ready 1'])
    assert.ok(connector.asked.every(one => one.message?.alert && one.message.summary))
  })

  it('sends what is stored when the directory does not answer', async () => {
    await addReachable(app.db, ['ready', 'new'])
    await app.db.insertInto('registrations').values({ person_id: 'ready', source: 'report', checked_at: now, done: true }).execute()
    app.directory.methods = async () => {
      throw new Error('the directory is away')
    }
    const announcement = await announce(app)
    start(app, connector)
    await until('the end of the sending', () => isFinished(app, announcement))
    assert.match(titleOf(connector.to('chat-ready')[0]?.message), /You are ready/)
    const rows = await app.db.selectFrom('deliveries').select(['uncertain', 'attempts']).execute()
    assert.ok(rows.every(row => row.uncertain === 0 && row.attempts === 1))
  })

  it('draws every message of a person anew, the reminder too, and leaves an edit that was throttled for later', async () => {
    await addReachable(app.db, ['p01'])
    const announcement = await announce(app)
    start(app, connector)
    await becomes(announcement, 'p01', 'delivered')
    await app.db
      .updateTable('deliveries')
      .set({ reminders: ['m-later'] })
      .execute()
    await app.db.insertInto('registrations').values({ person_id: 'p01', source: 'live', checked_at: now, done: true }).execute()
    let throttled = false
    connector.refuse = ({ activityId }) => {
      if (activityId !== 'm-later' || throttled) return undefined
      throttled = true
      return { kind: 'throttled', retryAfterMs: 100, code: 'Throttled' }
    }
    app.setTime(later(1))
    await redraw(app.db, 'p01', app.clock.now())
    await until('the refusal', async () => throttled)
    let minutes = 0
    const isShown = async () => {
      app.setTime(later(60 * ++minutes))
      const row = await rowOf(announcement, 'p01')
      return row.wanted === 2 && row.shown === 2
    }
    await until('the new card', isShown)
    assert.deepEqual([...new Set(connector.to('chat-p01', 'update').map(one => one.activityId))].sort(), ['m-later', 'm1'])
    assert.match(titleOf(connector.to('chat-p01', 'update').at(-1)?.message), /You are done/)
    assert.equal((await rowOf(announcement, 'p01')).state, 'delivered')
  })

  it('gives a card that cannot be drawn up at once, and goes on with the others', async () => {
    await addReachable(app.db, ['fine', 'odd'])
    await app.db.updateTable('people').set({ time_zone: 'Mars/Olympus' }).where('id', '=', 'odd').execute()
    const announcement = await announce(app)
    start(app, connector)
    await until('the end of the sending', () => isFinished(app, announcement))
    const odd = await rowOf(announcement, 'odd')
    assert.ok(odd.state === 'delivered' || (odd.state === 'failed' && odd.uncertain === 0), `${odd.state} ${odd.uncertain}`)
    assert.equal((await rowOf(announcement, 'fine')).state, 'delivered')
  })

  it('repeats an attempt of which nobody knows what became, and says so', async () => {
    await addReachable(app.db, ['p01'])
    const announcement = await announce(app)
    connector.refuse = () => (connector.asked.length === 1 ? { kind: 'uncertain', code: 'ECONNRESET' } : undefined)
    app.setTime(now)
    start(app, connector)
    await until('the lost answer', async () => (await rowOf(announcement, 'p01')).uncertain === 1)
    app.setTime(later(60))
    await becomes(announcement, 'p01', 'delivered')
    assert.equal(connector.asked.length, 2)
  })

  it('takes over from a process that died', async () => {
    await addReachable(app.db, ['p01'])
    const announcement = await announce(app)
    await app.db.updateTable('deliveries').set({ state: 'sending', attempts: 1, lease_until: now }).execute()
    await expireLeases(app.db)
    start(app, connector)
    await becomes(announcement, 'p01', 'delivered')
    assert.equal((await rowOf(announcement, 'p01')).uncertain, 1)
  })

  it('hands unsent rows back at once when it stops', async () => {
    await addReachable(app.db, personIds(20))
    const announcement = await announce(app)
    const loop = start(app, connector)
    await until('some messages', async () => connector.asked.length >= 3)
    await loop.stop()
    const sent = connector.asked.length
    const states = await counts(app, announcement)
    assert.deepEqual(states, [`delivered null ${sent}`, `queued null ${20 - sent}`])
    const rows = await app.db.selectFrom('deliveries').select(['attempts', 'uncertain', 'lease_until', 'state']).execute()
    assert.ok(rows.every(row => row.uncertain === 0 && row.lease_until === null && row.attempts === (row.state === 'queued' ? 0 : 1)))
  })
})
