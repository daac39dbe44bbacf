/** What was really sent, for the public list: an announcement belongs there from the first message that arrived, whatever follows. */
import { sql } from 'kysely'
import { type Announcement, fromRow } from './announcements.ts'
import type { DbOrTx } from './db/database.ts'

/** Keeps the moment of the first message of each announcement that has begun to arrive. */
export async function noteFirstSent(db: DbOrTx, now: Date): Promise<void> {
  const lately = new Date(now.getTime() - 24 * 3600_000)
  const arrived = sql`deliveries d where d.announcement_id = a.id and d.state = 'delivered' and d.delivered_at is not null`
  await sql`
    update announcements a set first_sent_at = (select min(d.delivered_at) from ${arrived})
    where a.first_sent_at is null and exists (select from ${arrived})
      and (a.state in ('running', 'paused') or (a.state in ('finished', 'cancelled') and a.finished_at > ${lately}))`.execute(db)
}

/** What was sent since `since`, newest first. */
export async function sentBroadcasts(db: DbOrTx, since: Date, most: number): Promise<Announcement[]> {
  const rows = await db
    .selectFrom('announcements')
    .selectAll()
    .where('first_sent_at', '>', since)
    .orderBy('first_sent_at', 'desc')
    .limit(most)
    .execute()
  return rows.map(fromRow)
}

/** Code words in an address: "blue heron" is at `blue-heron`. An announcement without words is found by its id. */
export const slugOf = ({ code, id }: Pick<Announcement, 'code' | 'id'>): string =>
  code === null ? id : code.toLowerCase().trim().replaceAll(/\s+/g, '-')
