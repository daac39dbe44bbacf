/**
 * The shared pace toward Teams: 50 requests per second for one app in one tenant [Teams rate limits, October 2026]. One row per lane
 * holds the next free instant on the database's clock, so any number of processes share it.
 */
import { setTimeout as sleep } from 'node:timers/promises'
import { sql } from 'kysely'
import type { Db } from './db/database.ts'

export type Lane = 'connector' | 'install' | 'mail'
/** A little under 50 a second, so that no sliding second ever holds 50. */
export const spacingMs = 20.3
/** Graph allows 30 installations a second, and 10 000 requests in ten minutes for a mailbox [Graph throttling limits, August 2026]. */
export const spacings: Record<Lane, number> = { connector: spacingMs, install: 34, mail: 61 }
/** How far ahead a throttling answer without `Retry-After` pushes everybody. */
export const unknownThrottleMs = 2_000

/** An instant in milliseconds on this process's own clock (`performance.now`). */
type Local = number

/**
 * What this process's clock shows at an instant of the database's clock. Each question and its answer enclose the difference of the
 * two; the quickest of the last ones tell it to a fraction of a millisecond, so that processes agree on when a slot is.
 */
export class DatabaseClock {
  #newest: { least: number; most: number }[] = []

  /** The database said `at` (milliseconds) between these two moments. */
  heard(asked: Local, answered: Local, at: number): void {
    const sample = { least: asked - at, most: answered - at }
    // A clock that was set does not fit what was heard before.
    if (this.#newest.some(one => one.least > sample.most || one.most < sample.least)) this.#newest = []
    this.#newest = [...this.#newest.slice(-60), sample]
  }

  local(at: number): Local {
    const least = Math.max(...this.#newest.map(one => one.least))
    const most = Math.min(...this.#newest.map(one => one.most))
    return at + (least + most) / 2
  }
}

/** Of one process for each database: what was heard serves everybody in it. */
const clocks = new WeakMap<Db, DatabaseClock>()
export function clockOf(db: Db): DatabaseClock {
  const clock = clocks.get(db) ?? new DatabaseClock()
  clocks.set(db, clock)
  return clock
}

/** The upsert that takes `count` slots; gives `first`, and `said`: the database's clock in milliseconds. */
export const takeSlots = (lane: Lane, count: number) => sql`
  insert into pace (lane, next_at) values (${lane}, clock_timestamp() + ${count * spacings[lane]} * interval '1 millisecond')
  on conflict (lane) do update
    set next_at = greatest(pace.next_at, clock_timestamp()) + ${count * spacings[lane]} * interval '1 millisecond'
  returning next_at - ${count * spacings[lane]} * interval '1 millisecond' as first, clock_timestamp() as said`

export const milliseconds = (instant: string) => sql<number>`(extract(epoch from ${sql.raw(instant)}) * 1000)::float8`

/** Reserves `count` slots in a row; gives when the first one is (the others follow every `spacings[lane]`). */
export async function reserveAt(db: Db, lane: Lane, count: number): Promise<Local> {
  const asked = performance.now()
  const { rows } = await sql<{ first: number; said: number }>`
    with slots as (${takeSlots(lane, count)}) select ${milliseconds('first')} as first, ${milliseconds('said')} as said from slots`.execute(
    db,
  )
  const [slots] = rows
  if (!slots) throw new Error('The pace gave no slot')
  const clock = clockOf(db)
  clock.heard(asked, performance.now(), slots.said)
  return clock.local(slots.first)
}

/** As `reserveAt`; gives how many milliseconds to wait for the first one. */
export async function reserve(db: Db, lane: Lane, count: number): Promise<number> {
  return Math.max(0, (await reserveAt(db, lane, count)) - performance.now())
}

/** How many milliseconds the lane is taken, without taking anything. */
export async function takenFor(db: Db, lane: Lane): Promise<number> {
  const { rows } = await sql<{ wait: number }>`
    select (extract(epoch from (next_at - clock_timestamp())) * 1000)::float8 as wait from pace where lane = ${lane}`.execute(db)
  return Math.max(0, rows[0]?.wait ?? 0)
}

/** The connector asked everybody to wait. */
export async function pushBack(db: Db, lane: Lane, retryAfterMs: number | null): Promise<void> {
  const until = sql`clock_timestamp() + ${retryAfterMs ?? unknownThrottleMs} * interval '1 millisecond'`
  await sql`
    insert into pace (lane, next_at) values (${lane}, ${until})
    on conflict (lane) do update set next_at = greatest(pace.next_at, ${until})`.execute(db)
}

/** Ends early when `stopped` does. */
export const pause = (ms: number, stopped?: AbortSignal) =>
  sleep(Math.max(0, ms), undefined, stopped && { signal: stopped }).catch(() => undefined)

/** Timers may fire a little early. */
export async function reach(at: Local, stopped?: AbortSignal): Promise<void> {
  while (performance.now() < at && !stopped?.aborted) await pause(Math.max(1, at - performance.now()), stopped)
}

/**
 * A request that comes later than this after its slot could be the 51st of a second together with those of other processes: fifty slots
 * last 1 015 ms. Its slot is lost and it takes the next one.
 */
export const lateMs = 6
/** A machine that is always late is slow enough to be let through. */
export const mostMissed = 5
