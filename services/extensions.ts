/**
 * More time for one person. The bot changes nothing in the directory: an admin approves and puts the person into the group that the
 * enforcement leaves out, and only when the directory shows that membership does the person's deadline move.
 */
import { type Selectable, sql } from 'kysely'
import type { Announcement } from './announcements.ts'
import type { DbOrTx } from './db/database.ts'
import type { ExtensionState, ExtensionsTable } from './db/tables/employee.ts'

export type Extension = Selectable<ExtensionsTable>
const dayMs = 24 * 3600_000
type About = Pick<Announcement, 'id' | 'wave_id' | 'deadline_at'>

/** A person has at most one extension in these states. */
export const openStates: ExtensionState[] = ['asked', 'approved', 'granted']

/** The open extensions of these people, by person. */
export async function openExtensions(db: DbOrTx, personIds: string[]): Promise<Map<string, Extension>> {
  if (personIds.length === 0) return new Map()
  const rows = await db.selectFrom('extensions').selectAll().where('person_id', 'in', personIds).where('state', 'in', openStates).execute()
  return new Map(rows.map(row => [row.person_id, row]))
}

/** An extension holds for the whole wave, or for the one announcement that belongs to none. */
export function extensionFor(extension: Extension | undefined, announcement: About): Extension | null {
  if (!extension) return null
  const same = extension.wave_id ? extension.wave_id === announcement.wave_id : extension.announcement_id === announcement.id
  return same ? extension : null
}

/** The moment that counts for the person: the announced one, or the later one that the directory has confirmed. */
export function deadlineWith(extension: Extension | null, announcement: About): Date {
  const granted = extension?.state === 'granted' ? extension.until_at : announcement.deadline_at
  return granted > announcement.deadline_at ? granted : announcement.deadline_at
}

export async function deadlineFor(db: DbOrTx, personId: string, announcement: About): Promise<Date> {
  const open = await openExtensions(db, [personId])
  return deadlineWith(extensionFor(open.get(personId), announcement), announcement)
}

export async function findExtension(db: DbOrTx, id: string): Promise<Extension | undefined> {
  return db.selectFrom('extensions').selectAll().where('id', '=', id).executeTakeFirst()
}

/** What is asked, promised or in force, and what ended in the last week: the ones that wait longest first. */
export async function listExtensions(db: DbOrTx, now: Date, most: number): Promise<Extension[]> {
  return db
    .selectFrom('extensions')
    .selectAll()
    .where(eb =>
      eb.or([
        eb('state', 'in', openStates),
        eb.and([eb('state', '=', 'ended'), eb('granted_at', 'is not', null), eb('ended_at', '>', new Date(now.getTime() - 7 * dayMs))]),
      ]),
    )
    .orderBy(sql`array_position(array['asked', 'approved', 'ended', 'granted'], state)`)
    .orderBy('asked_at')
    .limit(most)
    .execute()
}

/** The name of a group, where it was read; its id otherwise. */
export async function groupName(db: DbOrTx, groupId: string): Promise<string> {
  const row = await db.selectFrom('groups').select('name').where('id', '=', groupId).executeTakeFirst()
  return row?.name ?? groupId
}
