import assert from 'node:assert/strict'
import { canarySizeFor, type Health, troubleIn } from '../../services/canary.ts'

const health = (more: Partial<Health>): Health => ({ tried: 25, delivered: 25, failed: 0, reports: 0, cases: 0, ...more })

describe('the first few', () => {
  it('are 25 or 1 %, and nobody where that would be everybody', () => {
    assert.deepEqual([0, 25, 26, 2_500, 2_501, 300_000].map(canarySizeFor), [null, null, 25, 25, 26, 3_000])
  })

  const cases: [what: string, seen: Partial<Health>, stage: number, trouble: string | null][] = [
    ['all is well', {}, 0, null],
    ['three refusals are bad luck', { failed: 3 }, 0, null],
    ['four of 25 are too many', { failed: 4 }, 0, 'failures'],
    ['four of a thousand are not', { tried: 1000, failed: 4 }, 1, null],
    ['one report is one opinion', { reports: 1 }, 0, null],
    ['two reports stop the first few', { reports: 2 }, 0, 'reports'],
    ['two of a thousand are not 1 %', { delivered: 1000, reports: 2 }, 1, null],
    ['ten of a thousand are', { delivered: 1000, reports: 10 }, 1, 'reports'],
    ['later, too, one report is not enough', { delivered: 30, reports: 1 }, 1, null],
    ['two cases are no pattern', { cases: 2, delivered: 5 }, 0, null],
    ['three cases of 25 are', { cases: 3 }, 0, 'cases'],
    ['three of thirty are not more than a tenth', { cases: 3, delivered: 30 }, 1, null],
  ]
  for (const [what, seen, stage, trouble] of cases) {
    it(`${what} (${JSON.stringify(seen)}, stage ${stage})`, () => assert.equal(troubleIn(health(seen), stage), trouble))
  }
})
