/** From one state of a wave to the next. Each change is conditional on the state before it, so that of two admins one wins. */
import { sql } from 'kysely'
import { stop } from './announcements.ts'
import { type AuditValue, record } from './audit.ts'
import type { SendingHours } from './calendar.ts'
import type { Tx } from './db/database.ts'
import type { AnnouncementState } from './db/schema.ts'
import { headCount } from './dry-run.ts'
import { byWave } from './expansion.ts'
import { localDate } from './local-time.ts'
import { cadenceProblems, findWave, type Step, type Wave, type WaveProblem } from './waves.ts'

export interface By {
  /** Entra object id of the admin. */
  by: string
  now: Date
}

const note = (tx: Tx, { by, now }: By, waveId: string, [action, details]: [string, Record<string, AuditValue>?]) =>
  record(tx, { at: now, actorId: by, action, subject: `wave:${waveId}`, details: details ?? {} })

/** The wave, held until the transaction ends. */
async function hold(tx: Tx, waveId: string): Promise<Wave | null> {
  await tx.selectFrom('waves').select('id').where('id', '=', waveId).forUpdate().execute()
  return findWave(tx, waveId)
}

const setWave = (tx: Tx, waveId: string) => tx.updateTable('waves').where('id', '=', waveId)

export type Activation =
  | { kind: 'active' }
  | { kind: 'awaiting_approval' }
  /** The author asked to approve what is their own. */
  | { kind: 'own' }
  | { kind: 'refused'; problems: WaveProblem[] }
  /** It is no draft of this author and waits for nobody's approval. */
  | { kind: 'gone' }

async function startProblems(tx: Tx, wave: Wave, { people, now }: { people: number; now: Date }): Promise<WaveProblem[]> {
  const waits = await tx
    .selectFrom('waves')
    .select('id')
    .where('campaign_id', '=', wave.campaign_id)
    .where('position', '<', wave.position)
    .where('state', 'in', wave.state === 'draft' ? ['draft'] : ['draft', 'awaiting_approval'])
    .executeTakeFirst()
  return [
    ...(wave.deadline_at <= now ? (['deadline_in_past'] as const) : []),
    ...(waits ? (['earlier_wave_waits'] as const) : []),
    ...(people === 0 ? (['empty_audience'] as const) : []),
  ]
}

/**
 * The author starts a wave: up to `approvalAbove` people it is active at once, above that it waits until another admin calls this for it.
 * Read the members of its groups before (`readMembers`). Waves start in their order: people of an earlier one that still waits would
 * otherwise get the messages of this one.
 */
export async function activateWave(tx: Tx, waveId: string, by: By & { approvalAbove: number }): Promise<Activation> {
  const wave = await hold(tx, waveId)
  const mine = wave?.author_id === by.by
  if (wave?.state === 'awaiting_approval' && mine) return { kind: 'own' }
  if (!wave || !(wave.state === 'awaiting_approval' || (wave.state === 'draft' && mine))) return { kind: 'gone' }
  const { toReach: people } = await headCount(tx, { kind: 'wave', waveId })
  const problems = await startProblems(tx, wave, { people, now: by.now })
  if (problems.length > 0) return { kind: 'refused', problems }
  if (wave.state === 'draft' && people > by.approvalAbove) {
    await setWave(tx, waveId).set({ state: 'awaiting_approval', asked_at: by.now }).execute()
    await note(tx, by, waveId, ['wave.approval_asked', { people }])
    return { kind: 'awaiting_approval' }
  }
  await setWave(tx, waveId)
    .set({ state: 'active', ...(mine ? {} : { approved_by: by.by, approved_at: by.now }) })
    .execute()
  await tx.updateTable('campaigns').set({ state: 'active' }).where('id', '=', wave.campaign_id).execute()
  await note(tx, by, waveId, [mine ? 'wave.activated' : 'wave.approved', { people }])
  return { kind: 'active' }
}

/** A second admin says no, or the author takes the question back: a draft again. */
export async function declineWave(tx: Tx, waveId: string, by: By): Promise<boolean> {
  const changed = setWave(tx, waveId).set({ state: 'draft', asked_at: null }).where('state', '=', 'awaiting_approval')
  if (!(await changed.returning('id').executeTakeFirst())) return false
  await note(tx, by, waveId, ['wave.declined'])
  return true
}

/** No step goes out, and what is going out stops after the messages that are on their way. */
export async function pauseWave(tx: Tx, waveId: string, by: By): Promise<boolean> {
  const paused = setWave(tx, waveId).set({ state: 'paused' }).where('state', '=', 'active')
  if (!(await paused.returning('id').executeTakeFirst())) return false
  const running = tx.updateTable('announcements').set({ state: 'paused', stopped_because: byWave }).where('wave_id', '=', waveId)
  await running.where('state', '=', 'running').execute()
  await note(tx, by, waveId, ['wave.paused'])
  return true
}

/** Goes on; steps whose time passed meanwhile are dropped where they make no sense any more. */
export async function resumeWave(tx: Tx, waveId: string, by: By): Promise<boolean> {
  const resumed = setWave(tx, waveId).set({ state: 'active' }).where('state', '=', 'paused')
  if (!(await resumed.returning('id').executeTakeFirst())) return false
  const paused = tx.updateTable('announcements').set({ state: 'running', stopped_because: null }).where('wave_id', '=', waveId)
  await paused.where('state', '=', 'paused').where('stopped_because', '=', byWave).execute()
  await note(tx, by, waveId, ['wave.resumed'])
  return true
}

const going: AnnouncementState[] = ['awaiting_approval', 'scheduled', 'expanding', 'running', 'paused']

/** Ends a wave before its time: nothing more goes out. */
export async function cancelWave(tx: Tx, waveId: string, by: By): Promise<boolean> {
  const cancelled = setWave(tx, waveId)
    .set({ state: 'cancelled' })
    .where('state', 'in', ['draft', 'awaiting_approval', 'active', 'paused'])
    .returning('campaign_id')
  const wave = await cancelled.executeTakeFirst()
  if (!wave) return false
  const announcements = await tx
    .selectFrom('announcements')
    .select('id')
    .where('wave_id', '=', waveId)
    .where('state', 'in', going)
    .execute()
  for (const { id } of announcements) await stop(tx, id, by.now)
  await endCampaign(tx, wave.campaign_id)
  await note(tx, by, waveId, ['wave.cancelled', { announcements: announcements.length }])
  return true
}

/** A campaign that has begun ends with its last wave. */
export async function endCampaign(tx: Tx, campaignId: string): Promise<void> {
  const open = tx.selectFrom('waves').select('id').where('campaign_id', '=', campaignId).where('state', 'not in', ['ended', 'cancelled'])
  await tx
    .updateTable('campaigns')
    .set({ state: 'ended' })
    .where('id', '=', campaignId)
    .where('state', '=', 'active')
    .where(eb => eb.not(eb.exists(open)))
    .execute()
}

/** Lets a draft change places with its neighbour. False when there is none, or when the wave is no draft any more. */
export async function moveWave(tx: Tx, waveId: string, to: By & { where: 'earlier' | 'later' }): Promise<boolean> {
  const wave = await hold(tx, waveId)
  if (wave?.state !== 'draft') return false
  const [comparison, order] = to.where === 'earlier' ? (['<', 'desc'] as const) : (['>', 'asc'] as const)
  const neighbour = await tx
    .selectFrom('waves')
    .select(['id', 'position'])
    .where('campaign_id', '=', wave.campaign_id)
    .where('position', comparison, wave.position)
    .orderBy('position', order)
    .limit(1)
    .executeTakeFirst()
  if (!neighbour) return false
  await sql`update waves set position = case id when ${waveId}::uuid then ${neighbour.position}::int else ${wave.position}::int end
    where id in (${waveId}, ${neighbour.id})`.execute(tx)
  await note(tx, to, waveId, ['wave.moved', { from: wave.position, to: neighbour.position }])
  return true
}

export interface WaveChange {
  deadlineAt?: Date
  cadence?: Step[]
  hours?: SendingHours
}

export type Changed = { kind: 'changed' } | { kind: 'refused'; problems: WaveProblem[] } | { kind: 'gone' }

/**
 * Changes a wave that is under way. The deadline only moves forward: an earlier one would need a new approval. Steps that have gone out
 * stay; those still to come follow the new date; cards that people have are drawn anew with it.
 */
export async function changeWave(tx: Tx, waveId: string, change: WaveChange, by: By): Promise<Changed> {
  const wave = await hold(tx, waveId)
  if (wave?.state !== 'active' && wave?.state !== 'paused') return { kind: 'gone' }
  const problems = change.cadence ? cadenceProblems(change.cadence) : []
  const backward = change.deadlineAt !== undefined && (change.deadlineAt < wave.deadline_at || change.deadlineAt <= by.now)
  if (backward) problems.push('deadline_earlier')
  if (problems.length > 0) return { kind: 'refused', problems }
  await setWave(tx, waveId)
    .set({
      ...(change.deadlineAt ? { deadline_at: change.deadlineAt, warned: null, day_zero_anyway: null, digests_at: null } : {}),
      ...(change.cadence ? { cadence: JSON.stringify(change.cadence) } : {}),
      ...(change.hours ? { hours: JSON.stringify(change.hours) } : {}),
    })
    .execute()
  const its = tx.selectFrom('announcements').select('id').where('wave_id', '=', waveId)
  if (change.deadlineAt) {
    await tx.deleteFrom('digests').where('wave_id', '=', waveId).execute()
    // What was said about the old date must not keep the same step from being taken toward the new one.
    const old = `@${localDate(wave.deadline_at, wave.time_zone)}`
    await tx
      .updateTable('announcements')
      .set({ step: sql<string>`step || ${old}` })
      .where('wave_id', '=', waveId)
      .where('kind', 'in', ['reminder', 'day_zero', 'rescue'])
      .where('step', 'not like', '%joined:%')
      .where('step', 'not like', '%@%')
      .execute()
    await tx.updateTable('announcements').set({ deadline_at: change.deadlineAt }).where('wave_id', '=', waveId).execute()
    await tx
      .updateTable('deliveries')
      .set(eb => ({ wanted: eb('wanted', '+', 1), not_before: by.now }))
      .where('announcement_id', 'in', its)
      .where('state', '=', 'delivered')
      .execute()
  }
  if (change.hours) {
    const hours = JSON.stringify(change.hours)
    await tx.updateTable('announcements').set({ hours }).where('wave_id', '=', waveId).where('state', 'in', going).execute()
  }
  const dates: Record<string, string> = change.deadlineAt
    ? { from: wave.deadline_at.toISOString(), to: change.deadlineAt.toISOString() }
    : {}
  await note(tx, by, waveId, ['wave.changed', { what: Object.keys(change), ...dates }])
  return { kind: 'changed' }
}

/** The notice of the day goes out although Graph does not say that what enforces the wave is on. False when nothing is held. */
export async function sendDayZeroAnyway(tx: Tx, waveId: string, by: By): Promise<boolean> {
  const changed = setWave(tx, waveId)
    .set({ day_zero_anyway: by.by })
    .where('state', 'in', ['active', 'paused'])
    .where('day_zero_anyway', 'is', null)
  if (!(await changed.returning('id').executeTakeFirst())) return false
  await note(tx, by, waveId, ['wave.day_zero_sent_anyway'])
  return true
}
