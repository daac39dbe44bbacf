/**
 * One announcement to as many people as the first argument says, on PostgreSQL (`DATABASE_URL`), with a connector that only counts; a
 * run of 20 000 before it brings the process to the size that it has anyway. Prints what it took as one line of JSON.
 */
import { setTimeout as sleep } from 'node:timers/promises'
import { sql } from 'kysely'
import { startDelivering } from '../../bot/delivery/deliver.ts'
import { countAlike } from '../../services/board-numbers.ts'
import { type Db, migrate, transaction } from '../../services/db/database.ts'
import { countLedger, redrawAll } from '../../services/deliveries.ts'
import { expand } from '../../services/expansion.ts'
import type { Messenger } from '../../services/ports.ts'
import { testApp } from '../support/app.ts'
import { openRoad } from '../support/open-road.ts'
import { addAnnouncement } from '../support/rollout.ts'
import { benchPostgres } from './bench.ts'
import { median, residentMegabytes } from './numbers.ts'

const people = Number(process.argv[2])
const warmUp = 20_000
const now = new Date('2026-11-10T09:00:00Z')
const database = await benchPostgres(process.env.DATABASE_URL ?? '')
const { db } = database
await migrate(db)

async function settle(db: Db, count: number): Promise<void> {
  await sql`truncate people, conversations, deliveries, announcements, contacts cascade`.execute(db)
  await sql`
    insert into people (id, upn, name, given_name, department, country, teams_locale, time_zone, synced_at)
    select md5(n::text), 'person-' || n || '@example.test', 'Kees de Wit ' || n, 'Kees', 'Department ' || n % 40, 'NL',
      case when n % 3 = 0 then 'en-GB' else 'nl-NL' end, 'Europe/Amsterdam', ${now} from generate_series(1, ${count}::int) n`.execute(db)
  await sql`
    insert into conversations (person_id, conversation_id, service_url, teams_user_id, state, changed_at)
    select id, 'a:' || id, 'https://smba.example/', '29:' || id, 'reachable', ${now} from people`.execute(db)
  await sql`vacuum analyze`.execute(db)
}

let sent = 0
let lastAt = 0
const connector: Messenger = {
  send: async () => {
    lastAt = performance.now()
    return { kind: 'delivered', activityId: `m${++sent}` }
  },
  update: async (_, activityId) => ({ kind: 'delivered', activityId }),
  remove: async (_, activityId) => ({ kind: 'delivered', activityId }),
  createConversation: async (personId, serviceUrl) => ({ kind: 'created', conversationId: `a:${personId}`, serviceUrl }),
}
const app = testApp(db, now)

async function timed(work: () => Promise<unknown>): Promise<number> {
  const began = performance.now()
  await work()
  return performance.now() - began
}

async function run(count: number) {
  await settle(db, count)
  const announcement = await addAnnouncement(db)
  const expanded = await timed(() => expand(db, { announcement, languageOf: one => (one.teams_locale === 'en-GB' ? 'en' : 'nl'), now }))
  const loop = startDelivering(app, connector, openRoad)
  const state = () =>
    db.selectFrom('announcements').select(['state', 'targeted']).where('id', '=', announcement.id).executeTakeFirstOrThrow()
  const began = performance.now()
  while ((await state()).state !== 'finished') await sleep(100)
  // Afterwards the loop only finds out that nothing is left.
  const delivered = lastAt - began
  await loop.stop()
  const board = await boardTimes(announcement.id)
  const redrawn = await timed(() => transaction(db, tx => redrawAll(tx, announcement.id, now)))
  const ledger = await countLedger(db, announcement.id)
  const isExact = (await state()).targeted === count && ledger.length === 1 && ledger[0]?.state === 'delivered' && ledger[0].count === count
  return { expanded, delivered, redrawn, board: median(board), isExact: isExact && sent === count }
}

/** What the board of an announcement asks for. */
async function boardTimes(id: string): Promise<number[]> {
  await sql`vacuum analyze deliveries`.execute(db)
  const times: number[] = []
  for (let turn = 0; turn < 7; turn++) times.push(await timed(() => countAlike(db, [id])))
  return times
}

await run(warmUp)
sent = 0
globalThis.gc?.()
const before = residentMegabytes(process.pid)
let peak = before
const watch = setInterval(() => {
  peak = Math.max(peak, residentMegabytes(process.pid))
}, 50)
const cpu = process.cpuUsage()
const result = await run(people)
const { user, system } = process.cpuUsage(cpu)
clearInterval(watch)
console.log(JSON.stringify({ people, ...result, before, peak, cpuMs: (user + system) / 1000 }))
await database.close()
process.exit()
