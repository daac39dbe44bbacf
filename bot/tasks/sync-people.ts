import { transaction } from '../../services/db/database.ts'
import type { Task } from '../../services/jobs.ts'
import { welcomeJoiners } from '../../services/planner.ts'
import { syncPeople } from '../../services/sync.ts'
import type { App } from '../app.ts'

/** How long to wait for another process that reads the directory already. */
const busyMs = 30_000

/** Reads the directory: at start, every night and when an admin asks. */
export const syncPeopleTask = (app: App): Task => ({
  kind: 'sync-people',
  async run(data) {
    const done = await syncPeople(app)
    if (done) {
      const { startedAt, finishedAt, full, people, added, changed, left, groups, registrations, durations } = done
      app.log.info({ startedAt, finishedAt, full, people, added, changed, left, groups, registrations, durations }, 'people are in sync')
      return welcomeJoiners(app.db, app.jobs, app.clock.now())
    }
    // The other one may be dead, so this is not dropped: when it lives, one more reading of the changes costs little.
    const after = new Date(app.clock.now().getTime() + busyMs)
    await transaction(app.db, tx => app.jobs.enqueue(tx, 'sync-people', data, after))
  },
})
