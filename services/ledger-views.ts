/** The ledger as admins read it: page by page, with names. */
import { type Selectable, sql } from 'kysely'
import { type Announcement, fromRow } from './announcements.ts'
import type { DbOrTx } from './db/database.ts'
import type { AnnouncementState, DeliveriesTable, DeliveryState, PeopleTable } from './db/schema.ts'

export interface AnnouncementFilter {
  /** Drafts of others are nobody's business. */
  askedBy: string
  state?: AnnouncementState | undefined
  waveId?: string | undefined
}

export interface Place {
  at: Date
  id: string
}

/** Newest first, after the place where the page before ended. */
export async function pageOfAnnouncements(db: DbOrTx, filter: AnnouncementFilter, most: number, after?: Place): Promise<Announcement[]> {
  const { askedBy, state, waveId } = filter
  const rows = await db
    .selectFrom('announcements')
    .selectAll()
    .where(eb => eb.or([eb('state', '<>', 'draft'), eb('author_id', '=', askedBy)]))
    .$if(state !== undefined, query => query.where('state', '=', state as AnnouncementState))
    .$if(waveId !== undefined, query => query.where('wave_id', '=', waveId as string))
    .$if(after !== undefined, query => query.where(sql<boolean>`(created_at, id) < (${after?.at}, ${after?.id}::uuid)`))
    .orderBy('created_at', 'desc')
    .orderBy('id', 'desc')
    .limit(most)
    .execute()
  return rows.map(fromRow)
}

export interface DeliveryFilter {
  states?: readonly DeliveryState[] | undefined
  reason?: string | undefined
  department?: string | undefined
  language?: string | undefined
}

export type NamedDelivery = Selectable<DeliveriesTable> & Pick<Selectable<PeopleTable>, 'name' | 'upn' | 'mail'>

/** The rows of some announcements in order of announcement and person, after the last one of the page before. */
export async function pageOfDeliveries(
  db: DbOrTx,
  of: { announcementIds: string[]; filter: DeliveryFilter },
  most: number,
  after?: { announcementId: string; personId: string },
): Promise<NamedDelivery[]> {
  const { states, reason, department, language } = of.filter
  return db
    .selectFrom('deliveries')
    .innerJoin('people', 'people.id', 'deliveries.person_id')
    .selectAll('deliveries')
    .select(['people.name', 'people.upn', 'people.mail'])
    .where('announcement_id', 'in', of.announcementIds)
    .$if(states !== undefined, query => query.where('deliveries.state', 'in', states ?? []))
    .$if(reason !== undefined, query => query.where('deliveries.reason', '=', reason ?? null))
    .$if(department !== undefined, query => query.where('deliveries.department', '=', department ?? null))
    .$if(language !== undefined, query => query.where('deliveries.language', '=', language ?? ''))
    .$if(after !== undefined, query =>
      query.where(sql<boolean>`(announcement_id, person_id) > (${after?.announcementId}::uuid, ${after?.personId})`),
    )
    .orderBy('announcement_id')
    .orderBy('person_id')
    .limit(most)
    .execute()
}

/** What one person was sent, newest first. */
export type Sent = Selectable<DeliveriesTable> & {
  sent_at: Date
  announcement: Announcement
}

export async function pageOfHistory(db: DbOrTx, personId: string, most: number, after?: Place): Promise<Sent[]> {
  const rows = await db
    .selectFrom('deliveries')
    .innerJoin('announcements', 'announcements.id', 'deliveries.announcement_id')
    .selectAll('deliveries')
    .select('announcements.created_at as sent_at')
    .where('person_id', '=', personId)
    .$if(after !== undefined, query =>
      query.where(sql<boolean>`(announcements.created_at, announcements.id) < (${after?.at}, ${after?.id}::uuid)`),
    )
    .orderBy('announcements.created_at', 'desc')
    .orderBy('announcements.id', 'desc')
    .limit(most)
    .execute()
  const ids = rows.map(row => row.announcement_id)
  const announcements = ids.length ? await db.selectFrom('announcements').selectAll().where('id', 'in', ids).execute() : []
  const byId = new Map(announcements.map(row => [row.id, fromRow(row)]))
  return rows.flatMap(row => {
    const announcement = byId.get(row.announcement_id)
    return announcement ? [{ ...row, announcement }] : []
  })
}
