import { z } from 'zod'
import { circleSchema } from '../../services/audiences.ts'
import type { WavesTable } from '../../services/db/tables/rollout.ts'
import { cadenceSchema, enforcementSchema, hoursSchema, type Wave, type WaveProblem } from '../../services/waves.ts'
import { Failure, instant, iso, isoOrNull } from './resource.ts'

const registerAt = z.enum(['anywhere', 'at_work', 'managed_device'])
const states: [WavesTable['state'], ...WavesTable['state'][]] = ['draft', 'awaiting_approval', 'active', 'paused', 'ended', 'cancelled']

/** What an author says about a wave. */
export const waveDraft = z.strictObject({
  position: z.int().min(1).max(1000).optional().meta({ description: '1 is the pilot. Absent: after all others.' }),
  name: z.string().trim().min(1).max(100),
  audience: circleSchema,
  leftOut: z.array(circleSchema).max(50).default([]),
  deadlineAt: instant,
  timeZone: z.string().max(100),
  cadence: cadenceSchema,
  hours: hoursSchema,
  enforcement: enforcementSchema,
  registerAt,
  extensionGroupId: z.guid().nullable().default(null),
})

export const wave = z.object({
  id: z.uuid(),
  campaignId: z.uuid(),
  position: z.int(),
  name: z.string(),
  state: z.enum(states),
  audience: circleSchema,
  leftOut: z.array(circleSchema),
  deadlineAt: instant,
  timeZone: z.string(),
  cadence: cadenceSchema,
  hours: hoursSchema,
  enforcement: enforcementSchema,
  enforced: z.unknown().meta({ description: 'What Microsoft last said about what enforces the date; null: not asked yet.' }),
  enforcedCheckedAt: instant.nullable(),
  registerAt,
  extensionGroupId: z.string().nullable(),
  authorId: z.string(),
  askedAt: instant.nullable(),
  approvedBy: z.string().nullable(),
  approvedAt: instant.nullable(),
})

export const shownWave = (one: Wave) => ({
  id: one.id,
  campaignId: one.campaign_id,
  position: one.position,
  name: one.name,
  state: one.state,
  audience: one.audience,
  leftOut: one.left_out,
  deadlineAt: iso(one.deadline_at),
  timeZone: one.time_zone,
  cadence: one.cadence,
  hours: one.hours,
  enforcement: one.enforcement,
  enforced: one.enforced,
  enforcedCheckedAt: isoOrNull(one.enforced_checked_at),
  registerAt: one.register_at,
  extensionGroupId: one.extension_group_id,
  authorId: one.author_id,
  askedAt: isoOrNull(one.asked_at),
  approvedBy: one.approved_by,
  approvedAt: isoOrNull(one.approved_at),
})

const problems: Record<WaveProblem, string> = {
  deadline_in_past: 'The deadline has passed.',
  deadline_earlier: 'The deadline of a wave that is under way moves forward only.',
  zone_unknown: 'There is no time zone of this name; Europe/Amsterdam is one.',
  no_announcement_step: 'The cadence needs a step of the kind announcement.',
  several_announcement_steps: 'The cadence takes one step of the kind announcement.',
  announcement_after_deadline: 'The announcement comes before the deadline or on its day.',
  reminder_after_deadline: 'Reminders come before the day of the deadline.',
  day_zero_on_other_day: 'The message of the day comes on day 0.',
  rescue_before_deadline: 'Rescue comes after the deadline.',
  two_steps_on_one_day: 'Two steps cannot come on one day.',
  position_taken: 'Another wave has this position.',
  campaign_ended: 'The campaign has ended.',
  empty_audience: 'Nobody is in this wave.',
  earlier_wave_waits: 'An earlier wave has to start first.',
}

export const waveProblems = (found: WaveProblem[]): Failure => new Failure(400, 'WaveProblems', found.map(one => problems[one]).join(' '))
