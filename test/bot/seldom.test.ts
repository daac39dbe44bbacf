import assert from 'node:assert/strict'
import type { App } from '../../bot/app.ts'
import { seldom } from '../../bot/seldom.ts'

describe('work that need not be done at every round', () => {
  it('is always due for few rows, and for many after its time, for each announcement and each process on its own', () => {
    const isDue = seldom(5_000)
    const [one, other] = [{}, {}] as [App, App]
    const at = (ms: number, targeted: number | null, more: { id?: string; app?: App } = {}) =>
      isDue(more.app ?? one, { id: more.id ?? 'a', targeted }, new Date(1_800_000_000_000 + ms))
    assert.deepEqual([at(0, null), at(0, 20_000), at(1, 20_000)], [true, true, true])
    assert.deepEqual([at(0, 20_001), at(4_999, 20_001), at(5_000, 20_001), at(9_999, 20_001)], [true, false, true, false])
    assert.deepEqual([at(1, 30_000, { id: 'b' }), at(1, 30_000, { app: other })], [true, true])
  })
})
