/**
 * The shared pace toward Teams: 50 requests per second for one app in one tenant [Teams rate limits, October 2026]. One row per lane
 * holds the next free instant on the database's clock, so any number of processes share it. A reservation is a wait in milliseconds.
 */
import { sql } from 'kysely'
import type { Db } from './db/database.ts'
import type { Messenger } from './ports.ts'

export type Lane = 'connector' | 'install'
/** A little under 50 a second, so that no sliding second ever holds 50. */
export const spacingMs = 20.24
/** Graph allows 30 installations a second [Graph throttling limits, August 2026]. */
export const spacings: Record<Lane, number> = { connector: spacingMs, install: 34 }
/** How far ahead a throttling answer without `Retry-After` pushes everybody. */
const unknownThrottleMs = 2_000

/** Reserves `count` slots in a row; gives how long to wait for the first one (the others follow every `spacings[lane]`). */
export async function reserve(db: Db, lane: Lane, count: number): Promise<number> {
  const step = sql<string>`${count * spacings[lane]} * interval '1 millisecond'`
  const { rows } = await sql<{ wait: number }>`
    insert into pace (lane, next_at) values (${lane}, clock_timestamp() + ${step})
    on conflict (lane) do update set next_at = greatest(pace.next_at, clock_timestamp()) + ${step}
    returning (extract(epoch from (next_at - ${step} - clock_timestamp())) * 1000)::float8 as wait`.execute(db)
  return Math.max(0, rows[0]?.wait ?? 0)
}

/** The connector asked everybody to wait. */
export async function pushBack(db: Db, lane: Lane, retryAfterMs: number | null): Promise<void> {
  const until = sql`clock_timestamp() + ${retryAfterMs ?? unknownThrottleMs} * interval '1 millisecond'`
  await sql`
    insert into pace (lane, next_at) values (${lane}, ${until})
    on conflict (lane) do update set next_at = greatest(pace.next_at, ${until})`.execute(db)
}

const pause = (ms: number) => new Promise<void>(resolve => setTimeout(resolve, ms))

/** A messenger whose every request takes one slot of the shared pace and tells everybody when it was throttled. */
export function paced(messenger: Messenger, db: Db): Messenger {
  async function inSlot<T extends { kind: string }>(call: () => Promise<T>): Promise<T> {
    await pause(await reserve(db, 'connector', 1))
    const outcome = await call()
    if (outcome.kind === 'throttled' && 'retryAfterMs' in outcome) await pushBack(db, 'connector', outcome.retryAfterMs as number | null)
    return outcome
  }
  return {
    send: (to, message) => inSlot(() => messenger.send(to, message)),
    update: (to, activityId, message) => inSlot(() => messenger.update(to, activityId, message)),
    createConversation: (personId, serviceUrl) => inSlot(() => messenger.createConversation(personId, serviceUrl)),
  }
}
