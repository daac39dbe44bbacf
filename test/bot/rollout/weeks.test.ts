import assert from 'node:assert/strict'
import { checkDates } from '../../../bot/rollout/check-dates.ts'
import { sweepDigests } from '../../../bot/rollout/digests.ts'
import { tasksFor } from '../../../bot/tasks/index.ts'
import { switchFeature } from '../../../services/features.ts'
import { localClock, localDate } from '../../../services/local-time.ts'
import { planWaves } from '../../../services/planner.ts'
import { type TestApp, testApp } from '../../support/app.ts'
import { until } from '../../support/bot-process.ts'
import { fakeConnector } from '../../support/connector.ts'
import { useDatabase } from '../../support/database.ts'
import { useLoops } from '../../support/loops.ts'
import { addChat, addPerson, addWave } from '../../support/rollout.ts'

const zones: Record<string, string> = {
  ann: 'Europe/Amsterdam',
  ben: 'Europe/Amsterdam',
  nora: 'America/New_York',
  boss: 'Europe/Amsterdam',
}
/** Mornings in Amsterdam, and mornings in New York. */
const clocks = ['08:00', '14:00']
const days = ['02-14', '02-15', '02-16', '02-17', '03-02', '03-09', '03-10', '03-12', '03-15', '03-16', '03-17', '03-18', '03-19', '03-20']

interface Got {
  who: string
  at: Date
  summary: string
}

describe('the weeks of two campaigns, from the plan to the chats', () => {
  const database = useDatabase()
  const start = useLoops()
  let app: TestApp
  let got: Got[]

  beforeEach(async () => {
    const { db } = database()
    app = testApp(db, new Date('2027-02-14T08:00:00Z'))
    got = []
    for (const [id, time_zone] of Object.entries(zones)) {
      await addPerson(db, id, { time_zone, country: id === 'nora' ? 'US' : 'NL', ...(id === 'boss' ? {} : { manager_id: 'boss' }) })
      await addChat(db, id)
    }
    for (const id of ['dev', 'eva', 'fay']) await addPerson(db, id, { manager_id: 'boss', excluded: id === 'fay' ? 'guest' : null })
    app.directory.methodsOf = { ben: ['authenticator'], boss: ['passkey'] }
    await db
      .insertInto('registrations')
      .values(['ben', 'boss'].map(person_id => ({ person_id, done: true, source: 'live' as const, checked_at: app.clock.now() })))
      .execute()
  })

  async function settled(now: Date): Promise<boolean> {
    const open = app.db
      .selectFrom('deliveries')
      .innerJoin('announcements', 'announcements.id', 'announcement_id')
      .select('person_id')
      .where('announcements.state', '=', 'running')
      .where('deliveries.state', 'in', ['queued', 'sending', 'retrying'])
      .where('not_before', '<=', now)
    return (await open.executeTakeFirst()) === undefined
  }

  /** The days pass; what the loop brings to the chats is kept with the moment of that day. */
  async function live(): Promise<void> {
    const connector = fakeConnector()
    const { send } = connector
    connector.send = (to, message) => {
      got.push({ who: to.conversationId.replace('chat-', ''), at: app.clock.now(), summary: message.summary })
      return send(to, message)
    }
    app.messenger.send = connector.send
    start(app, connector)
    for (const moment of days.flatMap(day => clocks.map(clock => new Date(`2027-${day}T${clock}:00Z`)))) {
      app.setTime(moment)
      // The pace inside a conversation goes by the database's clock, on which these weeks take seconds.
      await app.db.deleteFrom('thread_pace').execute()
      app.directory.enforcement.securityDefaults = moment >= new Date('2027-03-16T08:00:00Z')
      await checkDates(app, moment)
      await planWaves(app.db, app.jobs, moment)
      await app.jobs.run(tasksFor(app))
      await until(`the messages of ${moment.toISOString()}`, () => settled(moment))
      await sweepDigests(app, moment)
    }
  }
  const chatOf = (who: string) =>
    got.filter(one => one.who === who).map(({ at }) => `${localDate(at, zones[who] ?? '').slice(5)} ${localClock(at, zones[who] ?? '')}`)

  it('gives everybody what is theirs, in their own hours, never two on one day', async () => {
    const when = { time_zone: 'Europe/Amsterdam' }
    await addWave(app.db, { ...when, deadline_at: new Date('2027-03-16T08:00:00Z') })
    await addWave(app.db, {
      ...when,
      deadline_at: new Date('2027-03-17T08:00:00Z'),
      cadence: [
        { kind: 'announcement', days: -30 },
        { kind: 'reminder', days: -7 },
      ],
    })
    await live()
    assert.deepEqual(chatOf('ben'), ['02-15 09:00', '02-16 09:00', '03-16 09:00'])
    assert.deepEqual(chatOf('ann'), [
      '02-15 09:00',
      '02-16 09:00',
      '03-02 09:00',
      '03-09 09:00',
      '03-10 09:00',
      '03-12 09:00',
      '03-15 09:00',
      '03-16 09:00',
      '03-17 09:00',
      '03-19 09:00',
    ])
    // Their clocks are an hour nearer from 14 March on.
    assert.deepEqual(chatOf('nora').slice(-4), ['03-15 10:00', '03-16 10:00', '03-17 10:00', '03-19 10:00'])
    for (const who of Object.keys(zones)) {
      const daysOf = chatOf(who).map(one => one.slice(0, 5))
      assert.equal(new Set(daysOf).size, daysOf.length, `${who}: ${daysOf.join(', ')}`)
    }
    // On the day of the second digest the manager has had the first one: it comes on the next working day.
    const digests = got.filter(one => one.summary.includes('of your')).map(one => `${one.who} ${localDate(one.at, 'UTC')} ${one.summary}`)
    const words = '4 of your 5 people still have to set up the extra check'
    assert.deepEqual(digests, [`boss 2027-03-12 ${words}`, `boss 2027-03-15 ${words}`])
  })

  it('names people to their manager only where that is agreed, and counts them only where a number names nobody', async () => {
    await app.db.updateTable('people').set({ manager_id: null }).where('id', '=', 'dev').execute()
    await addWave(app.db, { time_zone: 'Europe/Amsterdam', deadline_at: new Date('2027-03-16T08:00:00Z') })
    const at = new Date('2027-03-12T08:00:00Z')
    const announce = async () => {
      await planWaves(app.db, app.jobs, new Date('2027-02-14T08:00:00Z'))
      await app.jobs.run(tasksFor(app))
      await app.db.updateTable('deliveries').set({ state: 'delivered' }).execute()
    }
    await announce()
    app.setTime(at)
    await sweepDigests(app, at)
    assert.deepEqual(app.messenger.sent, [])
    await app.db.deleteFrom('digests').execute()
    await app.db.updateTable('waves').set({ digests_at: null }).execute()
    await switchFeature(app.db, { name: 'names_to_managers', on: true, note: 'Works council, 1 March', actorId: 'admin', now: at })
    await Promise.all([sweepDigests(app, at), sweepDigests(app, at)])
    const card = JSON.stringify(app.messenger.shown('chat-boss')[0]?.card)
    assert.equal(app.messenger.sent.length, 1)
    assert.match(card, /Name of ann, Name of eva, Name of nora/)
  })
})
