/**
 * On which days the messages of a wave go out. Pure: the wave, what has gone out, and the moment give the next step.
 *
 * A step belongs to a day of the wave's own calendar and begins when its sending hours do. Reminders that would fall on a day without
 * sending hours are brought forward to the last working day before, so that the last one always lands before the deadline; what then
 * shares a day with the step after it gives way. A step that was missed goes out late as long as it makes sense: an announcement until
 * the deadline, a reminder until its successor's day begins, the notice of the day for two weeks. Steps never overtake each other and never
 * share a day: what is planned for a day on which, or before which, the wave has sent something is dropped, but for the notice of
 * the day, which everybody gets: whoever heard of the wave that day gets it the day after.
 */
import { isHoliday } from './calendar.ts'
import { enforcedOf, isTrue } from './enforcement.ts'
import { addDays, countryOfZone, instantOf, isoWeekday, localDate } from './local-time.ts'
import { type Step, type StepKind, stepName, type Wave } from './waves.ts'

export interface Planned {
  name: string
  kind: StepKind
  /** The day, on the wave's calendar. */
  date: string
  /** When it begins. */
  at: Date
  /** From then on it is not begun any more. */
  until: Date
  /** What of it was not sent by then stays unsent. */
  expiresAt: Date
}

type Timed = Pick<Wave, 'deadline_at' | 'time_zone' | 'cadence' | 'hours'>

const lastHeldDays = 14
const dayZeroDays = 3
const rescueDays = 4

function isWorkingDay(date: string, { hours, time_zone }: Timed): boolean {
  return hours.days.includes(isoWeekday(date)) && (hours.holidays || !isHoliday(countryOfZone(time_zone), date))
}

/** The day itself, or the last working day before it. */
function broughtForward(date: string, wave: Timed): string {
  for (let back = 0; back < 14; back += 1) if (isWorkingDay(addDays(date, -back), wave)) return addDays(date, -back)
  return date
}

function dateOf(step: Step, wave: Timed): string {
  const date = addDays(localDate(wave.deadline_at, wave.time_zone), step.days)
  return step.kind === 'reminder' ? broughtForward(date, wave) : date
}

const at = (date: string, clock: string, wave: Timed) => instantOf(date, clock, wave.time_zone) ?? wave.deadline_at
const earliest = (one: Date, other: Date) => (one < other ? one : other)
const latest = (one: Date, other: Date) => (one > other ? one : other)

const digestDays = -3

/** When managers hear how their people stand. */
export function digestMoment(wave: Timed): Date {
  const date = broughtForward(addDays(localDate(wave.deadline_at, wave.time_zone), digestDays), wave)
  return at(date, wave.hours.from, wave)
}

/** The wave's steps in order of their days. */
export function planOf(wave: Timed): Planned[] {
  const deadlineDay = localDate(wave.deadline_at, wave.time_zone)
  const dated = wave.cadence
    .map(step => ({ step, date: dateOf(step, wave) }))
    .sort((one, other) => one.step.days - other.step.days)
    .filter(({ step, date }, index, all) => step.kind !== 'reminder' || !all.slice(index + 1).some(next => next.date === date))
    .filter(
      ({ step, date }, index, all) =>
        step.kind === 'announcement' || !all.slice(0, index).some(before => before.step.kind === 'announcement' && before.date >= date),
    )
  const begins = dated.map(({ step, date }) => {
    const opens = at(date, wave.hours.from, wave)
    return step.days < 0 ? opens : latest(opens, wave.deadline_at)
  })
  return dated.map(({ step, date }, index) => {
    const next = begins[index + 1]
    const nextDay = at(dated[index + 1]?.date ?? addDays(date, rescueDays), '00:00', wave)
    const ends: Record<StepKind, { until: Date; expiresAt: Date }> = {
      announcement: { until: wave.deadline_at, expiresAt: wave.deadline_at },
      reminder: { until: earliest(nextDay, wave.deadline_at), expiresAt: earliest(next ?? wave.deadline_at, wave.deadline_at) },
      day_zero: {
        until: at(addDays(deadlineDay, lastHeldDays), wave.hours.to, wave),
        expiresAt: at(addDays(deadlineDay, dayZeroDays), wave.hours.to, wave),
      },
      rescue: { until: nextDay, expiresAt: next ?? nextDay },
    }
    return { name: stepName(step), kind: step.kind, date, at: begins[index] ?? wave.deadline_at, ...ends[step.kind] }
  })
}

/** A step of the cadence that has gone out, and when. */
export interface Gone {
  step: string
  at: Date
}

export type Standing =
  | { kind: 'due'; step: Planned }
  /** Its time has come, but what enforces the wave is not seen to be on and to cover it. */
  | { kind: 'held'; step: Planned }
  | { kind: 'waits'; step: Planned }
  /** Nothing more will go out by itself. */
  | { kind: 'over' }

/** What Graph said an hour ago is good enough to say "it is on". */
const freshMs = 65 * 60_000

/** Whether the notice of the day may go out: Graph says so now, or an admin decided it. */
export function mayTellTheDay(wave: Pick<Wave, 'enforced' | 'enforced_checked_at' | 'day_zero_anyway'>, now: Date): boolean {
  if (wave.day_zero_anyway !== null) return true
  const checked = wave.enforced_checked_at?.getTime() ?? Number.NEGATIVE_INFINITY
  return isTrue(enforcedOf(wave)) && now.getTime() - checked < freshMs
}

/** Where the wave stands now, given the steps that have gone out. */
export function standingOf(wave: Wave, gone: Gone[], now: Date): Standing {
  const last =
    gone
      .map(step => localDate(step.at, wave.time_zone))
      .sort()
      .at(-1) ?? ''
  const names = new Set(gone.map(({ step }) => step))
  const inTurn = ({ kind, date }: Planned) => kind === 'announcement' || kind === 'day_zero' || date > last
  const open = planOf(wave).filter(step => !names.has(step.name) && step.until > now && inTurn(step))
  const [step] = open
  if (!step) return { kind: 'over' }
  if (step.at > now) return { kind: 'waits', step }
  const tellsThatItIsOn = step.kind === 'day_zero' || step.kind === 'rescue'
  return { kind: tellsThatItIsOn && !mayTellTheDay(wave, now) ? 'held' : 'due', step }
}

/** Until when a step that begins now is brought to people: the notice of the day for a few days, everything else as planned. */
export const lastsUntil = (step: Planned, wave: Timed, now: Date): Date =>
  step.kind === 'day_zero' ? at(addDays(localDate(now, wave.time_zone), dayZeroDays), wave.hours.to, wave) : step.expiresAt
