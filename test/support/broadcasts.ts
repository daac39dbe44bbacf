/** Announcements that were sent, as the ledger has them, for tests of what happens outside Teams. */
import type { Insertable } from 'kysely'
import type { Announcement } from '../../services/announcements.ts'
import { noteFirstSent } from '../../services/broadcasts.ts'
import type { Db } from '../../services/db/database.ts'
import type { AnnouncementsTable, DeliveriesTable } from '../../services/db/schema.ts'
import { addAnnouncement, now } from './rollout.ts'

export async function addDelivery(
  db: Db,
  announcementId: string,
  personId: string,
  more: Partial<Insertable<DeliveriesTable>> = {},
): Promise<void> {
  const row = { announcement_id: announcementId, person_id: personId, language: 'en', not_before: now, changed_at: now, ...more }
  await db
    .insertInto('deliveries')
    .values({ state: 'delivered', delivered_at: more.state ? null : now, ...row })
    .execute()
}

/** Sent to one person at `at`, and known to be. */
export async function addSent(
  db: Db,
  at: Date,
  more: Partial<Omit<Insertable<AnnouncementsTable>, 'audience'>> & { audience?: Announcement['audience'] } = {},
): Promise<Announcement> {
  const announcement = await addAnnouncement(db, { state: 'running', ...more })
  await addDelivery(db, announcement.id, 'p01', { delivered_at: at })
  await noteFirstSent(db, at)
  return announcement
}

/** The texts of an announcement with some of them replaced, in every language. */
export function contentWith(more: Record<string, string>, about: { sender?: string; phone?: string } = {}): string {
  const texts = {
    what: 'you sign in with your password and one extra check',
    why: 'A stolen password alone will no longer open your mail.',
    otherwise: 'Then you must do it at your first sign-in after that, before you can go on.',
    alternative: 'That is fine: you get a free key from us. Press “Another way”.',
    hours: 'Monday to Friday, 08:00 to 17:30',
    extra: '',
    ...more,
  }
  return JSON.stringify({ sender: 'Ineke Visser, IT', phone: '030 123 45 67', ...about, texts: { en: texts, nl: texts } })
}
