/** People who join the organisation, or the group of a wave, between two syncs: they are seen, and welcomed, within minutes. */
import { welcomeJoiners } from '../../services/planner.ts'
import { everySoOften } from '../../services/sync/turn.ts'
import { syncChanges } from '../../services/sync.ts'
import type { App } from '../app.ts'

/** A page of changes, and a read of each group of a wave under way: far below what Graph allows, also for very large groups. */
const everyMs = 10 * 60_000

export async function sweepJoiners(app: App, now: Date): Promise<void> {
  if (!(await everySoOften(app.db, 'joiners', everyMs, now))) return
  if (await syncChanges(app)) await welcomeJoiners(app.db, app.jobs, app.clock.now())
}
