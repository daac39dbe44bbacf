/** "This looks like phishing": once for each person and announcement. Somebody who only asks whether it is real is not in here. */
import type { DbOrTx } from './db/database.ts'

/** Keeps a report; gives whether it is this person's first about this announcement. */
export async function reportPhishing(db: DbOrTx, about: { announcementId: string; personId: string }, now: Date): Promise<boolean> {
  const kept = await db
    .insertInto('phishing_reports')
    .values({ announcement_id: about.announcementId, person_id: about.personId, at: now })
    .onConflict(conflict => conflict.doNothing())
    .returning('person_id')
    .executeTakeFirst()
  return kept !== undefined
}

/** The person asked whether it is real; the first time counts. */
export async function doubted(db: DbOrTx, about: { announcementId: string; personId: string }, now: Date): Promise<void> {
  await db
    .updateTable('deliveries')
    .set({ doubted_at: now })
    .where('announcement_id', '=', about.announcementId)
    .where('person_id', '=', about.personId)
    .where('doubted_at', 'is', null)
    .execute()
}

/** The announcement that this person got last, also one that was taken back since. */
export async function lastReceived(db: DbOrTx, personId: string): Promise<string | null> {
  const row = await db
    .selectFrom('deliveries')
    .select('announcement_id')
    .where('person_id', '=', personId)
    .where('state', '=', 'delivered')
    .orderBy('delivered_at', order => order.desc().nullsLast())
    .limit(1)
    .executeTakeFirst()
  return row?.announcement_id ?? null
}
