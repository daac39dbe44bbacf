/** Orders of keys by the clock: what nobody accepted comes again, what was handed over is looked for, and orders of leavers end. */
import { cancelOfLeavers, lookAtHandedOver, pushStuckOrders, showUnansweredAgain } from '../../services/key-order-showing.ts'
import type { App } from '../app.ts'
import { hoursOf } from '../cases/view.ts'

export async function sweepKeys(app: App, now: Date): Promise<void> {
  await showUnansweredAgain(app, hoursOf(app), now)
  await lookAtHandedOver(app, now)
  await cancelOfLeavers(app, now)
  await pushStuckOrders(app, now)
}
