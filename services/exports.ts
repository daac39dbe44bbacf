/** What leaves as a file, read a few thousand rows at a time so that memory stays flat. Who took it out is in the audit. */
import { record } from './audit.ts'
import { type Db, type DbOrTx, transaction } from './db/database.ts'
import type { DeliveryState } from './db/schema.ts'
import type { KeyOrderState } from './db/tables/key-orders.ts'
import { type NamedKeyOrder, pageOfKeyOrders } from './key-orders.ts'
import { type NamedDelivery, pageOfDeliveries } from './ledger-views.ts'
import { type Miss, pageOfMisses } from './lists.ts'

const pageSize = 2000

/** People to whom another way must be found: by e-mail, a letter or their team leader. */
export const unreachableStates: DeliveryState[] = ['blocked', 'policy_blocked', 'not_installed', 'gone', 'failed']

export async function* everyDelivery(
  db: DbOrTx,
  announcementIds: string[],
  states?: readonly DeliveryState[],
): AsyncGenerator<NamedDelivery[]> {
  if (announcementIds.length === 0) return
  let after: { announcementId: string; personId: string } | undefined
  for (;;) {
    const page = await pageOfDeliveries(db, { announcementIds, filter: { states } }, pageSize, after)
    if (page.length > 0) yield page
    const last = page.at(-1)
    if (!last || page.length < pageSize) return
    after = { announcementId: last.announcement_id, personId: last.person_id }
  }
}

export async function* everyMiss(db: DbOrTx, listId: string): AsyncGenerator<Miss[]> {
  let after = 0
  for (;;) {
    const page = await pageOfMisses(db, listId, pageSize, after)
    if (page.length > 0) yield page
    if (page.length < pageSize) return
    after = page.at(-1)?.line ?? 0
  }
}

export async function* everyKeyOrder(db: DbOrTx, state?: KeyOrderState): AsyncGenerator<NamedKeyOrder[]> {
  let before: number | undefined
  for (;;) {
    const page = await pageOfKeyOrders(db, { state }, pageSize, before)
    if (page.length > 0) yield page
    if (page.length < pageSize) return
    before = page.at(-1)?.id
  }
}

/** Written before the first row leaves. `subject`: what it is taken out of, such as `announcement:…`. */
export function recordExport(db: Db, by: { actorId: string; now: Date }, subject: string, what: string): Promise<void> {
  return transaction(db, tx => record(tx, { at: by.now, actorId: by.actorId, action: 'exported', subject, details: { what } }))
}
