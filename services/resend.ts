/** "Send again to those who failed": the same rows once more, never those that have it. */
import { sql } from 'kysely'
import type { DbOrTx, Tx } from './db/database.ts'
import { expirySql } from './expiry.ts'

/** What went wrong with these may be right by now; nobody of them has the message, as far as anybody knows. */
const unreached = ['failed', 'blocked', 'policy_blocked', 'not_installed', 'gone']

const isOpen = (id: string, now: Date) => sql`a.id = ${id} and a.state in ('running', 'paused', 'finished') and a.withdrawn_at is null
  and (${expirySql} is null or ${expirySql} > ${now})`

const removedTheApp = sql<boolean>`exists (
  select from conversations c where c.person_id = deliveries.person_id and c.removed_at is not null and c.state = 'not_installed')`

/** How many would go back in the queue now. */
export async function countResendable(db: DbOrTx, announcementId: string, now: Date): Promise<number> {
  const { count } = await db
    .selectFrom('deliveries')
    .select(sql<number>`count(*)::int`.as('count'))
    .where('announcement_id', '=', announcementId)
    .where('state', 'in', unreached as never[])
    .where(sql<boolean>`not ${removedTheApp}`)
    .where(sql<boolean>`exists (select from announcements a where ${isOpen(announcementId, now)})`)
    .executeTakeFirstOrThrow()
  return count
}

/**
 * Puts everybody who was not reached back in the queue, with all their attempts; a finished announcement runs again. Gives how many
 * rows, 0 where the announcement was stopped, taken back, or its time is over. What was kept about why they could not be reached is
 * forgotten, so that it is found out anew; whoever removed the app is left in peace.
 */
export async function resendFailed(tx: Tx, announcementId: string, now: Date): Promise<number> {
  const { rows: open } = await sql<{ id: string }>`
    select id from announcements a where ${isOpen(announcementId, now)} for update`.execute(tx)
  if (open.length === 0) return 0
  const again = await tx
    .updateTable('deliveries')
    .set({ state: 'queued', reason: null, error_code: null, attempts: 0, throttled: 0, not_before: now, changed_at: now })
    .where('announcement_id', '=', announcementId)
    .where('state', 'in', unreached as never[])
    .where(sql<boolean>`not ${removedTheApp}`)
    .returning('person_id')
    .execute()
  if (again.length === 0) return 0
  await sql`
    update conversations c set state = 'unknown', install_requested_at = null, changed_at = ${now}
    from deliveries d where d.announcement_id = ${announcementId} and d.person_id = c.person_id and d.state = 'queued'
      and c.state in ('blocked', 'policy_blocked', 'not_installed', 'no_licence', 'gone')`.execute(tx)
  await tx
    .updateTable('announcements')
    .set({ state: 'running', finished_at: null })
    .where('id', '=', announcementId)
    .where('state', '=', 'finished')
    .execute()
  return again.length
}
