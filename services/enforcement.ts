/**
 * Whether a wave's date is true: Graph is asked whether what enforces it is on and covers the people of the wave. Only then does the
 * notice of the day say so. What Graph shows cannot tell everything (somebody's role, where they will sign in), and then it is not said
 * to cover them.
 */
import { type RawBuilder, type SqlBool, sql } from 'kysely'
import { z } from 'zod'
import { membersOf, readGroup } from './audiences.ts'
import type { Db, DbOrTx } from './db/database.ts'
import { localDate } from './local-time.ts'
import type { AccessPolicy, Directory, EnforcementState } from './ports.ts'
import { findWave, type Wave, waveFromRow } from './waves.ts'

const doubts = ['apps', 'or_other', 'roles', 'locations', 'platforms', 'clients', 'devices', 'risk'] as const
/** Why it may not cover somebody: only some apps, something else will do instead, or a condition that nobody can tell beforehand. */
export type Doubt = (typeof doubts)[number]

export const enforcedSchema = z.object({
  /** `missing`: there is no such policy. `no_second_check`: it is about something else. */
  state: z.enum(['on', 'report_only', 'off', 'missing', 'no_second_check']),
  /** People of the wave who get messages and are not covered. */
  uncovered: z.number(),
  doubts: z.array(z.enum(doubts)),
})
export type Enforced = z.output<typeof enforcedSchema>

/** Graph says that it is on and covers the wave. */
export const isTrue = (enforced: Enforced | null): boolean =>
  enforced !== null && enforced.state === 'on' && enforced.uncovered === 0 && enforced.doubts.length === 0

/** What Graph last said about the wave; null before it was asked. */
export function enforcedOf(wave: Pick<Wave, 'enforced'>): Enforced | null {
  return enforcedSchema.nullable().parse(wave.enforced ?? null)
}

export const policyOf = ({ enforcement }: Pick<Wave, 'enforcement'>, { policies }: EnforcementState): AccessPolicy | undefined =>
  enforcement.kind === 'conditional_access' ? policies.find(({ id }) => id === enforcement.policyId) : undefined

/** What the policy says about itself, people aside. */
export function judgePolicy(policy: AccessPolicy | undefined): Pick<Enforced, 'state' | 'doubts'> {
  if (!policy) return { state: 'missing', doubts: [] }
  if (policy.secondCheck === 'no' || policy.apps === 'none') return { state: 'no_second_check', doubts: [] }
  const found: Doubt[] = [...policy.conditions]
  if (policy.apps === 'some') found.push('apps')
  if (policy.secondCheck === 'or_other') found.push('or_other')
  return { state: policy.state, doubts: found }
}

const inList = (ids: string[]): RawBuilder<SqlBool> => sql`people.id = any(${ids}::text[])`
const inGroups = (ids: string[]): RawBuilder<SqlBool> =>
  sql`exists (select from group_members m where m.group_id = any(${ids}::text[]) and m.person_id = people.id)`

function coveredBy(policy: AccessPolicy): RawBuilder<SqlBool> {
  const included = policy.everyone ? sql<SqlBool>`true` : sql<SqlBool>`(${inList(policy.users)} or ${inGroups(policy.groups)})`
  return sql`(${included} and not ${inList(policy.excludedUsers)} and not ${inGroups(policy.excludedGroups)})`
}

/** People with an extension are meant to be left out. Read the members of the policy's groups before. */
async function countUncovered(db: DbOrTx, wave: Wave, policy: AccessPolicy): Promise<number> {
  const { belongs, excluded } = await membersOf(db, { kind: 'wave', waveId: wave.id })
  const { count } = await db
    .selectFrom('people')
    .select(sql<number>`count(*)::int`.as('count'))
    .where(belongs)
    .where(sql<SqlBool>`${excluded} is null`)
    .where(sql<SqlBool>`not ${coveredBy(policy)}`)
    .$if(wave.extension_group_id !== null, query => query.where(sql<SqlBool>`not ${inGroups([wave.extension_group_id ?? ''])}`))
    .executeTakeFirstOrThrow()
  return count
}

type Looks = Pick<Directory, 'enforcementState' | 'groupMembers'>

/** Asks Graph about the wave now and keeps the answer. Throws when Graph does not answer: what was known stays. */
export async function checkEnforcement(db: Db, directory: Looks, waveId: string, now: Date): Promise<Enforced | null> {
  const wave = await findWave(db, waveId)
  if (!wave) return null
  const enforced = await judge(db, directory, wave)
  await db
    .updateTable('waves')
    .set({ enforced: JSON.stringify(enforced), enforced_checked_at: now })
    .where('id', '=', waveId)
    .execute()
  return enforced
}

async function judge(db: Db, directory: Looks, wave: Wave): Promise<Enforced> {
  const state = await directory.enforcementState()
  if (wave.enforcement.kind === 'security_defaults') {
    return { state: state.securityDefaults ? 'on' : 'off', uncovered: 0, doubts: [] }
  }
  const policy = policyOf(wave, state)
  const said = judgePolicy(policy)
  if (!policy || said.state === 'missing') return { ...said, uncovered: 0 }
  const groups = [...policy.groups, ...policy.excludedGroups, ...(wave.extension_group_id ? [wave.extension_group_id] : [])]
  for (const groupId of new Set(groups)) await readGroup(db, directory, groupId)
  return { ...said, uncovered: await countUncovered(db, wave, policy) }
}

const minute = 60_000
/** Days left until the wave's deadline, on its own calendar. */
const daysLeft = (wave: Wave, now: Date) =>
  Math.round((Date.parse(localDate(wave.deadline_at, wave.time_zone)) - Date.parse(localDate(now, wave.time_zone))) / 86_400_000)

/**
 * How long an answer is good for, in milliseconds: a day from 30 days before, an hour from the day before, three minutes on the day and
 * after it while the notice waits. Null: nobody needs to ask.
 */
export function answerLasts(wave: Wave, now: Date): number | null {
  const left = daysLeft(wave, now)
  if (left > 30 || left < -14) return null
  if (left > 1) return 24 * 60 * minute
  if (left === 1) return 60 * minute
  return isTrue(enforcedOf(wave)) ? 60 * minute : 3 * minute
}

/** Active waves about which Graph should be asked (again). */
export async function wavesToCheck(db: DbOrTx, now: Date): Promise<Wave[]> {
  const rows = await db.selectFrom('waves').selectAll().where('state', 'in', ['active', 'paused']).execute()
  return rows.map(waveFromRow).filter(wave => {
    const lasts = answerLasts(wave, now)
    const at = wave.enforced_checked_at?.getTime() ?? Number.NEGATIVE_INFINITY
    return lasts !== null && now.getTime() - at >= lasts
  })
}
