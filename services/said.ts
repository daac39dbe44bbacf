/** The last answer that each chat got, so that nobody gets the same one twice in a row. */
import { createHash } from 'node:crypto'
import type { DbOrTx } from './db/database.ts'

export const lookOf = (card: unknown): string => createHash('sha256').update(JSON.stringify(card)).digest('base64url')

/** After this time the same once more is no surprise. */
const recentMs = 15 * 60_000

/** Whether the last answer in this person's chat looked like this, a moment ago. */
export async function saidJustNow(db: DbOrTx, { personId, look }: { personId: string; look: string }, now: Date): Promise<boolean> {
  const row = await db
    .selectFrom('conversations')
    .select('said_at')
    .where('person_id', '=', personId)
    .where('said_look', '=', look)
    .executeTakeFirst()
  return row?.said_at ? now.getTime() - row.said_at.getTime() < recentMs : false
}

export async function keepSaid(
  db: DbOrTx,
  { personId, ...said }: { personId: string; activityId: string; look: string },
  now: Date,
): Promise<void> {
  await db
    .updateTable('conversations')
    .set({ said_id: said.activityId, said_look: said.look, said_at: now })
    .where('person_id', '=', personId)
    .execute()
}

/** That message looks like this now. */
export async function changeSaid(
  db: DbOrTx,
  { personId, activityId, look }: { personId: string; activityId: string; look: string },
): Promise<void> {
  await db
    .updateTable('conversations')
    .set({ said_look: look })
    .where('person_id', '=', personId)
    .where('said_id', '=', activityId)
    .execute()
}

/** Something else was said since. */
export async function forgetSaid(db: DbOrTx, personId: string): Promise<void> {
  await db
    .updateTable('conversations')
    .set({ said_id: null, said_look: null, said_at: null })
    .where('person_id', '=', personId)
    .where('said_id', 'is not', null)
    .execute()
}
