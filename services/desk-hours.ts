/** When the helpdesk is open: Monday to Friday, the same hours each day, in the desk's own time zone. */
import { nextLocalTime, sameDayAt, weekday } from './local-time.ts'

export interface DeskHours {
  /** "08:00", in `timeZone`. */
  opens: string
  closes: string
  timeZone: string
}

interface Span {
  opens: Date
  closes: Date
}

/** The opening that `at` lies in, or else the next one. */
function spanFrom({ opens, closes, timeZone }: DeskHours, at: Date): Span {
  const [hour = 0, minute = 0] = closes.split(':').map(Number)
  let end = nextLocalTime(at, timeZone, hour, minute)
  while (weekday(end, timeZone) > 5) end = nextLocalTime(end, timeZone, hour, minute)
  return { opens: sameDayAt(end, timeZone, opens), closes: end }
}

export interface DeskTimes {
  openNow: boolean
  /** The start of the opening that `at` lies in, or else of the next one. */
  opensAt: Date
  /** The end of that same opening. */
  closesAt: Date
}

export function deskTimes(hours: DeskHours, at: Date): DeskTimes {
  const { opens, closes } = spanFrom(hours, at)
  return { openNow: at >= opens, opensAt: opens, closesAt: closes }
}

/** The instant at which the desk has been open for `minutes` since `at`. */
export function afterOpenMinutes(hours: DeskHours, at: Date, minutes: number): Date {
  let from = at
  let left = minutes * 60_000
  for (;;) {
    const { opens, closes } = spanFrom(hours, from)
    const start = from < opens ? opens : from
    const room = closes.getTime() - start.getTime()
    if (left <= room) return new Date(start.getTime() + left)
    left -= room
    from = closes
  }
}

/** How long the desk is open on one day. */
export function openMinutesOfDay({ opens, closes }: DeskHours): number {
  const minutes = (clock: string) => clock.split(':').reduce((sum, part) => sum * 60 + Number(part), 0)
  return minutes(closes) - minutes(opens)
}
