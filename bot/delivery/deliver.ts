/**
 * The delivery loop, one in every process: claim rows of the ledger, guard them, reserve as many slots of the shared pace as will be
 * sent, send at the slots, record. So that no slot goes by unused, the next rows are claimed and guarded while the ones before are
 * sent, and nothing waits for an answer. Hidden state: the rows in hand, of which a clean stop gives the unsent ones back, and the
 * requests that are out.
 */
import { finishSent } from '../../services/announcements.ts'
import { claim, claimEdits, reap } from '../../services/deliveries.ts'
import { expireUnsent } from '../../services/expiry.ts'
import type { Messenger } from '../../services/ports.ts'
import { type Slots, slotKeeper } from '../../services/slots.ts'
import { forgetQuiet } from '../../services/threads.ts'
import { nap } from '../../services/wake.ts'
import type { App } from '../app.ts'
import { type Batch, type Courier, Out } from './courier.ts'
import { prepareEdits } from './edits.ts'
import { createRecorder } from './recorder.ts'
import { prepareSends } from './send.ts'
import { type Standing, watchStanding } from './standing.ts'

const idleMs = 250
const housekeepingMs = 2_000
/** Blocks of rows that are made ready while one is sent: the directory may take a second to answer about each. */
const mostAhead = 3

export interface Delivering {
  /** Takes no more rows, finishes the requests that are out, hands unsent rows back. */
  stop(): Promise<void>
}

/** How fast a loop may go. */
export interface Speed {
  slots: Slots
  /** Rows that are claimed together. */
  block: number
}

/** As fast as Teams allows, together with all other processes; as many rows at once as Graph takes in a batch. */
const teamsSpeed = (app: App, stopped: AbortSignal): Speed => ({ slots: slotKeeper(app.db, stopped), block: 20 })

/** What is done every two seconds, in each process. */
function housekeeper(app: App, failed: (error: unknown) => unknown) {
  let doneAt = 0
  let running: Promise<void> | undefined
  async function keep(): Promise<void> {
    const now = app.clock.now()
    const lost = await reap(app.db, now)
    if (lost) app.log.warn({ rows: lost }, 'rows of a process that died go on')
    await expireUnsent(app.db, now)
    await finishSent(app.db, now)
    await forgetQuiet(app.db)
  }
  return {
    /** Begins, where it is time; nothing waits for it, so that no slot goes by meanwhile. */
    look(): void {
      if (running || Date.now() - doneAt < housekeepingMs) return
      doneAt = Date.now()
      running = keep()
        .catch(failed)
        .then(() => {
          running = undefined
        })
    },
    end: async () => running,
    /** The next look is at once. */
    hurry() {
      doneAt = 0
    },
  }
}

/** Makes the next block ready: messages and edits take turns, so that neither waits for the end of the other. */
function preparer(courier: Courier, standing: Standing, block: number): () => Promise<Batch | null> {
  const { app } = courier
  const sends = async () => {
    const rows = await claim(app.db, block, app.clock.now())
    standing.watch(rows.map(row => row.announcement_id))
    return rows.length > 0 ? prepareSends(courier, rows) : null
  }
  const edits = async () => {
    const rows = await claimEdits(app.db, block, app.clock.now())
    return rows.length > 0 ? prepareEdits(courier, rows) : null
  }
  let turn = 0
  return async () => {
    if (!(await courier.slots.free())) return null
    turn += 1
    return turn % 2 ? ((await sends()) ?? edits()) : ((await edits()) ?? sends())
  }
}

/** Starts the loop. `connector` is the messenger without the pace: this loop reserves its slots by itself. */
export function startDelivering(app: App, connector: Messenger, speedOf = teamsSpeed): Delivering {
  const stopped = new AbortController()
  const { slots, block } = speedOf(app, stopped.signal)
  const failed = (error: unknown) => {
    app.log.error({ err: error }, 'a round of deliveries failed')
    return null
  }
  const standing = watchStanding(app.db, failed)
  const courier: Courier = { app, connector, slots, recorder: createRecorder(app), out: new Out(), mayGoOut: standing.mayGoOut }
  const prepare = preparer(courier, standing, block)
  const housekeeping = housekeeper(app, failed)

  async function run(): Promise<void> {
    const ahead: Promise<Batch | null>[] = []
    let busy = false
    let worked = false
    while (!stopped.signal.aborted) {
      housekeeping.look()
      while (ahead.length < (busy ? mostAhead : 1)) ahead.push(prepare().catch(failed))
      const batch = await ahead.shift()
      busy = batch !== null && batch !== undefined
      worked ||= busy
      if (batch) await batch().catch(failed)
      else if (ahead.length === 0 && worked) {
        // What is out may come back to be sent again; when nothing does, that was the end of an announcement.
        worked = courier.out.size > 0
        if (worked) await Promise.race([courier.out.end(), nap(app.db, idleMs, stopped.signal)])
        else housekeeping.hurry()
      } else if (ahead.length === 0) await nap(app.db, idleMs, stopped.signal)
    }
    for (const batch of await Promise.all(ahead)) await batch?.().catch(failed)
    await courier.out.end()
    await housekeeping.end()
    await standing.end()
  }
  const running = run()
  return {
    async stop() {
      stopped.abort()
      await running
    },
  }
}
