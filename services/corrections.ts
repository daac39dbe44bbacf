/**
 * Changing what was delivered: a correction puts other words into every card, a withdrawal takes the cards back. The cards follow through
 * the delivery loop, paced like everything else. Corrections are kept, so that the history of the words stays readable.
 */
import { randomUUID } from 'node:crypto'
import type { Selectable } from 'kysely'
import { type AnnouncementContent, contentSchema, stop } from './announcements.ts'
import type { DbOrTx, Tx } from './db/database.ts'
import type { CorrectionsTable } from './db/tables/approval.ts'
import { redrawAll } from './deliveries.ts'

export type Correction = Omit<Selectable<CorrectionsTable>, 'content'> & { content: AnnouncementContent }

const fromRow = (row: Selectable<CorrectionsTable>): Correction => ({ ...row, content: contentSchema.parse(row.content) })

export async function findCorrection(db: DbOrTx, id: string): Promise<Correction | null> {
  const row = await db.selectFrom('corrections').selectAll().where('id', '=', id).executeTakeFirst()
  return row ? fromRow(row) : null
}

/** The one correction of this announcement that waits for a colleague. */
export async function waitingCorrection(db: DbOrTx, announcementId: string): Promise<Correction | null> {
  const row = await db
    .selectFrom('corrections')
    .selectAll()
    .where('announcement_id', '=', announcementId)
    .where('state', '=', 'awaiting_approval')
    .executeTakeFirst()
  return row ? fromRow(row) : null
}

export interface Proposal {
  announcementId: string
  content: AnnouncementContent
  /** Why, per language, as people read it. */
  reason: Record<string, string>
  authorId: string
  now: Date
}

/** Keeps a correction for a colleague to approve. Gives its id; null when another one waits already. */
export async function propose(tx: Tx, { announcementId, content, reason, authorId, now }: Proposal): Promise<string | null> {
  const insert = tx.insertInto('corrections').values({
    id: randomUUID(),
    announcement_id: announcementId,
    content: JSON.stringify(content),
    reason: JSON.stringify(reason),
    state: 'awaiting_approval',
    author_id: authorId,
    asked_at: now,
  })
  const kept = await insert
    .onConflict(conflict => conflict.doNothing())
    .returning('id')
    .executeTakeFirst()
  return kept?.id ?? null
}

/** The author takes a correction back that nobody answered. */
export async function takeCorrectionBack(tx: Tx, id: string, authorId: string): Promise<boolean> {
  const taken = await tx
    .updateTable('corrections')
    .set({ state: 'withdrawn' })
    .where('id', '=', id)
    .where('author_id', '=', authorId)
    .where('state', '=', 'awaiting_approval')
    .returning('id')
    .executeTakeFirst()
  return taken !== undefined
}

/** Puts the words of a correction into the announcement and all its cards. Gives false when it was taken back or answered, or its announcement was. */
export async function applyCorrection(tx: Tx, id: string, now: Date): Promise<boolean> {
  const applied = await tx
    .updateTable('corrections')
    .set({ state: 'applied' })
    .where('id', '=', id)
    .where('state', '=', 'awaiting_approval')
    .where('announcement_id', 'not in', tx.selectFrom('announcements').select('id').where('withdrawn_at', 'is not', null))
    .returningAll()
    .executeTakeFirst()
  if (!applied) return false
  const { announcement_id, content, reason } = fromRow(applied)
  const changed = { content: JSON.stringify(content), corrected_at: now, correction: JSON.stringify(reason) }
  await tx.updateTable('announcements').set(changed).where('id', '=', announcement_id).execute()
  await redrawAll(tx, announcement_id, now)
  return true
}

export interface Withdrawal {
  id: string
  /** `note`: a short note takes the card's place. `delete`: the message goes. */
  how: 'note' | 'delete'
  /** Per language, as people read it. */
  why: Record<string, string>
  now: Date
}

/** Takes an announcement back: what was not sent will not be, and every card goes or says so. Gives false when it was taken back before. */
export async function withdraw(tx: Tx, { id, how, why, now }: Withdrawal): Promise<boolean> {
  const taken = await tx
    .updateTable('announcements')
    .set({ withdrawn_at: now, withdrawn_how: how, withdrawn_why: JSON.stringify(why) })
    .where('id', '=', id)
    .where('withdrawn_at', 'is', null)
    .where('state', 'in', ['expanding', 'running', 'paused', 'finished', 'cancelled'])
    .returning('id')
    .executeTakeFirst()
  if (!taken) return false
  await stop(tx, id, now)
  await tx
    .updateTable('corrections')
    .set({ state: 'withdrawn' })
    .where('announcement_id', '=', id)
    .where('state', '=', 'awaiting_approval')
    .execute()
  await redrawAll(tx, id, now)
  return true
}
