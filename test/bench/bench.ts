/** What every bench needs: a tenant, bots in processes of their own, and an end that leaves nothing behind. */
import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { createInterface } from 'node:readline'
import type { Company } from '../../practice/chat-api.ts'
import type { Database } from '../../services/db/database.ts'
import { openPostgres } from '../../services/db/postgres.ts'
import { newTenant, type Tenant } from '../practice/support.ts'
import { atEnd, closeShared } from '../support/at-end.ts'
import { type BotOptions, type BotProcess, removeDirectory, startBot, temporaryDirectory } from '../support/bot-process.ts'

/** Runs a bench and closes all that it opened, also when it is broken off. */
export async function bench(run: () => Promise<void>): Promise<void> {
  for (const signal of ['SIGINT', 'SIGTERM'] as const) process.once(signal, () => void closeShared().finally(() => process.exit(130)))
  try {
    await run()
  } finally {
    await closeShared()
  }
  process.exit()
}

export function benchDirectory(): string {
  const path = temporaryDirectory()
  atEnd(async () => removeDirectory(path))
  return path
}

/**
 * A PostgreSQL database of a bench. The pool does not wait until its sockets are closed: what these hear of the server's end after our own
 * is no surprise.
 */
export async function benchPostgres(url: string): Promise<Database> {
  let closing = false
  const database = await openPostgres(url, error => {
    if (!closing) throw error
  })
  return {
    ...database,
    close() {
      closing = true
      return database.close()
    },
  }
}

export interface BenchTenant extends Tenant {
  company: Company
  /** With these a bot takes the tenant for Microsoft's: the way it starts in production. */
  settings: Record<string, string>
}

/** A company of `people` on this machine, of which every employee has the app and nobody has blocked it. */
export async function benchTenant(people: number): Promise<BenchTenant> {
  const directory = benchDirectory()
  const tenant = await newTenant({ people, dataDir: directory })
  atEnd(() => tenant.end())
  const { authority } = JSON.parse(readFileSync(join(directory, 'practice', 'endpoint.json'), 'utf8'))
  const certificate = join(directory, 'authority.pem')
  writeFileSync(certificate, authority)
  const company = (await tenant.page('/api/company')).body as unknown as Company
  for (const { id } of company.people.filter(isEmployee)) {
    await tenant.page('/control/people', { personId: id, patch: { app: 'installed', botBlocked: false } })
  }
  return { ...tenant, company, settings: { ...tenant.env, NODE_EXTRA_CA_CERTS: certificate } }
}

export const isEmployee = (person: Company['people'][number]): boolean => person.kind === 'member' && person.enabled

/** The product, started as in production against the tenant. */
export async function benchBot(tenant: BenchTenant, options: BotOptions): Promise<BotProcess> {
  const bot = await startBot({ ...options, environment: { ...tenant.settings, ...options.environment } })
  atEnd(async () => void (await bot.stop()))
  return bot
}

export interface Peer {
  pid: number
  /** What it says on its first line. */
  line: string
  /** What it says on its next lines. */
  lines: AsyncIterator<string>
  /** Writes one line to its standard input. */
  say(line: string): void
  stop(): Promise<void>
}

/** A program of this directory in a process of its own, that ends when its standard input closes. */
export async function startPeer(program: string, environment: Record<string, string>, options: string[] = []): Promise<Peer> {
  const { PATH = '', HOME = '' } = process.env
  // With the memory for young objects that `npm start` gives the product.
  const child = spawn(process.execPath, ['--expose-gc', '--max-semi-space-size=8', join(import.meta.dirname, program), ...options], {
    env: { PATH, HOME, ...environment },
    stdio: ['pipe', 'pipe', 'inherit'],
  })
  const exit = once(child, 'exit')
  const stop = async () => {
    child.stdin.end()
    await exit
  }
  atEnd(stop)
  const lines = createInterface(child.stdout)[Symbol.asyncIterator]()
  const first = await lines.next()
  if (first.done) throw new Error(`${program} ended without a word.`)
  const say = (line: string) => void child.stdin.write(`${line}\n`)
  return { pid: child.pid ?? 0, line: first.value, lines, say, stop }
}
