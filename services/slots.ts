/** The slots of the connector's lane, as one process uses them. */
import type { Db } from './db/database.ts'
import { lateMs, mostMissed, pause, pushBack, reach, reserveAt, spacingMs, takenFor, unknownThrottleMs } from './pace.ts'
import type { Messenger } from './ports.ts'
import { opening, queueUp, type Reserved, reserveFor, threadOf } from './threads.ts'

/** When the lane is taken for longer, rows stay where they are: a lease must not run out while its holder waits for a slot. */
const longestWaitMs = 3_000
/** Slots that are reserved at once, and how many of them before the end the next ones are. */
const atOnce = 10
const early = 3

interface Request {
  /** `null`: its conversation has room for it already. */
  thread: string | null
  index: number
}

export interface Slots {
  /** Whether it makes sense to ask for slots now. */
  free(): Promise<boolean>
  /**
   * Gives the number of each request at its slot, in order; `refused` hears of those whose conversation has had enough for now. Gives
   * fewer when `stopped` ends or everybody was asked to wait.
   */
  take(threads: string[], refused?: (index: number) => void): AsyncGenerator<number>
  /** The connector asked this process to wait, and with it everybody. */
  hold(retryAfterMs: number | null): Promise<void>
}

/** One process's share of the connector's lane: each request at its slot or, when that was missed, at the next; never catching up. */
export function slotKeeper(db: Db, stopped: AbortSignal): Slots {
  let heldUntil = 0
  let missed = 0
  const mayGo = () => !stopped.aborted && heldUntil <= performance.now()

  const reserveNext = (some: Request[]) =>
    reserveFor(
      db,
      'connector',
      some.map(one => one.thread),
    )

  async function* take(threads: string[], refused: (index: number) => void = () => undefined): AsyncGenerator<number> {
    let left: Request[] = threads.map((thread, index) => ({ thread, index }))
    let ahead: { count: number; reserved: Promise<Reserved> } | undefined
    while (left.length > 0 && mayGo()) {
      const now = left.slice(0, ahead?.count ?? atOnce)
      left = left.slice(now.length)
      const { first, full } = await (ahead?.reserved ?? reserveNext(now))
      ahead = undefined
      if (first - performance.now() > longestWaitMs) return
      const tooLate: Request[] = []
      for (const [slot, one] of now.entries()) {
        // The next slots are reserved while these are used, so that no slot goes by meanwhile.
        if (slot === now.length - early && left.length > 0) {
          const next = left.slice(0, atOnce)
          ahead = { count: next.length, reserved: reserveNext(next) }
          // What goes wrong is heard where it is waited for, also when that is some slots later.
          ahead.reserved.catch(() => undefined)
        }
        if (one.thread !== null && full.has(one.thread)) {
          refused(one.index)
          continue
        }
        const at = first + slot * spacingMs
        await reach(at, stopped)
        if (!mayGo()) return void (await ahead?.reserved)
        missed = performance.now() - at > lateMs ? missed + 1 : 0
        if (missed === 0 || missed > mostMissed) yield one.index
        else tooLate.push(one)
      }
      left = ahead ? [...left, ...tooLate] : [...tooLate, ...left]
    }
    await ahead?.reserved
  }
  return {
    take,
    free: async () => (await takenFor(db, 'connector')) <= longestWaitMs,
    async hold(retryAfterMs) {
      heldUntil = Math.max(heldUntil, performance.now() + (retryAfterMs ?? unknownThrottleMs))
      await pushBack(db, 'connector', retryAfterMs)
    },
  }
}

/** A slot that comes so much later than the conversation was free may fall together with those after it. */
const longestAfterMs = 1_000

/** Waits until this conversation may have one more request and the lane has a slot for it. */
async function oneSlot(db: Db, thread: string): Promise<void> {
  for (let missed = 0; missed <= mostMissed; missed++) {
    await pause(await queueUp(db, thread))
    const free = performance.now()
    const at = await reserveAt(db, 'connector', 1)
    await reach(at)
    if (performance.now() - at <= lateMs && at - free <= longestAfterMs) return
  }
}

/** A messenger whose every request takes one slot of the shared pace and tells everybody when it was throttled. */
export function paced(messenger: Messenger, db: Db): Messenger {
  async function inSlot<T extends { kind: string }>(thread: string, call: () => Promise<T>): Promise<T> {
    await oneSlot(db, thread)
    const outcome = await call()
    if (outcome.kind === 'throttled' && 'retryAfterMs' in outcome) await pushBack(db, 'connector', outcome.retryAfterMs as number | null)
    return outcome
  }
  return {
    send: (to, message) => inSlot(threadOf(to.conversationId), () => messenger.send(to, message)),
    update: (to, activityId, message) => inSlot(threadOf(to.conversationId), () => messenger.update(to, activityId, message)),
    remove: (to, activityId) => inSlot(threadOf(to.conversationId), () => messenger.remove(to, activityId)),
    createConversation: (personId, serviceUrl) => inSlot(opening(personId), () => messenger.createConversation(personId, serviceUrl)),
  }
}
