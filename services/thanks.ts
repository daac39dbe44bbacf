/**
 * The one thank-you to people who were asked to register and got ready without the guide. What is due is taken by one process; before it
 * is sent, the row says that it was, so that a process that dies sends none, never two.
 */
import { sql } from 'kysely'
import type { Db, Tx } from './db/database.ts'

/** So long the guide has to say it first. */
const afterMs = 2 * 60_000

/**
 * To be called when a live look newly says that the person is ready. Owes a thank-you to somebody whom an announcement reached before
 * they were, once in their life here; says nothing to whoever was ready before.
 */
export async function oweThanks(tx: Tx, personId: string, now: Date): Promise<void> {
  await sql`
    insert into thanks (person_id, due_at)
    select r.person_id, ${new Date(now.getTime() + afterMs)} from registrations r
    where r.person_id = ${personId} and r.done and exists (
      select from deliveries d join announcements a on a.id = d.announcement_id
      where d.person_id = r.person_id and d.state = 'delivered' and d.reason is distinct from 'ready' and d.delivered_at < r.ready_since
        and a.kind <> 'security' and a.withdrawn_at is null)
    on conflict (person_id) do nothing`.execute(tx)
}

export interface Owed {
  personId: string
  /** The lease; whoever changed the row meanwhile has taken it away. */
  dueAt: Date
}

export async function takeThanks(db: Db, now: Date, { limit, leaseMs }: { limit: number; leaseMs: number }): Promise<Owed[]> {
  const { rows } = await sql<{ person_id: string; due_at: Date }>`
    with due as materialized (select person_id from thanks where due_at <= ${now} order by due_at limit ${limit} for update skip locked)
    update thanks t set due_at = ${new Date(now.getTime() + leaseMs)} from due where t.person_id = due.person_id
    returning t.person_id, t.due_at`.execute(db)
  return rows.map(row => ({ personId: row.person_id, dueAt: row.due_at }))
}

/** Looks at it again at `at`, or never. */
export async function moveThanks(db: Db, { personId, dueAt }: Owed, at: Date | null): Promise<void> {
  await db.updateTable('thanks').set({ due_at: at }).where('person_id', '=', personId).where('due_at', '=', dueAt).execute()
}

/** The row says that it is sent from now on. False: somebody else has it. */
export async function beginThanks(db: Db, { personId, dueAt }: Owed, now: Date): Promise<boolean> {
  const begun = db.updateTable('thanks').set({ due_at: null, sent_at: now }).where('person_id', '=', personId).where('due_at', '=', dueAt)
  return (await begun.returning('person_id').executeTakeFirst()) !== undefined
}

/** Something else tells the person that they are ready. False: a thank-you has said it, after `since`. */
export async function thankOtherwise(tx: Tx, personId: string, { since, now }: { since: Date; now: Date }): Promise<boolean> {
  await tx
    .updateTable('thanks')
    .set({ due_at: null, sent_at: now })
    .where('person_id', '=', personId)
    .where('sent_at', 'is', null)
    .execute()
  const row = await tx.selectFrom('thanks').select('sent_at').where('person_id', '=', personId).executeTakeFirst()
  return !row?.sent_at || row.sent_at >= now || row.sent_at < since
}

/** It was certainly not sent. */
export async function repeatThanks(db: Db, personId: string, at: Date): Promise<void> {
  await db.updateTable('thanks').set({ due_at: at, sent_at: null }).where('person_id', '=', personId).execute()
}

/** The person is not ready after all: it is owed again when they are. */
export async function forgetThanks(db: Db, { personId, dueAt }: Owed): Promise<void> {
  await db.deleteFrom('thanks').where('person_id', '=', personId).where('due_at', '=', dueAt).execute()
}
