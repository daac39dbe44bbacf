/**
 * Four eyes: who wrote something does not send it alone. The question stands in the row that it is about (`state`, `asked_at`); the first
 * who answers wins, because the row is held while the answer is written. `asked_at` names the question: an old card answers no new one.
 */
import { type RawBuilder, sql } from 'kysely'
import type { Audience } from './audiences.ts'
import { outsideLimit } from './author-limits.ts'
import type { DbOrTx, Tx } from './db/database.ts'
import type { SubjectKind, Verdict } from './db/tables/approval.ts'

export interface Subject {
  kind: SubjectKind
  id: string
}

/** The table of each kind, and where a refusal puts its row. */
const kinds: Record<SubjectKind, { table: string; declined: RawBuilder<string> }> = {
  announcement: { table: 'announcements', declined: sql`case when wave_id is null then 'draft' else 'cancelled' end` },
  wave: { table: 'waves', declined: sql`'draft'` },
  correction: { table: 'corrections', declined: sql`'declined'` },
}

/** What is asked, and to how many it goes. */
export interface Question {
  authorId: string
  audience: Audience
}

/** Admins other than the author who can be written to and may write to these people themselves. */
export async function approversOf(db: DbOrTx, adminGroupId: string, question: Question): Promise<string[]> {
  const { rows } = await sql<{ id: string }>`
    select p.id from people p join group_members m on m.person_id = p.id and m.group_id = ${adminGroupId}
    left join conversations c on c.person_id = p.id
    where p.id <> ${question.authorId} and p.left_at is null and p.excluded is null
      and coalesce(c.state, 'unknown') not in ('blocked', 'policy_blocked', 'no_licence') and c.removed_at is null
    order by p.id`.execute(db)
  const found: string[] = []
  for (const { id } of rows) if ((await outsideLimit(db, id, question.audience)) === 0) found.push(id)
  return found
}

export interface Decision {
  subject: Subject
  /** The question that the card was about. */
  askedAt: Date
  by: string
  now: Date
}

/** `own`: the author may not. `gone`: it was answered, changed or taken back. `late`: its time has passed. */
export type Answered = 'done' | 'own' | 'gone' | 'late'

async function hold(tx: Tx, { subject, askedAt, by }: Decision): Promise<'open' | 'own' | 'gone'> {
  // The wave before its announcement, as whoever pauses or cancels a wave holds them.
  if (subject.kind === 'announcement')
    await sql`select from waves where id = (select wave_id from announcements where id = ${subject.id}) for update`.execute(tx)
  const { rows } = await sql<{ author_id: string }>`
    select author_id from ${sql.table(kinds[subject.kind].table)}
    where id = ${subject.id} and state = 'awaiting_approval' and asked_at = ${askedAt} for update`.execute(tx)
  const [row] = rows
  if (!row) return 'gone'
  return row.author_id === by ? 'own' : 'open'
}

/** Approves, if nobody was faster. `goOn` sets the row going in the same transaction, and says whether it was still in time. */
export async function approve(tx: Tx, decision: Decision, goOn: () => Promise<boolean>): Promise<Answered> {
  const standing = await hold(tx, decision)
  if (standing !== 'open') return standing
  if (!(await goOn())) return 'late'
  const { subject, by, now } = decision
  await sql`
    update ${sql.table(kinds[subject.kind].table)} set approved_by = ${by}, approved_at = ${now} where id = ${subject.id}`.execute(tx)
  return 'done'
}

/** A step of a wave that does not go out stops its wave, so that nothing follows from it; the wave is held first, as everywhere. */
async function pauseWaveOf(tx: Tx, { kind, id }: Subject): Promise<void> {
  if (kind !== 'announcement') return
  await sql`update waves set state = 'paused'
    where state = 'active' and id = (select wave_id from announcements where id = ${id} and state = 'awaiting_approval')`.execute(tx)
}

/** Back to its author, who can change it and ask again; `by` is the bot where nobody answered in time. False when it was answered. */
export async function setBack(tx: Tx, subject: Subject, { by, note }: { by: string; note: string | null }): Promise<boolean> {
  const { table, declined } = kinds[subject.kind]
  await pauseWaveOf(tx, subject)
  const { rows } = await sql`
    update ${sql.table(table)} set state = ${declined}, declined_by = ${by}, declined_note = ${note}
    where id = ${subject.id} and state = 'awaiting_approval' returning 1`.execute(tx)
  return rows.length > 0
}

/** Declines with a reason, if nobody was faster: its author can change it and ask again. */
export async function decline(tx: Tx, decision: Decision, note: string): Promise<Answered> {
  const standing = await hold(tx, decision)
  if (standing !== 'open') return standing
  await setBack(tx, decision.subject, { by: decision.by, note })
  return 'done'
}

/** What every table with questions has. */
export interface Questioned {
  state: string
  asked_at: Date | null
  approved_at: Date | null
  declined_by: string | null
}

/** How the question of `askedAt` stands. */
export function verdictOf(row: Questioned | null, askedAt: Date): Verdict {
  if (row?.asked_at?.getTime() !== askedAt.getTime()) return 'withdrawn'
  if (row.state === 'awaiting_approval') return 'asked'
  if (row.approved_at) return 'approved'
  if (row.declined_by === 'bot') return 'late'
  return row.declined_by ? 'declined' : 'withdrawn'
}

export interface RequestCard {
  personId: string
  askedAt: Date
  activityId: string | null
  shown: Verdict | null
}

/** Every card about this subject, also of earlier questions. */
export async function requestCards(db: DbOrTx, { kind, id }: Subject): Promise<RequestCard[]> {
  const rows = await db
    .selectFrom('approval_requests')
    .selectAll()
    .where('subject_kind', '=', kind)
    .where('subject_id', '=', id)
    .orderBy('asked_at')
    .orderBy('person_id')
    .execute()
  return rows.map(row => ({ personId: row.person_id, askedAt: row.asked_at, activityId: row.activity_id, shown: row.shown }))
}

/** Notes who is to have a card about this question. */
export async function expectCards(db: DbOrTx, { kind, id }: Subject, askedAt: Date, personIds: string[]): Promise<void> {
  if (personIds.length === 0) return
  const rows = personIds.map(personId => ({ subject_kind: kind, subject_id: id, asked_at: askedAt, person_id: personId }))
  const insert = db.insertInto('approval_requests').values(rows)
  await insert.onConflict(conflict => conflict.doNothing()).execute()
}

/** Keeps what somebody's card says now. */
export async function cardShown(db: DbOrTx, { kind, id }: Subject, card: RequestCard): Promise<void> {
  await db
    .updateTable('approval_requests')
    .set({ activity_id: card.activityId, shown: card.shown })
    .where('subject_kind', '=', kind)
    .where('subject_id', '=', id)
    .where('asked_at', '=', card.askedAt)
    .where('person_id', '=', card.personId)
    .execute()
}
