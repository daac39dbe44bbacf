import assert from 'node:assert/strict'
import fc from 'fast-check'
import { laterChoices } from '../../../bot/notices/buttons.ts'
import { findDelivery } from '../../../services/deliveries.ts'
import { expand } from '../../../services/expansion.ts'
import { localClock, localDate, weekday } from '../../../services/local-time.ts'
import { testApp } from '../../support/app.ts'
import { useDatabase } from '../../support/database.ts'
import { addAnnouncement, addReachable, now } from '../../support/rollout.ts'
import { Teams } from '../../support/teams.ts'

const hour = 3600_000
const amsterdam = 'Europe/Amsterdam'
const shown = (from: string, deadline: string, zone = amsterdam) =>
  laterChoices(new Date(from), new Date(deadline), zone).map(({ until, at }) => `${until} ${localDate(at, zone)} ${localClock(at, zone)}`)

describe('"Later"', () => {
  it('offers today, tomorrow, Monday and the day before', () => {
    assert.deepEqual(shown('2026-11-10T09:00:00Z', '2026-11-24T09:00:00Z'), [
      'later_today 2026-11-10 12:00',
      'tomorrow 2026-11-11 09:00',
      'monday 2026-11-16 09:00',
      'day_before 2026-11-23 09:00',
    ])
  })

  it('says nine in the morning also across a change of the clock', () => {
    assert.deepEqual(shown('2026-10-24T15:00:00Z', '2026-11-24T09:00:00Z').slice(1, 3), [
      'tomorrow 2026-10-25 09:00',
      'monday 2026-10-26 09:00',
    ])
    assert.deepEqual(shown('2027-03-26T15:00:00Z', '2027-04-24T09:00:00Z').slice(1, 3), [
      'tomorrow 2027-03-27 09:00',
      'monday 2027-03-29 09:00',
    ])
  })

  it('means the day before also when the start is in the evening', () => {
    assert.ok(shown('2026-11-10T09:00:00Z', '2026-11-24T20:00:00Z').includes('day_before 2026-11-23 09:00'))
  })

  it('says "today" only of today', () => {
    assert.deepEqual(shown('2026-11-10T22:30:00Z', '2026-11-24T09:00:00Z')[0], 'tomorrow 2026-11-11 09:00')
  })

  it('names one moment once, and none when it is too late', () => {
    assert.deepEqual(shown('2026-11-22T09:00:00Z', '2026-11-24T09:00:00Z'), ['later_today 2026-11-22 12:00', 'tomorrow 2026-11-23 09:00'])
    assert.deepEqual(shown('2026-11-24T08:00:00Z', '2026-11-24T09:00:00Z'), [])
    assert.deepEqual(shown('2026-11-25T08:00:00Z', '2026-11-24T09:00:00Z'), [])
  })

  it('is always ahead, at least an hour before the start, and what its name says, in every zone', () => {
    const zones = fc.constantFrom(
      amsterdam,
      'Europe/London',
      'America/New_York',
      'America/St_Johns',
      'Asia/Kolkata',
      'Africa/Cairo',
      'Asia/Beirut',
      'Australia/Lord_Howe',
      'Pacific/Apia',
      'UTC',
    )
    const moments = fc.date({ min: new Date('2026-01-01'), max: new Date('2028-01-01'), noInvalidDate: true })
    fc.assert(
      fc.property(zones, moments, fc.integer({ min: -hour, max: 40 * 24 * hour }), (zone, from, ahead) => {
        const deadline = new Date(from.getTime() + ahead)
        for (const { until, at } of laterChoices(from, deadline, zone)) {
          assert.ok(at > from && deadline.getTime() - at.getTime() >= hour, `${until} ${at.toISOString()}`)
          if (until !== 'later_today') assert.equal(localClock(at, zone), '09:00')
          if (until === 'later_today') assert.equal(localDate(at, zone), localDate(from, zone))
          if (until === 'tomorrow') assert.equal(localDate(at, zone), localDate(from, zone, 1))
          if (until === 'monday') assert.equal(weekday(at, zone), 1)
          if (until === 'day_before') assert.equal(localDate(at, zone), localDate(deadline, zone, -1))
        }
      }),
      { numRuns: 500 },
    )
  })
})

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
    const { teams, announcementId, kees } = await scene()
    for (const until of ['never', 'tomorrow_evening']) {
      assert.match((await teams.presses('kees', 'notice.snooze', { announcementId, until })).card, /When shall I remind you/)
    }
    assert.equal((await kees())?.snoozed_until, null)
  })

  it('show the announcement as it is now: to do, or done', async () => {
    const { app, teams, announcementId } = await scene()
    assert.match((await teams.presses('kees', 'notice.show', { announcementId })).card, /Set it up now/)
    await app.db.insertInto('registrations').values({ person_id: 'kees', source: 'live', checked_at: now, done: true }).execute()
    assert.match((await teams.presses('kees', 'notice.refresh', { announcementId })).card, /You are done/)
    assert.equal(app.messenger.sent.length, 0)
  })

  it('say who sent it, when, and where to check that outside the chat', async () => {
    const { teams, announcementId } = await scene()
    const { card } = await teams.presses('kees', 'notice.genuine', { announcementId })
    assert.match(card, /intranet\.example\.test/)
    assert.match(card, /10 November/)
  })

  it('do nothing for somebody who did not get it, and forget nothing of the one who did', async () => {
    const { teams, announcementId, kees } = await scene()
    for (const verb of ['later', 'snooze', 'start', 'other', 'genuine', 'question', 'show', 'refresh']) {
      const { card } = await teams.presses('other', `notice.${verb}`, { announcementId, until: 'tomorrow' })
      assert.match(card, /That card is from before/, verb)
    }
    assert.equal((await kees())?.snoozed_until, null)
    assert.equal(await teams.app.db.selectFrom('progress').select('person_id').executeTakeFirst(), undefined)
  })
})
