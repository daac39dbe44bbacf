import assert from 'node:assert/strict'
import { type TestApp, testApp } from '../../support/app.ts'
import { useDatabase } from '../../support/database.ts'
import { addAnnouncement, addReachable, later, now } from '../../support/rollout.ts'
import { Teams } from '../../support/teams.ts'

const hour = 3600

describe('somebody who is not ready after their deadline', () => {
  const database = useDatabase()
  let app: TestApp
  let teams: Teams
  let announcementId: string

  async function scene(locale = 'en-GB') {
    app = testApp(database().db, now)
    teams = new Teams(app)
    await addReachable(app.db, ['kees'])
    await app.db.updateTable('people').set({ teams_locale: locale }).execute()
    announcementId = (await addAnnouncement(app.db, { state: 'finished', deadline_at: later(-hour) })).id
    const row = { announcement_id: announcementId, person_id: 'kees', state: 'delivered' as const, language: 'en', not_before: now }
    await app.db
      .insertInto('deliveries')
      .values({ ...row, changed_at: now, delivered_at: later(-9 * hour), activity_id: 'notice' })
      .execute()
  }
  /** The new message; the one before it only says that it goes on below. */
  const typed = async (text: string) => (await teams.types('kees', text)).at(0) ?? ''
  async function sentBy(verb: string, data: object = {}): Promise<string> {
    app.messenger.clear()
    const { card } = await teams.presses('kees', verb, data)
    return app.messenger.sent.map(one => JSON.stringify(one.message)).at(-1) ?? card
  }
  const knows = (more: object) =>
    app.db
      .insertInto('registrations')
      .values({ person_id: 'kees', source: 'live', checked_at: now, ...more })
      .execute()
  const wayIn = /The check is on\. So first how you get in.*You can’t get in/

  it('gets the way in first, wherever they begin', async () => {
    const beginnings: [string, () => Promise<string>][] = [
      ['typed', () => typed('start')],
      ['resumed', () => typed('go on')],
      ['menu', () => sentBy('guide.start', { flow: 'start' })],
      ['an old card of the guide', () => sentBy('guide.resume')],
      ['announcement', () => sentBy('notice.start', { announcementId })],
    ]
    await scene()
    for (const [name, begin] of beginnings) {
      await app.db.deleteFrom('progress').execute()
      assert.match(await begin(), wayIn, name)
    }
  })

  it('gets it in Dutch', async () => {
    await scene('nl-NL')
    assert.match(await typed('instellen'), /De controle staat aan\. Daarom eerst hoe je erin komt/)
  })

  it('sees the way in on the announcement too, not the announcement', async () => {
    await scene()
    const { card } = await teams.presses('kees', 'notice.refresh', { announcementId })
    assert.match(card, /Cannot get in/)
    assert.match(card, /How do I get in\?/)
    assert.doesNotMatch(card, /notice\.later/)
  })

  it('goes on to setting it up from there, and keeps that place for as long as they are busy with it', async () => {
    await scene()
    await typed('start')
    const place = () => app.db.selectFrom('progress').selectAll().executeTakeFirstOrThrow()
    const press = async (verb: string, more: object = {}) => {
      const { flow, step, revision, activity_id } = await place()
      return (await teams.presses('kees', verb, { flow, step, revision, ...more }, activity_id ?? '')).card
    }
    assert.match(await press('guide.choose', { choice: 'set_up' }), /that screen lets you in/)
    await press('guide.next')
    assert.equal((await place()).flow, 'start')
    app.setTime(later(hour / 2))
    assert.match(await typed('start'), /I kept your place/)
    app.setTime(later(2 * hour))
    assert.match(await typed('start'), wayIn)
  })

  it('is not somebody who is ready, gets in by a code, has more time, or whose date has not come or is not on', async () => {
    await scene()
    const begins = /What do you have in front of you/
    await knows({ done: true })
    assert.match(await typed('start'), begins)
    await app.db.updateTable('registrations').set({ done: false, ends_soon: true }).execute()
    assert.match(await typed('start'), begins)
    await app.db.updateTable('registrations').set({ ends_soon: false }).execute()
    const extension = { person_id: 'kees', announcement_id: announcementId, group_id: 'g', until_at: later(hour), reason: 'leave' as const }
    await app.db
      .insertInto('extensions')
      .values({ ...extension, id: crypto.randomUUID(), state: 'granted', asked_at: now })
      .execute()
    assert.match(await typed('start'), begins)
    await app.db.deleteFrom('extensions').execute()
    await app.db
      .updateTable('announcements')
      .set({ deadline_at: later(hour) })
      .execute()
    assert.match(await typed('start'), begins)
  })
})
