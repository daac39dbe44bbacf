import assert from 'node:assert/strict'
import fc from 'fast-check'
import { localHour, nextLocalTime } from '../../services/local-time.ts'

const cases: [string, string, string, string][] = [
  ['the same night', '2026-11-24T00:00:00Z', 'Europe/Amsterdam', '2026-11-24T01:30:00.000Z'],
  ['the next night, once it has passed', '2026-11-24T01:30:00Z', 'Europe/Amsterdam', '2026-11-25T01:30:00.000Z'],
  ['west of Greenwich', '2026-11-24T09:00:00Z', 'America/New_York', '2026-11-25T07:30:00.000Z'],
  ['a zone with half an hour', '2026-11-24T09:00:00Z', 'Asia/Kolkata', '2026-11-24T21:00:00.000Z'],
  ['the first of two, when the clock goes back', '2026-10-24T20:00:00Z', 'Europe/Amsterdam', '2026-10-25T00:30:00.000Z'],
  ['the day after the clock went back', '2026-10-25T12:00:00Z', 'Europe/Amsterdam', '2026-10-26T01:30:00.000Z'],
]

describe('local time', () => {
  for (const [what, from, zone, expected] of cases) {
    it(`finds half past two: ${what}`, () => assert.equal(nextLocalTime(new Date(from), zone, 2, 30).toISOString(), expected))
  }

  it('is always ahead, at most 25 hours, and shows the hour asked for', () => {
    const zones = fc.constantFrom('Europe/Amsterdam', 'America/Los_Angeles', 'Asia/Tokyo', 'UTC')
    const instants = fc.date({ min: new Date('2026-01-01'), max: new Date('2028-01-01'), noInvalidDate: true })
    fc.assert(
      fc.property(zones, instants, (zone, from) => {
        const found = nextLocalTime(from, zone, 8, 0)
        assert.ok(found > from && found.getTime() - from.getTime() <= 25 * 3_600_000)
        assert.equal(localHour(found, zone), 8)
      }),
      { numRuns: 100 },
    )
  })
})
