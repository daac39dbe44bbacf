/**
 * E-mails to people whom Teams does not reach: at most one for each person of an announcement. A row is held by a lease on the
 * database's clock, as in the ledger; an attempt of which nobody knows whether it arrived is repeated once, and counted.
 */
import { type RawBuilder, type Selectable, sql } from 'kysely'
import { type Db, type DbOrTx, type Tx, transaction } from './db/database.ts'
import type { DeliveryState } from './db/schema.ts'
import type { MailState, MailsTable } from './db/tables/mails.ts'

export type MailRow = Selectable<MailsTable>

/** What Teams could not bring to somebody. */
export const unreached: DeliveryState[] = ['blocked', 'policy_blocked', 'not_installed', 'gone', 'failed']
/** Outlook serves four requests at once for an app and a mailbox [Graph throttling limits, August 2026]; all processes share them. */
export const mostAtOnce = 4
const leaseSeconds = 90
const lockKey = 7_206_008

/** Whom an e-mail would help: never excluded people, and reminders only for who is not ready. */
const unreachedPeople = (announcementId: string): RawBuilder<unknown> => sql`
  from deliveries d join announcements a on a.id = d.announcement_id join people p on p.id = d.person_id
  left join registrations r on r.person_id = d.person_id
  where d.announcement_id = ${announcementId} and d.state = any(${unreached}) and p.excluded is null and p.left_at is null
    and (a.kind in ('announcement', 'security') or not coalesce(r.done, false))
    and (a.kind <> 'reminder' or p.reminders_stopped_at is null)`

export interface Unreached {
  /** People whom Teams does not reach and who got no e-mail yet, with an address and without one. */
  toMail: number
  noAddress: number
}

export async function countUnreached(db: DbOrTx, announcementId: string): Promise<Unreached> {
  const { rows } = await sql<Unreached>`
    select count(*) filter (where p.mail is not null and not asked)::int as "toMail",
      count(*) filter (where p.mail is null)::int as "noAddress"
    from (select d.person_id, p.mail, exists (select from mails m where m.announcement_id = d.announcement_id and m.person_id = d.person_id)
      as asked ${unreachedPeople(announcementId)}) p`.execute(db)
  return rows[0] ?? { toMail: 0, noAddress: 0 }
}

/** One row for everybody who has none yet; gives how many were added. Asking twice adds nobody twice. */
export async function askForMails(tx: Tx, announcementId: string, askedBy: string, now: Date): Promise<number> {
  const { rows } = await sql`
    insert into mails (announcement_id, person_id, state, not_before, asked_by, changed_at)
    select d.announcement_id, d.person_id, 'queued', ${now}, ${askedBy}, ${now} ${unreachedPeople(announcementId)} and p.mail is not null
    on conflict do nothing returning 1`.execute(tx)
  return rows.length
}

export type MailCounts = Record<MailState, number> & { doubtful: number }

/** How it goes; `doubtful`: attempts of which nobody knows whether they arrived. */
export async function countMails(db: DbOrTx, announcementId: string): Promise<MailCounts> {
  const rows = await db
    .selectFrom('mails')
    .select(['state', sql<number>`count(*)::int`.as('count'), sql<number>`sum(uncertain)::int`.as('doubtful')])
    .where('announcement_id', '=', announcementId)
    .groupBy('state')
    .execute()
  const counts: MailCounts = { queued: 0, sending: 0, sent: 0, failed: 0, uncertain: 0, skipped: 0, doubtful: 0 }
  for (const { state, count, doubtful } of rows) {
    counts[state] = count
    counts.doubtful += doubtful
  }
  return counts
}

/** Why no e-mail can go out now, where that is so: the newest reason of rows that wait. */
export async function mailTrouble(db: DbOrTx, announcementId: string): Promise<string | null> {
  const row = await db
    .selectFrom('mails')
    .select('error_code')
    .where('announcement_id', '=', announcementId)
    .where('state', '=', 'queued')
    .where('error_code', 'is not', null)
    .orderBy('changed_at', 'desc')
    .limit(1)
    .executeTakeFirst()
  return row?.error_code ?? null
}

/** Takes due rows, so many that no more than four are under way anywhere. */
export async function claimMails(db: Db, now: Date): Promise<MailRow[]> {
  return transaction(db, async tx => {
    await sql`select pg_advisory_xact_lock(${sql.lit(lockKey)})`.execute(tx)
    const { rows } = await sql<MailRow>`
      with due as materialized (
        select announcement_id, person_id from mails where state = 'queued' and not_before <= ${now}
        order by not_before, announcement_id, person_id
        limit (select greatest(0, ${mostAtOnce} - count(*)) from mails where state = 'sending') for update skip locked)
      update mails m set state = 'sending', attempts = attempts + 1, changed_at = ${now},
        lease_until = clock_timestamp() + ${leaseSeconds} * interval '1 second'
      from due where m.announcement_id = due.announcement_id and m.person_id = due.person_id
      returning m.*`.execute(tx)
    return rows
  })
}

export interface MailRecord {
  state: MailState
  code?: string | null
  notBefore?: Date
  /** This was no attempt. */
  refund?: boolean
}

/** Keeps an outcome, if this process still holds the row. An e-mail that did go always counts. */
export async function recordMail(db: DbOrTx, row: MailRow, outcome: MailRecord, now: Date): Promise<void> {
  await db
    .updateTable('mails')
    .set(eb => ({
      state: outcome.state,
      error_code: outcome.code ?? null,
      lease_until: null,
      changed_at: now,
      attempts: outcome.refund ? eb('attempts', '-', 1) : eb.ref('attempts'),
      ...(outcome.notBefore ? { not_before: outcome.notBefore } : {}),
    }))
    .where('announcement_id', '=', row.announcement_id)
    .where('person_id', '=', row.person_id)
    .$if(outcome.state !== 'sent', query => query.where('state', '=', 'sending').where('attempts', '=', row.attempts))
    .execute()
}

const doubted = (now: Date, code: RawBuilder<unknown>, notBefore: Date) => sql`
  update mails set uncertain = uncertain + 1, state = case when uncertain > 0 then 'uncertain' else 'queued' end,
    error_code = ${code}, lease_until = null, not_before = ${notBefore}, changed_at = ${now} where state = 'sending'`

/** Nobody knows whether it arrived: it is tried once more at `notBefore`, and then left. */
export async function doubtMail(db: DbOrTx, row: MailRow, code: string, at: { now: Date; notBefore: Date }): Promise<void> {
  await sql`${doubted(at.now, sql`${code}`, at.notBefore)}
    and announcement_id = ${row.announcement_id} and person_id = ${row.person_id} and attempts = ${row.attempts}`.execute(db)
}

/** Rows whose holder died. Gives how many there were. */
export async function reapMails(db: DbOrTx, now: Date): Promise<number> {
  const { rows } = await sql`${doubted(now, sql`'lost'`, now)} and lease_until < clock_timestamp() returning 1`.execute(db)
  return rows.length
}
