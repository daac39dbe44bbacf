/** One thing to say: its content, who it is for, and where it stands. */
import { randomUUID } from 'node:crypto'
import { type Selectable, sql } from 'kysely'
import { z } from 'zod'
import { type Audience, audienceSchema } from './audiences.ts'
import { record } from './audit.ts'
import { newCode } from './broadcast-code.ts'
import { type Db, type DbOrTx, type Tx, transaction } from './db/database.ts'
import type { AnnouncementKind, AnnouncementsTable } from './db/schema.ts'
import { expirySql } from './expiry.ts'
import type { Jobs } from './jobs.ts'

const texts = z.object({
  what: z.string(),
  why: z.string(),
  otherwise: z.string(),
  alternative: z.string(),
  hours: z.string(),
  extra: z.string(),
})

export const contentSchema = z.object({ sender: z.string(), phone: z.string(), texts: z.record(z.string(), texts) })
export type AnnouncementContent = z.output<typeof contentSchema>

export type Announcement = Omit<Selectable<AnnouncementsTable>, 'content' | 'audience'> & {
  content: AnnouncementContent
  audience: Audience
}

export interface Draft {
  content: AnnouncementContent
  audience: Audience
  deadlineAt: Date
  timeZone: string
  sendAt: Date | null
  kind: Extract<AnnouncementKind, 'announcement' | 'security'>
}

export function fromRow(row: Selectable<AnnouncementsTable>): Announcement {
  return { ...row, content: contentSchema.parse(row.content), audience: audienceSchema.parse(row.audience) }
}

/** Keeps a draft; with `id`, changes the draft of that id. Gives the id, or null when it is no draft of this author any more. */
export async function saveDraft(db: DbOrTx, draft: Draft, by: { authorId: string; now: Date; id?: string }): Promise<string | null> {
  const row = {
    content: JSON.stringify(draft.content),
    audience: JSON.stringify(draft.audience),
    deadline_at: draft.deadlineAt,
    time_zone: draft.timeZone,
    send_at: draft.sendAt,
    kind: draft.kind,
  }
  if (by.id) {
    const changed = await db
      .updateTable('announcements')
      .set(row)
      .where('id', '=', by.id)
      .where('state', '=', 'draft')
      .where('author_id', '=', by.authorId)
      .returning('id')
      .executeTakeFirst()
    return changed?.id ?? null
  }
  const id = randomUUID()
  const code = await newCode(db)
  await db
    .insertInto('announcements')
    .values({ id, state: 'draft', ...row, code, author_id: by.authorId, created_at: by.now })
    .execute()
  return id
}

export async function findAnnouncement(db: DbOrTx, id: string): Promise<Announcement | null> {
  const row = await db.selectFrom('announcements').selectAll().where('id', '=', id).executeTakeFirst()
  return row ? fromRow(row) : null
}

/** Newest first, drafts of others left out; `skip` of them are passed over. */
export async function listAnnouncements(
  db: DbOrTx,
  authorId: string,
  { most, skip = 0 }: { most: number; skip?: number },
): Promise<Announcement[]> {
  const rows = await db
    .selectFrom('announcements')
    .selectAll()
    .where(eb => eb.or([eb('state', '<>', 'draft'), eb('author_id', '=', authorId)]))
    .orderBy('created_at', 'desc')
    .orderBy('id')
    .limit(most)
    .offset(skip)
    .execute()
  return rows.map(fromRow)
}

export async function discardDraft(db: DbOrTx, id: string, authorId: string): Promise<boolean> {
  const gone = await db
    .deleteFrom('announcements')
    .where('id', '=', id)
    .where('author_id', '=', authorId)
    .where('state', '=', 'draft')
    .returning('id')
    .executeTakeFirst()
  return gone !== undefined
}

/** Scheduled announcements whose time has come start to go out; those whose time is over (nobody was there to send them) never will. */
export async function startScheduled(db: Db, jobs: Jobs, now: Date): Promise<void> {
  await transaction(db, async tx => {
    const scheduled = tx.updateTable('announcements as a').where('a.state', '=', 'scheduled').where('a.send_at', '<=', now)
    const late = scheduled.set({ state: 'cancelled', stopped_because: 'too_late', finished_at: now }).where(expirySql, '<=', now)
    const over = await late.returning('a.id').execute()
    const due = await scheduled.set({ state: 'expanding' }).returning('a.id').execute()
    for (const { id } of due) await jobs.enqueue(tx, 'expand-audience', { announcementId: id })
    for (const { id } of over) await record(tx, { at: now, actorId: 'bot', action: 'announcement.too_late', subject: `announcement:${id}` })
  })
}

/** Stops an announcement for good: what has not been sent will not be. Gives false when there was nothing left to stop. */
export async function stop(tx: Tx, id: string, now: Date): Promise<boolean> {
  const stopped = await tx
    .updateTable('announcements')
    .set({ state: 'cancelled', finished_at: now })
    .where('id', '=', id)
    .where('state', 'in', ['awaiting_approval', 'scheduled', 'expanding', 'running', 'paused'])
    .returning('id')
    .executeTakeFirst()
  if (!stopped) return false
  await tx
    .updateTable('deliveries')
    .set({ state: 'cancelled', changed_at: now, lease_until: null })
    .where('announcement_id', '=', id)
    .where('state', 'in', ['queued', 'retrying'])
    .execute()
  return true
}

/** Running announcements with nothing left to send are finished; what a stopped one still wanted to try again is cancelled. */
export async function finishSent(db: DbOrTx, now: Date): Promise<void> {
  await db
    .updateTable('deliveries')
    .set({ state: 'cancelled', changed_at: now })
    .where('state', 'in', ['queued', 'retrying'])
    .where('announcement_id', 'in', db.selectFrom('announcements').select('id').where('state', '=', 'cancelled'))
    .execute()
  await db
    .updateTable('announcements')
    .set({ state: 'finished', finished_at: now })
    .where('state', '=', 'running')
    // In two questions, because each has an index that is empty at the end.
    .where(sql<boolean>`not exists (
      select from deliveries d where d.announcement_id = announcements.id and d.state in ('queued', 'retrying'))`)
    .where(sql<boolean>`announcements.id not in (
      select d.announcement_id from deliveries d where d.lease_until is not null and d.state = 'sending')`)
    .execute()
}

/** The announcement that a person must act on: the newest one that went out to them. */
export async function currentFor(db: DbOrTx, personId: string): Promise<Announcement | null> {
  const row = await db
    .selectFrom('announcements')
    .innerJoin('deliveries', 'deliveries.announcement_id', 'announcements.id')
    .selectAll('announcements')
    .where('deliveries.person_id', '=', personId)
    .where('announcements.state', 'in', ['running', 'paused', 'finished'])
    .where('announcements.withdrawn_at', 'is', null)
    .where('announcements.kind', '<>', 'security')
    .where('deliveries.state', '<>', 'cancelled')
    .orderBy('announcements.confirmed_at', order => order.desc().nullsLast())
    .limit(1)
    .executeTakeFirst()
  return row ? fromRow(row) : null
}
