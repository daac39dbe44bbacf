/** How an extension moves: asked, decided by an admin, proved by the directory, over. Each step is one conditional update. */
import { randomUUID } from 'node:crypto'
import { sql } from 'kysely'
import type { Announcement } from './announcements.ts'
import { record } from './audit.ts'
import { type Db, type DbOrTx, type Tx, transaction } from './db/database.ts'
import type { ExtensionReason, ExtensionState } from './db/tables/employee.ts'
import { redraw } from './deliveries.ts'
import { type Extension, openStates } from './extensions.ts'

export interface AskedExtension {
  personId: string
  announcement: Pick<Announcement, 'id' | 'wave_id'>
  groupId: string
  until: Date
  reason: ExtensionReason
  /** The person's own words, or empty; the caller has made sure that they hold no secret. */
  sentence: string
}

/** Keeps the wish for more time. Gives false when the person has an open one already. */
export async function askExtension(db: Db, asked: AskedExtension, now: Date): Promise<boolean> {
  const { personId, announcement, groupId, until, reason, sentence } = asked
  return transaction(db, async tx => {
    const id = randomUUID()
    const made = await tx
      .insertInto('extensions')
      .values({
        id,
        person_id: personId,
        announcement_id: announcement.id,
        wave_id: announcement.wave_id,
        group_id: groupId,
        until_at: until,
        reason,
        sentence: sentence || null,
        state: 'asked',
        asked_at: now,
      })
      .onConflict(conflict => conflict.column('person_id').where('state', 'in', openStates).doNothing())
      .returning('id')
      .executeTakeFirst()
    if (!made) return false
    await redraw(tx, personId, now)
    await record(tx, { at: now, actorId: personId, action: 'extension.asked', subject: `extension:${id}`, details: { reason } })
    return true
  })
}

interface Step {
  id: string
  from: ExtensionState[]
  to: ExtensionState
  /** Entra object id, or `bot`. */
  actorId: string
  set?: Partial<Pick<Extension, 'decided_by' | 'decided_at' | 'note' | 'granted_at' | 'ended_at'>>
}

/** From one state to the next, together with the cards and the audit; undefined when somebody was faster. */
async function step(tx: Tx, { id, from, to, actorId, set }: Step, now: Date): Promise<Extension | undefined> {
  const moved = await tx
    .updateTable('extensions')
    .set({ state: to, ...set })
    .where('id', '=', id)
    .where('state', 'in', from)
    .returningAll()
    .executeTakeFirst()
  if (!moved) return undefined
  await redraw(tx, moved.person_id, now)
  await record(tx, { at: now, actorId, action: `extension.${to}`, subject: `extension:${id}`, details: { person: moved.person_id } })
  return moved
}

/** The person takes it back, while nothing is in force. */
export const takeBack = (db: Db, extension: Extension, now: Date): Promise<Extension | undefined> =>
  transaction(db, tx =>
    step(tx, { id: extension.id, from: ['asked', 'approved'], to: 'withdrawn', actorId: extension.person_id, set: { ended_at: now } }, now),
  )

export interface Decision {
  id: string
  by: string
  to: 'approved' | 'declined'
  /** Why, in the admin's words; for the person to read. */
  note: string | null
}

/** An admin decides, never about their own wish. Undefined when it is their own, or no longer open to decide. */
export async function decideExtension(db: Db, { id, by, to, note }: Decision, now: Date): Promise<Extension | undefined> {
  return transaction(db, async tx => {
    const own = await tx.selectFrom('extensions').select('id').where('id', '=', id).where('person_id', '=', by).executeTakeFirst()
    if (own) return undefined
    const decided = { decided_by: by, decided_at: now, note, ...(to === 'declined' ? { ended_at: now } : {}) }
    return step(tx, { id, from: ['asked'], to, actorId: by, set: decided }, now)
  })
}

/** The directory shows that the person is left out. `reminder`: when to remind before the new deadline, on the newest card. */
export async function grantExtension(db: Db, id: string, reminder: Date | null, now: Date): Promise<boolean> {
  return transaction(db, async tx => {
    const granted = await tx.selectFrom('extensions').selectAll().where('id', '=', id).forUpdate().executeTakeFirst()
    if (granted?.state !== 'approved') return false
    const set = { snoozed_until: reminder, snooze_reason: 'extension', reminder_sending: false, reminder_tries: 0 }
    const card = tx.updateTable('deliveries').set(set).where('announcement_id', '=', granted.announcement_id)
    if (reminder) await card.where('person_id', '=', granted.person_id).execute()
    return (await step(tx, { id, from: ['approved'], to: 'granted', actorId: 'bot', set: { granted_at: now } }, now)) !== undefined
  })
}

/** It is over: its time has come, or the directory no longer leaves the person out. */
export const endExtension = (db: Db, id: string, now: Date): Promise<Extension | undefined> =>
  transaction(db, tx => step(tx, { id, from: openStates, to: 'ended', actorId: 'bot', set: { ended_at: now } }, now))

/** Open ones whose time has come. */
export async function overdueExtensions(db: DbOrTx, now: Date): Promise<Extension[]> {
  return db.selectFrom('extensions').selectAll().where('state', 'in', openStates).where('until_at', '<=', now).execute()
}

const approvedEveryMs = 2 * 60_000
const grantedEveryMs = 60 * 60_000

/** Takes what is to be compared with the directory now; each is given to one process. */
export async function takeForChecking(db: DbOrTx, now: Date): Promise<Extension[]> {
  const before = (ms: number) => new Date(now.getTime() - ms)
  const { rows } = await sql<Extension>`
    with due as materialized (
      select id from extensions where (checked_at is null and state in ('approved', 'granted'))
        or (state = 'approved' and checked_at <= ${before(approvedEveryMs)})
        or (state = 'granted' and checked_at <= ${before(grantedEveryMs)})
      order by checked_at nulls first limit 20 for update skip locked)
    update extensions e set checked_at = ${now} from due where e.id = due.id returning e.*`.execute(db)
  return rows
}

/** The next round looks at this one at once. */
export async function checkSoon(db: DbOrTx, id: string): Promise<void> {
  await db.updateTable('extensions').set({ checked_at: null }).where('id', '=', id).execute()
}

const tellingMs = 60_000

/** Takes those of which somebody is still to be told; given out again when whoever took it died. */
export async function takeForTelling(db: DbOrTx, now: Date): Promise<Extension[]> {
  const { rows } = await sql<Extension>`
    with due as materialized (
      select id from extensions where (told_person is distinct from state or told_admins is distinct from state)
        and (telling_until is null or telling_until <= ${now})
      order by asked_at limit 20 for update skip locked)
    update extensions e set telling_until = ${new Date(now.getTime() + tellingMs)} from due where e.id = due.id returning e.*`.execute(db)
  return rows
}

/** The person, or the admins, know of this state. */
export async function told(db: DbOrTx, { id, state }: Extension, who: 'told_person' | 'told_admins'): Promise<void> {
  await db
    .updateTable('extensions')
    .set({ [who]: state })
    .where('id', '=', id)
    .execute()
}

/** All are told: the next state is told without waiting for this round's time to run out. */
export async function endTelling(db: DbOrTx, id: string): Promise<void> {
  await db.updateTable('extensions').set({ telling_until: null }).where('id', '=', id).execute()
}
