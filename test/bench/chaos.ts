/**
 * A broadcast in a storm: 2 000 people, three processes on one PostgreSQL, 20 kills at random moments, 10 % of the requests throttled
 * (half of them without `Retry-After`), 5 % answered 502, 503 or 504, 2 % carried out without an answer, 1 % never answered, and one
 * restart of the database. Nobody may be lost, every copy too many must be in a row that says "uncertain", and the connector may never
 * be asked more than 50 times in any second. `PEOPLE` and `KILLS` make it shorter; it ends after 15 minutes whatever happens.
 */
import { setTimeout as sleep } from 'node:timers/promises'
import type { Database } from '../../services/db/database.ts'
import { openPostgres } from '../../services/db/postgres.ts'
import { countLedger } from '../../services/deliveries.ts'
import { readSync } from '../../services/sync/status.ts'
import { type BotOptions, type BotProcess, freePort, until } from '../support/bot-process.ts'
import { freshDatabaseUrl } from '../support/database.ts'
import { addAnnouncement, approvedForAll } from '../support/rollout.ts'
import { type BenchTenant, bench, benchBot, benchDirectory, benchTenant, startPeer } from './bench.ts'
import { companyOf, counted, messagesEach } from './broadcast.ts'
import { whole } from './numbers.ts'

const people = Number(process.env.PEOPLE ?? 2000)
const kills = Number(process.env.KILLS ?? 20)
const processes = 3
const longestSeconds = 15 * 60

const faults = [
  { operation: 'send', status: 429, retryAfterSeconds: 0.5, share: 0.05 },
  { operation: 'send', status: 429, share: 0.05 },
  { operation: 'send', status: 502, share: 0.017 },
  { operation: 'send', status: 503, share: 0.017 },
  { operation: 'send', status: 504, share: 0.016 },
  { operation: 'send', loseAnswer: true, share: 0.02 },
  { operation: 'send', hang: true, share: 0.005 },
  { operation: 'send', hang: true, loseAnswer: true, share: 0.005 },
  { operation: 'create', status: 503, share: 0.05 },
]

/** Processes that are killed and started again. */
class Herd {
  readonly #tenant: BenchTenant
  readonly #environment: Record<string, string>
  readonly #alive: BotProcess[] = []
  readonly #starting = new Set<Promise<void>>()
  killed = 0

  constructor(tenant: BenchTenant, environment: Record<string, string>) {
    this.#tenant = tenant
    this.#environment = environment
  }
  async start(): Promise<void> {
    const options: BotOptions = { dataDir: benchDirectory(), port: await freePort(), environment: this.#environment }
    this.#alive.push(await benchBot(this.#tenant, options))
  }
  /** Kills one and starts another in its place, without waiting for it. */
  async killOne(): Promise<void> {
    const [victim] = this.#alive.splice(Math.floor(Math.random() * this.#alive.length), 1)
    if (!victim) return
    await victim.kill()
    this.killed += 1
    const again = this.start().finally(() => this.#starting.delete(again))
    this.#starting.add(again)
  }
  async allUp(): Promise<void> {
    await Promise.all(this.#starting)
  }
}

const isOver = async ({ db }: Database, id: string) =>
  (await db.selectFrom('announcements').select('state').where('id', '=', id).executeTakeFirst())?.state === 'finished'

async function deliveredSoFar({ db }: Database, id: string): Promise<number> {
  return (await countLedger(db, id)).filter(row => row.state === 'delivered').reduce((sum, row) => sum + row.count, 0)
}

async function report(tenant: BenchTenant, { db }: Database, id: string): Promise<void> {
  const rows = await db.selectFrom('deliveries').selectAll().where('announcement_id', '=', id).execute()
  const messages = await messagesEach(tenant)
  const copies = (personId: string) => messages.get(personId) ?? 0
  const meant = rows.filter(row => row.state !== 'skipped')
  const twice = rows.filter(row => copies(row.person_id) > 1)
  const { targeted } = await db.selectFrom('announcements').select('targeted').where('id', '=', id).executeTakeFirstOrThrow()
  const requests = await counted(tenant)
  console.log(`people                     ${whole(meant.length)}, rows of the ledger ${whole(rows.length)} of ${whole(targeted ?? 0)}`)
  console.log(`lost                       ${meant.filter(row => copies(row.person_id) === 0).length}`)
  console.log(`delivered without a copy   ${rows.filter(row => row.state === 'delivered' && copies(row.person_id) === 0).length}`)
  console.log(
    `twice                      ${twice.length}, of which not in a row that says uncertain ${twice.filter(row => row.uncertain < copies(row.person_id) - 1).length}`,
  )
  console.log(`uncertain rows             ${rows.filter(row => row.uncertain > 0).length}`)
  console.log(
    `requests                   ${whole(requests.send + requests.create)}, refused ${requests.refused429}, most in any second ${requests.maxInAnySecond}`,
  )
}

await bench(async () => {
  const tenant = await benchTenant(companyOf(people))
  const server = await startPeer('../support/postgres-server.ts', {})
  const url = await freshDatabaseUrl(server.line)
  const herd = new Herd(tenant, { DATABASE_URL: url, LOG_LEVEL: 'silent' })
  for (let count = 0; count < processes; count++) await herd.start()
  const database = await openPostgres(url, () => undefined)
  await until('the people', async () => (await readSync(database.db)).last?.finishedAt, 300)
  for (const fault of faults) await tenant.page('/control/faults', fault)
  await tenant.page('/control/received/summary', undefined, 'DELETE')
  const now = new Date()
  const deadline = new Date(now.getTime() + 14 * 24 * 3600_000)
  const sending = { state: 'scheduled' as const, send_at: now, confirmed_at: now, deadline_at: deadline }
  const { id } = await addAnnouncement(database.db, { ...sending, ...approvedForAll })
  const began = performance.now()
  const elapsed = () => (performance.now() - began) / 1000
  let restarted = false
  while (elapsed() < longestSeconds && !(await isOver(database, id).catch(() => false))) {
    await sleep(500 + Math.random() * 3000)
    const share = (await deliveredSoFar(database, id).catch(() => 0)) / people
    if (!restarted && share > 0.4) {
      server.say('restart')
      await server.lines.next()
      restarted = true
    }
    if (herd.killed < kills && share > (0.9 * herd.killed) / kills) await herd.killOne()
  }
  const seconds = elapsed()
  await herd.allUp()
  console.log(
    `storm                      ${herd.killed} kills, database restarted ${restarted ? 'once' : 'never'}, over after ${whole(seconds)} s`,
  )
  await report(tenant, database, id)
  await database.close()
})
