/** The life of an announcement from "confirmed" on: approval, pauses, the way out, and its end. */
import { sql } from 'kysely'
import { newCode } from './broadcast-code.ts'
import { canarySizeFor } from './canary.ts'
import type { Tx } from './db/database.ts'
import type { AnnouncementState } from './db/schema.ts'
import type { Jobs } from './jobs.ts'

/** Where it goes from here: to its moment of sending, or out at once. */
const next = (now: Date) => sql<AnnouncementState>`case when send_at > ${now} then 'scheduled' else 'expanding' end`

/** What every announcement has before it goes out: the words by which people can check it, and the first few. `toReach`: people. */
export async function prepare(tx: Tx, id: string, toReach: number): Promise<void> {
  const size = canarySizeFor(toReach)
  const code = await newCode(tx)
  await tx
    .updateTable('announcements')
    .set(eb => ({ code: eb.fn.coalesce('code', eb.val(code)), canary_size: size, stage: size === null ? 1 : 0 }))
    .where('id', '=', id)
    .execute()
}

/**
 * From draft, or from approval, to "goes out": at once, or at its time. Gives the new state; null when somebody was faster, it is in
 * another state, or its time has passed.
 */
export async function confirm(
  tx: Tx,
  jobs: Jobs,
  { id, from, now }: { id: string; from: 'draft' | 'awaiting_approval'; now: Date },
): Promise<AnnouncementState | null> {
  const confirmed = await tx
    .updateTable('announcements')
    .set({ state: next(now), confirmed_at: now, stopped_because: null })
    .where('id', '=', id)
    .where('state', '=', from)
    .where(eb => eb(eb.fn.coalesce('expires_at', 'deadline_at'), '>', now))
    .where(eb => eb.or([eb('send_at', 'is', null), eb('send_at', '>', now)]))
    .returning('state')
    .executeTakeFirst()
  if (confirmed?.state === 'expanding') await jobs.enqueue(tx, 'expand-audience', { announcementId: id })
  return confirmed?.state ?? null
}

/** From draft to "a colleague must approve". Gives false when it is no draft of this author any more. */
export async function askApproval(tx: Tx, id: string, { authorId, now }: { authorId: string; now: Date }): Promise<boolean> {
  const asked = await tx
    .updateTable('announcements')
    .set({
      state: 'awaiting_approval',
      asked_at: now,
      approved_by: null,
      approved_at: null,
      declined_by: null,
      declined_note: null,
      stopped_because: null,
    })
    .where('id', '=', id)
    .where('state', '=', 'draft')
    .where('author_id', '=', authorId)
    .returning('id')
    .executeTakeFirst()
  return asked !== undefined
}

/** The author takes the question back to change something: a draft again. Steps of a wave change with their wave. */
export async function takeBack(tx: Tx, id: string, authorId: string): Promise<boolean> {
  const taken = await tx
    .updateTable('announcements')
    .set({ state: 'draft', asked_at: null, stopped_because: null })
    .where('id', '=', id)
    .where('state', '=', 'awaiting_approval')
    .where('wave_id', 'is', null)
    .where('author_id', '=', authorId)
    .returning('id')
    .executeTakeFirst()
  return taken !== undefined
}

/** Holds everything that has not been sent. `because`: why it paused by itself; null when somebody asked for it. */
export async function pause(tx: Tx, id: string, because: string | null): Promise<boolean> {
  const paused = await tx
    .updateTable('announcements')
    .set({ state: 'paused', stopped_because: because })
    .where('id', '=', id)
    .where('state', 'in', ['scheduled', 'expanding', 'running'])
    .returning('id')
    .executeTakeFirst()
  return paused !== undefined
}

/**
 * Goes on where it paused. Where it had stopped itself, somebody has looked: everybody is next, and what was wrong until now does not
 * stop it again. Gives false when it is not paused, its date has passed, or its whole wave is paused.
 */
export async function resume(tx: Tx, jobs: Jobs, { id, now }: { id: string; now: Date }): Promise<boolean> {
  const [row] = await tx
    .updateTable('announcements')
    .set({
      state: sql<AnnouncementState>`case when targeted is not null then 'running' else ${next(now)} end`,
      stage: sql<number>`case when stopped_because is null then stage else 1 end`,
      watched_from: sql<Date | null>`case when stopped_because is null then watched_from else ${now} end`,
      stopped_because: null,
    })
    .where('id', '=', id)
    .where('state', '=', 'paused')
    .where(eb => eb(eb.fn.coalesce('expires_at', 'deadline_at'), '>', now))
    .where(eb => eb.or([eb('stopped_because', 'is', null), eb('stopped_because', '<>', 'wave_paused')]))
    .returning('state')
    .execute()
  if (row?.state === 'expanding') await jobs.enqueue(tx, 'expand-audience', { announcementId: id })
  return row !== undefined
}

/** Does not wait for the end of the pause after the first few. */
export async function goOnNow(tx: Tx, id: string): Promise<boolean> {
  const open = await tx
    .updateTable('announcements')
    .set({ stage: 1 })
    .where('id', '=', id)
    .where('state', '=', 'running')
    .where('stage', '=', 0)
    .returning('id')
    .executeTakeFirst()
  return open !== undefined
}
