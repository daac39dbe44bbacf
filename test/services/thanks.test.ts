import assert from 'node:assert/strict'
import type { Insertable } from 'kysely'
import { transaction } from '../../services/db/database.ts'
import type { AnnouncementsTable, DeliveriesTable } from '../../services/db/schema.ts'
import { judge, saveRegistration } from '../../services/registrations.ts'
import { beginThanks, forgetThanks, moveThanks, oweThanks, repeatThanks, takeThanks } from '../../services/thanks.ts'
import { describeOnBoth } from '../support/database.ts'
import { addAnnouncement, later, now } from '../support/rollout.ts'

const minute = 60

describeOnBoth('thanks', database => {
  const ready = (at: Date) =>
    saveRegistration(database().db, 'kees', { ...judge(['passkey'], { allowed: ['passkey'] }, false), source: 'live', at })
  async function announced(
    row: Partial<Insertable<DeliveriesTable>> = {},
    more: Partial<Omit<Insertable<AnnouncementsTable>, 'audience'>> = {},
  ) {
    const { id } = await addAnnouncement(database().db, { state: 'running', ...more })
    const base = { announcement_id: id, person_id: 'kees', state: 'delivered' as const, language: 'en', not_before: now, changed_at: now }
    await database()
      .db.insertInto('deliveries')
      .values({ ...base, delivered_at: now, ...row })
      .execute()
  }
  const owe = (at = later(minute)) => transaction(database().db, tx => oweThanks(tx, 'kees', at))
  const take = (at: Date) => takeThanks(database().db, at, { limit: 10, leaseMs: 300_000 })
  const owed = async () => (await database().db.selectFrom('thanks').selectAll().execute()).length

  it('are owed once to somebody whom an announcement reached before they were ready, after the guide had its chance', async () => {
    await announced()
    await owe()
    assert.equal(await owed(), 0, 'not ready')
    await ready(later(minute))
    await owe()
    await owe()
    assert.equal(await owed(), 1)
    assert.deepEqual(await take(later(2 * minute)), [])
    assert.equal((await take(later(3 * minute))).length, 1)
  })

  it('are not owed to who was ready before, heard only a warning, or heard something that was taken back or never arrived', async () => {
    await ready(later(minute))
    await announced({ reason: 'ready' })
    await announced({ delivered_at: later(2 * minute) })
    await announced({}, { kind: 'security' })
    await announced({}, { withdrawn_at: now })
    await announced({ state: 'blocked', delivered_at: null })
    await owe()
    assert.equal(await owed(), 0)
  })

  it('are sent by one taker, come back from one that died before it began, and are never owed again', async () => {
    const { db } = database()
    await announced()
    await ready(later(minute))
    await owe()
    const [[first], none] = [await take(later(5 * minute)), await take(later(5 * minute))]
    assert.ok(first)
    assert.deepEqual(none, [])
    const [again] = await take(later(11 * minute))
    assert.ok(again)
    assert.equal(await beginThanks(db, first, now), false)
    assert.equal(await beginThanks(db, again, now), true)
    await owe()
    assert.deepEqual(await take(later(99 * minute)), [])
    await repeatThanks(db, 'kees', later(100 * minute))
    assert.equal((await take(later(100 * minute))).length, 1)
  })

  it('move to another moment, or are forgotten until the person is ready again', async () => {
    const { db } = database()
    await announced()
    await ready(later(minute))
    await owe()
    const [one] = await take(later(5 * minute))
    assert.ok(one)
    await moveThanks(db, one, later(60 * minute))
    const [other] = await take(later(60 * minute))
    assert.ok(other)
    await forgetThanks(db, one)
    assert.equal(await owed(), 1, 'the first lease is over')
    await forgetThanks(db, other)
    assert.equal(await owed(), 0)
  })
})
