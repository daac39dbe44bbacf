/** What the cards of the rollout have in common: a wave in words. */
import { type Element, quiet, warning } from './card.ts'
import { cityOf } from './city.ts'
import { type Say, speak, type TextKey } from './texts/translate.ts'

export type WaveState = 'draft' | 'awaiting_approval' | 'active' | 'paused' | 'ended' | 'cancelled'
export const stepKinds = ['announcement', 'reminder', 'day_zero', 'rescue'] as const
export type StepKind = (typeof stepKinds)[number]

/** One message on the way: `days` before (negative) or after the day of the deadline. */
export interface CadenceStep {
  kind: StepKind
  days: number
}

/** A part of the organisation. `name`: of the group, department, list or person. */
export interface Who {
  kind: 'everyone' | 'phone_only' | 'not_ready' | 'group' | 'department' | 'list' | 'person'
  name: string | null
}

/** What Microsoft Entra says about what enforces the date of a wave. `name`: of the policy; null for security defaults. */
export interface Verdict {
  state: 'on' | 'report_only' | 'off' | 'missing' | 'no_second_check' | 'unknown'
  name: string | null
  /** People of the wave to whom it does not apply. */
  uncovered: number
  /** Why it may skip some people or moments, which Entra cannot tell beforehand. */
  doubts: ('apps' | 'or_other' | 'roles' | 'locations' | 'platforms' | 'clients' | 'devices' | 'risk')[]
  /** When Entra was asked; null when it never answered. */
  at: Date | null
}

/** A wave as every card of it begins. */
export interface WaveHead {
  waveId: string
  campaignId: string
  position: number
  name: string
  state: WaveState
  who: Who
  leftOut: Who[]
  deadline: Date
  timeZone: string
}

const stateNames: Record<WaveState, TextKey> = {
  draft: 'rollout.state_draft',
  awaiting_approval: 'rollout.state_awaiting_approval',
  active: 'rollout.state_active',
  paused: 'rollout.state_paused',
  ended: 'rollout.state_ended',
  cancelled: 'rollout.state_cancelled',
}
export const waveState = (say: Say, state: WaveState): string => say(stateNames[state])

const whoNames: Record<Who['kind'], TextKey> = {
  everyone: 'rollout.who_everyone',
  phone_only: 'rollout.who_phone_only',
  not_ready: 'rollout.who_not_ready',
  group: 'rollout.who_group',
  department: 'rollout.who_department',
  list: 'rollout.who_list',
  person: 'rollout.who_person',
}

/** "group Finance" · "everybody who is not in an earlier wave" */
export function whoName(say: Say, who: Who, position = 1): string {
  if (who.kind === 'everyone' && position > 1) return say('rollout.who_everyone_else')
  return say(whoNames[who.kind], { name: who.name ?? '' })
}

/** Who is in the wave, and who is left out of it. */
export function whoLine(say: Say, wave: Pick<WaveHead, 'who' | 'leftOut' | 'position'>): string {
  const who = whoName(say, wave.who, wave.position)
  if (wave.leftOut.length === 0) return who
  return say('rollout.without', { who, others: wave.leftOut.map(one => whoName(say, one)).join(', ') })
}

/** "Tuesday 24 November, 10:00 (Amsterdam time)": a moment on the clock of `timeZone`. */
export function momentIn(say: Say, at: Date, timeZone: string): string {
  return say('rollout.moment', { moment: clockOf(say, timeZone).moment(at), city: cityOf(say, timeZone) })
}

/** The reader's language on the clock of a wave, so that the days and times of one wave are told on one clock. */
export const clockOf = (say: Say, timeZone: string): Say => speak(say.language, timeZone)

const stepNames: Record<StepKind, TextKey> = {
  announcement: 'rollout.step_announcement',
  reminder: 'rollout.step_reminder',
  day_zero: 'rollout.step_day_zero',
  rescue: 'rollout.step_rescue',
}

export const stepTitle = (say: Say, kind: StepKind): string => say(stepNames[kind])

/** "14 days before" · "on the day" · "1 day after" */
export function stepOffset(say: Say, days: number): string {
  if (days === 0) return say('rollout.on_the_day')
  return say(days < 0 ? 'rollout.days_before' : 'rollout.days_after', { days: Math.abs(days) })
}

/** How many of how many are ready, as people say it. */
export const readyLine = (say: Say, { ready, people }: { ready: number; people: number }): string =>
  say('rollout.ready', { ready, people, percent: people === 0 ? 0 : Math.floor((ready * 100) / people) })

const verdictTexts: Record<Verdict['state'], TextKey> = {
  on: 'rollout.enforced_on',
  report_only: 'rollout.enforced_report_only',
  off: 'rollout.enforced_off',
  missing: 'rollout.enforced_missing',
  no_second_check: 'rollout.enforced_no_second_check',
  unknown: 'rollout.enforced_unknown',
}

export const enforcer = (say: Say, verdict: Pick<Verdict, 'name'>): string =>
  verdict.name === null ? say('rollout.security_defaults') : say('rollout.policy', { name: verdict.name })

export const isTrue = (verdict: Verdict): boolean => verdict.state === 'on' && verdict.uncovered === 0 && verdict.doubts.length === 0

/** What Entra says about the date, in a few sentences. */
export function verdictLine(say: Say, verdict: Verdict): string {
  const why = verdict.doubts.map(doubt => say(`rollout.doubt_${doubt}`)).join('; ')
  return [
    say(verdictTexts[verdict.state], { what: enforcer(say, verdict) }),
    ...(verdict.uncovered > 0 ? [say('rollout.not_covered', { count: verdict.uncovered })] : []),
    ...(why ? [say('rollout.doubts', { why })] : []),
  ].join(' ')
}

/** The verdict as it stands on a card: quiet when all is well or the day is far, a warning otherwise. */
export function verdictPart(say: Say, verdict: Verdict, isFar = false): Element[] {
  const line = [verdictLine(say, verdict), ...(isTrue(verdict) ? [] : [say('rollout.day_zero_is_held')])]
  return [
    isTrue(verdict) || isFar ? quiet(line.join(' ')) : warning(line.join('\n\n')),
    ...(verdict.at ? [quiet(say('rollout.entra_asked', { moment: say.moment(verdict.at) }))] : []),
  ]
}
