/** "Later": the one reminder at a time that a person chose, kept in the row of the announcement it is about. */
import { sql } from 'kysely'
import type { Announcement } from './announcements.ts'
import { type Db, type DbOrTx, transaction } from './db/database.ts'
import type { Delivery } from './deliveries.ts'

export interface SnoozedRow {
  announcement: Pick<Announcement, 'id' | 'wave_id'>
  personId: string
}

const none = { snoozed_until: null, reminder_sending: false, reminder_tries: 0 }

/** The announcements of one wave share their reminder. */
const siblings = (wave: string | null, id: string) => sql<boolean>`announcement_id in (
  select id from announcements where id = ${id}::uuid or (wave_id is not null and wave_id = ${wave}::uuid))`

/** The person wants no reminders: the one that they asked for does not come either. */
export async function dropSnoozes(db: DbOrTx, personId: string): Promise<void> {
  await db.updateTable('deliveries').set(none).where('person_id', '=', personId).where('snoozed_until', 'is not', null).execute()
}

/** How often this person has put it off, in all announcements of the wave together. */
export async function snoozesUsed(db: DbOrTx, { announcement, personId }: SnoozedRow): Promise<number> {
  const { count } = await db
    .selectFrom('deliveries')
    .select(sql<number>`coalesce(sum(snoozes), 0)::int`.as('count'))
    .where('person_id', '=', personId)
    .where(siblings(announcement.wave_id, announcement.id))
    .executeTakeFirstOrThrow()
  return count
}

/**
 * The person asked to be reminded at `until`; what was asked before gives way to it. Counts as one more, unless it moves a reminder
 * that still waits to an earlier or the same moment. Gives false when that is more than `allowed`.
 */
export async function snooze(db: Db, row: SnoozedRow, asked: { until: Date; reason: string; allowed: number }): Promise<boolean> {
  const { announcement, personId } = row
  return transaction(db, async tx => {
    const mine = tx.selectFrom('deliveries').select(['snoozed_until']).where('person_id', '=', personId)
    const ofWave = mine.where(siblings(announcement.wave_id, announcement.id))
    const waiting = (await ofWave.forUpdate().execute()).flatMap(one => one.snoozed_until ?? [])
    const counts = !waiting.some(at => asked.until <= at)
    if (counts && (await snoozesUsed(tx, row)) >= asked.allowed) return false
    const others = tx.updateTable('deliveries').set(none).where('person_id', '=', personId)
    await others.where(siblings(announcement.wave_id, announcement.id)).execute()
    await tx
      .updateTable('deliveries')
      .set(eb => ({ snoozed_until: asked.until, snooze_reason: asked.reason, snoozes: eb('snoozes', '+', counts ? 1 : 0) }))
      .where('announcement_id', '=', announcement.id)
      .where('person_id', '=', personId)
      .execute()
    return true
  })
}

/** Until when the person wants to hear nothing; null: they asked for no such moment. */
export async function snoozedUntil(db: DbOrTx, personId: string): Promise<Date | null> {
  const { until } = await db
    .selectFrom('deliveries')
    .select(eb => eb.fn.max('snoozed_until').as('until'))
    .where('person_id', '=', personId)
    .executeTakeFirstOrThrow()
  return until
}

/** What the person said is in the way, on the newest announcement where they did; null: nothing. */
export async function hindranceOf(db: DbOrTx, personId: string): Promise<string | null> {
  const row = await db
    .selectFrom('deliveries')
    .select('snooze_reason')
    .where('person_id', '=', personId)
    .where('snooze_reason', 'in', ['leave', 'no_phone', 'own_phone', 'no_phone_at_work'])
    .orderBy('delivered_at', order => order.desc().nullsLast())
    .limit(1)
    .executeTakeFirst()
  return row?.snooze_reason ?? null
}

/** Whether what this person got on that day of their calendar came from the same wave. */
export async function heardOfWave(db: DbOrTx, { announcement, personId }: SnoozedRow, localDay: string): Promise<boolean> {
  const contact = await db
    .selectFrom('contacts')
    .select('announcement_id')
    .where('person_id', '=', personId)
    .where('local_day', '=', localDay)
    .where(siblings(announcement.wave_id, announcement.id))
    .executeTakeFirst()
  return contact !== undefined
}

/** What is in the way of this person, for the admins to see. */
export async function keepReason(db: DbOrTx, row: { announcementId: string; personId: string }, reason: string): Promise<void> {
  await db
    .updateTable('deliveries')
    .set({ snooze_reason: reason })
    .where('announcement_id', '=', row.announcementId)
    .where('person_id', '=', row.personId)
    .execute()
}

/** How long whoever took a reminder may take to settle it; after that it is given out again. */
const reminderLeaseMs = 2 * 60_000

/**
 * Takes reminders that are due; each is given to one worker, which settles it or moves it. Reminders of what is paused wait. A row that
 * was being sent when it was last heard of may have arrived: it comes back with `uncertain` raised.
 */
export async function takeDueReminders(db: DbOrTx, most: number, now: Date): Promise<Delivery[]> {
  const { rows } = await sql<Delivery>`
    with due as materialized (
      select d.announcement_id, d.person_id from deliveries d
      join announcements a on a.id = d.announcement_id and a.state <> 'paused'
      left join waves w on w.id = a.wave_id
      where d.snoozed_until <= ${now} and w.state is distinct from 'paused'
      limit ${most} for update of d skip locked)
    update deliveries d set snoozed_until = ${new Date(now.getTime() + reminderLeaseMs)},
      uncertain = uncertain + reminder_sending::int, reminder_tries = reminder_tries + reminder_sending::int, reminder_sending = false
    from due where d.announcement_id = due.announcement_id and d.person_id = due.person_id
    returning d.*`.execute(db)
  return rows
}

/** Changes the reminder that a worker holds, unless the person chose another moment meanwhile; gives whether it did. */
async function change(db: DbOrTx, row: Delivery, set: Partial<Pick<Delivery, keyof typeof none>>): Promise<boolean> {
  const changed = await db
    .updateTable('deliveries')
    .set(set)
    .where('announcement_id', '=', row.announcement_id)
    .where('person_id', '=', row.person_id)
    .where('snoozed_until', '=', row.snoozed_until)
    .returning('person_id')
    .executeTakeFirst()
  return changed !== undefined
}

/** From here on nobody knows, until the outcome is kept, whether it arrived. False: the person chose another moment. */
export const beginReminder = (db: DbOrTx, row: Delivery): Promise<boolean> => change(db, row, { reminder_sending: true })

/** The reminder was sent, or is not needed. */
export const settleReminder = (db: DbOrTx, row: Delivery): Promise<boolean> => change(db, row, none)

/** It was certainly not sent, and is due again later. */
export const moveReminder = (db: DbOrTx, row: Delivery, until: Date): Promise<boolean> =>
  change(db, row, { snoozed_until: until, reminder_sending: false })

/** Nobody knows whether it arrived: due again later, as an attempt that counts. */
export const repeatReminder = (db: DbOrTx, row: Delivery, until: Date): Promise<boolean> => change(db, row, { snoozed_until: until })

/** A reminder is one more message of this announcement; it is redrawn together with the first. */
export async function addReminder(db: DbOrTx, row: Delivery, activityId: string): Promise<void> {
  await db
    .updateTable('deliveries')
    .set({ reminders: sql<string[]>`array_append(reminders, ${activityId})` })
    .where('announcement_id', '=', row.announcement_id)
    .where('person_id', '=', row.person_id)
    .execute()
}
