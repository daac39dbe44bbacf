/** What the loop heeds while it sends: pauses, withdrawals, readiness, other campaigns, throttling, another service URL. */
import assert from 'node:assert/strict'
import type { Announcement } from '../../../services/announcements.ts'
import { transaction } from '../../../services/db/database.ts'
import { countLedger, findDelivery, redrawAll } from '../../../services/deliveries.ts'
import { expand } from '../../../services/expansion.ts'
import { type TestApp, testApp } from '../../support/app.ts'
import { until } from '../../support/bot-process.ts'
import { type FakeConnector, fakeConnector } from '../../support/connector.ts'
import { useDatabase } from '../../support/database.ts'
import { useLoops } from '../../support/loops.ts'
import { addAnnouncement, addChat, addPerson, addReachable, later, now, personIds } from '../../support/rollout.ts'

describe('the delivery loop heeds', () => {
  const database = useDatabase()
  const start = useLoops()
  let app: TestApp
  let connector: FakeConnector
  beforeEach(() => {
    app = testApp(database().db, now)
    connector = fakeConnector()
  })
  const announce = async (more: Parameters<typeof addAnnouncement>[1] = {}): Promise<Announcement> => {
    const announcement = await addAnnouncement(app.db, more)
    await expand(app.db, { announcement, languageOf: () => 'en', now })
    return announcement
  }
  const counts = async ({ id }: Announcement) =>
    (await countLedger(app.db, id)).map(row => `${row.state} ${row.reason} ${row.count}`).sort()
  const isFinished = ({ id }: Announcement) =>
    until('the end of the sending', async () => {
      const row = await app.db.selectFrom('announcements').select('state').where('id', '=', id).executeTakeFirst()
      return row?.state === 'finished'
    })
  const rowOf = async ({ id }: Announcement, personId: string) => {
    const row = await findDelivery(app.db, id, personId)
    assert.ok(row)
    return row
  }
  const set = (announcement: Announcement, columns: object) =>
    app.db.updateTable('announcements').set(columns).where('id', '=', announcement.id).execute()

  it('a pause within a second, though rows are in hand, and goes on where it was', async () => {
    await addReachable(app.db, personIds(80))
    const announcement = await announce()
    start(app, connector)
    await until('some messages', async () => connector.asked.length >= 5)
    await set(announcement, { state: 'paused' })
    const paused = performance.now()
    await until('the rows in hand', async () => (await counts(announcement)).every(one => !one.startsWith('sending')))
    const last = connector.asked.at(-1)?.at ?? 0
    assert.ok(last - paused < 1_000, `still sending ${last - paused} ms after the pause`)
    const sent = connector.asked.length
    assert.ok(sent < 80)
    assert.deepEqual(await counts(announcement), [`delivered null ${sent}`, `queued null ${80 - sent}`])
    await set(announcement, { state: 'running' })
    await isFinished(announcement)
    assert.equal(new Set(connector.asked.map(one => one.whom)).size, 80)
    assert.equal(connector.asked.length, 80)
  })

  for (const how of ['delete', 'note'] as const) {
    it(`a withdrawal (${how}): what is out is changed in place, what is not stays unsent`, async () => {
      await addReachable(app.db, ['p01'])
      await addPerson(app.db, 'p02')
      await addChat(app.db, 'p02', { state: 'blocked' })
      const announcement = await announce()
      start(app, connector)
      await isFinished(announcement)
      await transaction(app.db, async tx => {
        const withdrawn = { withdrawn_at: later(60), withdrawn_how: how, withdrawn_why: JSON.stringify({ en: 'The date was wrong.' }) }
        await tx.updateTable('announcements').set(withdrawn).where('id', '=', announcement.id).execute()
        assert.equal(await redrawAll(tx, announcement.id, now), 1)
      })
      await until('the change', async () => (await rowOf(announcement, 'p01')).withdrawn_at)
      const [first, change] = connector.to('chat-p01')
      assert.equal(change?.kind, how === 'delete' ? 'remove' : 'update')
      assert.equal(change?.activityId, first?.activityId)
      if (how === 'note') assert.match(JSON.stringify(change?.message), /took this message back.*The date was wrong/)
      assert.deepEqual(await counts(announcement), ['blocked null 1', 'delivered null 1'])
    })
  }

  it('who became ready since the last reading: no reminder, and where the directory is silent what is stored', async () => {
    await addReachable(app.db, ['ready', 'open', 'stored'])
    const stored = { person_id: 'stored', source: 'report' as const, checked_at: now, done: true }
    await app.db.insertInto('registrations').values(stored).execute()
    app.directory.methodsOf.ready = ['authenticator']
    const { methods } = app.directory
    app.directory.methods = async ids => {
      const answers = await methods(ids)
      return new Map([...answers].map(([id, answer]) => [id, id === 'stored' ? { kind: 'unavailable', retryAfterMs: null } : answer]))
    }
    const reminder = await announce({ kind: 'reminder' })
    start(app, connector)
    await isFinished(reminder)
    assert.deepEqual(await counts(reminder), ['delivered null 1', 'skipped ready 2'])
    assert.deepEqual(
      connector.asked.map(one => one.whom),
      ['chat-open'],
    )
  })

  it('another campaign that has the person’s day: this one comes the next morning by their own clock, a warning at once', async () => {
    await addReachable(app.db, ['p01'])
    await app.db.updateTable('people').set({ time_zone: 'America/New_York' }).execute()
    start(app, connector)
    await isFinished(await announce())
    const second = await announce()
    await until('another day', async () => (await rowOf(second, 'p01')).not_before > now)
    const moved = await rowOf(second, 'p01')
    assert.deepEqual([moved.state, moved.attempts, moved.not_before], ['queued', 0, new Date('2026-11-11T14:00:00Z')])
    await isFinished(await announce({ kind: 'security' }))
    assert.equal(connector.asked.length, 2)
    app.setTime(new Date('2026-11-11T14:00:00Z'))
    await isFinished(second)
  })

  it('a reminder that would be too late tomorrow: today is for that one, whatever was there first', async () => {
    await addReachable(app.db, personIds(12))
    const patient = await announce()
    const last = await announce({ kind: 'reminder', expires_at: later(10 * 3600) })
    start(app, connector)
    await isFinished(last)
    assert.deepEqual(await counts(last), ['delivered null 12'])
    await until('the other for tomorrow', async () => (await rowOf(patient, 'p12')).not_before > now)
    assert.deepEqual(await counts(patient), ['queued null 12'])
    app.setTime(later(24 * 3600))
    await isFinished(patient)
    assert.equal(connector.asked.length, 24)
  })

  it('the sending hours of the person’s own place', async () => {
    await addReachable(app.db, ['here', 'there'])
    await app.db.updateTable('people').set({ time_zone: 'America/New_York' }).where('id', '=', 'there').execute()
    const hours = JSON.stringify({ days: [1, 2, 3, 4, 5], from: '09:00', to: '17:00', holidays: false })
    const announcement = await announce({ hours })
    start(app, connector)
    await until('the first', async () => (await rowOf(announcement, 'here')).state === 'delivered')
    await until('the other waits', async () => (await rowOf(announcement, 'there')).not_before > now)
    assert.deepEqual((await rowOf(announcement, 'there')).not_before, new Date('2026-11-10T14:00:00Z'))
  })

  it('a throttled person on the second pass: put back, then reached exactly once', async () => {
    await addReachable(app.db, ['p01', 'p02'])
    const announcement = await announce()
    let refused = 0
    connector.refuse = ({ whom }) =>
      whom === 'chat-p01' && refused++ < 2 ? { kind: 'throttled', retryAfterMs: 300, code: 'Throttled' } : undefined
    start(app, connector)
    await until('the first refusal', async () => (await rowOf(announcement, 'p01')).throttled === 1)
    const waits = await rowOf(announcement, 'p01')
    assert.deepEqual([waits.state, waits.attempts, waits.error_code], ['retrying', 0, 'Throttled'])
    let minutes = 0
    await until('the end', async () => {
      app.setTime(later(60 * ++minutes))
      return (await rowOf(announcement, 'p01')).state === 'delivered'
    })
    await isFinished(announcement)
    assert.deepEqual(await counts(announcement), ['delivered null 2'])
    assert.equal(connector.to('chat-p01').length, 3)
    const row = await rowOf(announcement, 'p01')
    assert.deepEqual([row.throttled, row.uncertain, row.attempts], [2, 0, 1])
  })

  it('a service URL that moved: the newest one is tried, and kept', async () => {
    await addPerson(app.db, 'p01')
    await addChat(app.db, 'p01', { service_url: 'https://old.example/', changed_at: later(-60) })
    await addChat(app.db, 'elsewhere', { service_url: 'https://new.example/' })
    const announcement = await announce()
    connector.refuse = () => (connector.asked.length === 1 ? { kind: 'retry', code: 'InvalidBotApiHost' } : undefined)
    start(app, connector)
    await until('the first try', async () => (await rowOf(announcement, 'p01')).state === 'retrying')
    app.setTime(later(60))
    await isFinished(announcement)
    const chat = await app.db.selectFrom('conversations').select('service_url').where('person_id', '=', 'p01').executeTakeFirst()
    assert.equal(chat?.service_url, 'https://new.example/')
  })
})
