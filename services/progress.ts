/** One person's place in the guide. Only this file and `silences.ts` write the table `progress`. */
import type { Selectable } from 'kysely'
import { sql } from 'kysely'
import type { Db, DbOrTx, Tx } from './db/database.ts'
import type { RegistrationsTable } from './db/schema.ts'
import type { ProgressTable } from './db/tables/guide.ts'
import { together } from './db/together.ts'
import { policyFrom, type StoredPolicy } from './methods-policy.ts'
import type { MethodKind, MethodsPolicy } from './ports.ts'

export interface Place {
  flow: string
  step: string
}

/** What somebody did who began in earnest: something was chosen, done or reported on the cards of the guide. In JavaScript and in SQL. */
export const begunPattern = '^(choose|next|trouble|reason|fixed)($|:)'

/** One thing that the person did or that the bot found; the helpdesk sees this list. `at` is an ISO instant. */
export interface Tried extends Place {
  at: string
  event: string
}

export type View = 'step' | 'trouble' | 'remedy' | 'checking' | 'paused' | 'finished' | 'closed' | 'handed'
export type LookResult = 'not_yet' | 'ends_soon' | 'unavailable' | 'gone'

export const phones = ['ios', 'android', 'other'] as const
export const computers = ['windows', 'mac', 'other'] as const
export type Phone = (typeof phones)[number]
export type Computer = (typeof computers)[number]

export interface Facts {
  /** The reason that the person chose on the trouble card. */
  reason?: string
  /** What the person had when the flow began. `live`: asked from the directory, not only remembered from the last sync. */
  before?: { lasting: number; done: boolean; live: boolean }
  /** Which phone and computer the person has, as they said or as their client said. `ask`: it may be another one now. */
  devices?: { phone?: Phone | 'ask'; computer?: Computer | 'ask' }
  /** How many methods there were before one was to be removed. */
  there?: number
  /**
   * The check that is running, and for which step. `stopped`: the looks of the first ten minutes are over; `nightAt` is the one look
   * that is left (ISO).
   */
  check?: Place & { stopped: boolean; nightAt?: string; result?: LookResult; seen?: { done: boolean; kinds: MethodKind[] } }
  /** When the person last pressed "look now" (ISO). */
  askedAt?: string
  /** What the last check that passed found: the message "you are done" is about this. */
  passed?: { flow: string; endsSoon: boolean; kinds: MethodKind[] }
}

export interface Progress {
  personId: string
  flow: string
  version: number
  step: string
  view: View
  revision: number
  trail: Place[]
  /** What happened since the place was read: it joins what was tried when the place is kept. */
  noted: Tried[]
  facts: Facts
  activityId: string | null
  checkStartedAt: Date | null
  checks: number
  lastCheckAt: Date | null
  nextCheckAt: Date | null
  changedAt: Date
  finishedAt: Date | null
  /** When the message "you are done" is due, if it does not go out at once. */
  tellAt: Date | null
  toldAt: Date | null
  /** When it is looked at next that nothing happens; null: it is not. */
  silentAt: Date | null
  /** What was done about silence in this stay: 0 nothing, 1 asked how it goes, 2 offered a human, 3 left to a human. */
  nudges: number
  /** The step that `nudges` is about, as `flow.step`. */
  stay: string | null
}

/** Of a stored place all but what was tried, which is long and which no button needs. */
const placeColumns = [
  'person_id',
  'flow',
  'flow_version',
  'step',
  'view',
  'revision',
  'trail',
  'facts',
  'activity_id',
  'check_started_at',
  'checks',
  'last_check_at',
  'next_check_at',
  'changed_at',
  'finished_at',
  'tell_at',
  'told_at',
  'silent_at',
  'nudges',
  'stay',
] as const satisfies (keyof ProgressTable)[]
type PlaceRow = Pick<Selectable<ProgressTable>, (typeof placeColumns)[number]>

const toProgress = (row: PlaceRow): Progress => ({
  personId: row.person_id,
  flow: row.flow,
  version: row.flow_version,
  step: row.step,
  view: row.view as View,
  revision: row.revision,
  trail: row.trail as Place[],
  noted: [],
  facts: row.facts as Facts,
  activityId: row.activity_id,
  checkStartedAt: row.check_started_at,
  checks: row.checks,
  lastCheckAt: row.last_check_at,
  nextCheckAt: row.next_check_at,
  changedAt: row.changed_at,
  finishedAt: row.finished_at,
  tellAt: row.tell_at,
  toldAt: row.told_at,
  silentAt: row.silent_at,
  nudges: row.nudges,
  stay: row.stay,
})

const toRow = (progress: Progress) => ({
  person_id: progress.personId,
  flow: progress.flow,
  flow_version: progress.version,
  step: progress.step,
  view: progress.view,
  revision: progress.revision,
  trail: JSON.stringify(progress.trail),
  tried: JSON.stringify(progress.noted),
  facts: JSON.stringify(progress.facts),
  activity_id: progress.activityId,
  check_started_at: progress.checkStartedAt,
  checks: progress.checks,
  last_check_at: progress.lastCheckAt,
  next_check_at: progress.nextCheckAt,
  changed_at: progress.changedAt,
  finished_at: progress.finishedAt,
  tell_at: progress.tellAt,
  told_at: progress.toldAt,
  silent_at: progress.silentAt,
  nudges: progress.nudges,
  stay: progress.stay,
})

export async function findProgress(db: DbOrTx, personId: string): Promise<Progress | null> {
  const row = await db.selectFrom('progress').select(placeColumns).where('person_id', '=', personId).executeTakeFirst()
  return row ? toProgress(row) : null
}

/** What the person did and the bot found, oldest first, as far back as it is kept. */
export async function findTried(db: DbOrTx, personId: string): Promise<Tried[]> {
  const row = await db.selectFrom('progress').select('tried').where('person_id', '=', personId).executeTakeFirst()
  return (row?.tried ?? []) as Tried[]
}

/** What a button of the guide is answered from. */
export interface Guided {
  /** `null` for somebody who has not begun. `mark` changes with every change of the row. */
  stored: { progress: Progress; mark: string } | null
  policy: MethodsPolicy
  registration: Pick<Selectable<RegistrationsTable>, 'done' | 'kinds' | 'checked_at'> | null
}

export const findGuided = together(async (db: DbOrTx, personIds: string[]): Promise<Guided[]> => {
  const { rows } = await sql<GuidedRow>`
    select ${sql.join(placeColumns.map(name => sql.ref(`p.${name}`)))}, p.xmin::text as mark, r.done, r.kinds, r.checked_at, s.value as policy
    from unnest(${personIds}::text[]) with ordinality as one (id, nr)
    left join progress p on p.person_id = one.id
    left join registrations r on r.person_id = one.id
    left join sync_state s on s.name = 'methods_policy'
    order by one.nr`.execute(db)
  return rows.map(row => ({
    stored: row.mark ? { progress: toProgress(row), mark: row.mark } : null,
    policy: policyFrom(row.policy),
    registration: row.kinds && row.checked_at ? { done: row.done ?? false, kinds: row.kinds, checked_at: row.checked_at } : null,
  }))
})

interface GuidedRow extends PlaceRow {
  mark: string | null
  done: boolean | null
  kinds: string[] | null
  checked_at: Date | null
  policy: StoredPolicy
}

/**
 * Keeps a place unless the stored one changed since it was read: `mark` says what it was like then, `null` that there was none.
 * Gives whether it was kept. Two buttons pressed at once so move one after the other, and nobody holds the row.
 */
export async function replaceProgress(db: DbOrTx, progress: Progress, mark: string | null): Promise<boolean> {
  if (mark !== null) return replaceMarked(db, { progress, mark })
  const added = db.insertInto('progress').values(toRow(progress))
  const kept = await added
    .onConflict(conflict => conflict.doNothing())
    .returning('person_id')
    .executeTakeFirst()
  return kept !== undefined
}

/** So many lines of what was tried are kept, the newest ones. */
const mostTried = 60

/** Of two changes of one place in the same statement one is kept: `nr` tells which. */
const replaceMarked = together(async (db: DbOrTx, changes: { progress: Progress; mark: string }[]): Promise<boolean[]> => {
  const places = changes.map(({ progress, mark }, nr) => ({ ...progress, mark, nr }))
  const added = sql`jsonb_path_query_array(p.tried || new.noted, ${sql.lit(`$[last - ${mostTried - 1} to last]`)})`
  const { rows } = await sql<{ nr: number }>`
    update progress p set flow = new.flow, flow_version = new.version, step = new.step, view = new.view, revision = new.revision,
      trail = new.trail, tried = ${added}, facts = new.facts, activity_id = new."activityId", check_started_at = new."checkStartedAt",
      checks = new.checks, last_check_at = new."lastCheckAt", next_check_at = new."nextCheckAt", changed_at = new."changedAt",
      finished_at = new."finishedAt", tell_at = new."tellAt", told_at = new."toldAt",
      silent_at = new."silentAt", nudges = new.nudges, stay = new.stay
    from jsonb_to_recordset(${JSON.stringify(places)}::jsonb) as new (nr integer, mark text, "personId" text, flow text, version integer,
      step text, view text, revision integer, trail jsonb, noted jsonb, facts jsonb, "activityId" text, "checkStartedAt" timestamptz,
      checks integer, "lastCheckAt" timestamptz, "nextCheckAt" timestamptz, "changedAt" timestamptz, "finishedAt" timestamptz,
      "tellAt" timestamptz, "toldAt" timestamptz, "silentAt" timestamptz, nudges integer, stay text)
    where p.person_id = new."personId" and p.xmin::text = new.mark
    returning new.nr`.execute(db)
  const kept = new Set(rows.map(row => row.nr))
  return changes.map((_, nr) => kept.has(nr))
})

/** Remembers which message shows the guide. `null`: none does, the next one will. */
export async function setGuideCard(db: Db, personId: string, activityId: string | null): Promise<void> {
  await db.updateTable('progress').set({ activity_id: activityId }).where('person_id', '=', personId).execute()
}

/** Takes up to `limit` people whose next look is due and gives each `leaseMs` before anybody takes them again. */
export async function takeDueChecks(tx: Tx, now: Date, { limit, leaseMs }: { limit: number; leaseMs: number }): Promise<string[]> {
  const rows = await tx
    .updateTable('progress')
    .set({ next_check_at: new Date(now.getTime() + leaseMs) })
    .where('person_id', 'in', due =>
      due
        .selectFrom('progress')
        .select('person_id')
        .where('next_check_at', '<=', now)
        .orderBy('next_check_at')
        .limit(limit)
        .forUpdate()
        .skipLocked(),
    )
    .returning('person_id')
    .execute()
  return rows.map(row => row.person_id)
}

/** Takes up to `limit` people whose message "you are done" waited for the morning. */
export async function takeDueTellings(tx: Tx, now: Date, limit: number): Promise<string[]> {
  const rows = await tx
    .updateTable('progress')
    .set({ tell_at: null })
    .where('person_id', 'in', due =>
      due.selectFrom('progress').select('person_id').where('tell_at', '<=', now).orderBy('tell_at').limit(limit).forUpdate().skipLocked(),
    )
    .returning('person_id')
    .execute()
  return rows.map(row => row.person_id)
}

/**
 * Asks for the right to send "you are done" now. Refused when it was sent, or when another process is sending it; that right
 * ends after two minutes, in case its holder died.
 */
export async function claimTelling(db: Db, personId: string, now: Date): Promise<'mine' | 'told' | 'busy'> {
  const mine = await db
    .updateTable('progress')
    .set({ telling_until: new Date(now.getTime() + 120_000) })
    .where('person_id', '=', personId)
    .where('told_at', 'is', null)
    .where(sql<boolean>`coalesce(telling_until, '-infinity') <= ${now}`)
    .returning('person_id')
    .executeTakeFirst()
  if (mine) return 'mine'
  const row = await db.selectFrom('progress').select('told_at').where('person_id', '=', personId).executeTakeFirst()
  return row && !row.told_at ? 'busy' : 'told'
}

/** Ends the right to send: `sentAt` when the message is out, `null` when it is not and may be tried again. */
export async function endTelling(db: Db, personId: string, sentAt: Date | null): Promise<void> {
  await db.updateTable('progress').set({ told_at: sentAt, telling_until: null }).where('person_id', '=', personId).execute()
}
