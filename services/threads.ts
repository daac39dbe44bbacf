/**
 * The pace inside one conversation: Teams takes 7 requests in 1 second, 8 in 2, 60 in 30 and 1 800 in an hour, new messages and edits
 * together [Teams rate limits, October 2026]. Two buckets below that hold in any window: four at once and then one every 0.72 s; and
 * 300 at once and then one every 2.41 s. Rows are shared by all processes; an empty bucket needs no row.
 */
import { sql } from 'kysely'
import type { Db } from './db/database.ts'

const ms = (count: number) => sql`(${count}::float8 * interval '1 millisecond')`
const burst = { each: 720, most: 4 * 720 }
const hour = { each: 2_410, most: 300 * 2_410 }

/** Messages in a thread of a channel count for the channel. */
export const threadOf = (conversationId: string): string => conversationId.split(';')[0] ?? conversationId
/** Opening conversations with a person is counted apart from what is said in them. */
export const opening = (personId: string): string => `create ${personId}`

/** Waits in line for one request to this conversation; gives how many milliseconds. */
export async function queueUp(db: Db, thread: string): Promise<number> {
  const now = sql`statement_timestamp()`
  const slot = sql`greatest(${now}, t.burst_at - ${ms(burst.most - burst.each)}, t.hour_at - ${ms(hour.most - hour.each)})`
  const { rows } = await sql<{ wait: number }>`
    insert into thread_pace as t (thread, asked_at, burst_at, hour_at)
    values (${thread}, ${now}, ${now} + ${ms(burst.each)}, ${now} + ${ms(hour.each)})
    on conflict (thread) do update set asked_at = ${slot}, burst_at = greatest(t.burst_at, ${slot}) + ${ms(burst.each)},
      hour_at = greatest(t.hour_at, ${slot}) + ${ms(hour.each)}
    returning (extract(epoch from (asked_at - clock_timestamp())) * 1000)::float8 as wait`.execute(db)
  return Math.max(0, rows[0]?.wait ?? 0)
}

/**
 * Asks for one request to each of these conversations, about `eachMs` after one another. Gives those that have had enough for now: nothing
 * may be sent to them.
 */
export async function admit(db: Db, threads: string[], eachMs: number): Promise<Set<string>> {
  const { rows } = await sql<{ thread: string }>`
    with asked as materialized (
      select thread, count(*)::int as requests, statement_timestamp() + (min(at) - 1) * ${ms(eachMs)} as slot
      from jsonb_array_elements_text(${JSON.stringify(threads)}::jsonb) with ordinality o (thread, at) group by thread),
    kept as (
      insert into thread_pace as t (thread, asked_at, burst_at, hour_at)
      select thread, slot, slot + requests * ${ms(burst.each)}, slot + requests * ${ms(hour.each)} from asked order by thread
      on conflict (thread) do update set asked_at = excluded.asked_at,
        burst_at = greatest(t.burst_at, excluded.asked_at) + (excluded.burst_at - excluded.asked_at),
        hour_at = greatest(t.hour_at, excluded.asked_at) + (excluded.hour_at - excluded.asked_at)
      where (t.burst_at <= excluded.asked_at or t.burst_at + (excluded.burst_at - excluded.asked_at) <= excluded.asked_at + ${ms(burst.most)})
        and t.hour_at + (excluded.hour_at - excluded.asked_at) <= excluded.asked_at + ${ms(hour.most)}
      returning thread)
    select asked.thread from asked left join kept using (thread) where kept.thread is null`.execute(db)
  return new Set(rows.map(row => row.thread))
}

/** Rows of conversations that have been quiet for so long that theirs say nothing. */
export async function forgetQuiet(db: Db): Promise<void> {
  await sql`
    delete from thread_pace where thread in (
      select thread from thread_pace where hour_at < clock_timestamp() and burst_at < clock_timestamp() limit 5000 for update skip locked)`.execute(
    db,
  )
}
