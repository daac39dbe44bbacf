/** What of a case is not in Teams yet. */
import { sql } from 'kysely'
import { addEvent, type CaseEvent, type CaseStore } from './cases.ts'
import { type Db, type DbOrTx, transaction } from './db/database.ts'
import { takeDue } from './showing.ts'

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

export async function forgetChannelCard(db: Db, caseId: number): Promise<void> {
  await db.updateTable('cases').set({ channel_activity_id: null, channel_shown: 0 }).where('id', '=', caseId).execute()
}

const minutes = (count: number) => count * 60_000

/** Cases whose promised answer did not come: each is noted once, and the person hears it. */
export async function noteLateCases({ db, jobs }: CaseStore, now: Date): Promise<number> {
  return transaction(db, async tx => {
    const due = sql<boolean>`state = 'open' and answer_by <= ${now} and late_at is null`
    const late = await takeDue(tx, 'cases', { due, set: { late_at: now } })
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
    const due = sql<boolean>`state = 'open' and answer_by <= ${now} and coalesce(waiting_shown_at, '-infinity') <= ${before}`
    const waiting = await takeDue(tx, 'cases', { due, set: { channel_shown: 0, waiting_shown_at: now, pushed_at: now } })
    for (const { id } of waiting) await jobs.enqueue(tx, 'post-case', { caseId: id })
    return waiting.length
  })
}

/** Somebody who got help elsewhere is ready all at once: the directory is asked about everybody with an open case every two minutes. */
export async function lookAtOpenCases({ db, jobs }: CaseStore, now: Date): Promise<number> {
  const before = new Date(now.getTime() - minutes(2))
  return transaction(db, async tx => {
    const due = sql<boolean>`state <> 'resolved' and ready_since is null and coalesce(looked_at, '-infinity') <= ${before}`
    const unready = await takeDue(tx, 'cases', { due, set: { looked_at: now } })
    for (const { person_id } of unready) await jobs.enqueue(tx, 'check-registration', { personId: person_id })
    return unready.length
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
