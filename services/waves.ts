/** The parts of a rollout: who, when, with which messages on the way, and what really enforces the date. */
import type { Selectable } from 'kysely'
import { z } from 'zod'
import { type Audience, audienceSchema } from './audiences.ts'
import type { SendingHours } from './calendar.ts'
import type { WavesTable } from './db/tables/rollout.ts'

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
  audience: Audience
  /** Exclusions win over the audience. */
  left_out: Audience[]
  cadence: Step[]
  hours: SendingHours
  enforcement: Enforcement
}

export function waveFromRow(row: Selectable<WavesTable>): Wave {
  return {
    ...row,
    audience: audienceSchema.parse(row.audience),
    left_out: z.array(audienceSchema).parse(row.left_out),
    cadence: cadenceSchema.parse(row.cadence),
    hours: hoursSchema.parse(row.hours),
    enforcement: enforcementSchema.parse(row.enforcement),
  }
}
