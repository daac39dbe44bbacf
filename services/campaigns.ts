/** What a rollout is about and what it says; its waves say to whom and when. */
import { randomUUID } from 'node:crypto'
import type { Selectable } from 'kysely'
import { type AnnouncementContent, contentSchema } from './announcements.ts'
import type { Circle } from './audiences.ts'
import type { DbOrTx, Tx } from './db/database.ts'
import type { CampaignKind, CampaignsTable } from './db/tables/rollout.ts'
import { defaultCadence, type Step } from './waves.ts'

export type Campaign = Omit<Selectable<CampaignsTable>, 'content'> & { content: AnnouncementContent }

export interface CampaignDraft {
  kind: CampaignKind
  name: string
  content: AnnouncementContent
}

const fromRow = (row: Selectable<CampaignsTable>): Campaign => ({ ...row, content: contentSchema.parse(row.content) })

/**
 * Keeps a draft; with `id`, changes the draft of that id. Gives the id, or null when it is no draft of this author any more, or when one of
 * its waves waits for an approval: who approves must have seen what is sent.
 */
export async function saveCampaign(
  db: DbOrTx,
  draft: CampaignDraft,
  by: { authorId: string; now: Date; id?: string },
): Promise<string | null> {
  const row = { kind: draft.kind, name: draft.name, content: JSON.stringify(draft.content) }
  if (by.id) {
    const waits = db.selectFrom('waves').select('campaign_id').where('state', '=', 'awaiting_approval')
    const changed = await db
      .updateTable('campaigns')
      .set(row)
      .where('id', '=', by.id)
      .where('state', '=', 'draft')
      .where('author_id', '=', by.authorId)
      .where('id', 'not in', waits)
      .returning('id')
      .executeTakeFirst()
    return changed?.id ?? null
  }
  const id = randomUUID()
  await db
    .insertInto('campaigns')
    .values({ id, ...row, state: 'draft', author_id: by.authorId, created_at: by.now })
    .execute()
  return id
}

export async function findCampaign(db: DbOrTx, id: string): Promise<Campaign | null> {
  const row = await db.selectFrom('campaigns').selectAll().where('id', '=', id).executeTakeFirst()
  return row ? fromRow(row) : null
}

/** Newest first, drafts of others left out. */
export async function listCampaigns(db: DbOrTx, authorId: string, most: number): Promise<Campaign[]> {
  const rows = await db
    .selectFrom('campaigns')
    .selectAll()
    .where(eb => eb.or([eb('state', '<>', 'draft'), eb('author_id', '=', authorId)]))
    .orderBy('created_at', 'desc')
    .limit(most)
    .execute()
  return rows.map(fromRow)
}

/** Throws away a plan of this author with its waves. False when a wave of it waits for an approval or has begun. */
export async function discardCampaign(tx: Tx, id: string, authorId: string): Promise<boolean> {
  const draft = tx.selectFrom('campaigns').select('id').where('id', '=', id).where('state', '=', 'draft').where('author_id', '=', authorId)
  if (!(await draft.forUpdate().executeTakeFirst())) return false
  const waits = tx.selectFrom('waves').select('id').where('campaign_id', '=', id).where('state', 'not in', ['draft', 'cancelled'])
  if (await waits.executeTakeFirst()) return false
  await tx.deleteFrom('waves').where('campaign_id', '=', id).execute()
  await tx.deleteFrom('campaigns').where('id', '=', id).execute()
  return true
}

/** A campaign to begin with; its texts are suggested by cards/slots.ts under the same kind. */
export interface ReadyMade {
  kind: CampaignKind
  /** On the calendar and clock of the wave's own zone; null where the author must choose. */
  deadline: { date: string; clock: string } | null
  audience: Circle
  cadence: Step[]
}

/** Microsoft's own SMS and voice calls stop on 1 February 2027 [E-SMS, July 2026]; the general one lets the author choose the day. */
export const readyMade = (kind: CampaignKind): ReadyMade =>
  kind === 'phone_ends'
    ? { kind, deadline: { date: '2027-02-01', clock: '00:00' }, audience: { kind: 'phone_only' }, cadence: defaultCadence }
    : { kind, deadline: null, audience: { kind: 'everyone' }, cadence: defaultCadence }
