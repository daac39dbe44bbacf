import assert from 'node:assert/strict'
import fc from 'fast-check'
import type { SendingRules } from '../../services/calendar.ts'
import { daysBetween, isTimeZone, localClock, localDate, weekday } from '../../services/local-time.ts'
import { backAt, lastMoment, laterChoices, remindAt, snoozesAllowed } from '../../services/snooze-times.ts'
import { officeHours } from '../../services/waves.ts'

const hour = 3600_000
const day = 24 * hour
const amsterdam = 'Europe/Amsterdam'
const anyTime: SendingRules = { hours: null, zone: amsterdam, country: 'NL' }
const office: SendingRules = { ...anyTime, hours: officeHours }
const text = (at: Date | null, zone = amsterdam) => (at ? `${localDate(at, zone)} ${localClock(at, zone)}` : null)
const shown = (from: string, deadline: string, rules = anyTime) =>
  laterChoices(new Date(from), new Date(deadline), rules).map(({ until, at }) => `${until} ${text(at, rules.zone)}`)

describe('moments to be reminded at', () => {
  it('are today, tomorrow, Monday and the day before', () => {
    assert.deepEqual(shown('2026-11-10T09:00:00Z', '2026-11-24T09:00:00Z'), [
      'later_today 2026-11-10 12:00',
      'tomorrow 2026-11-11 09:00',
      'monday 2026-11-16 09:00',
      'day_before 2026-11-23 09:00',
    ])
  })

  it('are nine in the morning also across a change of the clock', () => {
    assert.deepEqual(shown('2026-10-24T15:00:00Z', '2026-11-24T09:00:00Z').slice(1, 3), [
      'tomorrow 2026-10-25 09:00',
      'monday 2026-10-26 09:00',
    ])
  })

  it('skip the weekend, and a Monday that is a holiday, where the wave does not write then', () => {
    // Friday afternoon; Easter Monday is 29 March 2027.
    assert.deepEqual(shown('2027-03-26T13:00:00Z', '2027-04-24T09:00:00Z', { ...office, country: 'DE' }), [
      'monday 2027-03-30 09:00',
      'day_before 2027-04-23 09:00',
    ])
    assert.deepEqual(shown('2026-11-20T14:30:00Z', '2026-12-24T09:00:00Z', office)[0], 'monday 2026-11-23 09:00')
  })

  it('begin with the shift of people who work in the evening', () => {
    const evening = { ...office, hours: { days: [1, 2, 3, 4, 5, 6], from: '15:00', to: '23:00', holidays: true } }
    assert.deepEqual(shown('2026-11-10T16:00:00Z', '2026-11-24T09:00:00Z', evening), [
      'later_today 2026-11-10 19:00',
      'tomorrow 2026-11-11 15:00',
      'monday 2026-11-16 15:00',
      'day_before 2026-11-23 15:00',
    ])
  })

  it('are named once, and there are none when it is too late', () => {
    assert.deepEqual(shown('2026-11-22T09:00:00Z', '2026-11-24T09:00:00Z'), ['later_today 2026-11-22 12:00', 'tomorrow 2026-11-23 09:00'])
    assert.deepEqual(shown('2026-11-24T08:30:00Z', '2026-11-24T09:00:00Z'), [])
    assert.deepEqual(shown('2026-11-25T08:00:00Z', '2026-11-24T09:00:00Z'), [])
  })

  it('get fewer toward the deadline, and there is none on the last day', () => {
    const deadline = new Date('2026-11-24T09:00:00Z')
    const before = (days: number) => snoozesAllowed(new Date(deadline.getTime() - days * day), deadline)
    assert.deepEqual([30, 14.1, 14, 7.1, 7, 1.1, 1, 0, -1].map(before), [3, 3, 2, 2, 1, 1, 0, 0, 0])
  })

  it('end on the last working morning before the deadline', () => {
    const last = (now: string, deadline: string) => text(lastMoment(new Date(now), new Date(deadline), office))
    assert.equal(last('2026-11-10T09:00:00Z', '2026-11-23T09:00:00Z'), '2026-11-20 09:00', 'the Friday before a Monday')
    assert.equal(last('2026-11-23T12:00:00Z', '2026-11-24T15:00:00Z'), '2026-11-24 09:00', 'the day itself, when the one before is past')
    assert.equal(last('2026-11-24T08:30:00Z', '2026-11-24T09:00:00Z'), null)
    const free = (now: string, deadline: string) => text(lastMoment(new Date(now), new Date(deadline), anyTime))
    assert.equal(free('2026-11-10T09:00:00Z', '2026-11-23T09:00:00Z'), '2026-11-20 09:00', 'a weekday, also where any time would do')
    assert.equal(free('2026-11-21T12:00:00Z', '2026-11-22T20:00:00Z'), '2026-11-22 09:00', 'a Sunday, when no weekday is left')
  })

  it('are pulled back from after the deadline, also for somebody who is back only then', () => {
    const now = new Date('2026-11-10T09:00:00Z')
    const deadline = new Date('2026-11-24T09:00:00Z')
    const back = (date: string) => backAt(date, now, office)
    assert.equal(text(back('2026-11-21')), '2026-11-23 09:00', 'back on a Saturday')
    assert.equal(text(remindAt(back('2026-12-07') as Date, now, { deadline, rules: office })), '2026-11-23 09:00')
    for (const wrong of ['2026-11-10', '2026-11-09', '2028-01-01', '2026-13-01', 'next week', '']) assert.equal(back(wrong), null, wrong)
  })

  it('are ahead, in time, in working hours and what their name says, in every zone', () => {
    const names = [
      amsterdam,
      'Europe/London',
      'America/New_York',
      'America/St_Johns',
      'Asia/Kolkata',
      'Africa/Cairo',
      'Australia/Lord_Howe',
      'Pacific/Apia',
      'UTC',
    ]
    const zones = fc.constantFrom(...names.filter(isTimeZone))
    const moments = fc.date({ min: new Date('2026-01-01'), max: new Date('2028-01-01'), noInvalidDate: true })
    const all = fc.constantFrom(null, officeHours, { days: [1, 2, 3, 4, 5, 6], from: '22:00', to: '06:00', holidays: true })
    fc.assert(
      fc.property(zones, moments, fc.integer({ min: -hour, max: 40 * day }), all, (zone, now, ahead, hours) => {
        const deadline = new Date(now.getTime() + ahead)
        const rules = { hours, zone, country: null }
        for (const { until, at } of laterChoices(now, deadline, rules)) {
          assert.ok(at > now && deadline.getTime() - at.getTime() >= hour, `${until} ${at.toISOString()}`)
          if (until === 'later_today') assert.equal(daysBetween(now, at, zone), 0)
          if (until === 'tomorrow') assert.equal(daysBetween(now, at, zone), 1)
          if (until === 'monday' && !hours) assert.equal(weekday(at, zone), 1)
          if (hours === officeHours) assert.ok(weekday(at, zone) <= 5)
        }
        const pulled = remindAt(new Date(now.getTime() + 60 * day), now, { deadline, rules })
        assert.ok(pulled === null || (pulled > now && deadline.getTime() - pulled.getTime() >= hour))
      }),
      { numRuns: 300 },
    )
  })
})
