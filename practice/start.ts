import { type ChildProcess, spawn } from 'node:child_process'
import { closeSync, existsSync, mkdirSync, openSync, readFileSync } from 'node:fs'
import { join, resolve } from 'node:path'
import { setTimeout as sleep } from 'node:timers/promises'
import tls from 'node:tls'
import { fileURLToPath } from 'node:url'

export interface PracticeOptions {
  /** Practice keeps its things in `<dataDir>/practice`. */
  dataDir: string
  /** The page's port (http); the protocols are on the next one (https). 0 takes any two free ports. */
  port: number
  /** Where the bot takes activities, such as http://localhost:3978/api/messages. */
  botUrl: string
  /** The size of the company, settled at the directory's first start: at least 30, 250 unless said. */
  people?: number
  /** Whether practice outlives this process (it does unless said otherwise). */
  detached?: boolean
}

export interface Practice {
  /** The chat page. */
  url: string
  /** Origin of Entra, Graph and the connector. */
  secureUrl: string
  /** Every setting that the bot needs to talk to this tenant. */
  env: Record<string, string>
  /** Ends practice; resolves when it has gone. */
  stop(): Promise<void>
}

const stopWithinMs = 10_000

interface Endpoint {
  page: string
  secure: string
  authority: string
}

/**
 * Starts the practice tenant in a process of its own, or joins the one that already stands on this directory, and makes this
 * process trust its certificate. Refuses, with one clear line, a busy port, a directory in use and a company of another size.
 */
export async function startPractice(options: PracticeOptions): Promise<Practice> {
  const dataDir = resolve(options.dataDir)
  const standing = await joinStanding(dataDir, options)
  const endpoint = standing ?? (await launch(dataDir, options))
  trust(endpoint.authority)
  const env = await post(`${endpoint.page}/control/attach`, { botUrl: options.botUrl })
  return { url: endpoint.page, secureUrl: endpoint.secure, env, stop: () => stopPractice(endpoint.page) }
}

async function joinStanding(dataDir: string, options: PracticeOptions): Promise<Endpoint | null> {
  const endpoint = readEndpoint(dataDir)
  if (!endpoint) return null
  const health = await fetch(`${endpoint.page}/control/health`, { signal: AbortSignal.timeout(2000) }).catch(() => null)
  if (!health?.ok) return null
  const { people, practice } = (await health.json().catch(() => ({}))) as { people?: number; practice?: boolean }
  if (practice !== true) return null
  if (options.people !== undefined && options.people !== people) {
    throw new Error(`A practice company of ${people} people already runs on ${dataDir}, not ${options.people}. Choose another directory.`)
  }
  return endpoint
}

function readEndpoint(dataDir: string): Endpoint | null {
  const path = join(dataDir, 'practice', 'endpoint.json')
  return existsSync(path) ? (JSON.parse(readFileSync(path, 'utf8')) as Endpoint) : null
}

async function launch(dataDir: string, options: PracticeOptions): Promise<Endpoint> {
  const directory = join(dataDir, 'practice')
  mkdirSync(directory, { recursive: true, mode: 0o700 })
  const detached = options.detached ?? true
  const { port, botUrl, people = null } = options
  const settings = JSON.stringify({ dataDir, port, botUrl, people, endsWithParent: !detached })
  const log = openSync(join(directory, 'practice.log'), 'a', 0o600)
  const program = fileURLToPath(new URL('./main.ts', import.meta.url))
  const child = spawn(process.execPath, ['--disable-warning=ExperimentalWarning', program, settings], {
    detached: true,
    stdio: ['ignore', log, log, 'ipc'],
  })
  closeSync(log)
  await ready(child, directory)
  child.unref()
  if (detached) child.disconnect()
  else child.channel?.unref()
  const endpoint = readEndpoint(dataDir)
  if (!endpoint) throw new Error(`Practice started but left no address in ${directory}.`)
  return endpoint
}

function ready(child: ChildProcess, directory: string): Promise<void> {
  return new Promise((resolve, reject) => {
    child.once('error', reject)
    child.once('exit', code => reject(new Error(`Practice ended with code ${code}; see ${join(directory, 'practice.log')}.`)))
    child.once('message', (message: { ready?: boolean; error?: string }) => {
      if (message.ready) resolve()
      else reject(new Error(message.error))
    })
  })
}

/** New connections of this process accept the practice authority beside the usual ones. */
function trust(authority: string): void {
  const known = tls.getCACertificates('default')
  if (!known.includes(authority)) tls.setDefaultCACertificates([...known, authority])
}

async function post(url: string, body: unknown): Promise<Record<string, string>> {
  const response = await fetch(url, { method: 'POST', headers: { 'content-type': 'application/json' }, body: JSON.stringify(body) })
  if (!response.ok) throw new Error(`Practice refused ${url}: ${await response.text()}`)
  return (await response.json()) as Record<string, string>
}

async function stopPractice(page: string): Promise<void> {
  await fetch(`${page}/control/stop`, { method: 'POST' }).catch(() => null)
  const end = Date.now() + stopWithinMs
  while (await answers(page)) {
    if (Date.now() > end) throw new Error(`Practice at ${page} does not stop.`)
    await sleep(20)
  }
}

function answers(page: string): Promise<boolean> {
  return fetch(`${page}/control/health`, { signal: AbortSignal.timeout(2000) }).then(
    response => response.ok,
    () => false,
  )
}
