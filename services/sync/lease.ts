/** Work that only one process may do at a time: a row says who does it and until when, on the database's clock, and is renewed meanwhile. */
import { randomUUID } from 'node:crypto'
import { sql } from 'kysely'
import type { Db } from '../db/database.ts'

const leaseSeconds = 45
const renewMs = 10_000

async function take(db: Db, name: string, owner: string): Promise<boolean> {
  const end = sql`clock_timestamp() + ${leaseSeconds} * interval '1 second'`
  const { rows } = await sql`
    insert into sync_state (name, value, changed_at) values (${name}, ${JSON.stringify({ owner })}, ${end})
    on conflict (name) do update set value = excluded.value, changed_at = excluded.changed_at
    where sync_state.value->>'owner' = ${owner} or sync_state.changed_at < clock_timestamp()
    returning name`.execute(db)
  return rows.length > 0
}

/**
 * Runs `work` unless another process is at it, which gives `null`. `work` calls `held` between its steps: that throws once the lease
 * was lost to somebody else (this process slept for too long).
 */
export async function withLease<T extends object>(db: Db, name: string, work: (held: () => void) => Promise<T>): Promise<T | null> {
  const owner = randomUUID()
  if (!(await take(db, name, owner))) return null
  let lost = false
  const renewal = setInterval(() => {
    take(db, name, owner).then(
      taken => {
        lost = !taken
      },
      // A database that does not answer now is asked again; if it stays away, the work itself fails.
      () => undefined,
    )
  }, renewMs)
  try {
    return await work(() => {
      if (lost) throw new Error(`Another process took over "${name}".`)
    })
  } finally {
    clearInterval(renewal)
    await sql`delete from sync_state where name = ${name} and value->>'owner' = ${owner}`.execute(db)
  }
}

export async function isLeased(db: Db, name: string): Promise<boolean> {
  const { rows } = await sql`select name from sync_state where name = ${name} and changed_at >= clock_timestamp()`.execute(db)
  return rows.length > 0
}
