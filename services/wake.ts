/** Wakes the loops of this process that found nothing to send a moment ago. Hidden state: who sleeps, for each database. */
import type { Db } from './db/database.ts'
import { pause } from './pace.ts'

const sleepers = new WeakMap<Db, Set<AbortController>>()

/** Sleeps until somebody calls `wake`, at most `ms`; ends early when `stopped` does. */
export async function nap(db: Db, ms: number, stopped: AbortSignal): Promise<void> {
  const alarm = new AbortController()
  const all = sleepers.get(db) ?? new Set()
  sleepers.set(db, all.add(alarm))
  await pause(ms, AbortSignal.any([alarm.signal, stopped]))
  all.delete(alarm)
}

/** There is something to send. */
export function wake(db: Db): void {
  for (const alarm of sleepers.get(db) ?? []) alarm.abort()
}
