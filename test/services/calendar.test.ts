import assert from 'node:assert/strict'
import fc from 'fast-check'
import { isHoliday, isWorkingMoment, nextSendingMoment, type SendingHours, type SendingRules } from '../../services/calendar.ts'
import { instantOf } from '../../services/local-time.ts'

const office: SendingHours = { days: [1, 2, 3, 4, 5], from: '09:00', to: '17:00', holidays: false }
const night: SendingHours = { ...office, from: '22:00', to: '06:00' }
const saturdays: SendingHours = { ...office, days: [2, 3, 4, 5, 6] }
const amsterdam: SendingRules = { hours: office, zone: 'Europe/Amsterdam', country: 'NL' }
const london: SendingRules = { hours: office, zone: 'Europe/London', country: 'GB' }

/** What the clock says in the zone, and what it says when the person may be written to. */
const cases: [string, SendingRules, string, string][] = [
  ['in the hours, at once', amsterdam, '2026-11-24T10:30', '2026-11-24T10:30'],
  ['early in the morning, when the day begins', amsterdam, '2026-11-24T05:00', '2026-11-24T09:00'],
  ['when the day ends, the next day', amsterdam, '2026-11-24T17:00', '2026-11-25T09:00'],
  ['on Friday evening, on Monday', amsterdam, '2026-11-27T18:00', '2026-11-30T09:00'],
  ['on the King’s birthday, the day after', amsterdam, '2027-04-27T10:00', '2027-04-28T09:00'],
  ['on that day elsewhere, at once', london, '2027-04-27T10:00', '2027-04-27T10:00'],
  ['over Easter, on Tuesday', amsterdam, '2027-03-28T12:00', '2027-03-30T09:00'],
  ['on Good Friday in Britain, on the Tuesday after Easter Monday', london, '2027-03-26T12:00', '2027-03-30T09:00'],
  ['on a substitute for Boxing Day', london, '2027-12-27T10:00', '2027-12-29T09:00'],
  ['on the Belgian national day', { hours: office, zone: 'Europe/Brussels', country: 'BE' }, '2027-07-21T10:00', '2027-07-22T09:00'],
  ['on German Ascension Day', { hours: office, zone: 'Europe/Berlin', country: 'DE' }, '2027-05-06T10:00', '2027-05-07T09:00'],
  [
    'on a holiday where the setting says that people work',
    { ...amsterdam, hours: { ...office, holidays: true } },
    '2027-04-27T10:00',
    '2027-04-27T10:00',
  ],
  ['in a country that nobody knows, on weekends only', { ...amsterdam, country: 'XX' }, '2027-12-25T10:00', '2027-12-27T09:00'],
  ['without a country, on weekends only', { ...amsterdam, country: null }, '2027-04-27T10:00', '2027-04-27T10:00'],
  ['on a Saturday of a Saturday shift, at once', { ...amsterdam, hours: saturdays }, '2026-11-28T11:00', '2026-11-28T11:00'],
  ['on a Monday of a Saturday shift, on Tuesday', { ...amsterdam, hours: saturdays }, '2026-11-30T11:00', '2026-12-01T09:00'],
  ['in the first half of a night shift', { ...amsterdam, hours: night }, '2026-11-24T23:00', '2026-11-24T23:00'],
  ['in the second half, which began on Friday', { ...amsterdam, hours: night }, '2026-11-28T05:59', '2026-11-28T05:59'],
  ['when that shift is over, on Monday night', { ...amsterdam, hours: night }, '2026-11-28T06:00', '2026-11-30T22:00'],
  ['by day, when the night begins', { ...amsterdam, hours: night }, '2026-11-24T12:00', '2026-11-24T22:00'],
]

const at = (local: string, zone: string) => instantOf(local.slice(0, 10), local.slice(11), zone) as Date

describe('calendar', () => {
  for (const [what, rules, now, expected] of cases) {
    it(`writes ${what}`, () =>
      assert.equal(nextSendingMoment(at(now, rules.zone), rules).toISOString(), at(expected, rules.zone).toISOString()))
  }

  it('writes at any time where no hours are set', () => {
    const sunday = new Date('2026-11-29T03:00:00Z')
    assert.equal(nextSendingMoment(sunday, { ...amsterdam, hours: null }), sunday)
  })

  it('keeps to the clock on the day on which it changes', () => {
    const sundays = { ...amsterdam, hours: { ...office, days: [7], holidays: true } }
    assert.equal(nextSendingMoment(new Date('2027-03-27T12:00:00Z'), sundays).toISOString(), '2027-03-28T07:00:00.000Z')
    assert.equal(nextSendingMoment(new Date('2027-10-30T12:00:00Z'), sundays).toISOString(), '2027-10-31T08:00:00.000Z')
    // 02:30 does not exist that night: the shift begins when the clock has moved on.
    const early = { ...sundays, hours: { ...sundays.hours, from: '02:30' } }
    assert.equal(nextSendingMoment(new Date('2027-03-27T23:30:00Z'), early).toISOString(), '2027-03-28T01:30:00.000Z')
  })

  it('knows a feast of several days', () => {
    assert.deepEqual(
      ['2027-03-08', '2027-03-09', '2027-03-11', '2027-03-12'].map(day => isHoliday('TR', day)),
      [false, true, true, false],
    )
  })

  it('never looks back, and what it gives is a working moment', () => {
    const zones = fc.constantFrom('Europe/Amsterdam', 'America/New_York', 'Asia/Kolkata', 'Pacific/Auckland')
    const days = fc.uniqueArray(fc.integer({ min: 1, max: 7 }), { minLength: 1 })
    const clock = fc
      .integer({ min: 0, max: 95 })
      .map(q => `${String(Math.floor(q / 4)).padStart(2, '0')}:${String((q % 4) * 15).padStart(2, '0')}`)
    const moments = fc.integer({ min: Date.parse('2026-11-01'), max: Date.parse('2027-12-31') }).map(ms => new Date(ms))
    fc.assert(
      fc.property(moments, zones, fc.record({ days, from: clock, to: clock, holidays: fc.boolean() }), (from, zone, hours) => {
        const rules = { hours, zone, country: 'NL' }
        const next = nextSendingMoment(from, rules)
        assert.ok(next >= from && isWorkingMoment(next, rules), next.toISOString())
        assert.ok(next.getTime() === from.getTime() || !isWorkingMoment(from, rules))
      }),
      { numRuns: 300 },
    )
  })
})
