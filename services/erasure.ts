/**
 * Erasing what is kept about a person: because they ask, because they left a month ago, or because their case was closed half a year ago.
 * What stays: the audit by ids, the ledger's counts, and what the directory says anew every night.
 */
import { sql } from 'kysely'
import { record } from './audit.ts'
import { solveCase } from './case-steps.ts'
import { type CaseStore, openCaseOf } from './cases.ts'
import { type Tx, transaction } from './db/database.ts'

/** Words of a case go so many days after it was closed; what is kept about a person so many days after they left. */
export const keptDays = { words: 180, left: 30 }

const dayMs = 24 * 3600_000
const daysBefore = (now: Date, days: number) => new Date(now.getTime() - days * dayMs)
const batch = 50

/** Takes the words out of closed cases and lets their cards be drawn without them. */
async function eraseWords(tx: Tx, jobs: CaseStore['jobs'], caseIds: number[], now: Date): Promise<void> {
  if (caseIds.length === 0) return
  await tx
    .updateTable('case_events')
    .set({ body: null })
    .where('case_id', 'in', caseIds)
    .where('kind', 'in', ['opened', 'reply', 'answer', 'resolved'])
    .execute()
  const nothing = { department: null, deadlineAt: null, tried: [], kinds: [], kindsReadAt: null, platform: null }
  await tx
    .updateTable('cases')
    .set({
      context: sql`jsonb_build_object('language', context -> 'language', 'privileged', context -> 'privileged') || ${JSON.stringify(nothing)}::jsonb`,
      words_erased_at: now,
      channel_shown: 0,
      person_shown: 0,
      pushed_at: now,
    })
    .where('id', 'in', caseIds)
    .execute()
  for (const caseId of caseIds) await jobs.enqueue(tx, 'post-case', { caseId })
}

async function closedCases(tx: Tx, personId: string): Promise<number[]> {
  const rows = await tx.selectFrom('cases').select('id').where('person_id', '=', personId).where('state', '=', 'resolved').execute()
  return rows.map(row => row.id)
}

/** Takes the places and words out of closed orders of keys and lets their cards be drawn without them. */
async function eraseOrders(tx: Tx, jobs: CaseStore['jobs'], personId: string, now: Date): Promise<void> {
  const anew = { channel_shown: 0, person_shown: 0, pushed_at: now }
  const orders = await tx
    .updateTable('key_orders')
    .set({ wished_place: '', place: null, hands_over: null, note: null, ...anew })
    .where('person_id', '=', personId)
    .where('state', 'in', ['declined', 'working', 'cancelled'])
    .where('wished_place', '<>', '')
    .returning('id')
    .execute()
  for (const { id } of orders) await jobs.enqueue(tx, 'show-key-order', { orderId: id })
}

async function eraseOf(tx: Tx, jobs: CaseStore['jobs'], personId: string, now: Date): Promise<void> {
  await tx.deleteFrom('progress').where('person_id', '=', personId).execute()
  await tx.deleteFrom('last_questions').where('person_id', '=', personId).execute()
  await tx.updateTable('people').set({ platform: null, erased_at: now }).where('id', '=', personId).execute()
  await tx.updateTable('deliveries').set({ snooze_reason: null, seen_at: null }).where('person_id', '=', personId).execute()
  await tx.updateTable('extensions').set({ sentence: null }).where('person_id', '=', personId).execute()
  await eraseOrders(tx, jobs, personId, now)
  await eraseWords(tx, jobs, await closedCases(tx, personId), now)
}

const note = (tx: Tx, personId: string, actorId: string, at: Date) =>
  record(tx, { at, actorId, action: 'person.erased', subject: `person:${personId}` })

/**
 * Erases what can be erased, because the person asks. An open case goes with it only when `caseId` is that very case: then it is closed
 * first. Gives the open case that is in the way, where nothing was erased.
 */
export async function erase(store: CaseStore, asked: { personId: string; caseId: number | null }, now: Date): Promise<number | null> {
  const { personId, caseId } = asked
  if (caseId !== null) await solveCase(store, { caseId, actorId: personId, now }, '')
  return transaction(store.db, async tx => {
    const open = await openCaseOf(tx, personId)
    if (open) return open.id
    await eraseOf(tx, store.jobs, personId, now)
    await note(tx, personId, personId, now)
    return null
  })
}

/** Erases what was kept long enough, a batch in each call; gives how many people and cases there were. */
export async function eraseOld({ db, jobs }: CaseStore, now: Date): Promise<number> {
  return transaction(db, async tx => {
    const left = tx.selectFrom('people').select('id').where('left_at', '<=', daysBefore(now, keptDays.left)).where('erased_at', 'is', null)
    const people = await left.limit(batch).forUpdate().skipLocked().execute()
    const closed = tx.selectFrom('cases').select('id').where('state', '=', 'resolved').where('words_erased_at', 'is', null)
    const due = closed.where('resolved_at', '<=', daysBefore(now, keptDays.words)).limit(batch)
    const cases = await due.forUpdate().skipLocked().execute()
    const caseIds = cases.map(one => one.id)
    await eraseWords(tx, jobs, caseIds, now)
    for (const { id } of people) await eraseOf(tx, jobs, id, now)
    for (const { id } of people) await note(tx, id, 'bot', now)
    return people.length + caseIds.length
  })
}
