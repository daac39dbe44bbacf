/** Read receipts of Teams: which delivered messages somebody has seen. Kept only while that is agreed. */
import { sql } from 'kysely'
import type { DbOrTx } from './db/database.ts'

/**
 * Keeps that a person has read everything up to the message `lastReadId`: a message is read when its id, a number, is not greater (teams.md
 * 4). Only messages that were delivered while it is agreed count; of all others nothing is kept. Absence proves nothing.
 */
export async function markSeen(db: DbOrTx, personId: string, lastReadId: string, now: Date): Promise<void> {
  if (!/^\d{1,18}$/.test(lastReadId)) return
  await sql`
    update deliveries set seen_at = ${now}
    from features f
    where f.name = 'seen_per_person' and f.on_since is not null and delivered_at >= f.on_since
      and person_id = ${personId} and state = 'delivered' and seen_at is null
      and case when activity_id ~ '^[0-9]{1,18}$' then activity_id::bigint <= ${lastReadId}::bigint else false end`.execute(db)
}
