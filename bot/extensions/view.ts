/** From the row of an extension to what its card shows. */
import type { ExtensionView } from '../../cards/extension.ts'
import { findAnnouncement } from '../../services/announcements.ts'
import { type Extension, groupName } from '../../services/extensions.ts'
import { findPerson } from '../../services/people.ts'
import type { App } from '../app.ts'

/** As the reader sees it; null when what it is about is gone. */
export async function extensionView({ db }: Pick<App, 'db'>, row: Extension, readerId: string): Promise<ExtensionView | null> {
  const [person, announcement, admin] = await Promise.all([
    findPerson(db, row.person_id),
    findAnnouncement(db, row.announcement_id),
    row.decided_by ? findPerson(db, row.decided_by) : undefined,
  ])
  if (!person || !announcement) return null
  return {
    extensionId: row.id,
    state: row.state,
    name: person.name,
    department: person.department,
    deadline: announcement.deadline_at,
    until: row.until_at,
    reason: row.reason,
    sentence: row.sentence,
    group: await groupName(db, row.group_id),
    decidedBy: admin?.name ?? null,
    wasGranted: row.granted_at !== null,
    checkedAt: row.checked_at,
    own: row.person_id === readerId,
  }
}
