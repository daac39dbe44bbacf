import assert from 'node:assert/strict'
import { sql } from 'kysely'
import { type Defaults, dryRun, excludedNames, type SendingPlan } from '../../services/dry-run.ts'
import { spacings } from '../../services/pace.ts'
import { officeHours } from '../../services/waves.ts'
import { describeOnBoth, useDatabase } from '../support/database.ts'
import { addChat, addPerson, addReachable, now } from '../support/rollout.ts'

const defaults: Defaults = {
  zone: 'Europe/Amsterdam',
  languageOf: tags => tags.find(tag => tag !== null)?.slice(0, 2) ?? 'en',
}
const plan = (more: Partial<SendingPlan> = {}): SendingPlan => ({
  audience: { kind: 'everyone' },
  startsAt: now,
  hours: null,
  canaryMinutes: 30,
  ...more,
})
const iso = (at: Date | undefined) => at?.toISOString().slice(0, 16)

describeOnBoth('the dry run', database => {
  it('counts every person once: by language, by zone, by why not', async () => {
    const { db } = database()
    await addReachable(db, ['a', 'b', 'c'])
    await db
      .updateTable('people')
      .set({ chosen_language: 'nl', directory_language: 'en-GB', time_zone: 'America/New_York' })
      .where('id', '=', 'a')
      .execute()
    await db.updateTable('people').set({ teams_locale: 'nl-BE', country: 'GB' }).where('id', '=', 'b').execute()
    await addPerson(db, 'd', { country: 'US' })
    await addPerson(db, 'guest', { excluded: 'guest', name: 'Gast', time_zone: 'Asia/Tokyo' })
    await addPerson(db, 'leave', { excluded: 'on_leave' })
    await addPerson(db, 'left', { left_at: now })
    const run = await dryRun(db, plan(), defaults)
    assert.deepEqual([run.total, run.toReach, run.canary], [6, 4, null])
    assert.deepEqual(run.languages, [
      { language: 'en', count: 2 },
      { language: 'nl', count: 2 },
    ])
    assert.deepEqual(run.zones.map(({ zone, count }) => `${zone} ${count}`).sort(), [
      'America/New_York 1',
      'Europe/Amsterdam 2',
      'Europe/London 1',
    ])
    assert.deepEqual(run.excluded.map(({ reason, count }) => `${reason} ${count}`).sort(), ['guest 1', 'on_leave 1'])
    assert.deepEqual(run.notYet, [{ state: 'unknown', count: 1 }])
    assert.equal(run.durationMs, (3 + 2) * spacings.connector)
    assert.deepEqual(await excludedNames(db, plan().audience, 5), [
      { reason: 'guest', names: ['Gast'] },
      { reason: 'on_leave', names: ['Name of leave'] },
    ])
  })

  it('says when the first and the last get it: mornings differ by zone, the first few and the pause come before the rest', async () => {
    const { db } = database()
    const people = Array.from({ length: 100 }, (_, index) => `p${index}`)
    await addReachable(db, people)
    await db.updateTable('people').set({ time_zone: 'America/New_York' }).where('id', 'in', people.slice(0, 10)).execute()
    // Tuesday 10 November, 10:00 in Amsterdam and 04:00 in New York.
    const [amsterdam, newYork] = (await dryRun(db, plan({ hours: officeHours }), defaults)).zones
    assert.deepEqual(
      [amsterdam?.zone, iso(amsterdam?.first), iso(amsterdam?.last)],
      ['Europe/Amsterdam', '2026-11-10T09:00', '2026-11-10T09:30'],
    )
    assert.deepEqual([newYork?.zone, iso(newYork?.first), iso(newYork?.last)], ['America/New_York', '2026-11-10T14:00', '2026-11-10T14:00'])
    // On Friday at 16:50 the pause lasts past the end of the day.
    const late = await dryRun(db, plan({ hours: officeHours, startsAt: new Date('2026-11-13T15:50:00Z') }), defaults)
    assert.deepEqual(
      late.zones.map(({ zone, first, last }) => `${zone} ${iso(first)} ${iso(last)}`),
      ['America/New_York 2026-11-13T15:50 2026-11-13T16:20', 'Europe/Amsterdam 2026-11-13T15:50 2026-11-16T08:00'].sort(
        (a, b) => Number(b.includes('Amsterdam')) - Number(a.includes('Amsterdam')),
      ),
    )
    assert.deepEqual(late.canary, { size: 25, minutes: 30 })
    const small = await dryRun(db, plan({ audience: { kind: 'person', personId: 'p50', name: '' } }), defaults)
    assert.deepEqual([small.canary, iso(small.zones[0]?.last)], [null, '2026-11-10T09:00'])
  })

  it('counts installations, which have a pace of their own', async () => {
    const { db } = database()
    for (const id of ['a', 'b', 'c']) {
      await addPerson(db, id)
      await addChat(db, id, { state: 'not_installed', conversation_id: null, ...(id === 'c' ? { removed_at: now } : {}) })
    }
    assert.equal((await dryRun(db, plan(), defaults)).durationMs, Math.max(6 * spacings.connector, 2 * spacings.install))
  })
})

describe('the dry run of a large organisation', () => {
  const database = useDatabase('PostgreSQL')

  it('is exact for 300 000 people, in a moment', async function () {
    this.timeout(60_000)
    const { db } = database()
    await sql`
      insert into people (id, upn, name, synced_at, excluded, directory_language, time_zone, country)
      select 'p' || n, 'p' || n, 'P ' || n, now(), case when n % 100 = 0 then 'guest' end, case when n % 3 = 0 then 'nl-NL' else 'en-GB' end,
        (array['Europe/Amsterdam', 'Europe/London', 'America/New_York', null])[1 + n % 4], 'NL'
      from generate_series(1, 300000) n`.execute(db)
    await sql`insert into conversations (person_id, state, changed_at) select id, 'reachable', now() from people where id < 'p2'`.execute(
      db,
    )
    await sql`analyze people`.execute(db)
    const began = performance.now()
    const run = await dryRun(db, plan({ hours: officeHours }), defaults)
    const tookMs = performance.now() - began
    assert.deepEqual([run.total, run.toReach, run.excluded], [300_000, 297_000, [{ reason: 'guest', count: 3_000 }]])
    assert.equal(
      run.languages.reduce((sum, one) => sum + one.count, 0),
      297_000,
    )
    assert.equal(
      run.zones.reduce((sum, one) => sum + one.count, 0),
      297_000,
    )
    assert.deepEqual(run.canary, { size: 2_970, minutes: 30 })
    assert.ok(tookMs < 5_000, `${Math.round(tookMs)} ms`)
  })
})
