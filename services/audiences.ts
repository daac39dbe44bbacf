/**
 * Who an announcement is for, counted and expanded by the same condition.
 *
 * Waves of a campaign share people out: somebody who is in the audience of two waves belongs to the earlier one, so that a last wave for
 * everyone means everybody else. Earlier waves count while they are active, paused or ended; for a wave that is still being planned, the
 * drafts before it count as well, so that the head counts of a whole plan add up.
 */
import { type RawBuilder, type SqlBool, sql } from 'kysely'
import { z } from 'zod'
import type { DbOrTx } from './db/database.ts'
import type { Exclusion } from './db/schema.ts'
import type { WaveState } from './db/tables/rollout.ts'
import type { Directory } from './ports.ts'

const circles = [
  z.object({ kind: z.literal('everyone') }),
  z.object({ kind: z.literal('not_ready') }),
  /** Only a phone, an e-mail address or security questions: what ends on 1 February 2027 and puts nothing in its place. */
  z.object({ kind: z.literal('phone_only') }),
  z.object({ kind: z.literal('group'), groupId: z.string(), name: z.string() }),
  z.object({ kind: z.literal('department'), name: z.string() }),
  z.object({ kind: z.literal('list'), listId: z.guid(), name: z.string() }),
  z.object({ kind: z.literal('person'), personId: z.string(), name: z.string() }),
] as const

/** People described by themselves: what a wave may be made of. */
export const circleSchema = z.discriminatedUnion('kind', [...circles])
export type Circle = z.output<typeof circleSchema>

/** Who an announcement is for, as it is stored. */
export const audienceSchema = z.discriminatedUnion('kind', [
  ...circles,
  z.object({ kind: z.literal('wave'), waveId: z.guid() }),
  /** People of the wave whom no step of it was meant for before; `step` is the one that welcomes them. */
  z.object({ kind: z.literal('joined'), waveId: z.guid(), step: z.string() }),
])
export type Audience = z.output<typeof audienceSchema>

/** Why somebody of an audience gets nothing: for what they are, or because the wave leaves them out. */
export type LeftOut = Exclusion | 'wave_exclusion'

/** An audience as conditions on `people`, for use inside a statement. */
export interface Members {
  belongs: RawBuilder<SqlBool>
  excluded: RawBuilder<LeftOut | null>
}

/** Each is looked up by key for one person: conditions of several waves are joined by `or` and `not`, where large sets would be searched in full. */
function inCircle(circle: Circle): RawBuilder<SqlBool> {
  switch (circle.kind) {
    case 'everyone':
      return sql`true`
    case 'person':
      return sql`people.id = ${circle.personId}`
    case 'department':
      // Never null: the rest of a campaign is made of whoever is not in here.
      return sql`(people.department is not null and people.department = ${circle.name})`
    case 'group':
      return sql`exists (select from group_members m where m.group_id = ${circle.groupId} and m.person_id = people.id)`
    case 'list':
      return sql`exists (select from list_members m where m.list_id = ${circle.listId} and m.person_id = people.id)`
    case 'not_ready':
      return sql`not exists (select from registrations r where r.person_id = people.id and r.done)`
    case 'phone_only':
      return sql`exists (select from registrations r where r.person_id = people.id and r.kinds && array['phone', 'email', 'security_questions']
        and r.kinds <@ array['phone', 'email', 'security_questions', 'temporary_pass'])`
  }
}

const anyOf = (conditions: RawBuilder<SqlBool>[]) =>
  conditions.length > 0 ? sql<SqlBool>`(${sql.join(conditions, sql` or `)})` : sql<SqlBool>`false`

interface Part {
  id: string
  campaign_id: string
  position: number
  state: WaveState
  audience: Circle
  left_out: Circle[]
}

/** Whom the wave is about. Somebody who stops to fit because they acted stays in it: their readiness is what the wave is for. */
function inPart({ id, audience }: Part): RawBuilder<SqlBool> {
  const fits = inCircle(audience)
  if (audience.kind !== 'not_ready' && audience.kind !== 'phone_only') return fits
  return sql`(${fits} or exists (select from deliveries d join announcements a on a.id = d.announcement_id
    where a.wave_id = ${id} and d.person_id = people.id))`
}

const planned: WaveState[] = ['draft', 'awaiting_approval']
const claiming: WaveState[] = ['active', 'paused', 'ended']

/** The wave, and the waves before it whose people are not its own. */
async function readParts(db: DbOrTx, waveId: string): Promise<{ wave: Part; earlier: Part[] }> {
  const rows = await db
    .selectFrom('waves')
    .select(['id', 'campaign_id', 'position', 'state', 'audience', 'left_out'])
    .where('campaign_id', '=', db.selectFrom('waves').select('campaign_id').where('id', '=', waveId))
    .execute()
  const parts = rows.map(row => ({
    ...row,
    audience: circleSchema.parse(row.audience),
    left_out: z.array(circleSchema).parse(row.left_out),
  }))
  const wave = parts.find(part => part.id === waveId)
  if (!wave) throw new Error(`There is no wave ${waveId}.`)
  const counts = planned.includes(wave.state) ? [...planned, ...claiming] : claiming
  return { wave, earlier: parts.filter(part => part.position < wave.position && counts.includes(part.state)) }
}

/** Rows of the ledger that say why somebody was left out, which may change, and not what became of a message. */
const leftOut = sql`d.state = 'skipped' and d.reason in ('guest', 'disabled', 'service', 'break_glass', 'left', 'on_leave', 'not_started',
  'wave_exclusion')`

/** The audience as it is now. People who left are in none; excluded people are, with their reason, so that everybody is accounted for. */
export async function membersOf(db: DbOrTx, audience: Audience): Promise<Members> {
  if (audience.kind !== 'wave' && audience.kind !== 'joined') {
    return { belongs: sql`(people.left_at is null and ${inCircle(audience)})`, excluded: sql`people.excluded` }
  }
  const { wave, earlier } = await readParts(db, audience.waveId)
  const out = anyOf(wave.left_out.map(inCircle))
  const belongs = sql<SqlBool>`(people.left_at is null and ${inPart(wave)} and not ${anyOf(earlier.map(inPart))})`
  const excluded = sql<LeftOut | null>`coalesce(people.excluded, case when ${out} then 'wave_exclusion' end)`
  if (audience.kind === 'wave') return { belongs, excluded }
  const joined = sql<SqlBool>`(${belongs} and ${excluded} is null and not exists (
    select from deliveries d join announcements a on a.id = d.announcement_id
    where a.wave_id = ${wave.id} and a.step <> ${audience.step} and d.person_id = people.id and not (${leftOut})))`
  return { belongs: joined, excluded }
}

const groupIn = (circle: Circle) => (circle.kind === 'group' ? [circle.groupId] : [])

/** The groups that decide who is in the audience. */
async function groupsOf(db: DbOrTx, audience: Audience): Promise<Set<string>> {
  if (audience.kind !== 'wave' && audience.kind !== 'joined') return new Set(groupIn(audience))
  const { wave, earlier } = await readParts(db, audience.waveId)
  return new Set([wave.audience, ...wave.left_out, ...earlier.map(part => part.audience)].flatMap(groupIn))
}

/**
 * The groups of waves, those of extensions included: of all that are planned or under way, whose members the sync reads every night, or
 * of those under way, whose members it reads every few minutes.
 */
export async function groupsOfWaves(db: DbOrTx, which: 'all' | 'under_way'): Promise<string[]> {
  const waves = db.selectFrom('waves').select(['audience', 'left_out', 'extension_group_id'])
  const chosen = which === 'all' ? waves.where('state', 'not in', ['ended', 'cancelled']) : waves.where('state', '=', 'active')
  const rows = await chosen.execute()
  const ids = rows.flatMap(row => [
    ...[row.audience, ...z.array(z.unknown()).parse(row.left_out)].flatMap(one => groupIn(circleSchema.parse(one))),
    ...(row.extension_group_id ? [row.extension_group_id] : []),
  ])
  return [...new Set(ids)]
}

/** Reads the members of the audience's groups from the directory now, so that the count and the sending are about the same people. */
export async function readMembers(db: DbOrTx, directory: Pick<Directory, 'groupMembers'>, audience: Audience): Promise<void> {
  for (const groupId of await groupsOf(db, audience)) await readGroup(db, directory, groupId)
}

export async function readGroup(db: DbOrTx, directory: Pick<Directory, 'groupMembers'>, groupId: string): Promise<void> {
  const seen: string[] = []
  for await (const page of directory.groupMembers(groupId)) {
    seen.push(...page)
    if (page.length === 0) continue
    await db
      .insertInto('group_members')
      .values(page.map(personId => ({ group_id: groupId, person_id: personId })))
      .onConflict(conflict => conflict.doNothing())
      .execute()
  }
  await db.deleteFrom('group_members').where('group_id', '=', groupId).where('person_id', '<>', sql<string>`all(${seen}::text[])`).execute()
}

/** The audience of this moment, for use inside a statement: `id`, `excluded`, `department`. */
export const audienceMembers = ({ belongs, excluded }: Members): RawBuilder<unknown> =>
  sql`select people.id, ${excluded} as excluded, people.department from people where ${belongs}`

export interface AudienceMember {
  id: string
  excluded: LeftOut | null
  department: string | null
  chosen_language: string | null
  teams_locale: string | null
  directory_language: string | null
}

/** One page of the audience in order of id, after `afterId`. */
export async function audiencePage(db: DbOrTx, audience: Audience, afterId: string, size: number): Promise<AudienceMember[]> {
  const { belongs, excluded } = await membersOf(db, audience)
  return db
    .selectFrom('people')
    .select(['id', 'department', 'chosen_language', 'teams_locale', 'directory_language', excluded.as('excluded')])
    .where(belongs)
    .where('people.id', '>', afterId)
    .orderBy('people.id')
    .limit(size)
    .execute()
}
