import assert from 'node:assert/strict'
import { switchFeature } from '../../../services/features.ts'
import { type TestApp, testApp } from '../../support/app.ts'
import { useDatabase } from '../../support/database.ts'
import { addAnnouncement, addPerson, addReachable, later, now } from '../../support/rollout.ts'
import { Teams } from '../../support/teams.ts'

describe('one person, and the board in parts, in the chat', () => {
  const database = useDatabase()
  let app: TestApp
  let teams: Teams
  let announcementId: string

  beforeEach(async () => {
    app = testApp(database().db, later(3600))
    teams = new Teams(app)
    const { db } = app
    await addReachable(db, ['emma'])
    await addPerson(db, 'kees', { name: 'Kees de Wit', department: 'Warehouse', time_zone: 'Europe/Amsterdam', directory_language: 'nl' })
    await addPerson(db, 'kim', { name: 'Kim de Wit', department: 'Care' })
    await addPerson(db, 'lost', { name: 'Lou', department: 'Care' })
    app.directory.members = { [app.config.ADMIN_GROUP_ID]: ['emma'] }
    announcementId = (await addAnnouncement(db, { state: 'running', targeted: 3 })).id
    const row = { announcement_id: announcementId, not_before: now, changed_at: now }
    const kees = { ...row, person_id: 'kees', department: 'Warehouse', language: 'nl', state: 'delivered', delivered_at: now } as const
    const kim = { ...row, person_id: 'kim', department: 'Care', language: 'en', state: 'skipped', reason: 'guest' } as const
    const lost = { ...row, person_id: 'lost', department: 'Care', language: 'en', state: 'blocked' } as const
    await db
      .insertInto('deliveries')
      .values([{ ...kees, answered_at: later(60) }, kim, lost])
      .execute()
  })

  const text = async (typed: string) => (await teams.types('emma', typed)).join('\n')

  it('shows what was sent to somebody and what became of it', async () => {
    const card = await text('Person kees wit')
    assert.match(card, /Kees de Wit/)
    assert.match(card, /Announcement, Tuesday 10 November/)
    assert.match(card, /Delivered Tuesday 10 November, 10:00 · Answered Tuesday 10 November, 10:01/)
    assert.doesNotMatch(card, /Seen/, 'nothing about reading before that is agreed')
    assert.match(card, /Not known yet/)
    const audit = await app.db.selectFrom('audit').select(['actor_id', 'action', 'subject']).execute()
    assert.deepEqual(audit, [{ actor_id: 'emma', action: 'person.viewed', subject: 'person:kees' }])
  })

  it('says that seen is not known, and when it is', async () => {
    await switchFeature(app.db, { name: 'seen_per_person', on: true, note: 'Works council', actorId: 'emma', now })
    assert.match(await text('persoon kees@example.test'), /Seen: not known/)
    await app.db
      .updateTable('deliveries')
      .set({ seen_at: later(120) })
      .where('person_id', '=', 'kees')
      .execute()
    assert.match(await text('wie is kees@example.test'), /Seen Tuesday 10 November, 10:02/)
  })

  it('asks who is meant', async () => {
    assert.match(await text('person de wit'), /Who do you mean with “de wit”\?.*Kees de Wit.*Kim de Wit/s)
    assert.match((await teams.presses('emma', 'person.open', { personId: 'kim' })).card, /Guests/)
    assert.match(await text('person nobody'), /I found nobody for “nobody”/)
    assert.match((await teams.presses('emma', 'person.open', { personId: 'nobody' })).card, /I found nobody/)
  })

  it('is for admins; others who begin a sentence so are heard as before', async () => {
    const [answer = ''] = await teams.types('kees', 'person at the desk told me to write here')
    assert.doesNotMatch(answer, /I found nobody|not for you/)
    assert.equal((await teams.presses('kees', 'person.open', { personId: 'kim' })).card, '')
    const audit = await app.db.selectFrom('audit').select('subject').execute()
    assert.deepEqual(audit, [{ subject: 'person.open' }])
  })

  it('the board leads to its parts, which add up', async () => {
    const board = await teams.presses('emma', 'announce.board', { announcementId })
    assert.match(board.card, /"announce\.numbers"/)
    const department = await teams.presses('emma', 'announce.numbers', { announcementId, by: 'department' })
    assert.match(department.card, /Together 1 of 2 delivered, 1 not reached, 1 left out\./)
    assert.match(department.card, /"title":"Care","value":"0 of 1, 1 not reached, 1 left out"/)
    assert.match(department.card, /"title":"Warehouse","value":"1 of 1"/)
    const language = await teams.presses('emma', 'announce.numbers', { announcementId, by: 'language' })
    assert.match(language.card, /"title":"Dutch","value":"1 of 1"/)
    const reason = await teams.presses('emma', 'announce.numbers', { announcementId, by: 'reason' })
    assert.match(reason.card, /"title":"The person blocked this chat","value":"1"/)
    const gone = await teams.presses('emma', 'announce.numbers', { announcementId: '3f2b8c1e-0d4a-4b77-9a55-1c2d3e4f5a6b', by: 'reason' })
    assert.match(gone.card, /The list shows where it stands/)
  })
})
