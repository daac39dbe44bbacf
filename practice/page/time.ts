/** Dates as the person would see them: in their own time zone, in the language of the page. */
export interface Clock {
  time(iso: string): string
  day(iso: string): string
  short(iso: string): string
  full(iso: string): string
  dayKey(iso: string): string
}

export function clockFor(language: string, timeZone: string): Clock {
  const locale = language === 'nl' ? 'nl-NL' : 'en-GB'
  const format = (options: Intl.DateTimeFormatOptions) => new Intl.DateTimeFormat(locale, { timeZone, ...options })
  const time = format({ hour: '2-digit', minute: '2-digit' })
  const date = format({ day: 'numeric', month: 'short' })
  const long = format({ weekday: 'long', day: 'numeric', month: 'long' })
  const full = format({ dateStyle: 'full', timeStyle: 'short' })
  const key = new Intl.DateTimeFormat('en-CA', { timeZone })
  const relative = new Intl.RelativeTimeFormat(locale, { numeric: 'auto' })
  const dayKey = (iso: string) => key.format(new Date(iso))
  const daysAgo = (iso: string) => Math.round((Date.parse(key.format(new Date())) - Date.parse(dayKey(iso))) / 86_400_000)
  return {
    time: iso => time.format(new Date(iso)),
    day: iso =>
      daysAgo(iso) <= 1 && daysAgo(iso) >= 0 ? capital(relative.format(-daysAgo(iso), 'day')) : capital(long.format(new Date(iso))),
    short: iso => (daysAgo(iso) === 0 ? time.format(new Date(iso)) : date.format(new Date(iso))),
    full: iso => full.format(new Date(iso)),
    dayKey,
  }
}

function capital(text: string): string {
  return text.charAt(0).toUpperCase() + text.slice(1)
}
