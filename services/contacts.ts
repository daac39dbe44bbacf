/**
 * At most one campaign message for each person and day of their own calendar. A unique row says which announcement has the day. It may
 * be taken over from an announcement that certainly did not reach the person, by e-mail either, and will not try again.
 */
import { sql } from 'kysely'
import type { DbOrTx } from './db/database.ts'
import type { AnnouncementKind } from './db/schema.ts'
import { localDate } from './local-time.ts'

export interface Contact {
  announcementId: string
  personId: string
  /** "2026-11-24", on the person's own calendar. */
  localDay: string
}

/** A message that may as well go out at `nextDay`, the next moment at which this person may be written to on a later day. */
export interface Patient extends Omit<Contact, 'localDay'> {
  kind: AnnouncementKind
  nextDay: Date
}

/**
 * For whom of these something waits that has more right to today: a reminder that would come too late on a later day, such as the last
 * one before a deadline; or, for all that is no such notice itself, the notice that the day has come. Gives their ids.
 */
export async function waitedFor(db: DbOrTx, patients: Patient[], now: Date): Promise<Set<string>> {
  if (patients.length === 0) return new Set()
  const values = patients.map(one => ({
    announcement_id: one.announcementId,
    person_id: one.personId,
    kind: one.kind,
    next_day: one.nextDay,
  }))
  const { rows } = await sql<{ person_id: string }>`
    select distinct p.person_id
    from announcements a
    cross join jsonb_to_recordset(${JSON.stringify(values)}::jsonb) as p (announcement_id uuid, person_id text, kind text, next_day timestamptz)
    join deliveries d on d.announcement_id = a.id and d.person_id = p.person_id
    where a.state = 'running' and a.withdrawn_at is null and a.id <> p.announcement_id and a.expires_at > ${now}
      and (a.kind = 'reminder' and a.expires_at <= p.next_day or a.kind = 'day_zero' and p.kind <> 'day_zero')
      and d.state in ('queued', 'retrying', 'sending')`.execute(db)
  return new Set(rows.map(row => row.person_id))
}

/** From the claim of a day until the message has arrived: a lease, and a request that takes as long as it may. */
const underWayMs = 60_000

/** The day on which what is claimed now arrives; null in the last minute before midnight, when that could be either of two. */
export function dayOfArrival(now: Date, timeZone: string): string | null {
  const today = localDate(now, timeZone)
  return localDate(new Date(now.getTime() + underWayMs), timeZone) === today ? today : null
}

/** `taken`: another announcement has this day. `unclear`: somebody else is asking at this moment. */
export type ContactAnswer = 'granted' | 'taken' | 'unclear'

/** Claims days for many messages in one statement; answers in the same order. Of two messages to one person one is granted. */
export async function claimContacts(db: DbOrTx, contacts: Contact[]): Promise<ContactAnswer[]> {
  if (contacts.length === 0) return []
  const values = contacts.map(one => ({ announcement_id: one.announcementId, person_id: one.personId, local_day: one.localDay }))
  const { rows } = await sql<{ at: number; answer: ContactAnswer }>`
    with asked as materialized (
      select * from rows from (jsonb_to_recordset(${JSON.stringify(values)}::jsonb) as (announcement_id uuid, person_id text, local_day text))
        with ordinality as o (announcement_id, person_id, local_day, at)),
    kept as (
      insert into contacts as c (person_id, local_day, announcement_id)
      select distinct on (person_id, local_day) person_id, local_day, announcement_id from asked order by person_id, local_day, at
      on conflict (person_id, local_day) do update set announcement_id = excluded.announcement_id
      where c.announcement_id <> excluded.announcement_id and exists (
        select from deliveries d where d.announcement_id = c.announcement_id and d.person_id = c.person_id and d.uncertain = 0
          and d.state in ('skipped', 'blocked', 'policy_blocked', 'not_installed', 'gone', 'failed', 'cancelled'))
        and not exists (
          select from mails m where m.announcement_id = c.announcement_id and m.person_id = c.person_id
            and (m.uncertain > 0 or m.state in ('sending', 'sent', 'uncertain')))
      returning person_id, local_day, announcement_id)
    select asked.at::int - 1 as at, case
      when coalesce(kept.announcement_id, contacts.announcement_id) is null then 'unclear'
      when coalesce(kept.announcement_id, contacts.announcement_id) = asked.announcement_id then 'granted'
      else 'taken' end as answer
    from asked
    left join kept on kept.person_id = asked.person_id and kept.local_day = asked.local_day
    left join contacts on contacts.person_id = asked.person_id and contacts.local_day = asked.local_day
    order by asked.at`.execute(db)
  return rows.map(row => row.answer)
}
