/** How many rows of a table are in which state, for what operators graph. */
import { sql } from 'kysely'
import type { Db } from './db/database.ts'

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
