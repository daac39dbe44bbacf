/** Admins who may announce only to some people. Checked here, in SQL, never by what a card offers. */
import { sql } from 'kysely'
import { type Audience, type Circle, circleSchema, membersOf } from './audiences.ts'
import { record } from './audit.ts'
import type { DbOrTx, Tx } from './db/database.ts'

export interface AuthorLimit {
  personId: string
  audience: Circle
  setBy: string
  setAt: Date
}

const fromRow = (row: { person_id: string; audience: unknown; set_by: string; set_at: Date }): AuthorLimit => ({
  personId: row.person_id,
  audience: circleSchema.parse(row.audience),
  setBy: row.set_by,
  setAt: row.set_at,
})

export async function limitOf(db: DbOrTx, personId: string): Promise<AuthorLimit | null> {
  const row = await db.selectFrom('author_limits').selectAll().where('person_id', '=', personId).executeTakeFirst()
  return row ? fromRow(row) : null
}

export async function listLimits(db: DbOrTx): Promise<AuthorLimit[]> {
  const rows = await db.selectFrom('author_limits').selectAll().orderBy('set_at').execute()
  return rows.map(fromRow)
}

interface Change {
  personId: string
  /** Entra object id of the admin who changes it. */
  by: string
  now: Date
}

/** Nobody changes their own limit, and who is limited changes nobody's. */
async function mayChange(tx: Tx, { personId, by }: Change): Promise<boolean> {
  return personId !== by && (await limitOf(tx, by)) === null
}

/** Limits an admin to `audience`, or lifts the limit with `null`. Gives false for one's own limit and for admins who are limited themselves. */
export async function setLimit(tx: Tx, change: Change & { audience: Circle | null }): Promise<boolean> {
  const { personId, audience, by, now } = change
  if (!(await mayChange(tx, change))) return false
  if (audience) {
    const row = { audience: JSON.stringify(audience), set_by: by, set_at: now }
    await tx
      .insertInto('author_limits')
      .values({ person_id: personId, ...row })
      .onConflict(conflict => conflict.column('person_id').doUpdateSet(row))
      .execute()
  } else {
    await tx.deleteFrom('author_limits').where('person_id', '=', personId).execute()
  }
  const action = audience ? 'author.limited' : 'author.unlimited'
  await record(tx, { at: now, actorId: by, action, subject: `person:${personId}`, details: { kind: audience?.kind ?? null } })
  return true
}

/** How many people of the audience this author may not write to: 0 where there is no limit. Excluded people are written to by nobody. */
export async function outsideLimit(db: DbOrTx, authorId: string, audience: Audience): Promise<number> {
  const limit = await limitOf(db, authorId)
  if (!limit) return 0
  const [wanted, allowed] = [await membersOf(db, audience), await membersOf(db, limit.audience)]
  const { rows } = await sql<{ count: number }>`
    select count(*)::int as count from people
    where ${wanted.belongs} and ${wanted.excluded} is null and not ${allowed.belongs}`.execute(db)
  return rows[0]?.count ?? 0
}
