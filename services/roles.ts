/**
 * Who may do what: membership of two Entra groups, never anything that a payload says. A yes comes from the members read in the last
 * ten minutes; without it, and before every no, the directory is asked live. What it said is remembered for ten seconds at most.
 */
import type { Db } from './db/database.ts'
import type { Clock, Directory } from './ports.ts'
import { syncGroupMembers } from './sync/groups.ts'
import { everySoOften } from './sync/turn.ts'

export type Role = 'admin' | 'helpdesk'

export interface RoleDependencies {
  db: Db
  directory: Pick<Directory, 'memberOf' | 'groupMembers'>
  clock: Clock
  config: { ADMIN_GROUP_ID: string; HELPDESK_GROUP_ID: string }
}

const freshMs = 10 * 60_000
const refreshEveryMs = 5 * 60_000
const liveLastsMs = 10_000
const liveTimeoutMs = 3_000

type Said = { groups: string[]; until: number }
const remembered = new WeakMap<RoleDependencies['directory'], Map<string, Said>>()

const groupOf = ({ config }: RoleDependencies, role: Role) => (role === 'admin' ? config.ADMIN_GROUP_ID : config.HELPDESK_GROUP_ID)

async function isKnownMember({ db, clock }: RoleDependencies, personId: string, groupId: string): Promise<boolean> {
  const found = await db
    .selectFrom('group_members')
    .innerJoin('groups', 'groups.id', 'group_members.group_id')
    .select('groups.id')
    .where('group_members.group_id', '=', groupId)
    .where('group_members.person_id', '=', personId)
    .where('groups.members_at', '>=', new Date(clock.now().getTime() - freshMs))
    .executeTakeFirst()
  return found !== undefined
}

/** Rejects when the directory does not answer in time. */
async function ask({ directory, config }: RoleDependencies, personId: string): Promise<string[]> {
  const late = Promise.withResolvers<never>()
  const timer = setTimeout(() => late.reject(new Error('The directory did not answer in time.')), liveTimeoutMs)
  try {
    return await Promise.race([directory.memberOf(personId, [config.ADMIN_GROUP_ID, config.HELPDESK_GROUP_ID]), late.promise])
  } finally {
    clearTimeout(timer)
  }
}

async function liveGroups(dependencies: RoleDependencies, personId: string): Promise<string[]> {
  const answers = remembered.get(dependencies.directory) ?? new Map<string, Said>()
  remembered.set(dependencies.directory, answers)
  const now = performance.now()
  for (const [id, said] of answers) if (said.until <= now) answers.delete(id)
  const known = answers.get(personId)
  if (known) return known.groups
  const groups = await ask(dependencies, personId)
  answers.set(personId, { groups, until: now + liveLastsMs })
  return groups
}

/** Without asking the directory: good enough to choose what to show first, never to decide who may. */
export function seemsToHave(dependencies: RoleDependencies, personId: string, role: Role): Promise<boolean> {
  return isKnownMember(dependencies, personId, groupOf(dependencies, role))
}

/** Whether the person has the role now. When the directory cannot say, the answer is no. */
export async function hasRole(dependencies: RoleDependencies, personId: string, role: Role): Promise<boolean> {
  const groupId = groupOf(dependencies, role)
  if (await isKnownMember(dependencies, personId, groupId)) return true
  try {
    return (await liveGroups(dependencies, personId)).includes(groupId)
  } catch {
    return false
  }
}

/** Reads the members of both groups again when five minutes have passed, in one process; gives whether it did. */
export async function refreshRoles(dependencies: RoleDependencies, now: Date): Promise<boolean> {
  const { db, directory, config } = dependencies
  if (!(await everySoOften(db, 'roles', refreshEveryMs, now))) return false
  for (const groupId of new Set([config.ADMIN_GROUP_ID, config.HELPDESK_GROUP_ID])) await syncGroupMembers(db, directory, groupId, now)
  return true
}
