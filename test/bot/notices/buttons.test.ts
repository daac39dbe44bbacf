import assert from 'node:assert/strict'
import { findDelivery } from '../../../services/deliveries.ts'
import { expand } from '../../../services/expansion.ts'
import { testApp } from '../../support/app.ts'
import { useDatabase } from '../../support/database.ts'
import { addAnnouncement, addReachable, later, now } from '../../support/rollout.ts'
import { Teams } from '../../support/teams.ts'

describe('the buttons of an announcement', () => {
  const database = useDatabase()
  async function scene() {
    const app = testApp(database().db, now)
    await addReachable(app.db, ['kees', 'other'])
    const announcement = await addAnnouncement(app.db, { audience: { kind: 'person', personId: 'kees', name: 'Kees' } })
    await expand(app.db, { announcement, languageOf: () => 'en', now })
    const kees = () => findDelivery(app.db, announcement.id, 'kees')
    return { app, teams: new Teams(app), announcementId: announcement.id, kees }
  }

  it('keep the moment that was chosen, and say so', async () => {
    const { teams, announcementId, kees } = await scene()
    assert.match((await teams.presses('kees', 'notice.later', { announcementId })).card, /Tomorrow, 09:00/)
    const { card } = await teams.presses('kees', 'notice.snooze', { announcementId, until: 'tomorrow' })
    assert.match(card, /I remind you on Wednesday 11 November, 09:00/)
    assert.equal((await kees())?.snoozed_until?.toISOString(), '2026-11-11T08:00:00.000Z')
  })

  it('offer the choices again for a moment that is not among them', async () => {
    const { app, teams, announcementId, kees } = await scene()
    await app.db
      .updateTable('announcements')
      .set({ deadline_at: later(30 * 3600) })
      .execute()
    assert.match((await teams.presses('kees', 'notice.snooze', { announcementId, until: 'monday' })).card, /When shall I remind you/)
    assert.match((await teams.presses('kees', 'notice.snooze', { announcementId, until: 'never' })).card, /That card is from before/)
    assert.equal((await kees())?.snoozed_until, null)
  })

  it('let it be put off less often the closer it gets, and say how often is left', async () => {
    const { app, teams, announcementId, kees } = await scene()
    const press = async (verb: string, more: object = {}) =>
      (await teams.presses('kees', `notice.${verb}`, { announcementId, ...more })).card
    assert.match(await press('later'), /You can put it off 2 more times/)
    await press('snooze', { until: 'monday' })
    await press('snooze', { until: 'tomorrow' })
    assert.equal((await kees())?.snoozes, 1, 'an earlier moment costs nothing')
    assert.match(await press('later'), /You can put it off once more/)
    await press('snooze', { until: 'day_before' })
    const full = await press('later')
    assert.match(full, /Putting it off again is not possible/)
    assert.doesNotMatch(full, /put it off/)
    assert.match(full, /Is something in the way/)
    app.setTime(later(3600))
    const before = await kees()
    await app.db.updateTable('deliveries').set({ snoozed_until: null }).execute()
    assert.match(
      await press('snooze', { until: 'tomorrow' }),
      /Putting it off again is not possible/,
      'a card from before offers more than there is',
    )
    assert.deepEqual((await kees())?.snoozes, before?.snoozes)
  })

  it('remind on the first day back, or on the last working day before the start', async () => {
    const { teams, announcementId, kees } = await scene()
    const press = async (verb: string, more: object = {}) =>
      (await teams.presses('kees', `notice.${verb}`, { announcementId, ...more })).card
    assert.match(await press('leave'), /When are you back at work/)
    assert.match(await press('back', { back: 'soon' }), /Choose a day from tomorrow on/)
    assert.match(await press('back', { back: '2026-11-18' }), /I remind you on Wednesday 18 November, 09:00/)
    assert.deepEqual((await kees())?.snooze_reason, 'leave')
    const late = await press('back', { back: '2026-12-07' })
    assert.match(late, /I remind you on Monday 23 November, 09:00/)
    assert.match(late, /would be too late/)
  })

  it('lead each reason its own way, and keep it for the admins', async () => {
    const { app, teams, announcementId, kees } = await scene()
    const ways = {
      no_phone: /These ways work without a smartphone/,
      own_phone: /What we see of your own phone/,
      no_phone_at_work: /No phone where you work/,
    }
    for (const [reason, shown] of Object.entries(ways)) {
      app.messenger.clear()
      await teams.presses('kees', 'notice.reason', { announcementId, reason })
      assert.match(JSON.stringify(app.messenger.sent.find(one => one.kind === 'send')?.message), shown)
      assert.equal((await kees())?.snooze_reason, reason)
    }
  })

  it('keep when the person first answered; a look by Teams itself is no answer', async () => {
    const { app, teams, announcementId, kees } = await scene()
    await teams.presses('kees', 'notice.refresh', { announcementId })
    assert.equal((await kees())?.answered_at, null)
    await teams.presses('kees', 'notice.later', { announcementId })
    app.setTime(later(60))
    await teams.presses('kees', 'notice.question', { announcementId })
    assert.deepEqual((await kees())?.answered_at, now)
  })

  it('show the way in once the moment is past, the helpdesk first', async () => {
    const { app, teams, announcementId } = await scene()
    app.setTime(later(15 * 24 * 3600))
    const { card } = await teams.presses('kees', 'notice.refresh', { announcementId })
    assert.match(card, /Since Tuesday 24 November, 10:00.*Yours is not set up yet/)
    const { actions } = JSON.parse(card)
    assert.equal(actions[0].title, 'Helpdesk')
    await teams.presses('kees', 'notice.help', { announcementId })
    assert.match(JSON.stringify(app.messenger.sent.at(-1)?.message), /What is the matter|helpdesk/i)
  })

  it('lead nowhere once the announcement was taken back: its card says so', async () => {
    const { app, teams, announcementId, kees } = await scene()
    await app.db
      .updateTable('announcements')
      .set({
        withdrawn_at: now,
        withdrawn_how: 'note',
        withdrawn_why: JSON.stringify({ en: 'The date was wrong.', nl: 'De datum klopte niet.' }),
      })
      .execute()
    for (const verb of ['later', 'start', 'snooze', 'time']) {
      const { card } = await teams.presses('kees', `notice.${verb}`, { announcementId, until: 'tomorrow' })
      assert.match(card, /The date was wrong/, verb)
    }
    assert.equal((await kees())?.snoozed_until, null)
    assert.match((await teams.presses('kees', 'notice.genuine', { announcementId })).card, /taken back/)
  })

  it('show the announcement as it is now: to do, or done', async () => {
    const { app, teams, announcementId } = await scene()
    assert.match((await teams.presses('kees', 'notice.show', { announcementId })).card, /Set it up now/)
    await app.db.insertInto('registrations').values({ person_id: 'kees', source: 'live', checked_at: now, done: true }).execute()
    assert.match((await teams.presses('kees', 'notice.refresh', { announcementId })).card, /You are done/)
    assert.equal(app.messenger.sent.length, 0)
  })

  it('do nothing for somebody who did not get it, and forget nothing of the one who did', async () => {
    const { teams, announcementId, kees } = await scene()
    for (const verb of [
      'later',
      'snooze',
      'leave',
      'back',
      'reason',
      'time',
      'help',
      'second',
      'start',
      'other',
      'genuine',
      'question',
      'show',
      'refresh',
    ]) {
      const { card } = await teams.presses('other', `notice.${verb}`, {
        announcementId,
        until: 'tomorrow',
        reason: 'no_phone',
        back: '2026-11-20',
      })
      assert.match(card, /That card is from before/, verb)
    }
    assert.equal((await kees())?.snoozed_until, null)
    assert.equal(await teams.app.db.selectFrom('progress').select('person_id').executeTakeFirst(), undefined)
  })
})
