/**
 * Requests to the connector, each when it may go out: with a token of this process's share, and not too many in one conversation. Hidden
 * state: the tokens of this process, for each database.
 */
import { randomUUID } from 'node:crypto'
import { type Db, outsideTransactions } from './db/database.ts'
import { pause, pushBack, renewShare, spacings, takenFor, unknownThrottleMs } from './pace.ts'
import type { Messenger } from './ports.ts'
import { admit, opening, queueUp, threadOf } from './threads.ts'
import { leaseMs, type Token, Tokens, tokensInAll } from './tokens.ts'

/** When everybody has to wait for longer, rows stay where they are: a lease must not run out while its holder waits. */
const longestWaitMs = 3_000
const renewEachMs = leaseMs / 8
/** Where somebody waits for a token that others are about to give back. */
const renewSoonMs = 25

export interface Purse {
  /**
   * Waits for a token, in turn; whoever asks says how many tokens they could use by now. `null`: `stopped` ended, or everybody has to wait
   * for longer than `patience` (milliseconds).
   */
  take(wish: { tokens: number; patience: number; stopped?: AbortSignal }): Promise<Token | null>
  /** How many milliseconds everybody has to wait, as far as this process knows. */
  heldFor(): number
  /** The same, as the database says now. */
  look(): Promise<number>
  /** The answer to a request came, or will not come any more. */
  answered(token: Token): void
  /** The connector asked this process to wait, and with it everybody. */
  hold(retryAfterMs: number | null): Promise<void>
}

/** The tokens of one process. */
export function openPurse(db: Db): Purse {
  const holder = randomUUID()
  const tokens = new Tokens()
  /** Because the connector told this process; because it told any, as the database said last. */
  const held = { here: 0, anywhere: 0 }
  let renewedAt = Number.NEGATIVE_INFINITY
  let renewing: Promise<void> | undefined
  let timer: NodeJS.Timeout | undefined
  let turn: Promise<unknown> = Promise.resolve()

  async function ask(): Promise<void> {
    clearTimeout(timer)
    renewedAt = performance.now()
    const { wait, ...grant } = await renewShare(db, holder, tokens.report(renewedAt))
    tokens.granted(grant, renewedAt)
    held.anywhere = performance.now() + wait
    // What nobody needs any more goes back to the others by itself.
    if (tokens.count > 0) timer = setTimeout(() => renew().catch(() => undefined), renewEachMs).unref()
  }
  function renew(): Promise<void> {
    renewing ??= outsideTransactions(ask).finally(() => {
      renewing = undefined
    })
    return renewing
  }

  const heldFor = () => Math.max(0, held.here - performance.now(), held.anywhere - performance.now())

  async function find({ tokens: wish, patience, stopped }: Parameters<Purse['take']>[0]): Promise<Token | null> {
    while (!stopped?.aborted && heldFor() <= patience) {
      const now = performance.now()
      tokens.wish(wish, now)
      if (tokens.isShort(now) && now >= renewedAt + renewSoonMs) await renew()
      const wait = heldFor()
      const token = wait > 0 ? null : tokens.take(performance.now())
      if (token) return token
      // Another answer, or another share, may come before.
      await pause(Math.min(wait || tokens.nextAt(now) - now, renewSoonMs), stopped)
    }
    return null
  }
  return {
    take(wish) {
      const found = turn.then(() => find(wish))
      turn = found.catch(() => undefined)
      return found
    },
    heldFor,
    async look() {
      held.anywhere = performance.now() + (await takenFor(db, 'connector'))
      return heldFor()
    },
    answered: token => tokens.answered(token, performance.now()),
    async hold(retryAfterMs) {
      held.here = Math.max(held.here, performance.now() + (retryAfterMs ?? unknownThrottleMs))
      await pushBack(db, 'connector', retryAfterMs)
    },
  }
}

const purses = new WeakMap<Db, Purse>()
function purseOf(db: Db): Purse {
  const purse = purses.get(db) ?? openPurse(db)
  purses.set(db, purse)
  return purse
}

/** One request may go out now: `answered` when it has its answer. */
export interface Slot {
  index: number
  answered(): void
}

export interface Slots {
  /** Whether it makes sense to ask for slots now. */
  free(): Promise<boolean>
  /**
   * Gives a slot for each request to these conversations, in order; `refused` hears of those whose conversation has had enough for now.
   * Gives fewer when `stopped` ends or everybody was asked to wait for long.
   */
  take(threads: string[], refused?: (index: number) => void): AsyncGenerator<Slot>
  hold(retryAfterMs: number | null): Promise<void>
}

/** The slots of the delivery loop, which could always use more. */
export function slotKeeper(db: Db, stopped: AbortSignal, purse = purseOf(db)): Slots {
  async function* take(threads: string[], refused: (index: number) => void = () => undefined): AsyncGenerator<Slot> {
    const full = await admit(db, threads, spacings.connector)
    for (const [index, thread] of threads.entries()) {
      if (full.has(thread)) {
        refused(index)
        continue
      }
      const token = await purse.take({ tokens: tokensInAll, patience: longestWaitMs, stopped })
      if (!token) return
      yield { index, answered: () => purse.answered(token) }
    }
  }
  return { take, free: async () => (await purse.look()) <= longestWaitMs, hold: purse.hold }
}

/** What waits for everybody's sake for so long may afterwards fall together with what comes next in its conversation. */
const longestAfterMs = 1_000

/** Waits until this conversation may have one more request and there is a token for it. */
async function oneToken(db: Db, purse: Purse, thread: string): Promise<Token> {
  for (;;) {
    await pause(await queueUp(db, thread))
    const token = await purse.take({ tokens: 1, patience: longestAfterMs })
    if (token) return token
    await pause(purse.heldFor())
  }
}

/** The messenger for one request that has its token: `answered` is called when it is over. */
export function once(messenger: Messenger, answered: () => void): Messenger {
  return {
    send: (to, message) => messenger.send(to, message).finally(answered),
    update: (to, activityId, message) => messenger.update(to, activityId, message).finally(answered),
    remove: (to, activityId) => messenger.remove(to, activityId).finally(answered),
    createConversation: (personId, serviceUrl) => messenger.createConversation(personId, serviceUrl).finally(answered),
  }
}

/** A messenger whose every request takes a token and tells everybody when it was throttled. */
export function paced(messenger: Messenger, db: Db, purse = purseOf(db)): Messenger {
  async function inTurn<T extends { kind: string }>(thread: string, call: (messenger: Messenger) => Promise<T>): Promise<T> {
    const token = await oneToken(db, purse, thread)
    const outcome = await call(once(messenger, () => purse.answered(token)))
    if (outcome.kind === 'throttled' && 'retryAfterMs' in outcome) await purse.hold(outcome.retryAfterMs as number | null)
    return outcome
  }
  return {
    send: (to, message) => inTurn(threadOf(to.conversationId), one => one.send(to, message)),
    update: (to, activityId, message) => inTurn(threadOf(to.conversationId), one => one.update(to, activityId, message)),
    remove: (to, activityId) => inTurn(threadOf(to.conversationId), one => one.remove(to, activityId)),
    createConversation: (personId, serviceUrl) => inTurn(opening(personId), one => one.createConversation(personId, serviceUrl)),
  }
}
