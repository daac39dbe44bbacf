import assert from 'node:assert/strict'
import fc from 'fast-check'
import { sql } from 'kysely'
import { type Alike, countAlike, reasonOf, reasons, type Tally, tally, tallyBy } from '../../services/board-numbers.ts'
import type { Db } from '../../services/db/database.ts'
import type { DeliveryState } from '../../services/db/schema.ts'
import { describeOnBoth } from '../support/database.ts'
import { addAnnouncement, now } from '../support/rollout.ts'

const states: DeliveryState[] = [
  'queued',
  'sending',
  'delivered',
  'retrying',
  'skipped',
  'blocked',
  'policy_blocked',
  'not_installed',
  'gone',
  'failed',
  'cancelled',
]
const addsUp = (one: Tally) => one.delivered + one.waiting + one.not_sent + one.left_out + one.unreachable === one.targeted

async function addRows(db: Db, announcementId: string, state: DeliveryState, count: number): Promise<void> {
  await sql`
    insert into deliveries (announcement_id, person_id, state, reason, department, language, not_before, changed_at)
    select ${announcementId}::uuid, ${state}::text || n, ${state}, case when ${state} = 'skipped' then 'guest' end,
      'Department ' || n % 40, case when n % 3 = 0 then 'nl' else 'en' end, ${now}, ${now}
    from generate_series(1, ${count}::int) n`.execute(db)
}

describeOnBoth('numbers of the board', database => {
  it('add up where others lost people: 15 088 = 14 181 + 752 + 155', async () => {
    const { db } = database()
    const { id } = await addAnnouncement(db, { state: 'finished', targeted: 15_088 })
    await addRows(db, id, 'delivered', 14_181)
    await addRows(db, id, 'gone', 752)
    await addRows(db, id, 'failed', 155)
    const rows = await countAlike(db, [id])
    const total = tally(rows)
    assert.equal(total.targeted, 15_088)
    assert.equal(total.delivered, 14_181)
    assert.equal(total.unreachable, 752 + 155)
    assert.deepEqual(reasons(rows, 'unreachable'), [
      { reason: 'gone', people: 752 },
      { reason: 'failed', people: 155 },
    ])
    for (const keyOf of [(row: Alike) => row.department, (row: Alike) => row.language, reasonOf, (row: Alike) => row.state]) {
      const parts = tallyBy(rows, keyOf)
      assert.ok(parts.every(addsUp))
      assert.equal(
        parts.reduce((sum, part) => sum + part.targeted, 0),
        15_088,
      )
      assert.equal(
        parts.reduce((sum, part) => sum + part.delivered, 0),
        14_181,
      )
    }
    assert.equal(tallyBy(rows, row => row.department).length, 40)
  })

  it('count several announcements apart, and what people did', async () => {
    const { db } = database()
    const [first, second] = [await addAnnouncement(db), await addAnnouncement(db)]
    for (const state of states) await addRows(db, first.id, state, 3)
    await addRows(db, second.id, 'delivered', 4)
    await db.updateTable('deliveries').set({ seen_at: now, uncertain: 2 }).where('person_id', '=', 'delivered1').execute()
    await db.updateTable('deliveries').set({ answered_at: now, shown: 1 }).where('person_id', '=', 'delivered2').execute()
    const rows = await countAlike(db, [first.id, second.id])
    const each = Object.fromEntries(tallyBy(rows, row => row.announcementId).map(({ key, ...part }) => [key, part]))
    const nothing = { not_sent: 0, left_out: 0, waiting: 0, unreachable: 0 }
    assert.deepEqual(each[second.id], { ...nothing, targeted: 4, delivered: 4, uncertain: 2, seen: 1, answered: 1, upToDate: 1 })
    const whole = { targeted: 33, delivered: 3, waiting: 9, not_sent: 3, left_out: 3, unreachable: 15 }
    assert.deepEqual(each[first.id], { ...whole, uncertain: 2, seen: 1, answered: 1, upToDate: 1 })
    assert.deepEqual(reasons(rows, 'left_out'), [{ reason: 'guest', people: 3 }])
    assert.deepEqual(await countAlike(db, []), [])
  })
})

describe('numbers of the board, whatever is in the ledger', () => {
  const alike = fc.record({
    announcementId: fc.constant('a'),
    department: fc.option(fc.constantFrom('IT', 'Care')),
    language: fc.constantFrom('en', 'nl'),
    state: fc.constantFrom(...states),
    reason: fc.option(fc.constantFrom('guest', 'no_licence', 'waiting_for_install')),
    people: fc.nat(1000),
    uncertain: fc.nat(3),
    seen: fc.nat(3),
    answered: fc.nat(3),
    upToDate: fc.nat(3),
  })

  it('every person is in exactly one outcome and one part', () =>
    fc.assert(
      fc.property(fc.array(alike), rows => {
        const people = rows.reduce((sum, row) => sum + row.people, 0)
        const total = tally(rows)
        assert.ok(addsUp(total))
        assert.equal(total.targeted, people)
        const parts = tallyBy(rows, row => `${row.department} ${reasonOf(row)}`)
        assert.ok(parts.every(addsUp))
        assert.equal(
          parts.reduce((sum, part) => sum + part.targeted, 0),
          people,
        )
      }),
    ))
})
