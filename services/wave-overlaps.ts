/** Before a wave starts: who of its people is in an earlier wave already, and whose way to sign in ends soon. */
import { type SqlBool, sql } from 'kysely'
import { membersOf } from './audiences.ts'
import type { DbOrTx } from './db/database.ts'
import { type Wave, wavesOf } from './waves.ts'

export interface Overlap {
  position: number
  name: string
  /** People who fit in both, and belong to the earlier one. */
  count: number
}

/** Earlier waves that take people away from this one; stopped waves take nobody. */
export async function overlapsOf(db: DbOrTx, wave: Wave): Promise<Overlap[]> {
  const mine = await membersOf(db, wave.audience)
  const earlier = (await wavesOf(db, wave.campaign_id)).filter(one => one.position < wave.position && one.state !== 'cancelled')
  const overlaps: Overlap[] = []
  for (const { id, position, name } of earlier) {
    const theirs = await membersOf(db, { kind: 'wave', waveId: id })
    const { count } = await db
      .selectFrom('people')
      .select(sql<number>`count(*)::int`.as('count'))
      .where(mine.belongs)
      .where(theirs.belongs)
      .where(sql<SqlBool>`${mine.excluded} is null`)
      .executeTakeFirstOrThrow()
    if (count > 0) overlaps.push({ position, name, count })
  }
  return overlaps
}

/** People of the wave to write to who can sign in with nothing but a phone number, which ends on 1 February 2027. */
export async function countEndingSoon(db: DbOrTx, waveId: string): Promise<number> {
  const { belongs, excluded } = await membersOf(db, { kind: 'wave', waveId })
  const { count } = await db
    .selectFrom('people')
    .innerJoin('registrations', 'registrations.person_id', 'people.id')
    .select(sql<number>`count(*)::int`.as('count'))
    .where(belongs)
    .where(sql<SqlBool>`${excluded} is null`)
    .where('registrations.ends_soon', '=', true)
    .where('registrations.done', '=', false)
    .executeTakeFirstOrThrow()
  return count
}
