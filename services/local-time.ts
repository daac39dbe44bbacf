/** Clock times in somebody's own time zone. */
import { getCountry, getTimezone } from 'countries-and-timezones'
import { Temporal } from 'temporal-polyfill'

const inZone = (at: Date, timeZone: string) => Temporal.Instant.fromEpochMilliseconds(at.getTime()).toZonedDateTimeISO(timeZone)

const knownZones = new Set<string>()

export function isTimeZone(name: string): boolean {
  if (knownZones.has(name)) return true
  try {
    new Intl.DateTimeFormat('en', { timeZone: name })
    knownZones.add(name)
    return true
  } catch {
    return false
  }
}

/** What a calendar in `timeZone` shows, `days` later: "2026-11-24". */
export const localDate = (at: Date, timeZone: string, days = 0): string => inZone(at, timeZone).toPlainDate().add({ days }).toString()

/** "2026-11-24" and 1 give "2026-11-25". */
export const addDays = (date: string, days: number): string => Temporal.PlainDate.from(date).add({ days }).toString()

/** 1 (Monday) to 7 (Sunday). */
export const isoWeekday = (date: string): number => Temporal.PlainDate.from(date).dayOfWeek

/** How many times the calendar in `timeZone` turns over from `from` to `to`: 1 is tomorrow; negative when `to` is past. */
export const daysBetween = (from: Date, to: Date, timeZone: string): number =>
  inZone(from, timeZone).toPlainDate().until(inZone(to, timeZone).toPlainDate()).days

/** What a clock in `timeZone` shows: "10:00". */
export const localClock = (at: Date, timeZone: string): string => inZone(at, timeZone).toPlainTime().toString({ smallestUnit: 'minute' })

/** The instant at which calendar and clock in `timeZone` show these; null when there is no such date, time or zone. */
export function instantOf(date: string, clock: string, timeZone: string): Date | null {
  try {
    return new Date(Temporal.PlainDateTime.from(`${date}T${clock}`).toZonedDateTime(timeZone).epochMilliseconds)
  } catch {
    return null
  }
}

/** The hour (0 to 23) that a clock in `timeZone` (IANA name) shows. */
export const localHour = (at: Date, timeZone: string): number => inZone(at, timeZone).hour

/** 1 (Monday) to 7 (Sunday) on a calendar in `timeZone`. */
export const weekday = (at: Date, timeZone: string): number => inZone(at, timeZone).dayOfWeek

/** The instant of the same day, on a calendar in `timeZone`, at which a clock there shows `clock` ("08:00"). */
export function sameDayAt(at: Date, timeZone: string, clock: string): Date {
  return new Date(inZone(at, timeZone).withPlainTime(clock).epochMilliseconds)
}

/** The same clock time, `days` later on a calendar in `timeZone`. */
export const sameClockIn = (at: Date, days: number, timeZone: string): Date =>
  new Date(inZone(at, timeZone).add({ days }).epochMilliseconds)

/** The first instant after `from` at which a clock in `timeZone` shows `hour`:`minute`. */
export function nextLocalTime(from: Date, timeZone: string, hour: number, minute: number): Date {
  const here = inZone(from, timeZone)
  const today = here.withPlainTime({ hour, minute })
  const next = Temporal.ZonedDateTime.compare(today, here) > 0 ? today : here.add({ days: 1 }).withPlainTime({ hour, minute })
  return new Date(next.epochMilliseconds)
}

const sameClock = (one: string, other: string) =>
  ['2026-01-01', '2026-07-01'].every(day => inZone(new Date(day), one).offset === inZone(new Date(day), other).offset)

/** The zone of somebody of whom only the country (ISO 3166, two letters) is known: its only zone, else `fallback`. */
export function zoneOfCountry(country: string | null, fallback: string): string {
  const [zone, ...more] = (country && getCountry(country)?.timezones) || []
  return zone && more.length === 0 && !sameClock(zone, fallback) ? zone : fallback
}

/** The country that a zone is named for: Europe/Amsterdam is NL; null for zones of no country. */
export const countryOfZone = (timeZone: string): string | null => getTimezone(timeZone)?.countries[0] ?? null
