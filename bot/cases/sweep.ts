import { lookAtOpenCases, noteLateCases, pushStuckCases, redrawWaitingCases } from '../../services/case-showing.ts'
import { deskTimes } from '../../services/desk-hours.ts'
import type { App } from '../app.ts'
import { hoursOf } from './view.ts'

/**
 * Looks after cases that wait: a person whose answer is late hears so once, the channel card counts the minutes while the desk is
 * open, and whatever did not reach Teams is tried again. Several processes may sweep at once. Gives how many cases it touched.
 */
export async function sweepCases(app: App, now: Date): Promise<number> {
  const late = await noteLateCases(app, now)
  await lookAtOpenCases(app, now)
  const redrawn = deskTimes(hoursOf(app), now).openNow ? await redrawWaitingCases(app, now) : 0
  return late + redrawn + (await pushStuckCases(app, now))
}
