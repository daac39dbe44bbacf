/** Orders of keys by the clock: what nobody accepted comes again, what nobody collects is mentioned once, what was handed over is looked for. */
import { currentFor } from '../../services/announcements.ts'
import { nextSendingMoment } from '../../services/calendar.ts'
import {
  cancelOfLeavers,
  lookAtHandedOver,
  pushStuckOrders,
  remindLater,
  remindOfKey,
  showUnansweredAgain,
  waitingKeys,
} from '../../services/key-order-showing.ts'
import type { KeyOrder } from '../../services/key-orders.ts'
import { findPerson } from '../../services/people.ts'
import type { App } from '../app.ts'
import { hoursOf } from '../cases/view.ts'
import { sayTo } from '../say.ts'
import { workingRules } from '../working-hours.ts'

/** Only in working hours of the person's own place, also when the bot was away at the planned moment. */
async function remind(app: App, order: KeyOrder, now: Date): Promise<unknown> {
  const person = await findPerson(app.db, order.person_id)
  const zone = person ? sayTo(app, person).timeZone : app.config.DEFAULT_TIME_ZONE
  const rules = workingRules({ country: person?.country ?? null }, zone, await currentFor(app.db, order.person_id))
  const at = nextSendingMoment(now, rules)
  return at > now ? remindLater(app.db, order, at) : remindOfKey(app, order, now)
}

export async function sweepKeys(app: App, now: Date): Promise<void> {
  await showUnansweredAgain(app, hoursOf(app), now)
  for (const order of await waitingKeys(app.db, now)) await remind(app, order, now)
  await lookAtHandedOver(app, now)
  await cancelOfLeavers(app, now)
  await pushStuckOrders(app, now)
}
