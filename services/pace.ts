/**
 * The shared pace toward Teams: 50 requests per second for one app in one tenant [Teams rate limits, October 2026]. One row per lane
 * holds the next free instant on the database's clock, so any number of processes share it. A reservation is a wait in milliseconds.
 */
import { setTimeout as sleep } from 'node:timers/promises'
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

/** When the lane is taken for longer, rows stay where they are: a lease must not run out while its holder waits for a slot. */
export const longestWaitMs = 3_000

export interface Slots {
  /** Gives 0, 1, 2 … each at its slot; fewer than `count` when `stopped` ends or everybody was asked to wait. */
  take(count: number): AsyncGenerator<number>
  /** The connector asked this process to wait, and with it everybody. */
  hold(retryAfterMs: number | null): Promise<void>
}

/**
 * A request that comes later than this after its slot could be the 51st of a second together with those of other processes: fifty slots
 * last 1 012 ms. Its slot is lost and it takes the next one.
 */
const lateMs = 8
/** A machine that is always late is slow enough to be let through. */
const mostMissed = 5

/** Timers may fire a little early. */
async function reach(at: number, stopped?: AbortSignal): Promise<void> {
  while (performance.now() < at && !stopped?.aborted) await pause(Math.max(1, at - performance.now()), stopped)
}

/** One process's share of the connector's lane: each request at its slot or, when that was missed, at the next; never catching up. */
export function slotKeeper(db: Db, stopped: AbortSignal): Slots {
  let heldUntil = 0
  const mayGo = () => !stopped.aborted && heldUntil <= performance.now()

  async function* take(count: number): AsyncGenerator<number> {
    let given = 0
    let missed = 0
    while (given < count && mayGo()) {
      const slots = count - given
      const wait = await reserve(db, 'connector', slots)
      if (wait > longestWaitMs) return
      const first = performance.now() + wait
      for (let slot = 0; slot < slots; slot++) {
        const at = first + slot * spacingMs
        await reach(at, stopped)
        if (!mayGo()) return
        missed = performance.now() - at > lateMs ? missed + 1 : 0
        if (missed === 0 || missed > mostMissed) yield given++
      }
    }
  }
  return {
    take,
    async hold(retryAfterMs) {
      heldUntil = Math.max(heldUntil, performance.now() + (retryAfterMs ?? unknownThrottleMs))
      await pushBack(db, 'connector', retryAfterMs)
    },
  }
}

/** Waits for one slot. */
async function oneSlot(db: Db): Promise<void> {
  for (let missed = 0; missed <= mostMissed; missed++) {
    const wait = await reserve(db, 'connector', 1)
    const at = performance.now() + wait
    await reach(at)
    if (performance.now() - at <= lateMs) return
  }
}

/** A messenger whose every request takes one slot of the shared pace and tells everybody when it was throttled. */
export function paced(messenger: Messenger, db: Db): Messenger {
  async function inSlot<T extends { kind: string }>(call: () => Promise<T>): Promise<T> {
    await oneSlot(db)
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
