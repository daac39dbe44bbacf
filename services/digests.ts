/**
 * The managers' digest: three days before the date each manager hears how many of their people in the wave are not ready; names only
 * where that is switched on. It is a message like any other: in the manager's hours, and not on a day on which they get another one.
 */
import { type Selectable, sql } from 'kysely'
import { membersOf } from './audiences.ts'
import { type Db, type DbOrTx, transaction } from './db/database.ts'
import type { DigestsTable } from './db/tables/rollout.ts'
import { digestMoment } from './wave-plan.ts'
import { type Wave, waveFromRow } from './waves.ts'

export type Digest = Selectable<DigestsTable>

const notReady = sql<boolean>`not exists (select from registrations r where r.person_id = people.id and r.done)`

async function planDigest(db: Db, wave: Wave, now: Date): Promise<void> {
  await transaction(db, async tx => {
    const first = tx.updateTable('waves').set({ digests_at: now }).where('id', '=', wave.id).where('digests_at', 'is', null)
    if (!(await first.where('state', '=', 'active').returning('id').executeTakeFirst())) return
    const { belongs, excluded } = await membersOf(tx, { kind: 'wave', waveId: wave.id })
    await sql`
      insert into digests (wave_id, manager_id, due_at)
      select distinct ${wave.id}::uuid, people.manager_id, ${now}::timestamptz from people
      where ${belongs} and ${excluded} is null and ${notReady} and exists (
        select from people m where m.id = people.manager_id and m.left_at is null and m.excluded is null)
      on conflict do nothing`.execute(tx)
  })
}

/** Plans the digests of waves whose day has come and of which something has gone out. */
export async function planDigests(db: Db, now: Date): Promise<void> {
  const announced = db.selectFrom('announcements').select('wave_id').where('wave_id', 'is not', null)
  const rows = await db
    .selectFrom('waves')
    .selectAll()
    .where('state', '=', 'active')
    .where('digests_at', 'is', null)
    .where('deadline_at', '>', now)
    .where('id', 'in', announced)
    .execute()
  for (const wave of rows.map(waveFromRow)) if (digestMoment(wave) <= now) await planDigest(db, wave, now)
}

const leaseSeconds = 120

/** Takes digests that are due; each is given to one worker, which settles it or puts it off. */
export async function takeDueDigests(db: DbOrTx, most: number, now: Date): Promise<Digest[]> {
  const { rows } = await sql<Digest>`
    with due as materialized (
      select d.wave_id, d.manager_id from digests d join waves w on w.id = d.wave_id and w.state = 'active'
      where d.settled_at is null and d.due_at <= ${now} and (d.lease_until is null or d.lease_until < clock_timestamp())
      limit ${most} for update of d skip locked)
    update digests d set lease_until = clock_timestamp() + ${leaseSeconds} * interval '1 second'
    from due where d.wave_id = due.wave_id and d.manager_id = due.manager_id
    returning d.*`.execute(db)
  return rows
}

const itsRow = (db: DbOrTx, digest: Digest) =>
  db.updateTable('digests').where('wave_id', '=', digest.wave_id).where('manager_id', '=', digest.manager_id)

/** The manager's day was taken for it, so that trying again that day is no second message. */
export async function keepDay(db: DbOrTx, digest: Digest, localDay: string): Promise<void> {
  await itsRow(db, digest).set({ taken_day: localDay }).execute()
}

export async function settleDigest(db: DbOrTx, digest: Digest, sent: boolean, now: Date): Promise<void> {
  await itsRow(db, digest).set({ settled_at: now, sent, lease_until: null }).execute()
}

export async function putOffDigest(db: DbOrTx, digest: Digest, until: Date): Promise<void> {
  await itsRow(db, digest).set({ due_at: until, lease_until: null }).execute()
}

/** The manager's people in the wave, and those of them who are not ready as far as is known, in order of name. */
export async function standingOfTeam(db: DbOrTx, digest: Digest): Promise<{ people: number; notReady: string[] }> {
  const { belongs, excluded } = await membersOf(db, { kind: 'wave', waveId: digest.wave_id })
  const rows = await db
    .selectFrom('people')
    .select(['name', notReady.as('waits')])
    .where(belongs)
    .where(sql<boolean>`${excluded} is null`)
    .where('manager_id', '=', digest.manager_id)
    .orderBy('name')
    .execute()
  return { people: rows.length, notReady: rows.filter(row => row.waits).map(row => row.name) }
}

/** Whether the manager waits for a message of their own, or has had one on this day of theirs. */
export async function isBusyDay(db: DbOrTx, managerId: string, localDay: string): Promise<boolean> {
  const { rows } = await sql<{ busy: boolean }>`
    select exists (select from contacts where person_id = ${managerId} and local_day = ${localDay})
      or exists (select from deliveries d join announcements a on a.id = d.announcement_id and a.state in ('expanding', 'running')
        where d.person_id = ${managerId} and d.state in ('queued', 'sending', 'retrying')) as busy`.execute(db)
  return rows[0]?.busy ?? false
}

/** The wave's first announcement, in whose name the manager's day is taken. */
export async function firstAnnouncementOf(db: DbOrTx, waveId: string): Promise<string | null> {
  const row = await db
    .selectFrom('announcements')
    .select('id')
    .where('wave_id', '=', waveId)
    .orderBy('created_at')
    .limit(1)
    .executeTakeFirst()
  return row?.id ?? null
}
