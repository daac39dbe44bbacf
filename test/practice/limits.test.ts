import assert from 'node:assert/strict'
import fc from 'fast-check'
import sinon from 'sinon'
import { admit, admitAll, newLimits, retryAfter } from '../../practice/limits.ts'

describe('sliding limits', () => {
  let clock: sinon.SinonFakeTimers
  beforeEach(() => {
    clock = sinon.useFakeTimers({ toFake: ['performance'] })
  })
  afterEach(() => clock.restore())

  it('never let more through in any window, and say a wait after which it works', () => {
    const rules = [
      { seconds: 1, max: 3 },
      { seconds: 5, max: 7 },
    ]
    fc.assert(
      fc.property(fc.array(fc.integer({ min: 0, max: 900 }), { maxLength: 80 }), pauses => {
        const limits = newLimits()
        const passed: number[] = []
        for (const pause of pauses) {
          clock.tick(pause)
          const wait = admit(limits, 'a', rules)
          if (wait === 0) passed.push(performance.now())
        }
        for (const rule of rules) {
          for (const at of passed) assert.ok(passed.filter(other => other > at - rule.seconds * 1000 && other <= at).length <= rule.max)
        }
        const wait = admit(limits, 'a', rules)
        clock.tick(wait)
        if (wait > 0) assert.equal(admit(limits, 'a', rules), 0)
      }),
    )
  })

  it('pass again after the wait that was told, and not a millisecond before', () => {
    const limits = newLimits()
    const rules = [{ seconds: 1, max: 2 }]
    admit(limits, 'a', rules)
    clock.tick(300)
    admit(limits, 'a', rules)
    const wait = admit(limits, 'a', rules)
    assert.equal(wait, 700)
    clock.tick(699)
    assert.equal(admit(limits, 'a', rules), 1)
    clock.tick(1)
    assert.equal(admit(limits, 'a', rules), 0)
  })

  it('count a request under all keys or under none', () => {
    const limits = newLimits()
    const checks = (thread: string) => [
      { key: 'all', rules: [{ seconds: 1, max: 2 }] },
      { key: thread, rules: [{ seconds: 1, max: 1 }] },
    ]
    assert.equal(admitAll(limits, checks('a')), 0)
    assert.ok(admitAll(limits, checks('a')) > 0)
    assert.equal(admitAll(limits, checks('b')), 0)
    assert.ok(admitAll(limits, checks('c')) > 0)
  })

  it('can be switched off, and tell whole seconds', () => {
    const limits = { ...newLimits(), enabled: false }
    for (let nr = 0; nr < 100; nr += 1) assert.equal(admit(limits, 'a', [{ seconds: 1, max: 1 }]), 0)
    assert.deepEqual([1, 1000, 1001].map(retryAfter), ['1', '1', '2'])
  })
})
