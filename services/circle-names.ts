/** Finding groups, departments and uploaded lists by the names that people use. */
import { sql } from 'kysely'
import type { Circle } from './audiences.ts'
import type { DbOrTx } from './db/database.ts'

/** The largest departments, in order of name; the others can be typed. */
export async function departmentNames(db: DbOrTx, most: number): Promise<string[]> {
  const rows = await db
    .selectFrom('people')
    .select(['department', sql<number>`count(*)`.as('count')])
    .where('department', 'is not', null)
    .where('left_at', 'is', null)
    .groupBy('department')
    .orderBy('count', 'desc')
    .orderBy('department')
    .limit(most)
    .execute()
  return rows.map(row => row.department as string).sort((a, b) => a.localeCompare(b))
}

/** Uploaded lists that have been read to the end, newest first. */
export const newestLists = (db: DbOrTx, most: number): Promise<{ id: string; name: string }[]> =>
  db.selectFrom('lists').select(['id', 'name']).where('finished_at', 'is not', null).orderBy('at', 'desc').limit(most).execute()

export type Named = Extract<Circle, { kind: 'group' | 'department' | 'list' }>

const everything = sql`
  select 'group' as kind, id, name from groups
  union all select distinct 'department', department, department from people where department is not null and left_at is null
  union all select 'list', id::text, name from lists where finished_at is not null`

/** Everything of that name, whatever its capitals; three at most. */
export async function circlesCalled(db: DbOrTx, name: string): Promise<Named[]> {
  const { rows } = await sql<{ kind: Named['kind']; id: string; name: string }>`
    with named as (${everything}) select * from named where lower(name) = lower(${name}) limit 3`.execute(db)
  return rows.map(({ kind, id, name: found }) => {
    if (kind === 'group') return { kind, groupId: id, name: found }
    return kind === 'list' ? { kind, listId: id, name: found } : { kind, name: found }
  })
}

/** Three names at most that have what was typed in them, or that it has in it. */
export async function namesNear(db: DbOrTx, name: string): Promise<string[]> {
  if (name.length < 2) return []
  const { rows } = await sql<{ name: string }>`
    with named as (${everything})
    select distinct name, length(name) from named
    where position(lower(${name}) in lower(name)) > 0 or position(lower(name) in lower(${name})) > 0
    order by length(name), name limit 3`.execute(db)
  return rows.map(row => row.name)
}

export async function findGroupId(db: DbOrTx, name: string): Promise<string | null> {
  const group = await db.selectFrom('groups').select('id').where(sql<string>`lower(name)`, '=', name.toLowerCase()).executeTakeFirst()
  return group?.id ?? null
}
