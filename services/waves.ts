/** The parts of a rollout: who, when, with which messages on the way, and what really enforces the date. */
import { randomUUID } from 'node:crypto'
import { type Selectable, sql } from 'kysely'
import { z } from 'zod'
import { type Circle, circleSchema } from './audiences.ts'
import type { SendingHours } from './calendar.ts'
import type { DbOrTx, Tx } from './db/database.ts'
import type { RegisterAt, WavesTable } from './db/tables/rollout.ts'
import { isTimeZone } from './local-time.ts'

/** Who a step of the cadence is for: everybody of the wave, or only those who are not ready. */
export const stepKinds = ['announcement', 'reminder', 'day_zero', 'rescue'] as const
export type StepKind = (typeof stepKinds)[number]

/** One message on the way: `days` before (negative) or after the deadline's own day, counted on the wave's calendar. */
const stepSchema = z.object({ kind: z.enum(stepKinds), days: z.number().int().min(-90).max(30) })
export type Step = z.output<typeof stepSchema>
export const cadenceSchema = z.array(stepSchema).min(1).max(20)

/** T-30, T-14, T-7, T-3, T-1, day 0, T+1, T+3 (domain facts C2). */
export const defaultCadence: Step[] = [
  { kind: 'announcement', days: -30 },
  { kind: 'reminder', days: -14 },
  { kind: 'reminder', days: -7 },
  { kind: 'reminder', days: -3 },
  { kind: 'reminder', days: -1 },
  { kind: 'day_zero', days: 0 },
  { kind: 'rescue', days: 1 },
  { kind: 'rescue', days: 3 },
]

/** `announcement`, `reminder:-14` …: the name of a step inside its wave. */
export const stepName = (step: Step): string => (step.kind === 'announcement' ? step.kind : `${step.kind}:${step.days}`)

const clock = z.string().regex(/^([01]\d|2[0-3]):[0-5]\d$/)
export const hoursSchema = z.object({ days: z.array(z.number().int().min(1).max(7)).min(1), from: clock, to: clock, holidays: z.boolean() })
export const officeHours: SendingHours = { days: [1, 2, 3, 4, 5], from: '09:00', to: '17:00', holidays: false }

/** What makes the date true. */
export const enforcementSchema = z.discriminatedUnion('kind', [
  z.object({ kind: z.literal('conditional_access'), policyId: z.string(), name: z.string() }),
  z.object({ kind: z.literal('security_defaults') }),
])
export type Enforcement = z.output<typeof enforcementSchema>

export type Wave = Omit<Selectable<WavesTable>, 'audience' | 'left_out' | 'cadence' | 'hours' | 'enforcement'> & {
  audience: Circle
  /** Exclusions win over the audience. */
  left_out: Circle[]
  cadence: Step[]
  hours: SendingHours
  enforcement: Enforcement
}

export function waveFromRow(row: Selectable<WavesTable>): Wave {
  return {
    ...row,
    audience: circleSchema.parse(row.audience),
    left_out: z.array(circleSchema).parse(row.left_out),
    cadence: cadenceSchema.parse(row.cadence),
    hours: hoursSchema.parse(row.hours),
    enforcement: enforcementSchema.parse(row.enforcement),
  }
}

/** What an author says about a wave; `position` absent: after all others. */
export interface WaveDraft {
  campaignId: string
  position?: number
  name: string
  audience: Circle
  leftOut: Circle[]
  deadlineAt: Date
  timeZone: string
  cadence: Step[]
  hours: SendingHours
  enforcement: Enforcement
  registerAt: RegisterAt
  extensionGroupId: string | null
}

/** What must be mended first; each screen has its own words for them. */
export type WaveProblem =
  | 'deadline_in_past'
  | 'deadline_earlier'
  | 'zone_unknown'
  | 'no_announcement_step'
  | 'several_announcement_steps'
  | 'announcement_after_deadline'
  | 'reminder_after_deadline'
  | 'day_zero_on_other_day'
  | 'rescue_before_deadline'
  | 'two_steps_on_one_day'
  | 'position_taken'
  | 'campaign_ended'
  | 'empty_audience'
  | 'earlier_wave_waits'

/** Days on which a step of each kind makes sense, counted from the deadline's own day. */
const daysOf: Record<StepKind, { fits: (days: number) => boolean; problem: WaveProblem }> = {
  announcement: { fits: days => days <= 0, problem: 'announcement_after_deadline' },
  reminder: { fits: days => days < 0, problem: 'reminder_after_deadline' },
  day_zero: { fits: days => days === 0, problem: 'day_zero_on_other_day' },
  rescue: { fits: days => days > 0, problem: 'rescue_before_deadline' },
}

export function cadenceProblems(cadence: Step[]): WaveProblem[] {
  const announcements = cadence.filter(step => step.kind === 'announcement').length
  const misplaced = cadence.filter(({ kind, days }) => !daysOf[kind].fits(days)).map(({ kind }) => daysOf[kind].problem)
  const problems: WaveProblem[] = [...misplaced]
  if (announcements === 0) problems.push('no_announcement_step')
  if (announcements > 1) problems.push('several_announcement_steps')
  if (new Set(cadence.map(step => step.days)).size < cadence.length) problems.push('two_steps_on_one_day')
  return [...new Set(problems)]
}

export function draftProblems(draft: Pick<WaveDraft, 'deadlineAt' | 'timeZone' | 'cadence'>, now: Date): WaveProblem[] {
  return [
    ...(draft.deadlineAt <= now ? (['deadline_in_past'] as const) : []),
    ...(isTimeZone(draft.timeZone) ? [] : (['zone_unknown'] as const)),
    ...cadenceProblems(draft.cadence),
  ]
}

export type Saved = { kind: 'saved'; id: string } | { kind: 'refused'; problems: WaveProblem[] } | { kind: 'gone' }

const columnsOf = (draft: WaveDraft) => ({
  name: draft.name,
  audience: JSON.stringify(draft.audience),
  left_out: JSON.stringify(draft.leftOut),
  deadline_at: draft.deadlineAt,
  time_zone: draft.timeZone,
  cadence: JSON.stringify(draft.cadence),
  hours: JSON.stringify(draft.hours),
  enforcement: JSON.stringify(draft.enforcement),
  register_at: draft.registerAt,
  extension_group_id: draft.extensionGroupId,
})

async function placeProblems(tx: Tx, draft: WaveDraft, id: string | undefined): Promise<WaveProblem[]> {
  const campaign = tx.selectFrom('campaigns').select('state').where('id', '=', draft.campaignId).forUpdate()
  if ((await campaign.executeTakeFirst())?.state === 'ended') return ['campaign_ended']
  if (draft.position === undefined) return []
  const there = await tx
    .selectFrom('waves')
    .select('id')
    .where('campaign_id', '=', draft.campaignId)
    .where('position', '=', draft.position)
    .executeTakeFirst()
  return there && there.id !== id ? ['position_taken'] : []
}

/** Keeps a draft; with `id`, changes the draft of that id. `gone`: it is no draft of this author any more. */
export async function saveWave(tx: Tx, draft: WaveDraft, by: { authorId: string; now: Date; id?: string }): Promise<Saved> {
  const problems = [...draftProblems(draft, by.now), ...(await placeProblems(tx, draft, by.id))]
  if (problems.length > 0) return { kind: 'refused', problems }
  if (by.id) {
    const changed = await tx
      .updateTable('waves')
      .set({ ...columnsOf(draft), ...(draft.position === undefined ? {} : { position: draft.position }) })
      .where('id', '=', by.id)
      .where('state', '=', 'draft')
      .where('author_id', '=', by.authorId)
      .returning('id')
      .executeTakeFirst()
    return changed ? { kind: 'saved', id: changed.id } : { kind: 'gone' }
  }
  const id = randomUUID()
  const last = sql<number>`(select coalesce(max(position), 0) + 1 from waves where campaign_id = ${draft.campaignId})`
  const place = { id, campaign_id: draft.campaignId, position: draft.position ?? last }
  await tx
    .insertInto('waves')
    .values({ ...columnsOf(draft), ...place, state: 'draft', author_id: by.authorId, created_at: by.now })
    .execute()
  return { kind: 'saved', id }
}

export async function findWave(db: DbOrTx, id: string): Promise<Wave | null> {
  const row = await db.selectFrom('waves').selectAll().where('id', '=', id).executeTakeFirst()
  return row ? waveFromRow(row) : null
}

/** The waves of a campaign, the pilot first. */
export async function wavesOf(db: DbOrTx, campaignId: string): Promise<Wave[]> {
  const rows = await db.selectFrom('waves').selectAll().where('campaign_id', '=', campaignId).orderBy('position').execute()
  return rows.map(waveFromRow)
}

/** Removes a draft of this author. */
export async function discardWave(db: DbOrTx, id: string, authorId: string): Promise<boolean> {
  const gone = db.deleteFrom('waves').where('id', '=', id).where('author_id', '=', authorId).where('state', '=', 'draft')
  return (await gone.returning('id').executeTakeFirst()) !== undefined
}
