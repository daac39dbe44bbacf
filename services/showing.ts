/**
 * What a case and an order of a key have in common: a living card in the helpdesk's channel and one in the person's chat, each with the
 * revision that it shows (0: draw it again). Whoever brings them to Teams holds a lease, measured by the database's clock, that ends by
 * itself when its holder dies.
 */
import { type RawBuilder, type Selectable, sql, type Updateable } from 'kysely'
import type { Db, DbOrTx, Tx } from './db/database.ts'
import type { Schema, ShownTable } from './db/schema.ts'
import type { Jobs } from './jobs.ts'

export type Shown = Pick<
  Selectable<Schema[ShownTable]>,
  | 'id'
  | 'person_id'
  | 'revision'
  | 'channel_conversation_id'
  | 'channel_activity_id'
  | 'channel_shown'
  | 'person_activity_id'
  | 'person_shown'
>

/** `shown` is the row as it was read for drawing. Whoever asked for another drawing meanwhile still gets it. */
export async function keepChannelCard(
  db: DbOrTx,
  table: ShownTable,
  shown: Shown,
  at: { conversationId: string; activityId: string },
): Promise<void> {
  await db
    .updateTable(table)
    .set({
      channel_conversation_id: at.conversationId,
      channel_activity_id: at.activityId,
      channel_shown: sql<number>`case when channel_shown = ${shown.channel_shown} then ${shown.revision} else channel_shown end`,
    })
    .where('id', '=', shown.id)
    .execute()
}

/** Which message in the person's chat is the living card, and the revision that it shows. */
export async function keepPersonCard(db: DbOrTx, table: ShownTable, shown: Shown, activityId: string): Promise<void> {
  await db.updateTable(table).set({ person_activity_id: activityId, person_shown: shown.revision }).where('id', '=', shown.id).execute()
}

/** The person's card was drawn as `shown`, or cannot be. A card that became the living one meanwhile is left as it is. */
export async function markPersonCard(db: Db, table: ShownTable, shown: Shown): Promise<void> {
  await db
    .updateTable(table)
    .set({ person_shown: shown.revision })
    .where('id', '=', shown.id)
    .where('person_activity_id', 'is not distinct from', shown.person_activity_id)
    .execute()
}

const batch = 50

/** Takes rows that are due, each for one process, and marks them with `set`, which makes them due no more. */
export async function takeDue<T extends ShownTable>(
  tx: Tx,
  table: T,
  { due, set }: { due: RawBuilder<boolean>; set: Updateable<Schema[T]> },
): Promise<{ id: number; person_id: string }[]> {
  const rows = tx
    .selectFrom(table as ShownTable)
    .select('id')
    .where(due)
    .orderBy('id')
    .limit(batch)
    .forUpdate()
    .skipLocked()
  const taken = tx
    .updateTable(table as ShownTable)
    .set(set as Updateable<Schema[ShownTable]>)
    .where('id', 'in', rows)
  return taken.returning(['id', 'person_id']).execute()
}

/**
 * The helpdesk's card of an order says whether a case is open, and that of a case where the key is: what changed in one is to be drawn in
 * the other too. By a job, so that nobody holds both rows.
 */
export async function redrawOpen(tx: Tx, jobs: Pick<Jobs, 'enqueue'>, table: ShownTable, personId: string): Promise<void> {
  const isOpen = table === 'cases' ? sql<boolean>`state <> 'resolved'` : sql<boolean>`closed_at is null`
  const open = await tx.selectFrom(table).select('id').where('person_id', '=', personId).where(isOpen).execute()
  for (const { id } of open) await jobs.enqueue(tx, 'redraw-card', { table, id })
}

/** What the channel shows of this is old. Whoever is drawing it at this moment draws it once more. */
export async function outdate(db: Db, { table, id }: { table: ShownTable; id: number }, now: Date): Promise<void> {
  const channel_shown = sql<number>`least(channel_shown, 0) - 1`
  await db.updateTable(table).set({ channel_shown, pushed_at: now }).where('id', '=', id).execute()
}

/** Runs `work` while holding the lease of this row. `false`: somebody else holds it. */
export async function whileShowing(db: Db, { table, id }: { table: ShownTable; id: number }, work: () => Promise<void>): Promise<boolean> {
  const lease = await db
    .updateTable(table)
    .set({ showing_until: sql`clock_timestamp() + interval '2 minutes'` })
    .where('id', '=', id)
    .where(sql<boolean>`coalesce(showing_until, '-infinity') <= clock_timestamp()`)
    .returning(sql<string>`showing_until::text`.as('until'))
    .executeTakeFirst()
  if (!lease) return false
  try {
    await work()
  } finally {
    await db
      .updateTable(table)
      .set({ showing_until: null })
      .where('id', '=', id)
      .where(sql<boolean>`showing_until = ${lease.until}::timestamptz`)
      .execute()
  }
  return true
}
