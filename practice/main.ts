import { createHash } from 'node:crypto'
import { existsSync, mkdirSync, readFileSync, realpathSync, rmSync, writeFileSync } from 'node:fs'
import type { Server } from 'node:http'
import { createServer } from 'node:net'
import { join } from 'node:path'
import { openJournal } from './journal.ts'
import { loadSecrets } from './secrets.ts'
import { listen, pageServer, secureServer } from './server.ts'
import { newState } from './state.ts'
import { tellOfTeam } from './toBot/install.ts'
import { isIdle, newWorld, type World } from './world.ts'

/** What `start.ts` passes as the only argument, in JSON. */
export interface Arguments {
  dataDir: string
  port: number
  botUrl: string
  people: number | null
  endsWithParent: boolean
}

const usualSize = 250
const smallestSize = 30

async function run(options: Arguments): Promise<void> {
  const directory = join(options.dataDir, 'practice')
  mkdirSync(directory, { recursive: true, mode: 0o700 })
  const lock = await takeLock(directory)
  const state = newState(companySize(directory, options.people))
  const journal = await openJournal(join(directory, 'journal.jsonl'), state)
  const world = newWorld({ state, journal, secrets: await loadSecrets(directory), botUrl: options.botUrl })
  const stopping = new AbortController()
  const endpoint = join(directory, 'endpoint.json')
  const servers: Server[] = []
  const stop = () => {
    if (stopping.signal.aborted) return
    stopping.abort()
    rmSync(endpoint, { force: true })
    journal.close()
    lock.close()
    for (const server of servers) {
      server.close()
      server.closeAllConnections()
    }
    process.exit(0)
  }
  servers.push(pageServer(world, stop), secureServer(world))
  await open(world, servers, options.port)
  writeFileSync(endpoint, JSON.stringify({ ...world.urls, pid: process.pid, authority: world.secrets.certificate.authority }), {
    mode: 0o600,
  })
  for (const signal of ['SIGINT', 'SIGTERM'] as const) process.on(signal, stop)
  if (options.endsWithParent) process.on('disconnect', stop)
  setInterval(() => isIdle(world, Date.now()) && stop(), 60_000).unref()
  process.send?.({ ready: true })
  await tellOfTeam(world, stopping.signal)
}

async function open(world: World, servers: Server[], port: number): Promise<void> {
  const [page, secure] = servers
  if (!page || !secure) return
  const pagePort = await listen(page, port)
  const securePort = await listen(secure, port === 0 ? 0 : port + 1)
  world.urls = { page: `http://localhost:${pagePort}`, secure: `https://localhost:${securePort}` }
}

/** A directory has one owner: the lock is an abstract socket, which dies with the process. */
function takeLock(directory: string): Promise<{ close(): unknown }> {
  if (process.platform !== 'linux') return Promise.resolve({ close: () => undefined })
  const name = createHash('sha256').update(realpathSync(directory)).digest('hex').slice(0, 32)
  return new Promise((resolve, reject) => {
    const server = createServer()
    server.once('error', () =>
      reject(new Error(`Another practice tenant already uses ${directory}. Stop it, or choose another directory.`)),
    )
    server.listen({ path: `\0practice-${name}` }, () => resolve(server))
  })
}

/** The size of a company is settled when its directory is made. */
function companySize(directory: string, wanted: number | null): number {
  const path = join(directory, 'company.json')
  const known: unknown = existsSync(path) ? JSON.parse(readFileSync(path, 'utf8')).people : null
  if (typeof known !== 'number') {
    const people = wanted ?? usualSize
    if (people < smallestSize) throw new Error(`A practice company has at least ${smallestSize} people, not ${people}.`)
    writeFileSync(path, JSON.stringify({ people }), { mode: 0o600 })
    return people
  }
  if (wanted !== null && wanted !== known) {
    throw new Error(`The practice company in ${directory} has ${known} people, not ${wanted}. Choose another directory for another size.`)
  }
  return known
}

function failure(error: unknown, port: number): string {
  if (error instanceof Error && 'code' in error && error.code === 'EADDRINUSE') {
    return `Port ${port} or ${port + 1} is already in use. Choose another port for practice.`
  }
  return error instanceof Error ? error.message : String(error)
}

const options: Arguments = JSON.parse(process.argv[2] ?? '{}')
run(options).catch(error => {
  const why = failure(error, options.port)
  console.error(why)
  if (process.send) process.send({ error: why }, () => process.exit(1))
  else process.exit(1)
})
