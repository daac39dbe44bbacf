/** Which rows go next: stages, turns between announcements, one message a day, and what is too late. */
import assert from 'node:assert/strict'
import { sql } from 'kysely'
import { startScheduled } from '../../services/announcements.ts'
import { claimContacts } from '../../services/contacts.ts'
import { transaction } from '../../services/db/database.ts'
import { claim, claimEdits, countLedger, record, redrawAll } from '../../services/deliveries.ts'
import { expand } from '../../services/expansion.ts'
import { expireUnsent } from '../../services/expiry.ts'
import { countResendable, resendFailed } from '../../services/resend.ts'
import { describeOnBoth } from '../support/database.ts'
import { fakeJobs } from '../support/jobs.ts'
import { addAnnouncement, addChat, addPerson, later, now, personIds } from '../support/rollout.ts'

const languageOf = () => 'en'

describeOnBoth('what goes next', database => {
  const people = async (count: number) => {
    const names = JSON.stringify(personIds(count))
    await sql`insert into people (id, upn, name, given_name, synced_at)
      select id, id, id, id, ${now} from jsonb_array_elements_text(${names}::jsonb) p (id)`.execute(database().db)
  }
  const running = async (more: Parameters<typeof addAnnouncement>[1] = {}) => {
    const announcement = await addAnnouncement(database().db, more)
    await expand(database().db, { announcement, languageOf, now })
    return announcement
  }
  const stateOf = (id: string) =>
    database().db.selectFrom('announcements').select(['state', 'stage', 'targeted']).where('id', '=', id).executeTakeFirstOrThrow()

  it('sends to the first few of the canary only, the same ones each time, until the stage is raised', async () => {
    const { db } = database()
    await people(60)
    await addPerson(db, 'guest', { excluded: 'guest' })
    const announcement = await running({ canary_size: 7 })
    assert.deepEqual(await stateOf(announcement.id), { state: 'running', stage: 0, targeted: 61 })
    const first = await claim(db, 100, now)
    assert.equal(first.length, 7)
    assert.ok(first.every(row => row.stage === 0 && row.person_id !== 'guest'))
    const again = await running({ canary_size: 7 })
    const second = (await claim(db, 100, now)).filter(row => row.announcement_id === again.id)
    assert.deepEqual(second.map(row => row.person_id).sort(), first.map(row => row.person_id).sort())
    await db.updateTable('announcements').set({ stage: 1 }).where('id', '=', announcement.id).execute()
    assert.equal((await claim(db, 100, now)).length, 53)
  })

  it('gives every announcement its turn, however many rows another has, and none to what is paused', async () => {
    const { db } = database()
    await people(90)
    const big = await running()
    const small = await running({ audience: { kind: 'person', personId: 'p01', name: 'p01' } })
    const paused = await running()
    await db.updateTable('announcements').set({ state: 'paused' }).where('id', '=', paused.id).execute()
    const rows = await claim(db, 10, later(1))
    assert.ok(rows.some(row => row.announcement_id === small.id))
    assert.ok(rows.some(row => row.announcement_id === big.id))
    assert.ok(rows.every(row => row.announcement_id !== paused.id))
  })

  it('grants a person’s day to one announcement, for all its attempts, and again when that one certainly came to nothing', async () => {
    const { db } = database()
    await people(2)
    const [one, other] = [await running(), await running()]
    const ask = async (id: string, day = '2026-11-10') =>
      (await claimContacts(db, [{ announcementId: id, personId: 'p01', localDay: day }]))[0]
    assert.equal(await ask(one.id), 'granted')
    assert.equal(await ask(one.id), 'granted')
    assert.equal(await ask(other.id), 'taken')
    assert.equal(await ask(other.id, '2026-11-11'), 'granted')
    const row = (await claim(db, 10, now)).find(claimed => claimed.announcement_id === one.id && claimed.person_id === 'p01')
    assert.ok(row)
    await record(db, row, { state: 'blocked' }, now)
    assert.equal(await ask(other.id), 'granted')
    const both = [one.id, other.id].map(announcementId => ({ announcementId, personId: 'p02', localDay: '2026-11-10' }))
    assert.deepEqual(await claimContacts(db, both), ['granted', 'taken'])
  })

  it('skips what was not sent in time, and never starts what nobody was there to send', async () => {
    const { db } = database()
    await people(3)
    const announcement = await running({ expires_at: later(60) })
    assert.equal(await expireUnsent(db, later(59)), 0)
    const [sent] = await claim(db, 1, now)
    assert.equal(await expireUnsent(db, later(60)), 2)
    assert.ok(sent && (await record(db, sent, { state: 'delivered', activityId: 'm', shown: 1 }, later(61))))
    const counts = (await countLedger(db, announcement.id)).map(row => `${row.state} ${row.reason} ${row.count}`).sort()
    assert.deepEqual(counts, ['delivered null 1', 'skipped too_late 2'])
    const missed = await addAnnouncement(db, { state: 'scheduled', send_at: now, deadline_at: later(60) })
    const warning = await addAnnouncement(db, { state: 'scheduled', send_at: now, deadline_at: later(60), kind: 'security' })
    await startScheduled(db, fakeJobs(), later(3600))
    const states = [(await stateOf(missed.id)).state, (await stateOf(warning.id)).state]
    assert.deepEqual(states, ['cancelled', 'expanding'])
    const { action } = await db.selectFrom('audit').select('action').executeTakeFirstOrThrow()
    assert.equal(action, 'announcement.too_late')
  })

  it('sends again to those who failed, never to those who have it, and never after its time', async () => {
    const { db } = database()
    await people(5)
    await addChat(db, 'p02', { state: 'blocked' })
    await addChat(db, 'p03', { state: 'not_installed', removed_at: now, conversation_id: null })
    const announcement = await running()
    const ends = { p01: 'delivered', p02: 'blocked', p03: 'not_installed', p04: 'failed', p05: 'gone' } as const
    for (const row of await claim(db, 10, now)) await record(db, row, { state: ends[row.person_id as keyof typeof ends] }, now)
    await db.updateTable('announcements').set({ state: 'finished', finished_at: now }).execute()
    const resend = (at: Date) => transaction(db, tx => resendFailed(tx, announcement.id, at))
    const offered = (at: Date) => countResendable(db, announcement.id, at)
    assert.deepEqual([await offered(later(15 * 24 * 3600)), await offered(later(60))], [0, 3], 'the board offers what would be done')
    assert.equal(await resend(later(15 * 24 * 3600)), 0)
    assert.equal(await resend(later(60)), 3)
    assert.equal(await resend(later(61)), 0)
    assert.equal((await stateOf(announcement.id)).state, 'running')
    const again = await claim(db, 10, later(60))
    assert.deepEqual(again.map(row => `${row.person_id} ${row.attempts}`).sort(), ['p02 1', 'p04 1', 'p05 1'])
    const chat = await db.selectFrom('conversations').select('state').where('person_id', '=', 'p02').executeTakeFirst()
    assert.equal(chat?.state, 'unknown')
  })

  it('draws every card of an announcement anew, those that are on their way too, and no others', async () => {
    const { db } = database()
    await people(3)
    const announcement = await running()
    const [out, going] = await claim(db, 2, now)
    assert.ok(out && going)
    await record(db, out, { state: 'delivered', activityId: 'm1', shown: 1 }, now)
    assert.equal(await transaction(db, tx => redrawAll(tx, announcement.id, later(1))), 2)
    await record(db, going, { state: 'delivered', activityId: 'm2', shown: going.wanted }, later(2))
    const edits = await claimEdits(db, 10, later(2))
    assert.deepEqual(edits.map(row => row.person_id).sort(), [out.person_id, going.person_id].sort())
  })
})
