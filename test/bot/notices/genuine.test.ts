import assert from 'node:assert/strict'
import { findDelivery, record } from '../../../services/deliveries.ts'
import { expand } from '../../../services/expansion.ts'
import { testApp } from '../../support/app.ts'
import { useDatabase } from '../../support/database.ts'
import { addAnnouncement, addReachable, later, now } from '../../support/rollout.ts'
import { Teams } from '../../support/teams.ts'

describe('"Is this real?"', () => {
  const database = useDatabase()
  async function scene() {
    const app = testApp(database().db, now)
    await addReachable(app.db, ['kees', 'other'])
    const announcement = await addAnnouncement(app.db, {
      code: 'water piano',
      audience: { kind: 'person', personId: 'kees', name: 'Kees' },
    })
    await expand(app.db, { announcement, languageOf: () => 'en', now })
    const kees = () => findDelivery(app.db, announcement.id, 'kees')
    const row = await kees()
    assert.ok(row)
    await record(app.db, row, { state: 'delivered', activityId: 'm1', shown: 1 }, now)
    const reports = () => app.db.selectFrom('phishing_reports').select(['announcement_id', 'person_id', 'at']).execute()
    return { app, teams: new Teams(app), announcementId: announcement.id, kees, reports }
  }

  it('says who sent it and when, shows the code, points outside the chat, and lists what is never asked', async () => {
    const { teams, announcementId } = await scene()
    const { card } = await teams.presses('kees', 'notice.genuine', { announcementId })
    for (const part of [
      /10 November/,
      /water piano/,
      /intranet\.example\.test\/mfa/,
      /team leader/,
      /badge/,
      /password, a code, the number on your screen/,
    ]) {
      assert.match(card, part)
    }
    assert.doesNotMatch(card, /https:\/\/intranet/, 'an address to type is no link')
  })

  it('is a question and no complaint: it is kept apart from the reports, once', async () => {
    const { app, teams, announcementId, kees, reports } = await scene()
    await teams.presses('kees', 'notice.genuine', { announcementId })
    app.setTime(later(60))
    await teams.presses('kees', 'notice.genuine', { announcementId })
    assert.deepEqual((await kees())?.doubted_at, now)
    await teams.presses('kees', 'notice.phishing', { announcementId })
    assert.deepEqual(await reports(), [], 'nothing is reported before the person said yes')
  })

  it('leads to a report that counts once, with the way to the helpdesk for who pressed something', async () => {
    const { app, teams, announcementId, reports } = await scene()
    assert.match((await teams.presses('kees', 'notice.phishing', { announcementId })).card, /Report this message as phishing\?/)
    const { card } = await teams.presses('kees', 'notice.report', { announcementId })
    assert.match(card, /Your report has been counted/)
    assert.match(card, /"report":"told_someone"/)
    app.setTime(later(60))
    assert.match((await teams.presses('kees', 'notice.report', { announcementId })).card, /already\. It counts/)
    assert.deepEqual(await reports(), [{ announcement_id: announcementId, person_id: 'kees', at: now }])
    await teams.presses('kees', 'help.urgent', { report: 'told_someone' })
    const opened = await app.db.selectFrom('cases').select(['urgent', 'topic']).executeTakeFirst()
    assert.deepEqual(opened, { urgent: true, topic: 'told_someone' })
  })

  it('can be typed in both languages, and is about the last message that the person got', async () => {
    const { app, teams } = await scene()
    for (const [hours, words] of ['Is this real?', 'is dit echt', 'phishing'].entries()) {
      app.setTime(later(hours * 3600))
      assert.match(String(await teams.types('kees', words)), /water piano/, words)
    }
    const [answer] = await teams.types('other', 'is this real')
    assert.match(answer ?? '', /I have not sent you any announcement/)
  })
})
