/**
 * `npm run playground [first name …]`: opens Microsoft's Agents Playground as somebody of the practice company, one for each name
 * (Kees unless said otherwise). Ctrl-C ends them.
 */
import { type ChildProcess, spawn } from 'node:child_process'
import { existsSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs'
import { createServer } from 'node:net'
import { join, resolve } from 'node:path'
import { z } from 'zod'
import { personalChatId } from '../ids.ts'

const program = '@microsoft/m365agentsplayground@0.2.28'
const usualPort = 56_150

const user = z.looseObject({ id: z.string(), aadObjectId: z.string(), givenName: z.string() })
const configuration = z.looseObject({ currentUser: user, users: z.array(user), personalChat: z.looseObject({ id: z.string() }) })
type Configuration = z.infer<typeof configuration>

/** Says in one line what is wrong and ends. */
function give(line: string): never {
  process.stderr.write(`${line}\n`)
  process.exit(1)
}

async function findPractice(dataDir: string): Promise<string> {
  const notThere = 'Practice is not running. Start the bot first, in another window: npm start'
  const path = join(dataDir, 'practice', 'endpoint.json')
  if (!existsSync(path)) return give(notThere)
  const { page } = z.object({ page: z.string() }).parse(JSON.parse(readFileSync(path, 'utf8')))
  const answer = await fetch(`${page}/control/health`).catch(() => null)
  return answer?.ok ? page : give(notThere)
}

/** The committed configuration, seen by this person; refuses a name that is not in it. */
function configurationFor(name: string): Configuration {
  const file = new URL('./playground.json', import.meta.url)
  const committed = configuration.parse(JSON.parse(readFileSync(file, 'utf8')))
  const everybody = [committed.currentUser, ...committed.users]
  const me = everybody.find(one => one.givenName.toLowerCase() === name.toLowerCase())
  if (!me) return give(`Nobody here is called ${name}. Choose from ${everybody.map(one => one.givenName).join(', ')}.`)
  const users = everybody.filter(one => one !== me)
  return { ...committed, currentUser: me, users, personalChat: { id: personalChatId(me.aadObjectId) } }
}

function isFree(port: number): Promise<boolean> {
  return new Promise(answer => {
    const server = createServer()
    server.once('error', () => answer(false))
    server.listen(port, () => server.close(() => answer(true)))
  })
}

async function freePort(from: number): Promise<number> {
  return (await isFree(from)) ? from : freePort(from + 1)
}

function open(config: Configuration, at: { page: string; port: number; dataDir: string }): ChildProcess {
  const name = config.currentUser.givenName.toLowerCase()
  const folder = join(at.dataDir, 'practice', 'playground')
  mkdirSync(folder, { recursive: true, mode: 0o700 })
  const path = join(folder, `${name}.json`)
  writeFileSync(path, JSON.stringify(config, null, 2))
  const options = ['-e', `${at.page}/api/playground/messages`, '-c', 'msteams', '-p', String(at.port), '--disable-telemetry', 'true']
  const hasDisplay = process.platform !== 'linux' || Boolean(process.env.DISPLAY ?? process.env.WAYLAND_DISPLAY)
  return spawn('npx', ['--yes', program, ...options], {
    stdio: ['ignore', 'inherit', 'inherit'],
    // npx starts a shell that starts the Playground: a group of its own, so that all of it can be ended.
    detached: true,
    env: {
      ...process.env,
      M365_AGENTS_PLAYGROUND_CONFIG_PATH: path,
      M365_AGENTS_PLAYGROUND_LOGFILE: join(folder, `${name}.log`),
      SEND_INSTALLATION_ACTIVITY: 'true',
      ...(hasDisplay ? {} : { TEAMSAPPTESTER_BROWSER: 'none' }),
    },
  })
}

function end(child: ChildProcess): void {
  if (child.pid !== undefined && child.exitCode === null && child.signalCode === null) process.kill(-child.pid, 'SIGTERM')
}

const dataDir = resolve(process.env.DATA_DIR || './data')
const page = await findPractice(dataDir)
const names = process.argv.slice(2)
const configurations = (names.length > 0 ? names : ['Kees']).map(configurationFor)
const children: ChildProcess[] = []
let stopping = false
let port = usualPort
for (const config of configurations) {
  port = await freePort(port)
  process.stdout.write(`${config.currentUser.givenName}: http://localhost:${port}\n`)
  const child = open(config, { page, port, dataDir })
  child.once(
    'exit',
    () => stopping || process.stdout.write(`${config.currentUser.givenName}’s Playground ended; its log is in ${dataDir}.\n`),
  )
  children.push(child)
  port += 1
}
for (const signal of ['SIGINT', 'SIGTERM'] as const) {
  process.on(signal, () => {
    stopping = true
    children.forEach(end)
  })
}
process.stdout.write('Ctrl-C ends the Playground.\n')
