/** Before anything goes out: how many, who is left out and why, and who cannot be reached yet. */
import { sql } from 'kysely'
import { type Audience, type LeftOut, membersOf } from './audiences.ts'
import type { DbOrTx } from './db/database.ts'
import type { ReachState } from './db/schema.ts'

export interface HeadCount {
  total: number
  /** People whom a message will be tried for. */
  toReach: number
  ready: number
  excluded: { reason: LeftOut; count: number }[]
  /** People to reach whom the bot cannot write to yet, by why. */
  notYet: { state: ReachState; count: number }[]
}

/** The dry run: how many, who is left out and why, and who cannot be reached yet. */
export async function headCount(db: DbOrTx, audience: Audience): Promise<HeadCount> {
  const { belongs, excluded } = await membersOf(db, audience)
  const rows = await db
    .selectFrom('people')
    .leftJoin('conversations', 'conversations.person_id', 'people.id')
    .leftJoin('registrations', 'registrations.person_id', 'people.id')
    .select(eb => [
      excluded.as('excluded'),
      eb.fn.coalesce('conversations.state', sql<ReachState>`'unknown'`).as('state'),
      eb.fn.coalesce('registrations.done', sql<boolean>`false`).as('done'),
      sql<number>`count(*)::int`.as('count'),
    ])
    .where(belongs)
    .groupBy([sql`1`, sql`2`, sql`3`])
    .execute()
  const sum = (some: typeof rows) => some.reduce((total, row) => total + row.count, 0)
  const included = rows.filter(row => row.excluded === null)
  const by = <K extends string>(some: typeof rows, keyOf: (row: (typeof rows)[number]) => K) =>
    [...Map.groupBy(some, keyOf)].map(([key, group]) => ({ key, count: sum(group) }))
  return {
    total: sum(rows),
    toReach: sum(included),
    ready: sum(included.filter(row => row.done)),
    excluded: by(
      rows.filter(row => row.excluded !== null),
      row => row.excluded as LeftOut,
    ).map(({ key, count }) => ({ reason: key, count })),
    notYet: by(
      included.filter(row => row.state !== 'reachable'),
      row => row.state,
    ).map(({ key, count }) => ({ state: key, count })),
  }
}

/** Names of the people who are left out, a few for each reason, in order of name. */
export async function excludedNames(db: DbOrTx, audience: Audience, mostEach: number): Promise<{ reason: LeftOut; names: string[] }[]> {
  const { belongs, excluded } = await membersOf(db, audience)
  const leftOut = db
    .selectFrom('people')
    .select(['name', excluded.as('excluded')])
    .where(belongs)
  const ranked = db
    .selectFrom(leftOut.as('people'))
    .select(['name', 'excluded', sql<number>`row_number() over (partition by excluded order by name)::int`.as('rank')])
    .where('excluded', 'is not', null)
  const rows = await db
    .selectFrom(ranked.as('ranked'))
    .selectAll()
    .where('rank', '<=', mostEach)
    .orderBy('excluded')
    .orderBy('rank')
    .execute()
  return [...Map.groupBy(rows, row => row.excluded as LeftOut)].map(([reason, group]) => ({ reason, names: group.map(row => row.name) }))
}
