/** When the helpdesk is open: Monday to Friday, the same hours each day, in the desk's own time zone. */
import { Temporal } from 'temporal-polyfill'

export interface DeskHours {
  /** "08:00", in `timeZone`. */
  opens: string
  closes: string
  timeZone: string
}

interface Span {
  opens: Temporal.ZonedDateTime
  closes: Temporal.ZonedDateTime
}

const zoned = (at: Date, timeZone: string) => Temporal.Instant.fromEpochMilliseconds(at.getTime()).toZonedDateTimeISO(timeZone)
const toDate = (at: Temporal.ZonedDateTime) => new Date(at.epochMilliseconds)
const isBefore = (a: Temporal.ZonedDateTime, b: Temporal.ZonedDateTime) => Temporal.ZonedDateTime.compare(a, b) < 0

/** The opening that `at` lies in, or else the next one. */
function spanFrom(hours: DeskHours, at: Temporal.ZonedDateTime): Span {
  const days = [0, 1, 2, 3, 4, 5, 6, 7].map(days => at.toPlainDate().add({ days }))
  for (const day of days) {
    const on = (plainTime: string) => day.toZonedDateTime({ timeZone: hours.timeZone, plainTime })
    const closes = on(hours.closes)
    if (day.dayOfWeek <= 5 && isBefore(at, closes)) return { opens: on(hours.opens), closes }
  }
  throw new Error(`The helpdesk never opens: ${hours.opens} to ${hours.closes}`)
}

export interface DeskTimes {
  openNow: boolean
  /** The start of the opening that `at` lies in, or else of the next one. */
  opensAt: Date
  /** The end of that same opening. */
  closesAt: Date
}

export function deskTimes(hours: DeskHours, at: Date): DeskTimes {
  const now = zoned(at, hours.timeZone)
  const span = spanFrom(hours, now)
  return { openNow: !isBefore(now, span.opens), opensAt: toDate(span.opens), closesAt: toDate(span.closes) }
}

/** The instant at which the desk has been open for `minutes` since `at`. */
export function afterOpenMinutes(hours: DeskHours, at: Date, minutes: number): Date {
  let from = zoned(at, hours.timeZone)
  let left = minutes * 60_000
  while (true) {
    const span = spanFrom(hours, from)
    const start = isBefore(from, span.opens) ? span.opens : from
    const room = span.closes.epochMilliseconds - start.epochMilliseconds
    if (left <= room) return new Date(start.epochMilliseconds + left)
    left -= room
    from = span.closes
  }
}
