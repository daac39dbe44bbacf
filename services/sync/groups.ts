import type { Db } from '../db/database.ts'
import type { Directory } from '../ports.ts'

/** Keeps the names of all groups; gives how many there are. Groups that are gone are forgotten, with their members. */
export async function syncGroupNames(db: Db, directory: Directory, now: Date, held: () => void): Promise<number> {
  let count = 0
  for await (const page of directory.groups()) {
    held()
    count += page.length
    if (page.length === 0) continue
    await db
      .insertInto('groups')
      .values(page.map(group => ({ ...group, synced_at: now })))
      .onConflict(conflict =>
        conflict.column('id').doUpdateSet(eb => ({ name: eb.ref('excluded.name'), synced_at: eb.ref('excluded.synced_at') })),
      )
      .execute()
  }
  await db.deleteFrom('groups').where('synced_at', '<', now).execute()
  await db.deleteFrom('group_members').where('group_id', 'not in', db.selectFrom('groups').select('id')).execute()
  return count
}

/** Reads all members of one group, nested ones too, and keeps exactly those. */
export async function syncGroupMembers(db: Db, directory: Pick<Directory, 'groupMembers'>, groupId: string, now: Date): Promise<void> {
  for await (const ids of directory.groupMembers(groupId)) {
    if (ids.length === 0) continue
    await db
      .insertInto('group_members')
      .values([...new Set(ids)].map(personId => ({ group_id: groupId, person_id: personId, seen_at: now })))
      .onConflict(conflict => conflict.columns(['group_id', 'person_id']).doUpdateSet({ seen_at: now }))
      .execute()
  }
  await db.deleteFrom('group_members').where('group_id', '=', groupId).where('seen_at', '<', now).execute()
  await db
    .insertInto('groups')
    .values({ id: groupId, name: groupId, synced_at: now, members_at: now })
    .onConflict(conflict => conflict.column('id').doUpdateSet({ members_at: now }))
    .execute()
}
