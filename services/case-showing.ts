/** What of a case is not in Teams yet. */
import { sql } from 'kysely'
import { addEvent, type Case, type CaseEvent, type CaseStore } from './cases.ts'
import { type Db, type DbOrTx, transaction } from './db/database.ts'

/** Events that somebody must hear about in a message of its own, oldest first. */
export async function untoldEvents(db: DbOrTx, caseId: number): Promise<CaseEvent[]> {
  return db.selectFrom('case_events').selectAll().where('case_id', '=', caseId).where('to_tell', '=', true).orderBy('id').execute()
}

export async function markTold(db: DbOrTx, events: CaseEvent[], now: Date): Promise<void> {
  const ids = events.map(event => event.id)
  await db.updateTable('case_events').set({ to_tell: false, told_at: now }).where('id', 'in', ids).execute()
}

/** The person cannot be reached: the events are not tried again, and the channel card says so. */
export async function markUndelivered(db: Db, events: CaseEvent[], code: string): Promise<void> {
  const ids = events.map(event => event.id)
  const caseIds = events.map(event => event.case_id)
  await transaction(db, async tx => {
    await tx.updateTable('case_events').set({ to_tell: false, failure: code }).where('id', 'in', ids).execute()
    await tx.updateTable('cases').set({ channel_shown: 0 }).where('id', 'in', caseIds).execute()
  })
}

/** `shown` is the case as it was read for drawing. Whoever asked for another drawing meanwhile still gets it. */
export async function saveChannelCard(db: Db, shown: Case, at: { conversationId: string; activityId: string }): Promise<void> {
  await db
    .updateTable('cases')
    .set({
      channel_conversation_id: at.conversationId,
      channel_activity_id: at.activityId,
      channel_shown: sql<number>`case when channel_shown = ${shown.channel_shown} then ${shown.revision} else channel_shown end`,
    })
    .where('id', '=', shown.id)
    .execute()
}

export async function forgetChannelCard(db: Db, caseId: number): Promise<void> {
  await db.updateTable('cases').set({ channel_activity_id: null, channel_shown: 0 }).where('id', '=', caseId).execute()
}

/** Which message in the person's chat is the living card of the case, and the revision that it shows. */
export async function savePersonCard(db: DbOrTx, shown: Case, activityId: string): Promise<void> {
  await db.updateTable('cases').set({ person_activity_id: activityId, person_shown: shown.revision }).where('id', '=', shown.id).execute()
}

/** The person's card was drawn as `shown`, or cannot be. A card that became the living one meanwhile is left as it is. */
export async function markPersonCard(db: Db, shown: Case): Promise<void> {
  await db
    .updateTable('cases')
    .set({ person_shown: shown.revision })
    .where('id', '=', shown.id)
    .where('person_activity_id', 'is not distinct from', shown.person_activity_id)
    .execute()
}

const batch = 50
const minutes = (count: number) => count * 60_000

/** Cases whose promised answer did not come: each is noted once, and the person hears it. */
export async function noteLateCases({ db, jobs }: CaseStore, now: Date): Promise<number> {
  return transaction(db, async tx => {
    const late = await tx
      .updateTable('cases')
      .set({ late_at: now })
      .where('id', 'in', due =>
        due
          .selectFrom('cases')
          .select('id')
          .where('state', '=', 'open')
          .where('answer_by', '<=', now)
          .where('late_at', 'is', null)
          .limit(batch)
          .forUpdate()
          .skipLocked(),
      )
      .returning('id')
      .execute()
    for (const { id } of late) {
      const eventId = await addEvent(tx, { caseId: id, kind: 'note', actorId: 'bot', body: 'late', at: now, toTell: true })
      await jobs.enqueue(tx, 'tell-case-event', { eventId })
    }
    return late.length
  })
}

/** Lets the channel cards of waiting cases be drawn again, so that the minutes on them move; each at most every 15 minutes. */
export async function redrawWaitingCases({ db, jobs }: CaseStore, now: Date): Promise<number> {
  const before = new Date(now.getTime() - minutes(15))
  return transaction(db, async tx => {
    const waiting = await tx
      .updateTable('cases')
      .set({ channel_shown: 0, waiting_shown_at: now, pushed_at: now })
      .where('id', 'in', due =>
        due
          .selectFrom('cases')
          .select('id')
          .where('state', '=', 'open')
          .where('answer_by', '<=', now)
          .where(eb => eb.or([eb('waiting_shown_at', 'is', null), eb('waiting_shown_at', '<=', before)]))
          .limit(batch)
          .forUpdate()
          .skipLocked(),
      )
      .returning('id')
      .execute()
    for (const { id } of waiting) await jobs.enqueue(tx, 'post-case', { caseId: id })
    return waiting.length
  })
}

/** Somebody who got help elsewhere is ready all at once: the directory is asked about everybody with an open case every two minutes. */
export async function lookAtOpenCases({ db, jobs }: CaseStore, now: Date): Promise<number> {
  const before = new Date(now.getTime() - minutes(2))
  return transaction(db, async tx => {
    const due = await tx
      .updateTable('cases')
      .set({ looked_at: now })
      .where('id', 'in', open =>
        open
          .selectFrom('cases')
          .select('id')
          .where('state', '<>', 'resolved')
          .where('ready_since', 'is', null)
          .where(eb => eb.or([eb('looked_at', 'is', null), eb('looked_at', '<=', before)]))
          .limit(batch)
          .forUpdate()
          .skipLocked(),
      )
      .returning('person_id')
      .execute()
    for (const { person_id } of due) await jobs.enqueue(tx, 'check-registration', { personId: person_id })
    return due.length
  })
}

/** Cases and messages that should be in Teams for five minutes and are not, because their job gave up or was lost: a new job each. */
export async function pushStuckCases({ db, jobs }: CaseStore, now: Date): Promise<number> {
  const before = new Date(now.getTime() - minutes(5))
  return transaction(db, async tx => {
    const cases = await tx
      .updateTable('cases')
      .set({ pushed_at: now })
      .whereRef('channel_shown', '<>', 'revision')
      .where('pushed_at', '<=', before)
      .returning('id')
      .execute()
    const events = await tx
      .updateTable('case_events')
      .set({ pushed_at: now })
      .where('to_tell', '=', true)
      .where('pushed_at', '<=', before)
      .returning('id')
      .execute()
    for (const { id } of cases) await jobs.enqueue(tx, 'post-case', { caseId: id })
    for (const { id } of events) await jobs.enqueue(tx, 'tell-case-event', { eventId: id })
    return cases.length + events.length
  })
}
