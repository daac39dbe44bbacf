/** What the sync remembers from one run to the next, and shows while it runs. */
import type { Db, DbOrTx } from '../db/database.ts'

export type Phase = 'groups' | 'users' | 'managers' | 'policy' | 'registrations'

export interface LastSync {
  /** ISO instants. */
  startedAt: string
  finishedAt: string | null
  /** What it is doing, or was doing when it ended. */
  phase: Phase
  /** Whether everybody was read, or only what had changed. */
  full: boolean
  people: number
  added: number
  changed: number
  left: number
  groups: number
  /** Rows of the registration report; `null` when the tenant has no licence for it. */
  registrations: number | null
  /** Milliseconds per phase. */
  durations: Partial<Record<Phase, number>>
  /** Why it stopped before its end; a code, never a name. */
  error?: string
}

export interface SyncState {
  last_sync: LastSync
  users_delta: { link: string }
  methods_policy: { allowed: string[] }
}

export async function readState<K extends keyof SyncState>(db: DbOrTx, name: K): Promise<SyncState[K] | null> {
  const row = await db.selectFrom('sync_state').select('value').where('name', '=', name).executeTakeFirst()
  return row ? (row.value as SyncState[K]) : null
}

export async function writeState<K extends keyof SyncState>(db: Db, name: K, value: SyncState[K], now: Date): Promise<void> {
  const row = { value: JSON.stringify(value), changed_at: now }
  await db
    .insertInto('sync_state')
    .values({ name, ...row })
    .onConflict(conflict => conflict.column('name').doUpdateSet(row))
    .execute()
}
