/** Who an announcement is for, counted and expanded by the same condition. */
import { type RawBuilder, type SqlBool, sql } from 'kysely'
import type { Audience } from './announcements.ts'
import type { DbOrTx } from './db/database.ts'
import type { Exclusion, ReachState } from './db/schema.ts'
import type { Directory } from './ports.ts'

/** People who left are in no audience; excluded people are, with their reason, so that everybody is accounted for. */
function belongs(audience: Audience): RawBuilder<SqlBool> {
  switch (audience.kind) {
    case 'everyone':
      return sql`people.left_at is null`
    case 'person':
      return sql`people.left_at is null and people.id = ${audience.personId}`
    case 'group':
      return sql`people.left_at is null and people.id in (select person_id from group_members where group_id = ${audience.groupId})`
    case 'not_ready':
      return sql`people.left_at is null and people.id not in (select person_id from registrations where done)`
  }
}

/** Reads the members of a group audience from the directory now, so that the count and the sending are about the same people. */
export async function readMembers(db: DbOrTx, directory: Directory, audience: Audience): Promise<void> {
  if (audience.kind !== 'group') return
  const seen: string[] = []
  for await (const page of directory.groupMembers(audience.groupId)) {
    seen.push(...page)
    if (page.length === 0) continue
    await db
      .insertInto('group_members')
      .values(page.map(personId => ({ group_id: audience.groupId, person_id: personId })))
      .onConflict(conflict => conflict.doNothing())
      .execute()
  }
  await db
    .deleteFrom('group_members')
    .where('group_id', '=', audience.groupId)
    .where('person_id', '<>', sql<string>`all(${seen}::text[])`)
    .execute()
}

/** The audience of this moment, for use inside a statement: `id`, `excluded`, `department`. */
export function audienceMembers(audience: Audience): RawBuilder<unknown> {
  return sql`select people.id, people.excluded, people.department from people where ${belongs(audience)}`
}

export interface HeadCount {
  total: number
  /** People whom a message will be tried for. */
  toReach: number
  ready: number
  excluded: { reason: Exclusion; count: number }[]
  /** People to reach whom the bot cannot write to yet, by why. */
  notYet: { state: ReachState; count: number }[]
}

/** The dry run: how many, who is left out and why, and who cannot be reached yet. */
export async function headCount(db: DbOrTx, audience: Audience): Promise<HeadCount> {
  const rows = await db
    .selectFrom('people')
    .leftJoin('conversations', 'conversations.person_id', 'people.id')
    .leftJoin('registrations', 'registrations.person_id', 'people.id')
    .select(eb => [
      'people.excluded',
      eb.fn.coalesce('conversations.state', sql<ReachState>`'unknown'`).as('state'),
      eb.fn.coalesce('registrations.done', sql<boolean>`false`).as('done'),
      sql<number>`count(*)::int`.as('count'),
    ])
    .where(belongs(audience))
    .groupBy(['people.excluded', sql`2`, sql`3`])
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
      row => row.excluded as Exclusion,
    ).map(({ key, count }) => ({ reason: key, count })),
    notYet: by(
      included.filter(row => row.state !== 'reachable'),
      row => row.state,
    ).map(({ key, count }) => ({ state: key, count })),
  }
}

/** Names of the people who are left out, a few for each reason, in order of name. */
export async function excludedNames(db: DbOrTx, audience: Audience, mostEach: number): Promise<{ reason: Exclusion; names: string[] }[]> {
  const ranked = db
    .selectFrom('people')
    .select(['name', 'excluded', sql<number>`row_number() over (partition by excluded order by name)::int`.as('rank')])
    .where(belongs(audience))
    .where('excluded', 'is not', null)
  const rows = await db
    .selectFrom(ranked.as('ranked'))
    .selectAll()
    .where('rank', '<=', mostEach)
    .orderBy('excluded')
    .orderBy('rank')
    .execute()
  return [...Map.groupBy(rows, row => row.excluded as Exclusion)].map(([reason, group]) => ({ reason, names: group.map(row => row.name) }))
}

export interface AudienceMember {
  id: string
  excluded: Exclusion | null
  department: string | null
  chosen_language: string | null
  teams_locale: string | null
  directory_language: string | null
}

/** One page of the audience in order of id, after `afterId`. */
export async function audiencePage(db: DbOrTx, audience: Audience, afterId: string, size: number): Promise<AudienceMember[]> {
  return db
    .selectFrom('people')
    .select(['id', 'excluded', 'department', 'chosen_language', 'teams_locale', 'directory_language'])
    .where(belongs(audience))
    .where('people.id', '>', afterId)
    .orderBy('people.id')
    .limit(size)
    .execute()
}
