/** How many people an author decides on alone, and holding back what has become more than that by the time it goes out. */
import { sql } from 'kysely'
import { type Announcement, findAnnouncement } from './announcements.ts'
import { type Audience, type Members, membersOf } from './audiences.ts'
import { record } from './audit.ts'
import { canarySizeFor } from './canary.ts'
import type { DbOrTx, Tx } from './db/database.ts'
import type { Jobs } from './jobs.ts'

const dayMs = 24 * 60 * 60_000

/** What somebody wants to send. `announcementId`: its own row, where it has one. */
export interface Sending {
  authorId: string
  audience: Audience
  announcementId: string | null
  now: Date
}

export interface People {
  /** People of this audience whom a message will be tried for. */
  own: number
  /** These, and whom the author's other announcements without approval of the last 24 hours are for; everybody once. */
  together: number
}

/** The author's other announcements that nobody approved: sent in the last 24 hours, or still to be sent. */
async function othersOf(db: DbOrTx, { authorId, announcementId, now }: Sending): Promise<{ ids: string[]; unwritten: Members[] }> {
  const rows = await db
    .selectFrom('announcements')
    .select(['id', 'state', 'audience'])
    .where('author_id', '=', authorId)
    .where('approved_by', 'is', null)
    .where('state', 'not in', ['draft', 'awaiting_approval'])
    .where(sql<Date>`greatest(confirmed_at, send_at)`, '>', new Date(now.getTime() - dayMs))
    .$if(announcementId !== null, query => query.where('id', '<>', announcementId))
    .execute()
  const unwritten = rows.filter(({ state }) => state === 'scheduled' || state === 'expanding')
  const members = unwritten.map(({ audience }) => membersOf(db, audience as Audience))
  return { ids: rows.map(row => row.id), unwritten: await Promise.all(members) }
}

/** How many people the author would decide on; splitting them into several announcements changes nothing. */
export async function peopleOf(db: DbOrTx, sending: Sending): Promise<People> {
  const own = await membersOf(db, sending.audience)
  const { ids, unwritten } = await othersOf(db, sending)
  const planned = unwritten.map(
    ({ belongs, excluded }) => sql`union all select people.id, false from people where ${belongs} and ${excluded} is null`,
  )
  const { rows } = await sql<People>`
    select count(*) filter (where own)::int as own, count(*)::int as together from (
      select id, bool_or(own) as own from (
        select people.id, true as own from people where ${own.belongs} and ${own.excluded} is null
        union all select person_id, false from deliveries
          where announcement_id = any(${ids}::uuid[]) and state not in ('skipped', 'cancelled')
        ${sql.join(planned, sql` `)}
      ) everybody group by id
    ) people`.execute(db)
  return rows[0] ?? { own: 0, together: 0 }
}

interface Gate {
  announcementId: string
  /** More people than this need a colleague's yes. */
  approvalAbove: number
  now: Date
}

/** It waits for a colleague from here on; what was written of its ledger is written anew after the yes. */
async function hold(
  tx: Tx,
  jobs: Pick<Jobs, 'enqueue'>,
  { id }: Announcement,
  { people, now }: { people: People; now: Date },
): Promise<void> {
  await tx.deleteFrom('deliveries').where('announcement_id', '=', id).execute()
  const fresh = { asked_at: now, declined_by: null, declined_note: null, stopped_because: 'grown' }
  // Its moment has come: after the yes it goes out at once.
  await tx
    .updateTable('announcements')
    .set({ state: 'awaiting_approval', send_at: null, ...fresh })
    .where('id', '=', id)
    .execute()
  await jobs.enqueue(tx, 'approval-cards', { kind: 'announcement', id })
  await jobs.enqueue(tx, 'tell-author', { announcementId: id, news: 'grown' })
  const details = { people: people.own, together: people.together }
  await record(tx, { at: now, actorId: 'bot', action: 'announcement.approval_asked', subject: `announcement:${id}`, details })
}

/** A first few of the wave have had a message of it and were watched: its later steps do not wait for that again. */
async function wasWatched(tx: Tx, waveId: string | null): Promise<boolean> {
  const watched = tx.selectFrom('announcements').select('id').where('wave_id', '=', waveId).where('canary_size', 'is not', null)
  return (await watched.limit(1).executeTakeFirst()) !== undefined
}

/**
 * The last look before the ledger of an announcement is written, because its audience may have grown since it was sent: without an
 * approval, more people than `approvalAbove` wait for one; a first few are chosen where it had none. Steps of a wave count their own people
 * only: their wave was decided on as a whole. Gives the announcement as it goes out now, or null when it does not.
 */
export async function lookAgain(
  tx: Tx,
  jobs: Pick<Jobs, 'enqueue'>,
  { announcementId: id, approvalAbove, now }: Gate,
): Promise<Announcement | null> {
  const held = tx.selectFrom('announcements').select('id').where('id', '=', id).where('state', '=', 'expanding').forUpdate()
  const found = (await held.executeTakeFirst()) ? await findAnnouncement(tx, id) : null
  if (!found) return null
  if (found.approved_by !== null && found.canary_size !== null) return found
  const people = await peopleOf(tx, { authorId: found.author_id, audience: found.audience, announcementId: id, now })
  if (found.approved_by === null && (found.wave_id ? people.own : people.together) > approvalAbove) {
    await hold(tx, jobs, found, { people, now })
    return null
  }
  const size = found.canary_size !== null || (await wasWatched(tx, found.wave_id)) ? null : canarySizeFor(people.own)
  if (size === null) return found
  await tx.updateTable('announcements').set({ canary_size: size, stage: 0 }).where('id', '=', id).execute()
  return findAnnouncement(tx, id)
}
