/** PGlite in a thread of its own; `pglite-client.ts` is the other end. Answers carry the number of the request that they belong to. */
import { parentPort, workerData } from 'node:worker_threads'
import { PGlite } from '@electric-sql/pglite'
import type { Answer, Request } from './pglite-client.ts'

const { directory } = workerData as { directory: string | undefined }
const pglite = await PGlite.create(directory)
/** The end of the line: PGlite has one connection, so whatever comes waits for what came before, a transaction as a whole. */
let line: Promise<unknown> = Promise.resolve()
/** Lets the line go on; there while a transaction is open. */
let release: (() => void) | undefined

function inTurn<T>(work: () => Promise<T>): Promise<T> {
  const done = line.then(work)
  line = done.catch(() => {})
  return done
}

function begin(): Promise<void> {
  return new Promise((resolve, reject) => {
    const opened = inTurn(async () => {
      await pglite.query('begin')
      const held = Promise.withResolvers<void>()
      release = held.resolve
      resolve()
      await held.promise
    })
    opened.catch(reject)
  })
}

async function end(how: 'commit' | 'rollback'): Promise<void> {
  const goOn = release
  release = undefined
  // A commit that failed has ended it already.
  if (goOn) await pglite.query(how).finally(goOn)
}

/** Several statements may be a block of their own; one that failed may not be open when the next one in the line comes. */
async function execute(text: string): Promise<unknown> {
  try {
    return await pglite.exec(text)
  } catch (error) {
    await pglite.query('rollback')
    throw error
  }
}

async function carryOut(request: Request): Promise<unknown> {
  switch (request.kind) {
    case 'query': {
      const query = () => pglite.query(request.text, request.values)
      return request.inside ? query() : inTurn(query)
    }
    case 'exec':
      return inTurn(() => execute(request.text))
    case 'begin':
      return begin()
    case 'commit':
    case 'rollback':
      return end(request.kind)
    case 'close':
      return inTurn(() => pglite.close())
  }
}

/** Of an error only what can be sent; the database's own codes are what callers look at. */
function asPlain(error: unknown) {
  const { message, code, detail, constraint, table, column } = error as Record<string, string | undefined>
  return { message: message ?? String(error), code, detail, constraint, table, column }
}

parentPort?.on('message', (request: Request & { number: number }) => {
  const answer = (one: Answer) => parentPort?.postMessage(one)
  carryOut(request).then(
    value => answer({ number: request.number, value }),
    (error: unknown) => answer({ number: request.number, error: asPlain(error) }),
  )
})
parentPort?.postMessage({ number: 0, value: undefined } satisfies Answer)
