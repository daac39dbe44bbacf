/** Finds the looks at the directory and the morning messages that are due. */
import { transaction } from '../../services/db/database.ts'
import { takeDueChecks, takeDueTellings } from '../../services/progress.ts'
import type { App } from '../app.ts'

const batch = 50
/** A look that is lost with its process is due again after this. */
const leaseMs = 3 * 60_000

/** Gives out what is due at `now`; what one process takes, no other does. Says how many jobs it made. */
export function sweepChecks(app: App, now: Date): Promise<number> {
  return transaction(app.db, async tx => {
    const checks = await takeDueChecks(tx, now, { limit: batch, leaseMs })
    for (const personId of checks) await app.jobs.enqueue(tx, 'check-registration', { personId })
    const tellings = await takeDueTellings(tx, now, batch)
    for (const personId of tellings) await app.jobs.enqueue(tx, 'tell-done', { personId })
    return checks.length + tellings.length
  })
}
