/** Work that takes long where there is much of it, and need not be done at every round of a sweep. */
import type { App } from './app.ts'

/** From this many rows of the ledger on, counting them is work. */
const manyRows = 20_000

/** Of a big announcement: whether the last time in this process was long enough ago; small ones are always due. */
export function seldom(everyMs: number): (app: App, announcement: { id: string; targeted: number | null }, now: Date) => boolean {
  const times = new WeakMap<App, Map<string, number>>()
  return (app, { id, targeted }, now) => {
    if ((targeted ?? 0) <= manyRows) return true
    const last = times.get(app) ?? new Map<string, number>()
    times.set(app, last)
    if (now.getTime() - (last.get(id) ?? 0) < everyMs) return false
    last.set(id, now.getTime())
    return true
  }
}
