/** "Later": the one reminder at a time that a person chose, kept in the row of the announcement it is about. */
import { sql } from 'kysely'
import type { DbOrTx } from './db/database.ts'
import type { Delivery } from './deliveries.ts'

/** The person asked to be reminded later. */
export async function snooze(db: DbOrTx, row: { announcementId: string; personId: string }, until: Date, reason: string): Promise<void> {
  await db
    .updateTable('deliveries')
    .set({ snoozed_until: until, snooze_reason: reason })
    .where('announcement_id', '=', row.announcementId)
    .where('person_id', '=', row.personId)
    .execute()
}

/** How long whoever took a reminder may take to settle it; after that it is given out again. */
const reminderLeaseMs = 2 * 60_000

/** Takes reminders that are due; each is given to one worker, which settles it or snoozes it again. */
export async function takeDueReminders(db: DbOrTx, most: number, now: Date): Promise<Delivery[]> {
  const { rows } = await sql<Delivery>`
    with due as materialized (
      select announcement_id, person_id from deliveries where snoozed_until <= ${now} limit ${most} for update skip locked)
    update deliveries d set snoozed_until = ${new Date(now.getTime() + reminderLeaseMs)}
    from due where d.announcement_id = due.announcement_id and d.person_id = due.person_id
    returning d.*`.execute(db)
  return rows
}

/** The reminder was sent, or is not needed; unless the person chose another moment meanwhile. */
export async function settleReminder(db: DbOrTx, row: Delivery): Promise<void> {
  await db
    .updateTable('deliveries')
    .set({ snoozed_until: null })
    .where('announcement_id', '=', row.announcement_id)
    .where('person_id', '=', row.person_id)
    .where('snoozed_until', '=', row.snoozed_until)
    .execute()
}

/** A reminder is one more message of this announcement; it is redrawn together with the first. */
export async function addReminder(db: DbOrTx, row: Delivery, activityId: string): Promise<void> {
  await db
    .updateTable('deliveries')
    .set({ reminders: sql<string[]>`array_append(reminders, ${activityId})` })
    .where('announcement_id', '=', row.announcement_id)
    .where('person_id', '=', row.person_id)
    .execute()
}
