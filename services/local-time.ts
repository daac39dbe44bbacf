/** Clock times in somebody's own time zone. */
import { getCountry } from 'countries-and-timezones'

function wallClock(at: Date, timeZone: string): number {
  const parts = new Intl.DateTimeFormat('en-GB', {
    timeZone,
    year: 'numeric',
    month: 'numeric',
    day: 'numeric',
    hour: 'numeric',
    minute: 'numeric',
    second: 'numeric',
    hourCycle: 'h23',
  }).formatToParts(at)
  const part = (type: string) => Number(parts.find(one => one.type === type)?.value)
  return Date.UTC(part('year'), part('month') - 1, part('day'), part('hour'), part('minute'), part('second'))
}

/** The hour (0 to 23) that a clock in `timeZone` shows. */
export function localHour(at: Date, timeZone: string): number {
  return new Date(wallClock(at, timeZone)).getUTCHours()
}

/** The first instant after `from` at which a clock in `timeZone` shows `hour`:`minute`. */
export function nextLocalTime(from: Date, timeZone: string, hour: number, minute: number): Date {
  const midnight = new Date(wallClock(from, timeZone)).setUTCHours(0, 0, 0, 0)
  for (let day = 0; ; day++) {
    const wanted = midnight + day * 86_400_000 + (hour * 60 + minute) * 60_000
    const guess = wanted - (wallClock(from, timeZone) - from.getTime())
    const instant = new Date(wanted - (wallClock(new Date(guess), timeZone) - guess))
    if (instant > from) return instant
  }
}

/** 1 (Monday) to 7 (Sunday) on a calendar in `timeZone`. */
export function weekday(at: Date, timeZone: string): number {
  return new Date(wallClock(at, timeZone)).getUTCDay() || 7
}

const sameClock = (one: string, other: string) =>
  ['2026-01-01', '2026-07-01'].every(day => wallClock(new Date(day), one) === wallClock(new Date(day), other))

/** The zone of somebody of whom only the country (ISO 3166, two letters) is known: its only zone, else `fallback`. */
export function zoneOfCountry(country: string | null, fallback: string): string {
  const [zone, ...more] = (country && getCountry(country)?.timezones) || []
  return zone && more.length === 0 && !sameClock(zone, fallback) ? zone : fallback
}
