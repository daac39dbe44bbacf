/**
 * Whatever happens, in whatever order: one row per person, a true sum, nobody lost, no copy that the ledger does not know of, and never
 * messages of two announcements on one of a person's days. Two announcements to the same people, one of them with a first few.
 */
import assert from 'node:assert/strict'
import fc from 'fast-check'
import { afterEditing, afterSending } from '../../bot/delivery/decide.ts'
import type { Work } from '../../bot/delivery/gather.ts'
import { guard } from '../../bot/delivery/guard.ts'
import { type Announcement, finishSent, stop } from '../../services/announcements.ts'
import { transaction } from '../../services/db/database.ts'
import { claim, claimEdits, type Delivery, handBack, reap, record, redrawAll, requeue } from '../../services/deliveries.ts'
import { expand } from '../../services/expansion.ts'
import { expireUnsent } from '../../services/expiry.ts'
import type { SendOutcome } from '../../services/ports.ts'
import { resendFailed } from '../../services/resend.ts'
import { type TestApp, testApp } from '../support/app.ts'
import { describeOnBoth } from '../support/database.ts'
import { addAnnouncement, addChat, addPerson, expireLeases, now, personIds } from '../support/rollout.ts'

const languageOf = () => 'en'
const dayMs = 24 * 3600_000
const everybody = personIds(5)
const excluded = 'p05'

type Event =
  | { do: 'claim'; most: number }
  /** One worker brings the nth row in its hands to the connector, whatever became of the announcement in that moment. */
  | { do: 'deliver' | 'throttle' | 'refuse' | 'block'; nth: number }
  | { do: 'hand back'; nth: number }
  | { do: 'lose answer'; nth: number; arrived: boolean }
  | { do: 'crash'; nth: number; arrived: boolean }
  /** All leases run out while the workers live: they are late, not dead. */
  | { do: 'be late' | 'expand again' | 'edit' | 'sweep' | 'tomorrow' | 'join' }
  | { do: 'pause' | 'resume' | 'stop' | 'withdraw' | 'all of them' | 'send again'; which: number }
  | { do: 'leave' | 'reach'; person: number }

const nth = fc.nat(7)
const which = fc.nat(1)
const person = fc.nat(4)
const some = <T extends string>(...names: T[]) => fc.constantFrom(...names)
const event: fc.Arbitrary<Event> = fc.oneof(
  { weight: 8, arbitrary: fc.record({ do: some('claim'), most: fc.integer({ min: 1, max: 6 }) }) },
  { weight: 9, arbitrary: fc.record({ do: some('deliver', 'throttle', 'refuse', 'block'), nth }) },
  { weight: 2, arbitrary: fc.record({ do: some('hand back'), nth }) },
  { weight: 3, arbitrary: fc.record({ do: some('lose answer'), nth, arrived: fc.boolean() }) },
  { weight: 3, arbitrary: fc.record({ do: some('crash'), nth, arrived: fc.boolean() }) },
  { weight: 6, arbitrary: fc.record({ do: some('be late', 'expand again', 'edit', 'sweep', 'tomorrow', 'join') }) },
  { weight: 6, arbitrary: fc.record({ do: some('pause', 'resume', 'all of them', 'send again'), which }) },
  { weight: 1, arbitrary: fc.record({ do: some('stop', 'withdraw'), which }) },
  { weight: 3, arbitrary: fc.record({ do: some('leave', 'reach'), person }) },
)

interface Scene {
  app: TestApp
  at: Date
  announcements: Announcement[]
  /** Rows that living workers hold, or believe to hold. */
  held: Work[]
  /** Messages that the connector carried out: announcement, person and day of each. */
  seen: { announcementId: string; personId: string; day: number }[]
  joined: number
}

async function begin(app: TestApp): Promise<Scene> {
  const { db } = app
  for (const table of ['contacts', 'deliveries', 'announcements', 'conversations', 'people'] as const) await db.deleteFrom(table).execute()
  for (const id of everybody) {
    await addPerson(db, id, id === excluded ? { excluded: 'service' } : {})
    await addChat(db, id)
  }
  app.setTime(now)
  const announcements = [await addAnnouncement(db, { canary_size: 2 }), await addAnnouncement(db)]
  for (const announcement of announcements) await expand(db, { announcement, languageOf, now })
  return { app, at: now, announcements, held: [], seen: [], joined: 0 }
}

const outcomes: Record<'deliver' | 'throttle' | 'refuse' | 'block' | 'lose answer', SendOutcome> = {
  deliver: { kind: 'delivered', activityId: 'm' },
  throttle: { kind: 'throttled', retryAfterMs: 0, code: 'Throttled' },
  refuse: { kind: 'retry', code: 'HTTP 503' },
  block: { kind: 'blocked', code: 'ConversationBlockedByUser' },
  'lose answer': { kind: 'uncertain', code: 'ECONNRESET' },
}

function carryOut({ seen, at }: Scene, { row }: Work): void {
  seen.push({ announcementId: row.announcement_id, personId: row.person_id, day: at.getTime() })
}

async function bring(scene: Scene, work: Work, what: keyof typeof outcomes, arrived: boolean): Promise<void> {
  if (arrived) carryOut(scene, work)
  const recorded = afterSending(work.row, outcomes[what], { now: scene.at, jitter: 0.5 })
  // No time passes: what is to be tried again may be tried again at once.
  await record(scene.app.db, work.row, recorded.notBefore ? { ...recorded, notBefore: scene.at } : recorded, scene.at)
}

async function take(scene: Scene, most: number): Promise<number> {
  const rows = await claim(scene.app.db, most, scene.at)
  scene.held.push(...(await guard(scene.app, rows)))
  return rows.length
}

async function withRow(scene: Scene, nth: number, act: (work: Work) => Promise<unknown>): Promise<void> {
  const [work] = scene.held.splice(nth % Math.max(1, scene.held.length), 1)
  if (work) await act(work)
}

async function loseLeases({ app, at }: Scene): Promise<void> {
  await expireLeases(app.db)
  await reap(app.db, at)
}

async function editAll({ app, at }: Scene): Promise<void> {
  for (const row of await claimEdits(app.db, 20, at)) {
    await record(app.db, row, afterEditing(row, { kind: 'delivered', activityId: 'm' }, { now: at, jitter: 0.5 }), at)
  }
}

/** What is in hand does not outlive the night. */
async function tomorrow(scene: Scene): Promise<void> {
  scene.held = []
  await loseLeases(scene)
  scene.at = new Date(scene.at.getTime() + dayMs)
  scene.app.setTime(scene.at)
}

function toAnnouncement(scene: Scene, event: Extract<Event, { which: number }>): Promise<unknown> {
  const { at } = scene
  const id = scene.announcements[event.which]?.id ?? ''
  const { db } = scene.app
  const change = (from: 'running' | 'paused', to: 'running' | 'paused') =>
    db.updateTable('announcements').set({ state: to }).where('id', '=', id).where('state', '=', from).execute()
  switch (event.do) {
    case 'pause':
      return change('running', 'paused')
    case 'resume':
      return change('paused', 'running')
    case 'all of them':
      return db.updateTable('announcements').set({ stage: 1 }).where('id', '=', id).execute()
    case 'send again':
      return transaction(db, tx => resendFailed(tx, id, at))
    case 'stop':
      return transaction(db, tx => stop(tx, id, at))
    case 'withdraw':
      return transaction(db, async tx => {
        await stop(tx, id, at)
        await tx.updateTable('announcements').set({ withdrawn_at: at, withdrawn_how: 'note' }).where('id', '=', id).execute()
        await redrawAll(tx, id, at)
      })
  }
}

async function happen(scene: Scene, event: Event): Promise<unknown> {
  const { app, at } = scene
  const { db } = app
  if ('which' in event) return toAnnouncement(scene, event)
  switch (event.do) {
    case 'claim':
      return take(scene, event.most)
    case 'deliver':
    case 'throttle':
    case 'refuse':
    case 'block':
      return withRow(scene, event.nth, work => bring(scene, work, event.do, event.do === 'deliver'))
    case 'lose answer':
      return withRow(scene, event.nth, work => bring(scene, work, event.do, event.arrived))
    case 'hand back':
      return withRow(scene, event.nth, work => handBack(db, [work.row], at))
    case 'crash':
      return withRow(scene, event.nth, async work => {
        if (event.arrived) carryOut(scene, work)
        await loseLeases(scene)
      })
    case 'be late':
      return loseLeases(scene)
    case 'expand again':
      for (const announcement of scene.announcements) await expand(db, { announcement, languageOf, now: at })
      return
    case 'edit':
      return editAll(scene)
    case 'sweep':
      await expireUnsent(db, at)
      return finishSent(db, at)
    case 'tomorrow':
      return tomorrow(scene)
    case 'join':
      scene.joined += 1
      return addPerson(db, `new${scene.joined}`)
    case 'leave':
      return db
        .updateTable('people')
        .set({ left_at: at })
        .where('id', '=', everybody[event.person] ?? '')
        .execute()
    case 'reach':
      return requeue(db, everybody[event.person] ?? '', at)
  }
}

async function checkOne({ app, seen }: Scene, { id }: Announcement): Promise<Delivery[]> {
  const { targeted } = await app.db.selectFrom('announcements').select('targeted').where('id', '=', id).executeTakeFirstOrThrow()
  const rows = await app.db.selectFrom('deliveries').selectAll().where('announcement_id', '=', id).orderBy('person_id').execute()
  assert.equal(rows.length, targeted)
  assert.deepEqual(
    rows.map(row => row.person_id),
    everybody,
  )
  for (const row of rows) {
    const copies = seen.filter(one => one.announcementId === id && one.personId === row.person_id).length
    if (row.state === 'delivered') assert.ok(copies >= 1, `${row.person_id} counts as delivered, but saw nothing`)
    if (row.person_id === excluded) assert.deepEqual([row.state, row.reason, copies], ['skipped', 'service', 0])
    assert.ok(row.uncertain >= copies - 1, `${row.person_id} saw ${copies}, the ledger knows of ${row.uncertain} uncertain attempts`)
  }
  return rows
}

async function check(scene: Scene): Promise<Delivery[]> {
  const days = Map.groupBy(scene.seen, one => `${one.personId} ${one.day}`)
  for (const [day, messages] of days) {
    assert.equal(new Set(messages.map(one => one.announcementId)).size, 1, `${day}: messages of two announcements`)
  }
  const rows = await Promise.all(scene.announcements.map(announcement => checkOne(scene, announcement)))
  return rows.flat()
}

/** The faults end, the workers go on, day after day, until nothing is left to do. */
async function finish(scene: Scene): Promise<void> {
  const { db } = scene.app
  for (const which of scene.announcements.keys()) {
    await happen(scene, { do: 'resume', which })
    await happen(scene, { do: 'all of them', which })
  }
  for (let day = 0; day < 4; day++) {
    await tomorrow(scene)
    while ((await take(scene, 10)) > 0) for (const work of scene.held.splice(0)) await bring(scene, work, 'deliver', true)
    await check(scene)
  }
  await editAll(scene)
  await finishSent(db, scene.at)
}

describeOnBoth('the ledger under any sequence of events', database => {
  it('adds up at every moment, loses nobody, and writes to nobody twice a day', async function () {
    this.timeout(60_000)
    const app = testApp(database().db, now)
    await fc.assert(
      fc.asyncProperty(fc.array(event, { minLength: 5, maxLength: 25 }), async events => {
        const scene = await begin(app)
        for (const one of events) {
          await happen(scene, one)
          await check(scene)
        }
        await finish(scene)
        const rows = await check(scene)
        const ends = new Set(['delivered', 'skipped', 'blocked', 'failed', 'cancelled'])
        const open = rows.filter(row => !ends.has(row.state) || (row.state === 'delivered' && row.shown !== row.wanted))
        assert.deepEqual(open, [])
        assert.deepEqual(
          rows.filter(row => row.state === 'failed' && row.attempts < 12),
          [],
          'given up too early',
        )
        const stopped = events.some(one => one.do === 'stop' || one.do === 'withdraw')
        if (!stopped) assert.ok(rows.every(row => row.state !== 'cancelled'))
      }),
      { numRuns: 12 },
    )
  })
})
