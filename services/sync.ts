/**
 * Brings the directory into the database: groups, people, who answers to whom, what the policy allows, who is registered. Runs in one
 * process at a time, keeps page after page and may be broken off anywhere: the next run does the rest.
 */
import { groupsOfWaves, readGroup } from './audiences.ts'
import type { Db } from './db/database.ts'
import type { Jobs } from './jobs.ts'
import type { Clock, Directory } from './ports.ts'
import { type ExcludedGroups, markExclusions } from './sync/exclusions.ts'
import { syncGroupMembers, syncGroupNames } from './sync/groups.ts'
import { withLease } from './sync/lease.ts'
import { saveReportPage } from './sync/report.ts'
import { type LastSync, type Phase, readState, writeState } from './sync/state.ts'
import { addConversations, markMissing, saveManagers, savePage } from './sync/users.ts'

export interface SyncDependencies {
  db: Db
  directory: Directory
  jobs: Pick<Jobs, 'enqueue'>
  clock: Clock
  config: ExcludedGroups & { ADMIN_GROUP_ID: string; HELPDESK_GROUP_ID: string; TELEPHONY_PROVIDER: boolean }
}

/** One run: what it is about and what it has done so far. */
interface Run extends SyncDependencies {
  /** When it began; also the mark by which what was not seen in this run is found. */
  startedAt: Date
  progress: LastSync
  held: () => void
  /** Tells admins how far it is. */
  show: (progress: LastSync) => Promise<void>
}

const show = (run: Run) => run.show(run.progress)

const excluding = ({ config }: SyncDependencies) => [
  config.BREAK_GLASS_GROUP_ID,
  config.SERVICE_ACCOUNTS_GROUP_ID,
  config.ON_LEAVE_GROUP_ID,
]

async function groups(run: Run): Promise<void> {
  const { db, directory, config, startedAt } = run
  run.progress.groups = await syncGroupNames(db, directory, startedAt, run.held)
  const kept = [config.ADMIN_GROUP_ID, config.HELPDESK_GROUP_ID, ...excluding(run), ...(await groupsOfWaves(db, 'all'))]
  for (const groupId of new Set(kept)) {
    run.held()
    if (groupId) await syncGroupMembers(db, directory, groupId, startedAt)
  }
}

async function users(run: Run): Promise<void> {
  const { db, directory, config, startedAt, progress } = run
  const since = await readState(db, 'users_delta')
  let next: string | null = null
  for await (const page of directory.users(since?.link ?? null)) {
    run.held()
    const counted = await savePage(db, page.changes, config, startedAt)
    progress.full = page.full
    progress.people += page.changes.length
    progress.added += counted.added
    progress.changed += counted.changed
    progress.left += counted.left
    next = page.next
    await show(run)
  }
  if (progress.full) {
    // A directory without anybody is a fault, and believing it would exclude the whole organisation.
    if (progress.people === 0) throw new Error('The directory gave no users at all.')
    progress.left += await markMissing(db, startedAt, run.clock.now())
  }
  await markExclusions(db, { groups: config, now: run.clock.now() })
  await addConversations(db, run.clock.now())
  if (next) await writeState(db, 'users_delta', { link: next }, run.clock.now())
}

async function managers(run: Run): Promise<void> {
  for await (const page of run.directory.managers()) {
    run.held()
    await saveManagers(run.db, page)
  }
}

async function policy(run: Run): Promise<void> {
  await writeState(run.db, 'methods_policy', await run.directory.methodsPolicy(), run.clock.now())
}

async function registrations(run: Run): Promise<void> {
  const report = await run.directory.registrationReport()
  run.progress.registrations = report ? 0 : null
  if (!report) return
  const context = {
    db: run.db,
    jobs: run.jobs,
    policy: await run.directory.methodsPolicy(),
    telephonyProvider: run.config.TELEPHONY_PROVIDER,
    now: run.startedAt,
  }
  for await (const page of report) {
    run.held()
    run.progress.registrations = (run.progress.registrations ?? 0) + (await saveReportPage(context, page))
    await show(run)
  }
}

/** In this order nobody is ever without their exclusion: the groups that exclude are known before the people are. */
const phases: [Phase, (run: Run) => Promise<void>][] = [
  ['groups', groups],
  ['users', users],
  ['managers', managers],
  ['policy', policy],
  ['registrations', registrations],
]

function errorCode(error: unknown): string {
  if (error instanceof Error && 'status' in error && 'code' in error) return `${error.status} ${error.code}`.trim()
  return error instanceof Error ? error.name : 'unknown'
}

async function runPhases(run: Run): Promise<LastSync> {
  const { progress } = run
  try {
    for (const [phase, work] of phases) {
      progress.phase = phase
      await show(run)
      const began = performance.now()
      await work(run)
      progress.durations[phase] = Math.round(performance.now() - began)
    }
  } catch (error) {
    progress.error = errorCode(error)
    throw error
  } finally {
    progress.finishedAt = run.clock.now().toISOString()
    await show(run)
  }
  return progress
}

const nothingYet = (startedAt: Date): LastSync => ({
  startedAt: startedAt.toISOString(),
  finishedAt: null,
  phase: 'groups',
  full: false,
  people: 0,
  added: 0,
  changed: 0,
  left: 0,
  groups: 0,
  registrations: 0,
  durations: {},
})

/** Syncs once. Gives what was done, or `null` while another process is at it. Throws when the directory fails; simply run it again. */
export async function syncPeople(dependencies: SyncDependencies): Promise<LastSync | null> {
  const { db, clock } = dependencies
  const startedAt = clock.now()
  const show = (progress: LastSync) => writeState(db, 'last_sync', progress, clock.now())
  const run = { ...dependencies, startedAt, progress: nothingYet(startedAt), show }
  return withLease(db, 'sync_people', held => runPhases({ ...run, held }))
}

/**
 * The light pass between two syncs: who is excluded, who is new or changed, and who came into the groups of waves under way. Gives what
 * was done, or `null` while another process is at it and before the first sync, which reads everybody.
 */
export async function syncChanges(dependencies: SyncDependencies): Promise<LastSync | null> {
  const { db, clock, directory } = dependencies
  if (!(await readState(db, 'users_delta'))) return null
  const startedAt = clock.now()
  const run = { ...dependencies, startedAt, progress: nothingYet(startedAt), show: async () => undefined }
  return withLease(db, 'sync_people', async held => {
    for (const groupId of new Set([...excluding(run), ...(await groupsOfWaves(db, 'under_way'))])) {
      held()
      if (groupId) await readGroup(db, directory, groupId)
    }
    await users({ ...run, held })
    return run.progress
  })
}
