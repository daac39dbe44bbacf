/** Whatever happens, in whatever order: one row per person, a true sum, nobody lost, and no copy that the ledger does not know of. */
import assert from 'node:assert/strict'
import fc from 'fast-check'
import { afterSending, decide } from '../../bot/delivery/decide.ts'
import { type Announcement, finishSent, stop } from '../../services/announcements.ts'
import { type Db, transaction } from '../../services/db/database.ts'
import { claim, countLedger, type Delivery, handBack, reap, record, requeue } from '../../services/deliveries.ts'
import { expand } from '../../services/expansion.ts'
import { findPerson } from '../../services/people.ts'
import type { SendOutcome } from '../../services/ports.ts'
import { describeOnBoth } from '../support/database.ts'
import { addAnnouncement, addPerson, expireLeases, now, personIds } from '../support/rollout.ts'

const languageOf = () => 'en'
/** No time passes: what is to be tried again may be tried again at once. */
const at = { now: new Date(now.getTime() - 3600_000), jitter: 0.5 }

type Event =
  | { do: 'claim'; most: number }
  /** One worker brings the nth row in its hands to the connector. */
  | { do: 'deliver' | 'throttle' | 'refuse' | 'block'; nth: number }
  | { do: 'hand back'; nth: number }
  | { do: 'lose answer'; nth: number; arrived: boolean }
  | { do: 'crash'; nth: number; arrived: boolean }
  /** All leases run out while the workers live: they are late, not dead. */
  | { do: 'be late' | 'expand again' | 'stop' }
  | { do: 'leave' | 'reach'; person: number }

const nth = fc.nat(7)
const event: fc.Arbitrary<Event> = fc.oneof(
  { weight: 6, arbitrary: fc.record({ do: fc.constant('claim' as const), most: fc.integer({ min: 1, max: 4 }) }) },
  { weight: 8, arbitrary: fc.record({ do: fc.constantFrom('deliver' as const, 'throttle' as const, 'refuse' as const), nth }) },
  { weight: 3, arbitrary: fc.record({ do: fc.constant('block' as const), nth }) },
  { weight: 2, arbitrary: fc.record({ do: fc.constant('hand back' as const), nth }) },
  { weight: 6, arbitrary: fc.record({ do: fc.constantFrom('lose answer' as const, 'crash' as const), nth, arrived: fc.boolean() }) },
  { weight: 4, arbitrary: fc.record({ do: fc.constantFrom('be late' as const, 'expand again' as const) }) },
  { weight: 1, arbitrary: fc.record({ do: fc.constant('stop' as const) }) },
  { weight: 3, arbitrary: fc.record({ do: fc.constantFrom('leave' as const, 'reach' as const), person: fc.nat(5) }) },
)

interface Scene {
  db: Db
  announcement: Announcement
  /** Rows that living workers hold, or believe to hold. */
  held: Delivery[]
  /** How many messages the connector carried out for whom. */
  seen: Map<string, number>
}

const everybody = personIds(6)
const excluded = new Set(['p05'])

async function begin(db: Db): Promise<Scene> {
  for (const table of ['deliveries', 'announcements', 'people'] as const) await db.deleteFrom(table).execute()
  for (const id of everybody) await addPerson(db, id, excluded.has(id) ? { excluded: 'service' } : {})
  const announcement = await addAnnouncement(db)
  await expand(db, { announcement, languageOf, now: at.now })
  return { db, announcement, held: [], seen: new Map() }
}

function carryOut({ seen }: Scene, personId: string): void {
  seen.set(personId, (seen.get(personId) ?? 0) + 1)
}

const outcomes: Record<'deliver' | 'throttle' | 'refuse' | 'block' | 'lose answer', SendOutcome> = {
  deliver: { kind: 'delivered', activityId: 'm' },
  throttle: { kind: 'throttled', retryAfterMs: 0, code: 'Throttled' },
  refuse: { kind: 'retry', code: 'HTTP 503' },
  block: { kind: 'blocked', code: 'ConversationBlockedByUser' },
  'lose answer': { kind: 'uncertain', code: 'ECONNRESET' },
}

async function bring(scene: Scene, row: Delivery, what: keyof typeof outcomes, arrived: boolean): Promise<void> {
  if (arrived) carryOut(scene, row.person_id)
  await record(scene.db, row, { ...afterSending(row, outcomes[what], at), ...(what === 'deliver' ? {} : { notBefore: at.now }) }, at.now)
}

async function take(scene: Scene, most: number): Promise<void> {
  const { db, announcement } = scene
  const current = await db.selectFrom('announcements').select('state').where('id', '=', announcement.id).executeTakeFirstOrThrow()
  const conversation = {
    conversation_id: 'a',
    service_url: 'https://s/',
    state: 'reachable' as const,
    teams_user_id: null,
    install_requested_at: null,
    removed_at: null,
    changed_at: now,
  }
  for (const row of await claim(db, most, now)) {
    const person = await findPerson(db, row.person_id)
    const announcement = { ...current, kind: 'announcement' as const, withdrawn_at: null, expiresAt: null, lastReminder: false }
    const usual = { ready: false, snoozedUntil: null, facts: { deadline: now }, away: false, sendFrom: now }
    const decision = decide({ row, announcement, person, conversation: { person_id: row.person_id, ...conversation }, ...usual }, now)
    if (decision.kind === 'record') await record(db, row, decision.outcome, now)
    else scene.held.push(row)
  }
}

async function withRow(scene: Scene, nth: number, work: (row: Delivery) => Promise<void>): Promise<void> {
  const [row] = scene.held.splice(nth % Math.max(1, scene.held.length), 1)
  if (row) await work(row)
}

async function happen(scene: Scene, event: Event): Promise<void> {
  const { db, announcement } = scene
  switch (event.do) {
    case 'claim':
      return take(scene, event.most)
    case 'deliver':
    case 'throttle':
    case 'refuse':
    case 'block':
      return withRow(scene, event.nth, row => bring(scene, row, event.do, event.do === 'deliver'))
    case 'lose answer':
      return withRow(scene, event.nth, row => bring(scene, row, event.do, event.arrived))
    case 'hand back':
      return withRow(scene, event.nth, row => handBack(db, [row], at.now))
    case 'crash':
      return withRow(scene, event.nth, async row => {
        if (event.arrived) carryOut(scene, row.person_id)
        await expireLeases(db)
        await reap(db, at.now)
      })
    case 'be late':
      await expireLeases(db)
      return void (await reap(db, at.now))
    case 'expand again':
      return expand(db, { announcement, languageOf, now: at.now })
    case 'stop':
      return void (await transaction(db, tx => stop(tx, announcement.id, now)))
    case 'leave':
      return void (await db
        .updateTable('people')
        .set({ left_at: now })
        .where('id', '=', everybody[event.person] ?? '')
        .execute())
    case 'reach':
      return requeue(db, everybody[event.person] ?? '', at.now)
  }
}

async function check({ db, announcement, seen }: Scene): Promise<Delivery[]> {
  const { targeted } = await db.selectFrom('announcements').select('targeted').where('id', '=', announcement.id).executeTakeFirstOrThrow()
  const counts = await countLedger(db, announcement.id)
  assert.equal(
    counts.reduce((sum, row) => sum + row.count, 0),
    targeted,
  )
  const rows = await db.selectFrom('deliveries').selectAll().orderBy('person_id').execute()
  assert.deepEqual(
    rows.map(row => row.person_id),
    everybody,
  )
  for (const row of rows) {
    const copies = seen.get(row.person_id) ?? 0
    if (row.state === 'delivered') assert.ok(copies >= 1, `${row.person_id} counts as delivered, but saw nothing`)
    if (excluded.has(row.person_id)) assert.deepEqual([row.state, row.reason, copies], ['skipped', 'service', 0])
    assert.ok(row.uncertain >= copies - 1, `${row.person_id} saw ${copies}, the ledger knows of ${row.uncertain} uncertain attempts`)
  }
  return rows
}

/** The faults end, the workers go on until nothing is left to do. */
async function finish(scene: Scene): Promise<void> {
  const { db } = scene
  await expireLeases(db)
  await reap(db, at.now)
  for (let round = 0; round < 20; round++) {
    await take(scene, 10)
    if (scene.held.length === 0) break
    for (const row of scene.held.splice(0)) await bring(scene, row, 'deliver', true)
  }
  await finishSent(db, now)
}

describeOnBoth('the ledger under any sequence of events', database => {
  it('adds up at every moment and loses nobody', async function () {
    this.timeout(60_000)
    await fc.assert(
      fc.asyncProperty(fc.array(event, { minLength: 5, maxLength: 30 }), async events => {
        const scene = await begin(database().db)
        await check(scene)
        for (const one of events) {
          await happen(scene, one)
          await check(scene)
        }
        await finish(scene)
        const rows = await check(scene)
        const ends = new Set(['delivered', 'skipped', 'blocked', 'failed', 'cancelled'])
        assert.deepEqual(
          rows.filter(row => !ends.has(row.state)),
          [],
        )
        const stopped = events.some(one => one.do === 'stop')
        const faulty = rows.filter(row => row.state === 'failed' && row.attempts < 12)
        assert.deepEqual(faulty, [], 'given up too early')
        if (!stopped)
          assert.deepEqual(
            rows.filter(row => row.state === 'cancelled'),
            [],
          )
      }),
      { numRuns: 15 },
    )
  })
})
