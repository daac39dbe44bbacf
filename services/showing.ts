/**
 * Who is bringing something to Teams: a lease keeps two workers from posting the same thing twice. It is measured by the database's clock
 * and ends by itself when its holder dies.
 */
import { sql } from 'kysely'
import type { Db } from './db/database.ts'

/** Runs `work` while holding the lease of this row. `false`: somebody else holds it. */
export async function whileShowing(
  db: Db,
  { table, id }: { table: 'cases' | 'key_orders'; id: number },
  work: () => Promise<void>,
): Promise<boolean> {
  const lease = await db
    .updateTable(table)
    .set({ showing_until: sql`clock_timestamp() + interval '2 minutes'` })
    .where('id', '=', id)
    .where(sql<boolean>`coalesce(showing_until, '-infinity') <= clock_timestamp()`)
    .returning(sql<string>`showing_until::text`.as('until'))
    .executeTakeFirst()
  if (!lease) return false
  try {
    await work()
  } finally {
    await db
      .updateTable(table)
      .set({ showing_until: null })
      .where('id', '=', id)
      .where(sql<boolean>`showing_until = ${lease.until}::timestamptz`)
      .execute()
  }
  return true
}
