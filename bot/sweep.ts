/** Everything that happens because time passes: each sweep compares stored times with now. One loop in every process. */
import { setTimeout as sleep } from 'node:timers/promises'
import { startScheduled } from '../services/announcements.ts'
import { noteFirstSent } from '../services/broadcasts.ts'
import { eraseOld } from '../services/erasure.ts'
import { installMissing } from '../services/installs.ts'
import { returnLate } from '../services/late-questions.ts'
import { planWaves } from '../services/planner.ts'
import { refreshRoles } from '../services/roles.ts'
import { sweepBoards } from './announce/board.ts'
import { sweepCanaries } from './announce/canary.ts'
import type { App } from './app.ts'
import { sweepCases } from './cases/sweep.ts'
import { sweepExtensions } from './extensions/sweep.ts'
import { sweepChecks } from './flows/check.ts'
import { sweepKeySilence } from './keys/silence.ts'
import { sweepKeys } from './keys/sweep.ts'
import { sweepReminders } from './notices/reminders.ts'
import { sendMails } from './outside/send.ts'
import { sweepWaveBoards } from './rollout/board.ts'
import { checkDates } from './rollout/check-dates.ts'
import { sweepDigests } from './rollout/digests.ts'
import { sweepJoiners } from './rollout/joiners.ts'
import { warnAdmins } from './rollout/warn.ts'
import { sweepSilence } from './silence/sweep.ts'
import { sweepThanks } from './thanks.ts'

const everyMs = 1_000

const sweeps: Record<string, (app: App, now: Date) => Promise<unknown>> = {
  scheduled: (app, now) => startScheduled(app.db, app.jobs, now),
  waves: (app, now) => planWaves(app.db, app.jobs, now),
  late_questions: (app, now) => returnLate(app.db, app.jobs, now),
  digests: sweepDigests,
  checks: sweepChecks,
  cases: sweepCases,
  keys: sweepKeys,
  reminders: sweepReminders,
  thanks: sweepThanks,
  canaries: sweepCanaries,
  boards: sweepBoards,
  wave_boards: sweepWaveBoards,
  wave_warnings: warnAdmins,
  erasure: (app, now) => eraseOld(app, now),
  published: (app, now) => noteFirstSent(app.db, now),
}

export interface Sweeping {
  stop(): Promise<void>
}

function loop(app: App, name: string, sweep: (app: App, now: Date) => Promise<unknown>): Sweeping {
  const stopped = new AbortController()
  async function run(): Promise<void> {
    while (!stopped.signal.aborted) {
      await sweep(app, app.clock.now()).catch(error => app.log.error({ err: error, sweep: name }, 'a sweep failed'))
      await sleep(everyMs, undefined, { signal: stopped.signal }).catch(() => undefined)
    }
  }
  const running = run()
  return {
    async stop() {
      stopped.abort()
      await running
    },
  }
}

/** Starts all sweeps. Those that wait for Graph have loops of their own, so that nobody's check waits with them. */
export function startSweeping(app: App): Sweeping {
  const loops = [
    loop(app, 'sweeps', async (_, now) => {
      for (const [name, sweep] of Object.entries(sweeps)) {
        await sweep(app, now).catch(error => app.log.error({ err: error, sweep: name }, 'a sweep failed'))
      }
    }),
    loop(app, 'installs', (_, now) => installMissing(app, now)),
    loop(app, 'mails', (_, now) => sendMails(app, now)),
    loop(app, 'extensions', sweepExtensions),
    loop(app, 'enforcement', checkDates),
    loop(app, 'silence', sweepSilence),
    loop(app, 'key_silence', sweepKeySilence),
    loop(app, 'roles', (_, now) => refreshRoles(app, now)),
    loop(app, 'joiners', sweepJoiners),
  ]
  return {
    async stop() {
      await Promise.all(loops.map(one => one.stop()))
    },
  }
}
