/** Open, migrate, listen, work; on a signal: stop taking work, finish, close. */

import { setTimeout as sleep } from 'node:timers/promises'
import type { Logger } from 'pino'
import { startPractice } from '../practice/start.ts'
import { type Database, migrate } from '../services/db/database.ts'
import { DirectoryInUse, openPglite } from '../services/db/pglite.ts'
import { openPostgres } from '../services/db/postgres.ts'
import { createCredential } from '../services/graph/credential.ts'
import { createDirectory, graphScope } from '../services/graph/directory.ts'
import { createMailer } from '../services/graph/mailer.ts'
import { openJobs } from '../services/jobs.ts'
import { paced } from '../services/slots.ts'
import { prepare } from '../services/understanding/understand.ts'
import { createAuthentication, Door } from './adapter.ts'
import { downloadEndpoint } from './api/downloads.ts'
import { createApi } from './api/serve.ts'
import type { App } from './app.ts'
import { CannotStart, explainDatabase } from './cannot-start.ts'
import { type Config, practiceSettings, readConfig, WrongSettings, wantsPractice } from './config.ts'
import { startDelivering } from './delivery/deliver.ts'
import { createLog } from './log.ts'
import { createMessenger } from './messenger.ts'
import { createMetrics } from './metrics.ts'
import { pageRoutes } from './pages/index.ts'
import { startServer } from './server.ts'
import { startSweeping } from './sweep.ts'
import { tasksFor } from './tasks/index.ts'
import { takeTurn } from './turn.ts'

type Where = Pick<Config, 'DATABASE_URL' | 'DATA_DIR'>
const closeWithinMs = 5_000
const stopWithinMs = 25_000
/** Everything that was opened registers how to close it; closed last in, first out. */
const closers: (() => Promise<unknown>)[] = []
let closing: Promise<void> | undefined

/** Each has a few seconds: one that waits for somebody who no longer answers must not keep the others open. */
async function closeAll(): Promise<void> {
  for (const close of closers.toReversed()) await Promise.race([close().catch(() => undefined), sleep(closeWithinMs)])
}

/** Safe to call many times: Ctrl-C often arrives twice. */
function shutDown(code: number): Promise<void> {
  closing ??= (async () => {
    const giveUp = setTimeout(() => process.exit(1), stopWithinMs)
    await closeAll()
    clearTimeout(giveUp)
    process.exit(code)
  })()
  return closing
}

async function openDatabase(where: Where, log: Logger): Promise<Database> {
  const onError = (error: Error) => log.error({ err: error }, 'a database connection broke')
  const database = where.DATABASE_URL ? await openPostgres(where.DATABASE_URL, onError) : await openPglite(where.DATA_DIR)
  closers.push(() => database.close())
  await migrate(database.db).catch(error => Promise.reject(explainDatabase(error)))
  return database
}

interface Opened {
  config: Config
  log: Logger
  database: Database
  practiceUrl: string | null
}

/** Practice comes after the database: a second process on the same data must not touch what the first one uses. */
async function openInPractice(): Promise<Opened> {
  const first = practiceSettings(process.env)
  const log = createLog(first.LOG_LEVEL)
  const database = await openDatabase(first, log)
  const botUrl = `http://localhost:${first.PORT}/api/messages`
  const practice = await startPractice({ dataDir: first.DATA_DIR, port: first.PRACTICE_PORT, botUrl }).catch(cause =>
    Promise.reject(new CannotStart(cause.message, { cause })),
  )
  closers.push(() => practice.stop())
  // In practice nobody waits half an hour to see what comes after the first few.
  const here = { PUBLIC_URL: `http://localhost:${first.PORT}`, CANARY_MINUTES: '1' }
  return { config: readConfig({ ...here, ...process.env, ...practice.env }), log, database, practiceUrl: practice.url }
}

async function openForReal(): Promise<Opened> {
  const config = readConfig(process.env)
  const log = createLog(config.LOG_LEVEL)
  return { config, log, database: await openDatabase(config, log), practiceUrl: null }
}

async function start(): Promise<void> {
  const { config, log, database, practiceUrl } = wantsPractice(process.env) ? await openInPractice() : await openForReal()
  const { db } = database
  const jobs = await openJobs(database, error => log.error({ err: error }, 'the job queue reports an error'))
  closers.push(() => jobs.stop(4_000))
  const credential = createCredential(config)
  const authentication = createAuthentication(config, scope => credential.getToken(scope))
  const connector = createMessenger(config, authentication)
  const clock = { now: () => new Date() }
  const directory = createDirectory(config, credential)
  const mailer = createMailer(config, credential)
  const app: App = { config, db, jobs, messenger: paced(connector, db), directory, mailer, clock, log }
  await credential
    .warm([`${config.ToChannelFromBotOAuthScope}/.default`, graphScope(config)])
    .catch(error => log.warn({ err: error }, 'no token for the connector yet'))
  const metrics = createMetrics(db)
  const door = new Door(config, authentication)
  const server = await startServer(config.PORT, {
    metrics,
    api: [...createApi(app), downloadEndpoint(app)],
    pages: pageRoutes(app),
    receive: async knock => {
      const stopTimer = metrics.turnSeconds.startTimer({ kind: 'activity' })
      return door.receive(knock, activity => takeTurn(app, activity)).finally(stopTimer)
    },
    notReady: () => notReady(app, () => credential.getToken(`${config.ToChannelFromBotOAuthScope}/.default`)),
  })
  closers.push(() => server.close())
  await jobs.work(tasksFor(app))
  await jobs.schedule('sync-people', '30 2 * * *', config.DEFAULT_TIME_ZONE, { reason: 'nightly' })
  await db.transaction().execute(tx => jobs.enqueue(tx, 'sync-people', { reason: 'start' }))
  const delivering = startDelivering(app, connector)
  closers.push(() => delivering.stop())
  const sweeping = startSweeping(app)
  closers.push(() => sweeping.stop())
  prepare().catch(error => log.warn({ err: error }, 'what people type is learned at the first question'))
  announceReady(server.port, practiceUrl)
}

async function notReady(app: App, getToken: () => Promise<string>): Promise<string[]> {
  const checks: [string, () => Promise<unknown>][] = [
    ['database', () => app.db.selectFrom('pace').select('lane').limit(1).execute()],
    ['jobs', () => app.jobs.healthy()],
    ['token for the connector', getToken],
  ]
  const results = await Promise.allSettled(checks.map(([, check]) => check()))
  const isFine = (result: PromiseSettledResult<unknown> | undefined) => result?.status === 'fulfilled' && result.value !== false
  return checks.filter((_, index) => !isFine(results[index])).map(([name]) => name)
}

function announceReady(port: number, practiceUrl: string | null): void {
  const lines = [`The bot is ready on http://localhost:${port} (health: /healthz, /readyz, /metrics).`]
  if (practiceUrl)
    lines.push(
      'No Microsoft settings were found, so it works in practice, a made-up company on this machine.',
      `Open ${practiceUrl} in a browser.`,
    )
  process.stdout.write(`${lines.join('\n')}\nCtrl-C stops it.\n`)
}

process.on('SIGINT', () => void shutDown(0))
process.on('SIGTERM', () => void shutDown(0))

try {
  await start()
} catch (error) {
  const known = error instanceof WrongSettings || error instanceof DirectoryInUse || error instanceof CannotStart
  process.stderr.write(`${known || !(error instanceof Error) ? (error as Error).message : error.stack}\n`)
  await shutDown(1)
}
