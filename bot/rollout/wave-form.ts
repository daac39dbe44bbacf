/** From what came back from the form of a wave to a draft, or to what is wrong with it; and back. */
import { z } from 'zod'
import { registerPlaces, type WaveForm, type WaveValues } from '../../cards/rollout-wave-form.ts'
import type { Say, TextKey } from '../../cards/texts/translate.ts'
import type { Circle } from '../../services/audiences.ts'
import { findGroupId } from '../../services/circle-names.ts'
import { instantOf, isTimeZone, localClock, localDate } from '../../services/local-time.ts'
import type { Enforcement, Step, Wave, WaveDraft } from '../../services/waves.ts'
import { line } from '../announce/slots.ts'
import type { App } from '../app.ts'
import { choiceOf, circleChosen, circlesNamed, typedName } from './circles.ts'

const sent = z.object({
  name: line(60),
  who: line(200),
  named: line(120),
  leftOut: line(600),
  date: line(10),
  time: line(5),
  zone: line(60),
  announceDays: line(60),
  reminderDays: line(60),
  rescueDays: line(60),
  weekdays: line(20),
  from: line(5),
  to: line(5),
  holidays: z.enum(['true', 'false']).catch('false'),
  enforcement: line(80),
  registerAt: z.enum(registerPlaces).catch('anywhere'),
  extensionGroup: line(120),
})

/** What the admin sent, as far as it has the right shape; everything is kept so that nothing must be typed again. */
export const readWaveForm = (payload: unknown): WaveValues => sent.parse(payload)

const daysOf = (cadence: Step[], kind: Step['kind']): string =>
  cadence
    .filter(step => step.kind === kind)
    .map(step => Math.abs(step.days))
    .sort((a, b) => (kind === 'rescue' ? a - b : b - a))
    .join(', ')

/** The part of the form that says which messages go out. */
export const cadenceValues = (cadence: Step[]): Pick<WaveValues, 'announceDays' | 'reminderDays' | 'rescueDays'> => ({
  announceDays: daysOf(cadence, 'announcement'),
  reminderDays: daysOf(cadence, 'reminder'),
  rescueDays: daysOf(cadence, 'rescue'),
})

/** The form of a wave that is there, to go on with it. `extensionGroup`: the name of that group. */
export function waveValues(say: Say, wave: Wave, more: { extensionGroup: string; departments: string[] }): WaveValues {
  return {
    name: wave.name,
    ...choiceOf(say, wave.audience, more.departments),
    leftOut: wave.left_out.map(one => typedName(say, one)).join('\n'),
    date: localDate(wave.deadline_at, wave.time_zone),
    time: localClock(wave.deadline_at, wave.time_zone),
    zone: wave.time_zone,
    ...cadenceValues(wave.cadence),
    weekdays: wave.hours.days.join(','),
    from: wave.hours.from,
    to: wave.hours.to,
    holidays: String(wave.hours.holidays),
    enforcement: wave.enforcement.kind === 'security_defaults' ? 'security_defaults' : wave.enforcement.policyId,
    registerAt: wave.register_at,
    extensionGroup: more.extensionGroup,
  }
}

/** What the parts of the form come to: a value, or what is wrong. */
type Read<T> = { value: T } | { problems: string[] }
const problemsOf = (read: Read<unknown>): string[] => ('problems' in read ? read.problems : [])

const fieldName = (say: Say, key: TextKey) => say(key).split(':')[0] ?? ''

/** "14, 7, 3": whole numbers, each once, the most days first; a minus sign is how some write "before". */
function readDays(text: string, most: number): number[] | null {
  const parts = text.split(/[\s,;]+/).filter(Boolean)
  const numbers = parts.map(part => (/^[-+]?\d{1,3}$/.test(part) ? Math.abs(Number(part)) : Number.NaN))
  if (numbers.some(days => !(days >= 1 && days <= most))) return null
  return [...new Set(numbers)].sort((a, b) => b - a)
}

/** Longest notice, and how long after the date somebody is still helped by a message. */
const mostBefore = 90
const mostAfter = 30

function readCadence(say: Say, values: WaveValues): Read<Step[]> {
  const announce = readDays(values.announceDays, mostBefore)
  const reminders = readDays(values.reminderDays, mostBefore)
  const rescues = readDays(values.rescueDays, mostAfter)
  const [first] = announce ?? []
  const days = (key: TextKey, most: number) => say('rollout.problem_days', { field: fieldName(say, key), least: 1, most })
  const early = first ? (reminders ?? []).filter(one => one >= first) : []
  const problems = [
    ...(first && announce?.length === 1
      ? []
      : [say('rollout.problem_one', { field: fieldName(say, 'rollout.announce_days'), least: 1, most: mostBefore })]),
    ...(reminders ? [] : [days('rollout.reminder_days', mostBefore)]),
    ...(rescues ? [] : [days('rollout.rescue_days', mostAfter)]),
    ...(early.length ? [say('rollout.problem_order', { days: early.join(', ') })] : []),
  ]
  if (problems.length || !first || !reminders || !rescues) return { problems }
  return {
    value: [
      { kind: 'announcement', days: -first },
      ...reminders.map((one): Step => ({ kind: 'reminder', days: -one })),
      { kind: 'day_zero', days: 0 },
      ...rescues.reverse().map((one): Step => ({ kind: 'rescue', days: one })),
    ],
  }
}

const isClock = (text: string) => /^([01]\d|2[0-3]):[0-5]\d$/.test(text)

function readHours(say: Say, values: WaveValues): Read<WaveDraft['hours']> {
  const { from, to } = values
  const days = [...new Set(values.weekdays.split(',').map(Number))].filter(day => Number.isInteger(day) && day >= 1 && day <= 7).sort()
  const problems = [
    ...(days.length ? [] : [say('rollout.problem_weekdays')]),
    ...(isClock(from) && isClock(to) && from !== to ? [] : [say('rollout.problem_hours')]),
  ]
  return problems.length ? { problems } : { value: { days, from, to, holidays: values.holidays === 'true' } }
}

function readDeadline(say: Say, values: Pick<WaveValues, 'date' | 'time' | 'zone'>, now: Date): Read<Date> {
  const at = isTimeZone(values.zone) ? instantOf(values.date, values.time, values.zone) : null
  return at && at > now ? { value: at } : { problems: [say('rollout.problem_date_passed')] }
}

function readEnforcement(say: Say, chosen: string, policies: WaveForm['policies']): Read<Enforcement> {
  if (chosen === 'security_defaults') return { value: { kind: 'security_defaults' } }
  const policy = policies.find(one => one.id === chosen)
  if (!policy) return { problems: [say('rollout.problem_policy')] }
  return { value: { kind: 'conditional_access', policyId: policy.id, name: policy.name } }
}

async function readWho(app: App, say: Say, values: WaveValues): Promise<Read<{ audience: Circle; leftOut: Circle[] }>> {
  const audience = await circleChosen(app, say, values)
  const leftOut = await circlesNamed(app, say, values.leftOut)
  const problems = [audience, ...leftOut].filter(one => typeof one === 'string')
  if (problems.length || typeof audience === 'string') return { problems }
  return { value: { audience, leftOut: leftOut.filter(one => typeof one !== 'string') } }
}

async function readGroup(app: App, say: Say, name: string): Promise<Read<string | null>> {
  if (!name) return { value: null }
  const id = await findGroupId(app.db, name)
  return id ? { value: id } : { problems: [say('announce.problem_group', { who: name })] }
}

export interface WaveContext {
  campaignId: string
  policies: WaveForm['policies']
  now: Date
}

/** A wave that may be kept, or the list of what must be mended first. */
export async function toWaveDraft(app: App, say: Say, values: WaveValues, context: WaveContext): Promise<WaveDraft | string[]> {
  const name: Read<string> = values.name
    ? { value: values.name }
    : { problems: [say('announce.problem_missing', { field: say('rollout.wave_name') })] }
  const who = await readWho(app, say, values)
  const deadline = readDeadline(say, values, context.now)
  const cadence = readCadence(say, values)
  const hours = readHours(say, values)
  const enforcement = readEnforcement(say, values.enforcement, context.policies)
  const group = await readGroup(app, say, values.extensionGroup)
  if (
    'problems' in name ||
    'problems' in who ||
    'problems' in deadline ||
    'problems' in cadence ||
    'problems' in hours ||
    'problems' in enforcement ||
    'problems' in group
  ) {
    return [name, who, deadline, cadence, hours, enforcement, group].flatMap(problemsOf)
  }
  return {
    campaignId: context.campaignId,
    name: name.value,
    ...who.value,
    deadlineAt: deadline.value,
    timeZone: values.zone,
    cadence: cadence.value,
    hours: hours.value,
    enforcement: enforcement.value,
    registerAt: values.registerAt,
    extensionGroupId: group.value,
  }
}
