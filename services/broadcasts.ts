/** What was really sent, for the public list: an announcement belongs there from the first message that arrived, whatever follows. */
import { sql } from 'kysely'
import { type Announcement, fromRow } from './announcements.ts'
import type { DbOrTx } from './db/database.ts'

/** Keeps the moment of the first message of each announcement that has begun to arrive. */
export async function noteFirstSent(db: DbOrTx, now: Date): Promise<void> {
  const lately = new Date(now.getTime() - 24 * 3600_000)
  await sql`
    update announcements a set first_sent_at = d.first from (
      select d.announcement_id, min(d.delivered_at) as first from deliveries d join announcements o on o.id = d.announcement_id
      where o.first_sent_at is null and d.delivered_at is not null
        and (o.state in ('running', 'paused') or (o.state in ('finished', 'cancelled') and o.finished_at > ${lately}))
      group by d.announcement_id) d
    where a.id = d.announcement_id and a.first_sent_at is null`.execute(db)
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
