/**
 * Puts the app in the chats of people who do not have it, through Graph, so that the bot may write first. A person who is being taken
 * care of is due again two minutes later, so that a process that dies in between costs nobody more than that.
 */
import { sql } from 'kysely'
import type { Db } from './db/database.ts'
import { pushBack, reserve, spacings } from './pace.ts'
import type { Directory, InstallOutcome } from './ports.ts'

export interface InstallDependencies {
  db: Db
  directory: Pick<Directory, 'installApp'>
}

/** About two seconds of work: the loop that calls this has other things to do. */
const atOnce = 60
const day = 24 * 3600_000
const claimLastsMs = 2 * 60_000
/** Something was wrong that time may heal. */
const tryAgainMs = 60_000
/** Our set-up is wrong (no consent, app not in the catalogue): asking for each person would only make noise. */
const setUpPauseMs = 5 * 60_000
const wrongSetUp = new Set(['app_not_in_catalogue', 'install_permission_missing'])

/** People in an audience who cannot be reached, whom we have not asked Graph for since a day and who did not remove the app. */
async function claim(db: Db, now: Date): Promise<string[]> {
  const dueAgain = new Date(now.getTime() - day + claimLastsMs)
  const { rows } = await sql<{ person_id: string }>`
    with due as materialized (
      select c.person_id from conversations c join people p on p.id = c.person_id
      where c.state <> 'reachable' and c.removed_at is null
        and c.state <> 'blocked'
        and (c.install_requested_at is null or c.install_requested_at <= ${new Date(now.getTime() - day)})
        and p.excluded is null
      order by c.install_requested_at nulls first, c.person_id
      limit ${atOnce}
      for update of c skip locked)
    update conversations c set install_requested_at = ${dueAgain} from due where c.person_id = due.person_id
    returning c.person_id`.execute(db)
  return rows.map(row => row.person_id)
}

/** Announcements that wait for this person's installation look again: now they can be delivered, or it is known why not. */
async function wake(db: Db, personId: string, now: Date): Promise<void> {
  await db
    .updateTable('deliveries')
    .set({ not_before: now })
    .where('person_id', '=', personId)
    .where('state', '=', 'retrying')
    .where('reason', '=', 'waiting_for_install')
    .execute()
}

async function record(db: Db, personId: string, outcome: InstallOutcome, now: Date): Promise<void> {
  const due = (ms: number) => new Date(now.getTime() - day + ms)
  const found = db.updateTable('conversations').where('person_id', '=', personId)
  if (outcome.kind === 'throttled') return void (await found.set({ install_requested_at: due(0) }).execute())
  if (outcome.kind === 'failed') return void (await found.set({ install_requested_at: due(tryAgainMs) }).execute())
  await found.set({ install_requested_at: now }).execute()
  const state = outcome.kind === 'installed' ? 'unknown' : outcome.kind
  // The event of the installation may have been faster: whoever is reachable stays so.
  await found.where('state', '<>', 'reachable').set({ state, changed_at: now }).execute()
  await wake(db, personId, now)
}

const pause = (ms: number) => new Promise<void>(resolve => setTimeout(resolve, ms))

/** Whether installations are on hold, because Graph asked for it or because our set-up is wrong. */
async function onHold(db: Db): Promise<boolean> {
  const { rows } = await sql<{ hold: boolean }>`
    select next_at > clock_timestamp() + interval '3 seconds' as hold from pace where lane = 'install'`.execute(db)
  return rows[0]?.hold ?? false
}

/** Installs for everybody who is due, at most 60 in one call and 30 a second among all processes; gives how many were asked for. */
export async function installMissing({ db, directory }: InstallDependencies, now: Date): Promise<number> {
  if (await onHold(db)) return 0
  const personIds = await claim(db, now)
  if (personIds.length === 0) return 0
  const first = await reserve(db, 'install', personIds.length)
  let stopped = false
  async function one(personId: string, at: number): Promise<number> {
    await pause(first + at * spacings.install)
    const outcome: InstallOutcome = stopped ? { kind: 'throttled', retryAfterMs: null } : await directory.installApp(personId)
    if (!stopped && outcome.kind === 'throttled') await pushBack(db, 'install', outcome.retryAfterMs)
    if (!stopped && outcome.kind === 'failed' && wrongSetUp.has(outcome.code)) await pushBack(db, 'install', setUpPauseMs)
    stopped ||= outcome.kind === 'throttled' || (outcome.kind === 'failed' && wrongSetUp.has(outcome.code))
    await record(db, personId, outcome, now)
    return outcome.kind === 'throttled' ? 0 : 1
  }
  const asked = await Promise.all(personIds.map(one))
  return asked.reduce((sum, count) => sum + count, 0)
}
