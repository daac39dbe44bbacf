/** Keeps what Graph says about whether the waves' dates are true. */
import { checkEnforcement, wavesToCheck } from '../../services/enforcement.ts'
import { everySoOften } from '../../services/sync/turn.ts'
import type { App } from '../app.ts'

const tryEveryMs = 60_000

/** Asks about the waves whose answer is old; in one process at a time, and after a failure not before a minute is over. */
export async function checkDates(app: App, now: Date): Promise<void> {
  const due = await wavesToCheck(app.db, now)
  if (due.length === 0 || !(await everySoOften(app.db, 'enforcement', tryEveryMs, now))) return
  for (const wave of due) {
    await checkEnforcement(app.db, app.directory, wave.id, now).catch(error =>
      app.log.warn({ err: error, waveId: wave.id }, 'what enforces a wave could not be read'),
    )
  }
}
