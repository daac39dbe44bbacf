/**
 * PGlite in a thread of its own, so that this one goes on while a statement runs. Looks like a PGlite to the job queue.
 * Hidden state: the requests without an answer. While there are any the process does not end by itself.
 */
import { Worker } from 'node:worker_threads'

export type Request =
  | { kind: 'query'; text: string; values: unknown[]; inside: boolean }
  | { kind: 'exec'; text: string }
  | { kind: 'begin' | 'commit' | 'rollback' | 'close' }

export type Answer = { number: number; value: unknown } | { number: number; error: { message: string } }

export interface Results<T> {
  rows: T[]
  affectedRows?: number
  fields: { name: string; dataTypeID: number }[]
}

export interface PgliteClient {
  /** `inside` the transaction that is open, or after it. */
  query<T>(text: string, values?: unknown[], inside?: boolean): Promise<Results<T>>
  exec(text: string): Promise<Results<Record<string, unknown>>[]>
  /** There is one transaction at a time: this waits for the one before. */
  begin(): Promise<void>
  commit(): Promise<void>
  rollback(): Promise<void>
  close(): Promise<void>
}

/** `ask` gets the answer of the thread to a request. */
function startThread(directory: string | undefined) {
  const worker = new Worker(new URL('./pglite-worker.ts', import.meta.url), { workerData: { directory } })
  const waiting = new Map<number, PromiseWithResolvers<unknown>>()
  let last = 0
  function expect(number: number): Promise<unknown> {
    const answer = Promise.withResolvers<unknown>()
    waiting.set(number, answer)
    worker.ref()
    return answer.promise
  }
  worker.on('message', (answer: Answer) => {
    const one = waiting.get(answer.number)
    waiting.delete(answer.number)
    if (waiting.size === 0) worker.unref()
    if ('error' in answer) one?.reject(Object.assign(new Error(answer.error.message), answer.error))
    else one?.resolve(answer.value)
  })
  // Without its database the process cannot go on.
  worker.on('error', error => {
    throw error
  })
  const ready = expect(0)
  const ask = <T>(request: Request): Promise<T> => {
    last += 1
    const answer = expect(last)
    worker.postMessage({ ...request, number: last })
    return answer as Promise<T>
  }
  return { ready, ask, end: () => worker.terminate() }
}

/** Opens the database in `directory`, or in memory without one. */
export async function startPglite(directory?: string): Promise<PgliteClient> {
  const { ready, ask, end } = startThread(directory)
  await ready
  return {
    query: (text, values = [], inside = false) => ask({ kind: 'query', text, values, inside }),
    exec: text => ask({ kind: 'exec', text }),
    begin: () => ask({ kind: 'begin' }),
    commit: () => ask({ kind: 'commit' }),
    rollback: () => ask({ kind: 'rollback' }),
    async close() {
      await ask({ kind: 'close' })
      await end()
    },
  }
}
