import assert from 'node:assert/strict'
import fc from 'fast-check'
import { afterOpenMinutes, type DeskHours, deskTimes } from '../../services/desk-hours.ts'

const hours: DeskHours = { opens: '08:00', closes: '17:30', timeZone: 'Europe/Amsterdam' }
const iso = (at: Date) => at.toISOString()

describe('opening hours of the helpdesk', () => {
  const openings: [string, string, { openNow: boolean; opensAt: string; closesAt: string }][] = [
    ['a Tuesday morning', '2026-11-24T09:00:00Z', { openNow: true, opensAt: '2026-11-24T07:00Z', closesAt: '2026-11-24T16:30Z' }],
    ['at the opening itself', '2026-11-24T07:00:00Z', { openNow: true, opensAt: '2026-11-24T07:00Z', closesAt: '2026-11-24T16:30Z' }],
    ['at the closing itself', '2026-11-24T16:30:00Z', { openNow: false, opensAt: '2026-11-25T07:00Z', closesAt: '2026-11-25T16:30Z' }],
    ['before the opening', '2026-11-24T05:00:00Z', { openNow: false, opensAt: '2026-11-24T07:00Z', closesAt: '2026-11-24T16:30Z' }],
    ['a Friday evening', '2026-11-27T20:00:00Z', { openNow: false, opensAt: '2026-11-30T07:00Z', closesAt: '2026-11-30T16:30Z' }],
    ['a Saturday', '2026-11-28T12:00:00Z', { openNow: false, opensAt: '2026-11-30T07:00Z', closesAt: '2026-11-30T16:30Z' }],
    ['in summer time', '2026-07-01T06:00:00Z', { openNow: true, opensAt: '2026-07-01T06:00Z', closesAt: '2026-07-01T15:30Z' }],
  ]
  for (const [name, at, expected] of openings) {
    it(`knows ${name}`, () => {
      const { openNow, opensAt, closesAt } = deskTimes(hours, new Date(at))
      assert.deepEqual(
        { openNow, opensAt: iso(opensAt), closesAt: iso(closesAt) },
        { openNow: expected.openNow, opensAt: iso(new Date(expected.opensAt)), closesAt: iso(new Date(expected.closesAt)) },
      )
    })
  }

  const answers: [string, string, string][] = [
    ['within the same opening', '2026-11-24T09:00:00Z', '2026-11-24T10:00:00Z'],
    ['over the night', '2026-11-24T16:10:00Z', '2026-11-25T07:40:00Z'],
    ['exactly at closing time', '2026-11-24T15:30:00Z', '2026-11-24T16:30:00Z'],
    ['over the weekend', '2026-11-27T16:00:00Z', '2026-11-30T07:30:00Z'],
    ['from a Saturday', '2026-11-28T12:00:00Z', '2026-11-30T08:00:00Z'],
    ['from before the opening', '2026-11-24T05:00:00Z', '2026-11-24T08:00:00Z'],
    ['over the change to winter time', '2026-10-23T15:00:00Z', '2026-10-26T07:30:00Z'],
  ]
  for (const [name, from, expected] of answers) {
    it(`counts an hour of opening ${name}`, () => assert.equal(iso(afterOpenMinutes(hours, new Date(from), 60)), iso(new Date(expected))))
  }

  it('never promises an instant at which the desk is closed, and never an earlier one for a later question', () => {
    const instant = fc.date({ min: new Date('2026-01-01'), max: new Date('2027-12-31'), noInvalidDate: true })
    fc.assert(
      fc.property(instant, fc.integer({ min: 0, max: 5 * 3600_000 }), fc.integer({ min: 1, max: 1200 }), (from, laterMs, minutes) => {
        const promised = afterOpenMinutes(hours, from, minutes)
        const justBefore = deskTimes(hours, new Date(promised.getTime() - 1))
        assert.ok(justBefore.openNow, `${iso(promised)} is outside opening hours`)
        assert.ok(promised.getTime() - from.getTime() >= minutes * 60_000)
        assert.ok(afterOpenMinutes(hours, new Date(from.getTime() + laterMs), minutes) >= promised)
      }),
      { numRuns: 200 },
    )
  })
})
