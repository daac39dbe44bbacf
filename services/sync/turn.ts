import { sql } from 'kysely'
import type { Db } from '../db/database.ts'

/** Whether it is this process's turn: true for one of all processes, and then not again for `everyMs`. */
export async function everySoOften(db: Db, name: string, everyMs: number, now: Date): Promise<boolean> {
  const before = new Date(now.getTime() - everyMs)
  const { rows } = await sql`
    insert into sync_state (name, value, changed_at) values (${name}, '{}', ${now})
    on conflict (name) do update set changed_at = excluded.changed_at where sync_state.changed_at <= ${before}
    returning name`.execute(db)
  return rows.length > 0
}
