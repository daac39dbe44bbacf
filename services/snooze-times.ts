/** When somebody can be reminded: in their sending hours, fewer times the closer it gets, and never later than the last working morning. */
import { isWorkingMoment, nextSendingMoment, type SendingRules } from './calendar.ts'
import { daysBetween, instantOf, localDate, weekday } from './local-time.ts'
import { officeHours } from './waves.ts'

export const laterKinds = ['later_today', 'tomorrow', 'monday', 'day_before'] as const
export type LaterKind = (typeof laterKinds)[number]
export interface LaterChoice {
  until: LaterKind
  at: Date
}

const hourMs = 3600_000
const dayMs = 24 * hourMs
/** A reminder that comes later leaves no time to act. */
const leastAheadMs = hourMs
const longestWeekend = 20

const morningOf = (date: string, { hours, zone }: SendingRules) => instantOf(date, hours?.from ?? '09:00', zone)

/** How many times in all a person may put it off, by how close the deadline is; the last day allows none. */
export function snoozesAllowed(now: Date, deadline: Date): number {
  const days = (deadline.getTime() - now.getTime()) / dayMs
  if (days > 14) return 3
  if (days > 7) return 2
  return days > 1 ? 1 : 0
}

/**
 * The start of the last working day before the deadline's own; of that day itself when the ones before are past. Null: too late.
 * Where any time would do, it is still a weekday, unless none is left.
 */
export function lastMoment(now: Date, deadline: Date, rules: SendingRules): Date | null {
  if (rules.hours) return lastStart(now, deadline, rules)
  return lastStart(now, deadline, { ...rules, hours: officeHours }) ?? lastStart(now, deadline, rules)
}

function lastStart(now: Date, deadline: Date, rules: SendingRules): Date | null {
  const before = Array.from({ length: longestWeekend }, (_, index) => localDate(deadline, rules.zone, -index - 1))
  for (const date of [...before, localDate(deadline, rules.zone)]) {
    const at = morningOf(date, rules)
    const inTime = at && at > now && deadline.getTime() - at.getTime() >= leastAheadMs
    if (inTime && isWorkingMoment(at, rules)) return at
  }
  return null
}

/** The first working moment from `at` on, but never after the last one before the deadline. Null when there is none left. */
export function remindAt(at: Date, now: Date, { deadline, rules }: { deadline: Date; rules: SendingRules }): Date | null {
  const wanted = nextSendingMoment(at, rules)
  const inTime = wanted > now && deadline.getTime() - wanted.getTime() >= leastAheadMs
  return inTime ? wanted : lastMoment(now, deadline, rules)
}

/** The working morning on which somebody is back who comes back on `date` ("2026-12-01"); null for a date that is not ahead. */
export function backAt(date: string, now: Date, rules: SendingRules): Date | null {
  const at = morningOf(date, rules)
  const days = at ? daysBetween(now, at, rules.zone) : 0
  return at && days >= 1 && days <= 366 ? nextSendingMoment(at, rules) : null
}

/** Moments to be reminded at, all in time and each once. */
export function laterChoices(now: Date, deadline: Date, rules: SendingRules): LaterChoice[] {
  const { zone } = rules
  const daysAhead = (days: number) => {
    const morning = morningOf(localDate(now, zone, days), rules)
    return morning && nextSendingMoment(morning, rules)
  }
  const soon = nextSendingMoment(new Date(now.getTime() + 2 * hourMs), rules)
  const tomorrow = daysAhead(1)
  const isDay = (at: Date | null, days: number) => at !== null && daysBetween(now, at, zone) === days
  const all: { until: LaterKind; at: Date | null }[] = [
    { until: 'later_today', at: isDay(soon, 0) ? soon : null },
    { until: 'tomorrow', at: isDay(tomorrow, 1) ? tomorrow : null },
    { until: 'monday', at: daysAhead(8 - weekday(now, zone)) },
    { until: 'day_before', at: lastMoment(now, deadline, rules) },
  ]
  const inTime = all.flatMap(({ until, at }) =>
    at && at > now && deadline.getTime() - at.getTime() >= leastAheadMs ? [{ until, at }] : [],
  )
  return inTime.filter(({ at }, index) => inTime.findIndex(other => other.at.getTime() === at.getTime()) === index)
}
