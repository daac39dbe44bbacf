/** One PostgreSQL server for the whole run, started when the first test needs it and ended after the last one. */
import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { createInterface } from 'node:readline'
import { atEnd } from './at-end.ts'

let started: Promise<string> | undefined

async function start(): Promise<string> {
  const child = spawn(process.execPath, [new URL('postgres-server.ts', import.meta.url).pathname], { stdio: ['pipe', 'pipe', 'inherit'] })
  const exit = once(child, 'exit')
  atEnd(async () => {
    child.stdin.end()
    await exit
  })
  const ready = once(createInterface(child.stdout), 'line')
  const [line] = await Promise.race([ready, exit])
  if (typeof line !== 'string') throw new Error('The PostgreSQL server for tests did not start; the reason is above.')
  return line
}

/** The address of a server that accepts connections: `TEST_DATABASE_URL`, or one that is started for this run. */
export function postgresUrl(): Promise<string> {
  started ??= process.env.TEST_DATABASE_URL ? Promise.resolve(process.env.TEST_DATABASE_URL) : start()
  return started
}
