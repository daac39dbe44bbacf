/**
 * Turns the steps of active waves into announcements when their day comes. Any number of processes may do it at once: a step is a unique
 * row, written together with the job that expands it.
 */
import { randomUUID } from 'node:crypto'
import { sql } from 'kysely'
import { type Audience, membersOf } from './audiences.ts'
import { findCampaign } from './campaigns.ts'
import { type Db, type DbOrTx, type Tx, transaction } from './db/database.ts'
import type { AnnouncementKind, AnnouncementState } from './db/schema.ts'
import { headCount } from './dry-run.ts'
import { enforcedOf, isTrue } from './enforcement.ts'
import type { Jobs } from './jobs.ts'
import { addDays, instantOf, localClock, localDate } from './local-time.ts'
import { prepare } from './sending.ts'
import { type Gone, lastsUntil, mayTellTheDay, planOf, type Standing, standingOf } from './wave-plan.ts'
import { endCampaign } from './wave-steps.ts'
import { findWave, type Wave, waveFromRow } from './waves.ts'

/** The steps of a wave's cadence that have gone out; those for people who joined later are no steps of it. */
export async function goneSteps(db: DbOrTx, waveId: string): Promise<Gone[]> {
  const rows = await db.selectFrom('announcements').select(['step', 'created_at']).where('wave_id', '=', waveId).execute()
  return rows.flatMap(({ step, created_at }) => (step && !step.includes('joined:') ? [{ step, at: created_at }] : []))
}

/** Where the wave stands: what goes out next, what is held, or that nothing more will. */
export async function standingNow(db: DbOrTx, wave: Wave, now: Date): Promise<Standing> {
  return standingOf(wave, await goneSteps(db, wave.id), now)
}

interface Outgoing {
  step: string
  kind: AnnouncementKind
  audience: Audience
  expiresAt: Date
  /** Nothing of the wave went out before: a few people get it first, and are watched. */
  isFirst: boolean
}

/** One step as an announcement, with the job that writes its ledger; null when another process was faster. */
async function goOut(
  tx: Tx,
  jobs: Pick<Jobs, 'enqueue'>,
  { wave, out, now }: { wave: Wave; out: Outgoing; now: Date },
): Promise<string | null> {
  const campaign = await findCampaign(tx, wave.campaign_id)
  if (!campaign) throw new Error(`Wave ${wave.id} has no campaign.`)
  const written = await tx
    .insertInto('announcements')
    .values({
      id: randomUUID(),
      state: 'expanding',
      kind: out.kind,
      wave_id: wave.id,
      step: out.step,
      content: JSON.stringify(campaign.content),
      audience: JSON.stringify(out.audience),
      deadline_at: wave.deadline_at,
      time_zone: wave.time_zone,
      hours: JSON.stringify(wave.hours),
      expires_at: out.expiresAt,
      author_id: wave.author_id,
      approved_by: wave.approved_by,
      approved_at: wave.approved_at,
      created_at: now,
      confirmed_at: now,
    })
    .onConflict(conflict => conflict.columns(['wave_id', 'step']).doNothing())
    .returning('id')
    .executeTakeFirst()
  if (!written) return null
  await prepare(tx, written.id, out.isFirst ? (await headCount(tx, out.audience)).toReach : 0)
  await jobs.enqueue(tx, 'expand-audience', { announcementId: written.id })
  return written.id
}

/** The wave, if it is still active; pausing and cancelling wait until this transaction ends. */
async function holdActive(tx: Tx, waveId: string): Promise<Wave | null> {
  const held = tx.selectFrom('waves').select('id').where('id', '=', waveId).where('state', '=', 'active')
  return (await held.forUpdate().executeTakeFirst()) ? findWave(tx, waveId) : null
}

/** States of the wave's announcements that are not over. What stands still until it makes no sense any more is. */
async function openStates(tx: Tx, waveId: string, now: Date): Promise<Set<AnnouncementState>> {
  const rows = await tx
    .selectFrom('announcements')
    .select('state')
    .distinct()
    .where('wave_id', '=', waveId)
    .where('state', 'in', ['awaiting_approval', 'scheduled', 'expanding', 'running', 'paused'])
    .where(eb => eb.or([eb('state', 'not in', ['awaiting_approval', 'paused']), eb('expires_at', '>', now)]))
    .execute()
  return new Set(rows.map(row => row.state))
}

/** Before its date a wave is not over, even when all its messages have gone out: managers hear of it, and people join. */
const hasPassed = (wave: Wave, now: Date) => wave.deadline_at <= now

async function endWave(tx: Tx, wave: Wave): Promise<void> {
  await tx.updateTable('waves').set({ state: 'ended' }).where('id', '=', wave.id).execute()
  await endCampaign(tx, wave.campaign_id)
}

async function planWave(db: Db, jobs: Pick<Jobs, 'enqueue'>, waveId: string, now: Date): Promise<void> {
  await transaction(db, async tx => {
    const wave = await holdActive(tx, waveId)
    if (!wave) return
    const standing = await standingNow(tx, wave, now)
    const open = await openStates(tx, waveId, now)
    if (standing.kind === 'over' && open.size === 0 && hasPassed(wave, now)) return endWave(tx, wave)
    // What stopped itself, was stopped, or waits for a yes is to be looked at before anything else goes out.
    if (standing.kind !== 'due' || open.has('paused') || open.has('awaiting_approval')) return
    const { name: step, kind } = standing.step
    const isFirst = (await goneSteps(tx, waveId)).length === 0
    const out: Outgoing = { step, kind, audience: { kind: 'wave', waveId }, expiresAt: lastsUntil(standing.step, wave, now), isFirst }
    await goOut(tx, jobs, { wave, out, now })
  })
}

async function activeWaves(db: DbOrTx): Promise<Wave[]> {
  // The nearest date first: what cannot wait is in the ledger before what can.
  const rows = await db.selectFrom('waves').selectAll().where('state', '=', 'active').orderBy('deadline_at').execute()
  return rows.map(waveFromRow)
}

/** Sends the steps whose time has come, and ends waves that have none left. */
export async function planWaves(db: Db, jobs: Pick<Jobs, 'enqueue'>, now: Date): Promise<void> {
  for (const wave of await activeWaves(db)) {
    const standing = await standingNow(db, wave, now)
    if (standing.kind === 'due' || (standing.kind === 'over' && hasPassed(wave, now))) await planWave(db, jobs, wave.id, now)
  }
}

const rescueDays = 4
/** Whoever joins an ended wave within this time is still helped to get in. */
const rescueForDays = 90

/** How people who joined the wave since its first message are met now; null: not now. */
function welcomeOf(wave: Wave, gone: Gone[], now: Date): Outgoing | null {
  const today = localDate(now, wave.time_zone)
  const moment = `${today}T${localClock(now, wave.time_zone)}`
  if (gone.length === 0) return null
  if (now < wave.deadline_at && wave.state === 'active') {
    const step = `joined:${moment}`
    return { step, kind: 'announcement', audience: { kind: 'joined', waveId: wave.id, step }, expiresAt: wave.deadline_at, isFirst: false }
  }
  const isOn = gone.some(({ step }) => step.startsWith('day_zero')) || mayTellTheDay(wave, now)
  if (!isOn || now < wave.deadline_at || now.getTime() - wave.deadline_at.getTime() > rescueForDays * 86_400_000) return null
  const step = `rescue:joined:${moment}`
  const expiresAt = instantOf(addDays(today, rescueDays), wave.hours.to, wave.time_zone) ?? now
  return { step, kind: 'rescue', audience: { kind: 'joined', waveId: wave.id, step }, expiresAt, isFirst: false }
}

async function anybody(db: DbOrTx, audience: Audience): Promise<boolean> {
  const { belongs } = await membersOf(db, audience)
  return (await db.selectFrom('people').select('id').where(belongs).limit(1).executeTakeFirst()) !== undefined
}

/** Somebody is to be welcomed, and nothing is on its way to them yet. */
async function isWanted(db: DbOrTx, wave: Wave, out: Outgoing): Promise<boolean> {
  const unwritten = db.selectFrom('announcements').select('id').where('wave_id', '=', wave.id)
  const waits = await unwritten.where('state', 'in', ['awaiting_approval', 'expanding']).executeTakeFirst()
  return !waits && (await anybody(db, out.audience))
}

/**
 * Welcomes people who came into a wave after its first message: with the announcement before the date, with the way in after it. Call
 * it when people or groups were read anew. What is being expanded, or waits for a yes, is waited for: its people are not late.
 */
export async function welcomeJoiners(db: Db, jobs: Pick<Jobs, 'enqueue'>, now: Date): Promise<void> {
  const rows = await db.selectFrom('waves').selectAll().where('state', 'in', ['active', 'ended']).execute()
  for (const wave of rows.map(waveFromRow)) {
    const out = welcomeOf(wave, await goneSteps(db, wave.id), now)
    if (!out || !(await isWanted(db, wave, out))) continue
    await transaction(db, async tx => {
      const same = tx.selectFrom('waves').select('id').where('id', '=', wave.id).where('state', '=', wave.state)
      // Asked again while nobody else can answer it: two processes must not welcome the same people.
      const held = await same.forUpdate().executeTakeFirst()
      if (held && (await isWanted(tx, wave, out))) await goOut(tx, jobs, { wave, out, now })
    })
  }
}

export interface Warning {
  waveId: string
  /** `heads_up`: the day before; `held`: the notice of the day waits. */
  warning: 'heads_up' | 'held'
}

/** The warning that is due about a wave whose date Graph does not bear out. */
function warningOf(wave: Wave, gone: Gone[], now: Date): Warning['warning'] | null {
  if (wave.day_zero_anyway !== null || wave.warned === 'held') return null
  if (standingOf(wave, gone, now).kind === 'held') return 'held'
  const dayZero = planOf(wave).find(step => step.kind === 'day_zero')
  if (!dayZero || wave.warned === 'heads_up' || isTrue(enforcedOf(wave))) return null
  const dayBefore = instantOf(addDays(dayZero.date, -1), wave.hours.from, wave.time_zone)
  return dayBefore && now >= dayBefore && now < dayZero.at ? 'heads_up' : null
}

/** Warns admins, each wave and warning once; `tell` enqueues the messages in the transaction that says that they were warned. */
export async function warnAboutDates(db: Db, now: Date, tell: (tx: Tx, warning: Warning) => Promise<void>): Promise<void> {
  for (const wave of await activeWaves(db)) {
    const warning = warningOf(wave, await goneSteps(db, wave.id), now)
    if (!warning) continue
    await transaction(db, async tx => {
      const changed = tx.updateTable('waves').set({ warned: warning }).where('id', '=', wave.id)
      const first = changed.where(sql<boolean>`warned is distinct from ${warning} and warned is distinct from 'held'`)
      if (await first.returning('id').executeTakeFirst()) await tell(tx, { waveId: wave.id, warning })
    })
  }
}
