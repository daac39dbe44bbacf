/** How many rows of a table are in which state, for what operators graph. */
import { sql } from 'kysely'
import type { Db, DbOrTx } from './db/database.ts'

export async function countByState(
  db: Db,
  table: 'deliveries' | 'cases' | 'conversations' | 'mails',
): Promise<[state: string, count: number][]> {
  const rows = await db
    .selectFrom(table)
    .select(['state', sql<number>`count(*)::int`.as('count')])
    .groupBy('state')
    .execute()
  return rows.map(row => [row.state, row.count])
}

/** Of the cards of one announcement: attempts that may have arrived twice, and delivered cards that show what they should. */
export function countCards(db: DbOrTx, announcementId: string): Promise<{ uncertain: number; upToDate: number }> {
  return db
    .selectFrom('deliveries')
    .select([
      sql<number>`coalesce(sum(uncertain), 0)::int`.as('uncertain'),
      sql<number>`count(*) filter (where state = 'delivered' and wanted = shown)::int`.as('upToDate'),
    ])
    .where('announcement_id', '=', announcementId)
    .executeTakeFirstOrThrow()
}
