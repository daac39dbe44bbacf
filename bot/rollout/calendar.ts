/** When the messages of a wave go out, for its cards. */
import type { CalendarRow } from '../../cards/rollout-preview.ts'
import { nextSendingMoment } from '../../services/calendar.ts'
import { countryOfZone, localDate } from '../../services/local-time.ts'
import { type Planned, planOf } from '../../services/wave-plan.ts'
import { type Step, stepName, type Wave } from '../../services/waves.ts'

const dayMs = 24 * 3600_000

/** Days before (negative) or after the deadline's own day, as it came out: what falls on a day without sending hours is moved. */
export const daysOf = (wave: Wave, { date }: Planned): number =>
  Math.round((Date.parse(date) - Date.parse(localDate(wave.deadline_at, wave.time_zone))) / dayMs)

/** When the first people of the wave's own zone get what begins at `at`: a step may begin on a Sunday, and then waits for Monday. */
export const deliveredFrom = (wave: Pick<Wave, 'hours' | 'time_zone'>, at: Date): Date =>
  nextSendingMoment(at, { hours: wave.hours, zone: wave.time_zone, country: countryOfZone(wave.time_zone) })

/** All messages of a wave that has not begun. `everybody`: people to reach; `notReady`: those of them who are not ready today. */
export function calendarOf(wave: Wave, now: Date, people: { everybody: number; notReady: number }): CalendarRow[] {
  const plan = planOf(wave)
  const today = localDate(now, wave.time_zone)
  const late = plan.some(({ kind, at }) => kind === 'announcement' && at <= now)
  return wave.cadence.map(step => {
    const planned = plan.find(one => one.name === stepName(step))
    const forAll = step.kind === 'announcement' || step.kind === 'day_zero'
    const count = forAll ? people.everybody : people.notReady
    if (!planned) return { ...step, at: wave.deadline_at, people: count, past: 'merged' }
    // A wave that begins late announces at once, and no reminder follows on that day.
    const over = !forAll && (planned.at <= now || (late && planned.date <= today))
    const past = over ? 'skipped' : planned.at <= now ? 'at_once' : null
    return { kind: step.kind, days: daysOf(wave, planned), at: deliveredFrom(wave, planned.at), people: count, past }
  })
}

/** When somebody in the wave gets the step, for a sample of it: not before today. */
export function momentOf(wave: Wave, kind: Step['kind'], now: Date): Date {
  const planned = planOf(wave).find(one => one.kind === kind && one.at > now)
  return planned?.at ?? (kind === 'rescue' || kind === 'day_zero' ? wave.deadline_at : now)
}
