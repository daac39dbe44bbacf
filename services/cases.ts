/** Helpdesk cases: one person's trouble, what is shared about it, how it is opened and found. What happens next is in case-steps.ts. */
import { type Selectable, sql } from 'kysely'
import { record } from './audit.ts'
import { type Db, type DbOrTx, type Tx, transaction } from './db/database.ts'
import type { CaseContext, CaseEventKind, CaseEventsTable, CasesTable } from './db/tables/cases.ts'
import { afterOpenMinutes, type DeskHours } from './desk-hours.ts'
import { deadlineFor } from './extensions.ts'
import type { Jobs } from './jobs.ts'
import type { Person } from './people.ts'
import { findProgress, findTried } from './progress.ts'
import { redrawOpen } from './showing.ts'
import { hindranceOf } from './snoozes.ts'

export type Case = Selectable<CasesTable>
export type CaseEvent = Selectable<CaseEventsTable>

/** What every write to a case needs: the row and the job that shows it commit together. */
export interface CaseStore {
  db: Db
  jobs: Pick<Jobs, 'enqueue'>
}

/** When the person wants a call, on the number that the organisation has. */
export type CallTime = 'soon' | 'morning' | 'afternoon'

/** The promise: somebody answers within this many minutes of opening hours. */
export const answerWithinMinutes = 60

/** Trouble that goes first: somebody is locked out now, or somebody else may get in. */
const urgentTopics = new Set([
  ...['lost_phone', 'unknown_method', 'stolen_phone', 'locked_out', 'known_password'],
  ...['unexpected_prompt', 'approved_prompt', 'pressed_link', 'told_someone'],
])

/** Where in "I lost my phone" the person asks for help says more than the name of the flow. */
const lostPhoneSteps: Record<string, string> = { stolen: 'stolen_phone', password: 'stolen_phone', locked_out: 'locked_out' }

export async function findCase(db: DbOrTx, caseId: number): Promise<Case | undefined> {
  return db.selectFrom('cases').selectAll().where('id', '=', caseId).executeTakeFirst()
}

/** The one case of this person that is not closed. */
export async function openCaseOf(db: DbOrTx, personId: string): Promise<Case | undefined> {
  return db.selectFrom('cases').selectAll().where('person_id', '=', personId).where('state', '<>', 'resolved').executeTakeFirst()
}

export async function eventsOf(db: DbOrTx, caseId: number): Promise<CaseEvent[]> {
  return db.selectFrom('case_events').selectAll().where('case_id', '=', caseId).orderBy('id').execute()
}

async function newestDeadline(db: DbOrTx, personId: string): Promise<Date | null> {
  const row = await db
    .selectFrom('deliveries')
    .innerJoin('announcements', 'announcements.id', 'deliveries.announcement_id')
    .select(['announcements.id', 'announcements.wave_id', 'announcements.deadline_at'])
    .where('deliveries.person_id', '=', personId)
    .where('announcements.state', 'in', ['running', 'paused', 'finished'])
    .where('announcements.withdrawn_at', 'is', null)
    .where('announcements.kind', '<>', 'security')
    .orderBy('announcements.confirmed_at', order => order.desc().nullsLast())
    .limit(1)
    .executeTakeFirst()
  return row ? deadlineFor(db, personId, row) : null
}

/** Exactly what the helpdesk will see beside the person's own words; the form shows the same. */
export async function gatherContext(db: DbOrTx, person: Person, language: string): Promise<CaseContext> {
  const deadlineAt = await newestDeadline(db, person.id)
  const registration = await db
    .selectFrom('registrations')
    .select(['kinds', 'checked_at'])
    .where('person_id', '=', person.id)
    .executeTakeFirst()
  return {
    department: person.department,
    language,
    deadlineAt: deadlineAt?.toISOString() ?? null,
    tried: await findTried(db, person.id),
    kinds: registration?.kinds ?? [],
    kindsReadAt: registration?.checked_at.toISOString() ?? null,
    platform: person.platform,
    privileged: person.privileged,
    hindrance: await hindranceOf(db, person.id),
  }
}

export interface Opening {
  person: Person
  language: string
  topic: string
  /** The person's own words, or empty. The caller has made sure that they hold no secret. */
  sentence: string
  callMe: CallTime | null
  /** The message in the chat that becomes the case card; null when there is none yet. */
  activityId: string | null
  hours: DeskHours
  now: Date
  /** The bot opens it by itself, because of this; the person is told in a message. */
  silence?: CaseContext['silence']
}

async function exactTopic(tx: Tx, { person, topic }: Opening): Promise<string> {
  const progress = topic === 'lost_phone' ? await findProgress(tx, person.id) : null
  return progress?.flow === 'lost_phone' ? (lostPhoneSteps[progress.step] ?? topic) : topic
}

async function isUrgent(tx: Tx, opening: Opening, { topic, context }: { topic: string; context: CaseContext }): Promise<boolean> {
  if (urgentTopics.has(topic)) return true
  if (!context.deadlineAt || new Date(context.deadlineAt) > opening.now) return false
  const registration = await tx.selectFrom('registrations').select('done').where('person_id', '=', opening.person.id).executeTakeFirst()
  return !registration?.done
}

/**
 * Opens a case together with the job that posts it. A person has at most one open case: who opens a second one, also at the same
 * instant on another device, gets the first (`existing`), and the new words are not kept.
 */
export async function openCase(store: CaseStore, opening: Opening): Promise<{ kind: 'opened' | 'existing'; case: Case }> {
  const { person, now } = opening
  return transaction(store.db, async tx => {
    const { silence } = opening
    const context: CaseContext = { ...(await gatherContext(tx, person, opening.language)), ...(silence ? { silence } : {}) }
    const topic = await exactTopic(tx, opening)
    const made = await tx
      .insertInto('cases')
      .values({
        person_id: person.id,
        state: 'open',
        urgent: await isUrgent(tx, opening, { topic, context }),
        topic,
        context: JSON.stringify(context),
        call_me: opening.callMe,
        person_activity_id: opening.activityId,
        opened_at: now,
        answer_by: afterOpenMinutes(opening.hours, now, answerWithinMinutes),
        changed_at: now,
        pushed_at: now,
      })
      .onConflict(conflict => conflict.column('person_id').where(sql<boolean>`state <> 'resolved'`).doNothing())
      .returningAll()
      .executeTakeFirst()
    if (!made) {
      const existing = await openCaseOf(tx, person.id)
      if (!existing) throw new Error('An open case vanished while another one was opened')
      return { kind: 'existing', case: existing }
    }
    const actorId = silence ? 'bot' : person.id
    const event = { caseId: made.id, kind: 'opened' as const, actorId, body: opening.sentence || null, at: now, toTell: Boolean(silence) }
    const eventId = await addEvent(tx, event)
    if (silence) await store.jobs.enqueue(tx, 'tell-case-event', { eventId })
    await store.jobs.enqueue(tx, 'post-case', { caseId: made.id })
    await redrawOpen(tx, store.jobs, 'key_orders', person.id)
    await record(tx, { at: now, actorId, action: 'case.opened', subject: `case:${made.id}`, details: { topic } })
    return { kind: 'opened', case: made }
  })
}

export interface NewEvent {
  caseId: number
  kind: CaseEventKind
  actorId: string
  body: string | null
  at: Date
  /** Somebody gets a message of its own about this. */
  toTell?: boolean
}

export async function addEvent(tx: Tx, event: NewEvent): Promise<number> {
  const { id } = await tx
    .insertInto('case_events')
    .values({
      case_id: event.caseId,
      kind: event.kind,
      actor_id: event.actorId,
      body: event.body,
      at: event.at,
      to_tell: event.toTell ?? false,
      pushed_at: event.at,
    })
    .returning('id')
    .executeTakeFirstOrThrow()
  return id
}

export async function findEvent(db: DbOrTx, eventId: number): Promise<CaseEvent | undefined> {
  return db.selectFrom('case_events').selectAll().where('id', '=', eventId).executeTakeFirst()
}
