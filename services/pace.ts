/**
 * Paces that all processes share. One row per lane holds, on the database's clock, the next free instant of its slots; for the connector,
 * whose requests take tokens (services/tokens.ts), the instant until which everybody waits, and who has how many tokens.
 */
import { setTimeout as sleep } from 'node:timers/promises'
import { sql } from 'kysely'
import { type Db, transaction } from './db/database.ts'
import { type Grant, type Report, renew } from './tokens.ts'

export type Lane = 'connector' | 'install' | 'mail'
/**
 * What one request of a lane takes. Graph allows 30 installations a second, and 10 000 requests in ten minutes for a mailbox [Graph
 * throttling limits, August 2026].
 */
export const spacings: Record<Lane, number> = { connector: 20.3, install: 34, mail: 61 }
/** How far ahead a throttling answer without `Retry-After` pushes everybody. */
export const unknownThrottleMs = 2_000

const clockMs = (instant: string) => sql<number>`(extract(epoch from ${sql.raw(instant)}) * 1000)::float8`

/** Reserves `count` slots in a row; gives how many milliseconds to wait for the first one. */
export async function reserve(db: Db, lane: Exclude<Lane, 'connector'>, count: number): Promise<number> {
  const all = sql`${count * spacings[lane]} * interval '1 millisecond'`
  const { rows } = await sql<{ wait: number }>`
    insert into pace (lane, next_at) values (${lane}, clock_timestamp() + ${all})
    on conflict (lane) do update set next_at = greatest(pace.next_at, clock_timestamp()) + ${all}
    returning (extract(epoch from (next_at - ${all} - clock_timestamp())) * 1000)::float8 as wait`.execute(db)
  return Math.max(0, rows[0]?.wait ?? 0)
}

/** How many milliseconds the lane is taken, without taking anything. */
export async function takenFor(db: Db, lane: Lane): Promise<number> {
  const { rows } = await sql<{ wait: number }>`
    select ${clockMs('next_at - clock_timestamp()')} as wait from pace where lane = ${lane}`.execute(db)
  return Math.max(0, rows[0]?.wait ?? 0)
}

/** Whoever is asked wants everybody to wait. */
export async function pushBack(db: Db, lane: Lane, retryAfterMs: number | null): Promise<void> {
  const until = sql`clock_timestamp() + ${retryAfterMs ?? unknownThrottleMs} * interval '1 millisecond'`
  await sql`
    insert into pace (lane, next_at) values (${lane}, ${until})
    on conflict (lane) do update set next_at = greatest(pace.next_at, ${until})`.execute(db)
}

export interface Renewed extends Grant {
  /** How many milliseconds everybody has to wait. */
  wait: number
}

/** Renews what one process has of the connector's tokens. */
export function renewShare(db: Db, holder: string, report: Report): Promise<Renewed> {
  return transaction(db, async tx => {
    await sql`insert into pace (lane, next_at) values ('connector', clock_timestamp()) on conflict do nothing`.execute(tx)
    const found = tx.selectFrom('pace').select(['shares', clockMs('clock_timestamp()').as('at'), clockMs('next_at').as('free')])
    const { at, free, shares: before } = await found.where('lane', '=', 'connector').forUpdate().executeTakeFirstOrThrow()
    const { shares, grant } = renew(before ?? [], holder, report, at)
    await tx
      .updateTable('pace')
      .set({ shares: JSON.stringify(shares) })
      .where('lane', '=', 'connector')
      .execute()
    return { ...grant, wait: Math.max(0, free - at) }
  })
}

/** Ends early when `stopped` does. */
export const pause = (ms: number, stopped?: AbortSignal) =>
  sleep(Math.max(0, ms), undefined, stopped && { signal: stopped }).catch(() => undefined)
