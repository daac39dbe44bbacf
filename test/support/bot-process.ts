/** The bot as a user starts it: `bot/main.ts` in a process of its own, in practice, on free ports and a directory of its own. */
import { type ChildProcess, spawn } from 'node:child_process'
import { once } from 'node:events'
import { mkdtempSync, rmSync } from 'node:fs'
import { createServer } from 'node:net'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { setTimeout as sleep } from 'node:timers/promises'

export interface BotProcess {
  pid: number
  url: string
  /** The chat page. */
  page: string
  dataDir: string
  output(): string
  /** As `kill -9`; practice stays. */
  kill(): Promise<void>
  /** As Ctrl-C; gives the exit code. */
  stop(): Promise<number | null>
}

export async function freePort(): Promise<number> {
  const server = createServer()
  await new Promise<void>(resolve => server.listen(0, '127.0.0.1', resolve))
  const address = server.address()
  await new Promise<void>(resolve => server.close(() => resolve()))
  if (typeof address !== 'object' || !address) throw new Error('no free port')
  return address.port
}

export const temporaryDirectory = (): string => mkdtempSync(join(tmpdir(), 'mfa-bot-'))
export const removeDirectory = (path: string): void => rmSync(path, { recursive: true, force: true, maxRetries: 5 })

/** Waits until `probe` gives something. */
export async function until<T>(what: string, probe: () => Promise<T | null | undefined | false>, seconds = 30): Promise<T> {
  const giveUp = Date.now() + seconds * 1000
  for (;;) {
    const found = await probe()
    if (found) return found
    if (Date.now() > giveUp) throw new Error(`Waited ${seconds} s in vain for ${what}.`)
    await sleep(100)
  }
}

export interface BotOptions {
  dataDir: string
  port?: number
  environment?: Record<string, string>
}

/** Starts the process as `npm start` does, without waiting for it to be ready. */
export function spawnBot(environment: Record<string, string>): { child: ChildProcess; output: () => string } {
  const { PATH = '', HOME = '' } = process.env
  const asStarted = ['--max-semi-space-size=8', 'bot/main.ts']
  const child = spawn(process.execPath, asStarted, { env: { PATH, HOME, ...environment }, stdio: ['ignore', 'pipe', 'pipe'] })
  let output = ''
  for (const stream of [child.stdout, child.stderr]) {
    stream?.setEncoding('utf8').on('data', (text: string) => {
      output += text
    })
  }
  return { child, output: () => output }
}

/** Starts the bot and waits until it says that it is ready. */
export async function startBot(options: BotOptions): Promise<BotProcess> {
  const port = options.port ?? (await freePort())
  const environment = { DATA_DIR: options.dataDir, PORT: String(port), PRACTICE_PORT: '0', LOG_LEVEL: 'warn', ...options.environment }
  const { child, output } = spawnBot(environment)
  const ended = once(child, 'exit')
  await until(
    `the bot to be ready; it said:\n${output()}`,
    async () => {
      if (child.exitCode !== null) throw new Error(`The bot ended at its start:\n${output()}`)
      return output().includes('Ctrl-C stops it.')
    },
    90,
  )
  const end = async (signal: 'SIGKILL' | 'SIGINT') => {
    if (child.exitCode === null && child.signalCode === null) child.kill(signal)
    const [code] = await ended
    return code as number | null
  }
  return {
    pid: child.pid ?? 0,
    url: `http://localhost:${port}`,
    page: output().match(/Open (http:\S+)/)?.[1] ?? '',
    dataDir: options.dataDir,
    output,
    kill: async () => void (await end('SIGKILL')),
    stop: () => end('SIGINT'),
  }
}
