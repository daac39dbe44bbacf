/**
 * Who did what to what, by ids only. Rows are only ever added (a trigger refuses anything else), and each carries the hash of the one
 * before it, so that a change in the middle shows. Appenders go one after another: the lock lasts until their transaction ends, so
 * `record` is the last statement of a transaction, after every row lock that it needs.
 */
import { createHash } from 'node:crypto'
import { sql } from 'kysely'
import type { Db, Tx } from './db/database.ts'

export interface AuditEntry {
  at: Date
  /** Entra object id of a person, or `bot`. */
  actorId: string
  /** What happened, such as `case.claimed`. */
  action: string
  /** What it happened to, such as `case:2001`. */
  subject: string | null
  /** Ids, states and counts; never a name or what somebody wrote. */
  details?: Record<string, AuditValue>
}
export type AuditValue = string | number | boolean | null | AuditValue[] | { [key: string]: AuditValue }

const lockKey = 7_206_001
export const firstHash = '0'.repeat(64)

/** One spelling per value: jsonb does not keep the order of keys. */
function canonical(value: unknown): string {
  if (Array.isArray(value)) return `[${value.map(canonical).join(',')}]`
  if (value === null || typeof value !== 'object') return JSON.stringify(value)
  const entries = Object.entries(value).sort(([a], [b]) => (a < b ? -1 : 1))
  return `{${entries.map(([key, inner]) => `${JSON.stringify(key)}:${canonical(inner)}`).join(',')}}`
}

function hashOf(previous: string, entry: AuditEntry): string {
  const { actorId, action, subject, details = {} } = entry
  return createHash('sha256')
    .update(canonical([previous, entry.at.toISOString(), actorId, action, subject, details]))
    .digest('hex')
}

/** Appends one row in the transaction of what it records: both become true together. */
export async function record(tx: Tx, entry: AuditEntry): Promise<void> {
  await sql`select pg_advisory_xact_lock(${sql.lit(lockKey)})`.execute(tx)
  const last = await tx.selectFrom('audit').select('hash').orderBy('id', 'desc').limit(1).executeTakeFirst()
  const previous = last?.hash ?? firstHash
  await tx
    .insertInto('audit')
    .values({
      at: entry.at,
      actor_id: entry.actorId,
      action: entry.action,
      subject: entry.subject,
      details: JSON.stringify(entry.details ?? {}),
      previous_hash: previous,
      hash: hashOf(previous, entry),
    })
    .execute()
}

export type ChainVerdict = { kind: 'whole'; rows: number; lastHash: string } | { kind: 'broken'; id: number }

/** Walks the chain from the first row. `broken` names the first row that does not fit the one before it or its own hash. */
export async function verifyChain(db: Db, pageSize = 1000): Promise<ChainVerdict> {
  let previous = firstHash
  let after = 0
  let rows = 0
  while (true) {
    const page = await db.selectFrom('audit').selectAll().where('id', '>', after).orderBy('id').limit(pageSize).execute()
    for (const row of page) {
      const details = row.details as Record<string, AuditValue>
      const hash = hashOf(previous, { at: row.at, actorId: row.actor_id, action: row.action, subject: row.subject, details })
      if (row.previous_hash !== previous || row.hash !== hash) return { kind: 'broken', id: row.id }
      previous = hash
      after = row.id
      rows += 1
    }
    if (page.length < pageSize) return { kind: 'whole', rows, lastHash: previous }
  }
}
