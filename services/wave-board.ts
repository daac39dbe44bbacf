/** How a wave stands: what became of each of its messages, and who never started. Counted from the ledger, never kept. */
import { type SqlBool, sql } from 'kysely'
import { membersOf } from './audiences.ts'
import type { DbOrTx } from './db/database.ts'
import type { AnnouncementKind, AnnouncementState, DeliveryState } from './db/schema.ts'
import { begunPattern } from './progress.ts'

export interface StepRow {
  announcementId: string
  step: string
  kind: AnnouncementKind
  state: AnnouncementState
  /** Its cards say so, or are gone. */
  isTakenBack: boolean
  /** When it began to go out. */
  at: Date
  counts: { state: DeliveryState; reason: string | null; count: number }[]
}

/** The messages of the wave that have begun, in order, with what became of each row. */
export async function stepRows(db: DbOrTx, waveId: string): Promise<StepRow[]> {
  const announcements = await db
    .selectFrom('announcements')
    .select(['id', 'step', 'kind', 'state', 'created_at', 'confirmed_at', 'withdrawn_at'])
    .where('wave_id', '=', waveId)
    .orderBy('created_at')
    .execute()
  if (announcements.length === 0) return []
  const rows = await db
    .selectFrom('deliveries')
    .select(['announcement_id', 'state', 'reason', sql<number>`count(*)::int`.as('count')])
    .where(
      'announcement_id',
      'in',
      announcements.map(({ id }) => id),
    )
    .groupBy(['announcement_id', 'state', 'reason'])
    .execute()
  const byId = Map.groupBy(rows, row => row.announcement_id)
  return announcements.map(({ id, step, kind, state, created_at, confirmed_at, withdrawn_at }) => ({
    announcementId: id,
    step: step ?? '',
    kind,
    state,
    isTakenBack: withdrawn_at !== null,
    at: confirmed_at ?? created_at,
    counts: (byId.get(id) ?? []).map(({ state: became, reason, count }) => ({ state: became, reason, count })),
  }))
}

/**
 * People of the wave who are not ready, never went a step of the guide and never asked for help. Nobody falls between: these get no case by
 * themselves, everybody else who does not get further does.
 */
async function whoNeverStarted(db: DbOrTx, waveId: string) {
  const { belongs, excluded } = await membersOf(db, { kind: 'wave', waveId })
  return db
    .selectFrom('people')
    .where(belongs)
    .where(sql<SqlBool>`${excluded} is null`)
    .where(sql<SqlBool>`not exists (select from registrations r where r.person_id = people.id and r.done)`)
    .where(
      sql<SqlBool>`not exists (select from progress p cross join jsonb_array_elements(p.tried) one
        where p.person_id = people.id and one ->> 'event' ~ ${begunPattern})`,
    )
    .where(sql<SqlBool>`not exists (select from cases c where c.person_id = people.id)`)
}

/** How many never started, and the names of the first `most`, in order. */
export async function neverStarted(db: DbOrTx, waveId: string, most: number): Promise<{ count: number; names: string[] }> {
  const query = await whoNeverStarted(db, waveId)
  const named = query.select(['people.name', sql<number>`(count(*) over ())::int`.as('count')])
  const rows = await named.orderBy('people.name').limit(most).execute()
  return { count: rows[0]?.count ?? 0, names: rows.map(row => row.name) }
}

const pageSize = 1000

/** All of them, a page at a time. */
export async function* everyNeverStarted(db: DbOrTx, waveId: string) {
  const query = (await whoNeverStarted(db, waveId)).select(['people.id', 'people.name', 'people.mail', 'people.upn', 'people.department'])
  for (let after = ''; ; ) {
    const page = await query.where('people.id', '>', after).orderBy('people.id').limit(pageSize).execute()
    if (page.length > 0) yield page
    if (page.length < pageSize) return
    after = page.at(-1)?.id ?? ''
  }
}

/** People who have a card of this wave. */
export async function countTold(db: DbOrTx, waveId: string): Promise<number> {
  const { count } = await db
    .selectFrom('deliveries')
    .innerJoin('announcements', 'announcements.id', 'deliveries.announcement_id')
    .select(sql<number>`count(distinct person_id)::int`.as('count'))
    .where('announcements.wave_id', '=', waveId)
    .where('deliveries.state', '=', 'delivered')
    .executeTakeFirstOrThrow()
  return count
}
