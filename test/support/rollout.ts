/** People, chats and announcements put straight into a test's database. */
import { randomUUID } from 'node:crypto'
import { type Insertable, sql } from 'kysely'
import { type Announcement, findAnnouncement } from '../../services/announcements.ts'
import type { Audience, Circle } from '../../services/audiences.ts'
import type { SendingHours } from '../../services/calendar.ts'
import { saveCampaign } from '../../services/campaigns.ts'
import type { Db } from '../../services/db/database.ts'
import type { AnnouncementsTable, ConversationsTable, PeopleTable } from '../../services/db/schema.ts'
import type { WavesTable } from '../../services/db/tables/rollout.ts'
import { defaultCadence, type Enforcement, findWave, officeHours, type Step, type Wave } from '../../services/waves.ts'

export const now = new Date('2026-11-10T09:00:00Z')
export const later = (seconds: number): Date => new Date(now.getTime() + seconds * 1000)
export const serviceUrl = 'https://smba.trafficmanager.net/teams/'
/** `p01`, `p02` … */
export const personIds = (count: number): string[] => Array.from({ length: count }, (_, index) => `p${String(index + 1).padStart(2, '0')}`)

export async function addPerson(db: Db, id: string, more: Partial<Insertable<PeopleTable>> = {}): Promise<void> {
  const row = { id, upn: `${id}@example.test`, name: `Name of ${id}`, given_name: id, synced_at: now, ...more }
  await db.insertInto('people').values(row).execute()
}

export async function addChat(db: Db, personId: string, more: Partial<Insertable<ConversationsTable>> = {}): Promise<void> {
  const row = { person_id: personId, conversation_id: `chat-${personId}`, service_url: serviceUrl, changed_at: now, ...more }
  await db
    .insertInto('conversations')
    .values({ state: 'reachable', ...row })
    .execute()
}

/** Everybody with a chat that works. */
export async function addReachable(db: Db, ids: string[]): Promise<void> {
  for (const id of ids) {
    await addPerson(db, id)
    await addChat(db, id)
  }
}

export const texts = {
  what: 'you sign in with two steps',
  why: 'Passwords get stolen.',
  otherwise: 'you cannot sign in.',
  alternative: 'Ask for a security key.',
  hours: '08:00 to 17:30',
  extra: '',
}

/** A colleague said yes, and everybody is among the first: it goes out to all at once, whatever their number. */
export const approvedForAll = { approved_by: 'colleague', canary_size: 1_000_000 }

export async function addAnnouncement(
  db: Db,
  more: Partial<Omit<Insertable<AnnouncementsTable>, 'audience'>> & { audience?: Audience } = {},
): Promise<Announcement> {
  const { audience = { kind: 'everyone' }, ...columns } = more
  const id = randomUUID()
  await db
    .insertInto('announcements')
    .values({
      id,
      state: 'expanding',
      content: JSON.stringify({ sender: 'IT', phone: '030 123 45 67', texts: { en: texts, nl: texts } }),
      audience: JSON.stringify(audience),
      deadline_at: later(14 * 24 * 3600),
      time_zone: 'Europe/Amsterdam',
      author_id: 'admin',
      created_at: now,
      confirmed_at: now,
      ...columns,
    })
    .execute()
  const found = await findAnnouncement(db, id)
  if (!found) throw new Error('The announcement that was written cannot be found.')
  return found
}

/** As if every worker had been dead for longer than its lease. */
export async function expireLeases(db: Db): Promise<void> {
  await db
    .updateTable('deliveries')
    .set({ lease_until: sql<Date>`clock_timestamp() - interval '1 second'` })
    .where('lease_until', 'is not', null)
    .execute()
}

/** A campaign in its first state, and a wave of it for everyone that is under way; its deadline is 9:00 UTC, 35 days from `now`. */
export async function addWave(
  db: Db,
  more: Partial<Omit<Insertable<WavesTable>, 'audience' | 'left_out' | 'cadence' | 'hours' | 'enforcement'>> & {
    audience?: Circle
    left_out?: Circle[]
    cadence?: Step[]
    hours?: SendingHours
    enforcement?: Enforcement
  } = {},
): Promise<Wave> {
  const { audience = { kind: 'everyone' }, left_out = [], cadence = defaultCadence, hours = officeHours, ...columns } = more
  const { enforcement = { kind: 'security_defaults' }, campaign_id: given, ...rest } = columns
  const content = { sender: 'IT', phone: '030 123 45 67', texts: { en: texts, nl: texts } }
  const campaign = { kind: 'mfa_deadline' as const, name: 'MFA', content }
  const campaign_id = given ?? (await saveCampaign(db, campaign, { authorId: 'admin', now })) ?? ''
  const id = randomUUID()
  const place = db.selectFrom('waves').select(sql<number>`coalesce(max(position), 0) + 1`.as('next')).where('campaign_id', '=', campaign_id)
  await db
    .insertInto('waves')
    .values({
      id,
      campaign_id,
      position: (await place.executeTakeFirst())?.next ?? 1,
      name: 'Everyone',
      audience: JSON.stringify(audience),
      left_out: JSON.stringify(left_out),
      cadence: JSON.stringify(cadence),
      hours: JSON.stringify(hours),
      enforcement: JSON.stringify(enforcement),
      deadline_at: later(35 * 24 * 3600),
      time_zone: 'Europe/Amsterdam',
      register_at: 'anywhere',
      state: 'active',
      author_id: 'admin',
      created_at: now,
      ...rest,
    })
    .execute()
  const wave = await findWave(db, id)
  if (!wave) throw new Error('The wave that was written cannot be found.')
  return wave
}
