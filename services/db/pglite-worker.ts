/** PGlite in a thread of its own; `pglite-client.ts` is the other end. Answers carry the number of the request that they belong to. */
import { parentPort, workerData } from 'node:worker_threads'
import { PGlite, type Transaction } from '@electric-sql/pglite'
import type { Answer, Request } from './pglite-client.ts'

const { directory } = workerData as { directory: string | undefined }
const pglite = await PGlite.create(directory)
/** The transaction that is open, and how to end it. PGlite has one connection, so there is one at most. */
let open: { tx: Transaction; end: () => void; ended: Promise<void> } | undefined

function begin(): Promise<void> {
  return new Promise((resolve, reject) => {
    const end = Promise.withResolvers<void>()
    const ended = pglite.transaction(async tx => {
      open = { tx, end: end.resolve, ended }
      resolve()
      await end.promise
    })
    ended.catch(reject)
  })
}

async function end(how: 'commit' | 'rollback'): Promise<void> {
  const ending = open
  open = undefined
  if (how === 'rollback') await ending?.tx.rollback()
  ending?.end()
  await ending?.ended
}

async function carryOut(request: Request): Promise<unknown> {
  switch (request.kind) {
    case 'query':
      return (request.inside ? open?.tx : pglite)?.query(request.text, request.values)
    case 'exec':
      return pglite.exec(request.text)
    case 'begin':
      return begin()
    case 'commit':
    case 'rollback':
      return end(request.kind)
    case 'close':
      return pglite.close()
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
