/** What sending and editing share: what it takes to bring messages to people, and the requests that are out. */
import { newestServiceUrl, unreachable } from '../../services/conversations.ts'
import type { Address, Messenger, SendOutcome } from '../../services/ports.ts'
import type { Slots } from '../../services/slots.ts'
import type { App } from '../app.ts'
import type { Recorder } from './recorder.ts'

/** What it takes to bring messages to people. */
export interface Courier {
  app: App
  connector: Messenger
  slots: Slots
  recorder: Recorder
  out: Out
  /** Whether messages of this announcement may go out at this moment, as the database said some tenths of a second ago. */
  mayGoOut(announcementId: string): boolean
}

/** Rows in hand: brings them out, each at its slot, or gives them back. */
export type Batch = () => Promise<void>

/** Requests of which the answer, or the record of it, is still to come. */
export class Out {
  readonly #all = new Set<Promise<void>>()
  #wake: (() => void) | undefined

  get size(): number {
    return this.#all.size
  }
  /** Nobody waits for `work`; `failed` hears when it throws. */
  add(work: Promise<void>, failed: (error: unknown) => void): void {
    const done = work.catch(failed).finally(() => {
      this.#all.delete(done)
      this.#wake?.()
    })
    this.#all.add(done)
  }
  /** Waits until fewer than `most` are out. */
  async room(most: number): Promise<void> {
    while (this.#all.size >= most) {
      await new Promise<void>(resolve => {
        this.#wake = resolve
      })
    }
  }
  async end(): Promise<void> {
    while (this.#all.size > 0) await Promise.all(this.#all)
  }
}

export const undrawable: SendOutcome = { kind: 'failed', code: 'card' }

/** A connector that throws instead of answering leaves us in the dark. */
export async function ask(app: App, request: () => Promise<SendOutcome>): Promise<SendOutcome> {
  return request().catch(error => {
    app.log.error({ err: error }, 'the connector surprised us')
    return { kind: 'uncertain', code: 'surprise' }
  })
}

/** The request did not get to the connector, or it said that it is the wrong one: the service URL may have moved. */
const wrongPlace = new Set(['InvalidBotApiHost', 'ENOTFOUND', 'ECONNREFUSED', 'EHOSTUNREACH', 'ENETUNREACH'])

/** Where the newest service URL that anybody was met at is another one, the person is tried there next. */
async function moved({ app }: Courier, personId: string, to: Address): Promise<void> {
  const newest = await newestServiceUrl(app.db)
  if (!newest || newest === to.serviceUrl) return
  await app.db
    .updateTable('conversations')
    .set({ service_url: newest })
    .where('person_id', '=', personId)
    .where('service_url', '=', to.serviceUrl)
    .execute()
}

/** What the connector says about a person is kept for every later message; a wait is kept for everybody. */
export async function keepReach(courier: Courier, outcome: SendOutcome, personId: string, to?: Address): Promise<void> {
  const { app, slots } = courier
  const now = app.clock.now()
  if (outcome.kind === 'throttled') await slots.hold(outcome.retryAfterMs)
  if (outcome.kind === 'retry' && to && wrongPlace.has(outcome.code)) await moved(courier, personId, to)
  if (outcome.kind === 'blocked' || outcome.kind === 'policy_blocked' || outcome.kind === 'not_installed') {
    await unreachable(app.db, personId, outcome.kind, now)
  }
  if (outcome.kind === 'conversation_gone') {
    const forgotten = { conversation_id: null, state: 'unknown' as const, changed_at: now }
    await app.db.updateTable('conversations').set(forgotten).where('person_id', '=', personId).execute()
  }
}
