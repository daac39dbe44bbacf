/** When it makes no sense any more to bring an announcement to somebody. */
import { type RawBuilder, type Selectable, sql } from 'kysely'
import type { DbOrTx } from './db/database.ts'
import type { AnnouncementsTable } from './db/schema.ts'

/** What is written before the deadline says "from then on": after it, it would be wrong. */
const beforeDeadline = ['announcement', 'reminder'] as const

/** The moment after which what was not sent stays unsent; null: there is none. */
export function expiryOf(announcement: Pick<Selectable<AnnouncementsTable>, 'kind' | 'expires_at' | 'deadline_at'>): Date | null {
  if (announcement.expires_at) return announcement.expires_at
  return beforeDeadline.some(kind => kind === announcement.kind) ? announcement.deadline_at : null
}

/** The same in SQL, of the table `announcements` under the name `a`. */
export const expirySql: RawBuilder<Date | null> = sql`coalesce(a.expires_at, case when a.kind in ('announcement', 'reminder') then a.deadline_at end)`

const pageSize = 5000

/** What was not sent in time will not be: its rows say why, a page of them in each call. Gives how many. */
export async function expireUnsent(db: DbOrTx, now: Date): Promise<number> {
  const { numAffectedRows } = await sql`
    with late as materialized (
      select d.announcement_id, d.person_id from announcements a
      cross join lateral (
        select d.announcement_id, d.person_id from deliveries d where d.announcement_id = a.id and d.state in ('queued', 'retrying')
        limit ${pageSize} for update skip locked) d
      where a.state in ('running', 'paused') and ${expirySql} <= ${now}
      limit ${pageSize})
    update deliveries d set state = 'skipped', reason = 'too_late', changed_at = ${now}
    from late where d.announcement_id = late.announcement_id and d.person_id = late.person_id`.execute(db)
  return Number(numAffectedRows ?? 0)
}
