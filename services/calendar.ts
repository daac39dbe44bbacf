/** When somebody may be written to: on the clock and the calendar of the place where they live. */
import { createRequire } from 'node:module'
import type Holidays from 'date-holidays'
import { addDays, instantOf, isoWeekday, localDate } from './local-time.ts'

/** When people may be written to, on their own clocks: weekdays 1 (Monday) to 7, from and to as "09:00". A `to` that is not later than `from` is on the next day. */
export interface SendingHours {
  days: number[]
  from: string
  to: string
  /** Public holidays of the person's country count as working days. */
  holidays: boolean
}

export interface SendingRules {
  /** `null`: at any time. */
  hours: SendingHours | null
  /** IANA name of the person's time zone. */
  zone: string
  /** ISO 3166, two letters; unknown ones have no holidays. */
  country: string | null
}

const dayMs = 24 * 3600_000
/** No shift and no holidays leave nobody without a working day for this long. */
const mostDays = 40

/** The library brings 8 MB and 150 ms; it is read when the first message meets a calendar, not when the bot starts. */
const load = createRequire(import.meta.url)
let library: typeof Holidays | undefined
const known = new Map<string, Set<string>>()

function readHolidays(country: string, year: number): Set<string> {
  library ??= load('date-holidays') as typeof Holidays
  const days = new Set<string>()
  for (const { date, start, end } of new library(country, { types: ['public', 'bank'] }).getHolidays(year)) {
    const count = Math.max(1, Math.floor((end.getTime() - start.getTime()) / dayMs + 0.1))
    let day = date.slice(0, 10)
    for (let at = 0; at < count; at += 1) {
      days.add(day)
      day = addDays(day, 1)
    }
  }
  return days
}

/** Whether `date` ("2027-04-27") is a public or bank holiday in the whole country; what only one of its regions keeps does not count. */
export function isHoliday(country: string | null, date: string): boolean {
  if (!country) return false
  const key = `${country.toUpperCase()} ${date.slice(0, 4)}`
  let days = known.get(key)
  if (!days) {
    days = readHolidays(country.toUpperCase(), Number(date.slice(0, 4)))
    known.set(key, days)
  }
  return days.has(date)
}

function isWorkingDay(date: string, hours: SendingHours, country: string | null): boolean {
  return hours.days.includes(isoWeekday(date)) && (hours.holidays || !isHoliday(country, date))
}

/** The first instant at or after `at` at which the person may be written to; `at` itself where that is now. */
export function nextSendingMoment(at: Date, { hours, zone, country }: SendingRules): Date {
  if (!hours) return at
  // A night shift that began yesterday may still last.
  let date = localDate(at, zone, -1)
  for (let count = 0; count < mostDays; count += 1) {
    const begins = instantOf(date, hours.from, zone)
    const ends = instantOf(hours.to > hours.from ? date : addDays(date, 1), hours.to, zone)
    if (begins && ends && at < ends && isWorkingDay(date, hours, country)) return at > begins ? at : begins
    date = addDays(date, 1)
  }
  return at
}

export const isWorkingMoment = (at: Date, rules: SendingRules): boolean => nextSendingMoment(at, rules).getTime() === at.getTime()
