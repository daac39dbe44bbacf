/**
 * What may happen to a case. Each step locks the row, decides, and writes the row, its event, the jobs that show it and the audit row in
 * one transaction. A step that came too late changes nothing and gives the case as it is now.
 */
import type { Updateable } from 'kysely'
import { record } from './audit.ts'
import { addEvent, answerWithinMinutes, type Case, type CaseStore, findCase, openCaseOf } from './cases.ts'
import { type Tx, transaction } from './db/database.ts'
import type { CaseEventKind, CasesTable } from './db/tables/cases.ts'
import { afterOpenMinutes, type DeskHours } from './desk-hours.ts'
import type { Jobs } from './jobs.ts'
import { redrawOpen } from './showing.ts'

export type StepOutcome =
  | { kind: 'done'; case: Case }
  /** Another agent has it. */
  | { kind: 'taken'; case: Case }
  /** Something happened since the card was drawn, such as a new line from the person. */
  | { kind: 'changed'; case: Case }
  /** The case is closed, or not closed, so that this does not apply. */
  | { kind: 'wrong_state'; case: Case }
  /** The person has a newer open case, which is given. */
  | { kind: 'newer'; case: Case }
  | { kind: 'unknown' }

type Refusal = 'taken' | 'changed' | 'wrong_state'

export interface By {
  caseId: number
  actorId: string
  now: Date
}
/** An agent's press on a card that showed this revision. */
export interface ByAgent extends By {
  revision: number
}

interface Change {
  event: CaseEventKind
  body?: string
  set: Updateable<CasesTable>
  toTell?: boolean
}
type Decide = (current: Case) => Refusal | Change

/** Writes the row, its event, the jobs that show it and the audit row. `current` is the locked row. */
export async function applyChange(tx: Tx, jobs: CaseStore['jobs'], by: By & { current: Case; change: Change }): Promise<Case> {
  const { current, change, now, actorId } = by
  const row = await tx
    .updateTable('cases')
    .set({ ...change.set, revision: current.revision + 1, changed_at: now, pushed_at: now })
    .where('id', '=', current.id)
    .where('revision', '=', current.revision)
    .returningAll()
    .executeTakeFirstOrThrow()
  const { event: kind, body = null, toTell = false } = change
  const eventId = await addEvent(tx, { caseId: row.id, kind, actorId, body, at: now, toTell })
  if (toTell) await jobs.enqueue(tx, 'tell-case-event', { eventId })
  await jobs.enqueue(tx, 'post-case', { caseId: row.id })
  if (row.state !== current.state) await redrawOpen(tx, jobs, 'key_orders', row.person_id)
  // What the desk did may have made the person ready.
  if (kind === 'resolved') await jobs.enqueue(tx, 'check-registration', { personId: row.person_id })
  await record(tx, { at: now, actorId, action: `case.${kind}`, subject: `case:${row.id}`, details: { eventId, revision: row.revision } })
  return row
}

export const lockCase = (tx: Tx, caseId: number): Promise<Case | undefined> =>
  tx.selectFrom('cases').selectAll().where('id', '=', caseId).forUpdate().executeTakeFirst()

async function step(store: CaseStore, by: By, decide: Decide): Promise<StepOutcome> {
  return transaction(store.db, async tx => {
    const current = await lockCase(tx, by.caseId)
    if (!current) return { kind: 'unknown' }
    const change = decide(current)
    if (typeof change === 'string') return { kind: change, case: current }
    return { kind: 'done', case: await applyChange(tx, store.jobs, { ...by, current, change }) }
  })
}

/** Takes an open case. Of two agents at the same instant one gets it; the other learns who. */
export function claimCase(store: CaseStore, by: By): Promise<StepOutcome> {
  return step(store, by, current => {
    if (current.state === 'resolved') return 'wrong_state'
    if (current.state === 'claimed') return 'taken'
    return { event: 'claimed', set: { state: 'claimed', agent_id: by.actorId, claimed_at: by.now } }
  })
}

/** Puts a claimed case back, so that a colleague can take it; anybody of the desk may, because people go home. */
export function releaseCase(store: CaseStore, by: ByAgent): Promise<StepOutcome> {
  return step(store, by, current => {
    if (current.state !== 'claimed') return 'wrong_state'
    if (current.revision !== by.revision) return 'changed'
    return { event: 'released', set: { state: 'open', agent_id: null, claimed_at: null } }
  })
}

/** Answers the person, who gets a message. Nobody had the case: then the agent has it now. Text that answers an older card is refused. */
export function answerCase(store: CaseStore, by: ByAgent, text: string): Promise<StepOutcome> {
  return step(store, by, current => {
    if (current.state === 'resolved') return 'wrong_state'
    if (current.revision !== by.revision) return 'changed'
    const claim = current.state === 'open' ? { state: 'claimed' as const, agent_id: by.actorId, claimed_at: by.now } : {}
    return { event: 'answer', body: text, set: claim, toTell: true }
  })
}

/** Closes the case for the desk, with last words or none; the person gets a message and may open it again. */
export function resolveCase(store: CaseStore, by: ByAgent, words: string): Promise<StepOutcome> {
  return step(store, by, current => {
    if (current.state === 'resolved') return 'wrong_state'
    if (current.revision !== by.revision) return 'changed'
    const closed = { state: 'resolved' as const, resolved_at: by.now, agent_id: current.agent_id ?? by.actorId }
    return { event: 'resolved', body: words || undefined, set: closed, toTell: true }
  })
}

const mine = (current: Case, by: By) => current.person_id === by.actorId

/** The person says that it is solved, with last words or none. A case of somebody else is `unknown`. */
export async function solveCase(store: CaseStore, by: By, words: string): Promise<StepOutcome> {
  const known = await findCase(store.db, by.caseId)
  if (!known || !mine(known, by)) return { kind: 'unknown' }
  return step(store, by, current => {
    if (current.state === 'resolved') return 'wrong_state'
    return { event: 'resolved', body: words || undefined, set: { state: 'resolved', resolved_at: by.now }, toTell: true }
  })
}

/** A thumb for a closed case; the last one counts. */
export async function rateCase(store: CaseStore, by: By, thumb: 'up' | 'down'): Promise<StepOutcome> {
  const known = await findCase(store.db, by.caseId)
  if (!known || !mine(known, by)) return { kind: 'unknown' }
  return step(store, by, current => {
    if (current.state !== 'resolved') return 'wrong_state'
    return { event: 'rated', body: thumb, set: { rating: thumb } }
  })
}

/** Open again, with a new promise of when somebody answers. An agent who opens it has it; opened by the person, it is for whoever comes first. */
function reopening(current: Case, by: By & { hours: DeskHours }): Change {
  const byPerson = mine(current, by)
  return {
    event: 'reopened',
    toTell: true,
    set: {
      state: byPerson ? 'open' : 'claimed',
      agent_id: byPerson ? null : by.actorId,
      claimed_at: byPerson ? null : by.now,
      resolved_at: null,
      rating: null,
      late_at: null,
      waiting_shown_at: null,
      words_erased_at: null,
      answer_by: afterOpenMinutes(by.hours, by.now, answerWithinMinutes),
    },
  }
}

const isDuplicate = (error: unknown) => error instanceof Error && 'code' in error && error.code === '23505'

/** Runs work that opens a case again; where the person has another open case by now, that one is given. */
async function unlessNewer(store: CaseStore, personId: string, work: () => Promise<StepOutcome>): Promise<StepOutcome> {
  try {
    return await work()
  } catch (error) {
    const newer = isDuplicate(error) ? await openCaseOf(store.db, personId) : undefined
    if (!newer) throw error
    return { kind: 'newer', case: newer }
  }
}

export async function reopenCase(store: CaseStore, by: By & { hours: DeskHours; revision?: number }): Promise<StepOutcome> {
  const known = await findCase(store.db, by.caseId)
  if (!known) return { kind: 'unknown' }
  return unlessNewer(store, known.person_id, () =>
    step(store, by, current => {
      if (current.state !== 'resolved') return 'wrong_state'
      if (by.revision !== undefined && by.revision !== current.revision) return 'changed'
      return reopening(current, by)
    }),
  )
}

/** The person writes back; the desk sees it in the thread. A closed case opens again by it, or the words go to the newer open case. */
export async function addReply(store: CaseStore, by: By & { hours: DeskHours }, text: string): Promise<StepOutcome> {
  const known = await findCase(store.db, by.caseId)
  if (!known || !mine(known, by)) return { kind: 'unknown' }
  const outcome = await unlessNewer(store, known.person_id, () => replyOnce(store, by, text))
  return outcome.kind === 'newer' ? replyOnce(store, { ...by, caseId: outcome.case.id }, text) : outcome
}

function replyOnce(store: CaseStore, by: By & { hours: DeskHours }, text: string): Promise<StepOutcome> {
  return transaction(store.db, async tx => {
    const locked = await lockCase(tx, by.caseId)
    if (!locked) return { kind: 'unknown' }
    const closed = locked.state === 'resolved'
    // The thread hears of the words; that the case is open again shows on its card.
    const reopened = { ...reopening(locked, by), toTell: false }
    const current = closed ? await applyChange(tx, store.jobs, { ...by, current: locked, change: reopened }) : locked
    const change: Change = { event: 'reply', body: text, set: {}, toTell: true }
    return { kind: 'done', case: await applyChange(tx, store.jobs, { ...by, current, change }) }
  })
}

/**
 * The directory says that the person is ready since `at`. Part of the caller's transaction; to be called once the verdict is kept.
 * Says whether an open case learned it now.
 */
export async function caseReady(tx: Tx, personId: string, at: Date, jobs: Pick<Jobs, 'enqueue'>): Promise<boolean> {
  const open = await openCaseOf(tx, personId)
  const current = open && (await lockCase(tx, open.id))
  if (!current || current.state === 'resolved' || current.ready_since) return false
  await applyChange(tx, jobs, {
    caseId: current.id,
    actorId: 'bot',
    now: at,
    current,
    change: { event: 'ready', set: { ready_since: at } },
  })
  return true
}
