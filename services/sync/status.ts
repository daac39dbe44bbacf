import { sql } from 'kysely'
import type { Db } from '../db/database.ts'
import type { Exclusion, ReachState } from '../db/schema.ts'
import { countKeyOrders, type OpenOrderCounts } from '../key-orders.ts'
import { isLeased } from './lease.ts'
import { type LastSync, readState } from './state.ts'

export interface PeopleCounts {
  /** In audiences: everybody who is not excluded. */
  people: number
  reach: Record<Exclude<ReachState, 'gone'>, number>
  excluded: Record<Exclusion, number>
  second: { ready: number; only_phone: number; not_ready: number; not_known: number }
  keys: OpenOrderCounts
}

const count = sql<number>`count(*)::int`

async function countReach(db: Db): Promise<PeopleCounts['reach']> {
  const rows = await db
    .selectFrom('people')
    .leftJoin('conversations', 'conversations.person_id', 'people.id')
    .select(['conversations.state', count.as('count')])
    .where('people.excluded', 'is', null)
    .groupBy('conversations.state')
    .execute()
  const reach = { reachable: 0, unknown: 0, not_installed: 0, policy_blocked: 0, no_licence: 0, blocked: 0 }
  for (const row of rows) reach[row.state === 'gone' ? 'not_installed' : (row.state ?? 'unknown')] += row.count
  return reach
}

async function countExcluded(db: Db): Promise<PeopleCounts['excluded']> {
  const rows = await db
    .selectFrom('people')
    .select(['excluded', count.as('count')])
    .where('excluded', 'is not', null)
    .groupBy('excluded')
    .execute()
  const excluded = { guest: 0, disabled: 0, service: 0, break_glass: 0, left: 0, on_leave: 0, not_started: 0 }
  for (const row of rows) if (row.excluded) excluded[row.excluded] = row.count
  return excluded
}

async function countSecond(db: Db): Promise<PeopleCounts['second']> {
  const filtered = (condition: string) => sql<number>`(count(*) filter (where ${sql.raw(condition)}))::int`
  return db
    .selectFrom('people')
    .leftJoin('registrations as r', 'r.person_id', 'people.id')
    .select([
      filtered('r.done').as('ready'),
      filtered('not r.done and r.ends_soon').as('only_phone'),
      filtered('not r.done and not r.ends_soon').as('not_ready'),
      filtered('r.person_id is null').as('not_known'),
    ])
    .where('people.excluded', 'is', null)
    .executeTakeFirstOrThrow()
}

/** How many people there are, can be reached, are ready, are excluded and why. */
export async function countPeople(db: Db): Promise<PeopleCounts> {
  const reach = await countReach(db)
  const people = Object.values(reach).reduce((sum, one) => sum + one, 0)
  return { people, reach, excluded: await countExcluded(db), second: await countSecond(db), keys: await countKeyOrders(db) }
}

/** What the last run did, or what the one that runs now has done so far. */
export async function readSync(db: Db): Promise<{ last: LastSync | null; running: boolean }> {
  const last = await readState(db, 'last_sync')
  return { last, running: last !== null && last.finishedAt === null && (await isLeased(db, 'sync_people')) }
}
