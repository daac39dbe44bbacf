/** An announcement to 3 000 people: how fast, how evenly, with how much memory; and what a killed process costs. */
import { setTimeout as sleep } from 'node:timers/promises'
import { personalChatId } from '../../practice/ids.ts'
import type { Database } from '../../services/db/database.ts'
import { openPglite } from '../../services/db/pglite.ts'
import { openPostgres } from '../../services/db/postgres.ts'
import { type BotOptions, type BotProcess, freePort } from '../support/bot-process.ts'
import { freshDatabaseUrl } from '../support/database.ts'
import { type BenchTenant, bench, benchBot, benchDirectory, benchTenant, isEmployee, startPeer } from './bench.ts'
import { announce, counted, meetEverybody, messagesEach, uncertainPeople, untilSent, untilSettled } from './broadcast.ts'
import { residentMegabytes, whole } from './numbers.ts'

/** Guests, disabled and service accounts are no employees: this many people make 3 000 who get the announcement. */
const companySize = 3278

const seconds = (from: string | null, to: string | null) => (Date.parse(to ?? '') - Date.parse(from ?? '')) / 1000
const print = (name: string, figures: string[]) => console.log(`${name.padEnd(26)} ${figures.join(', ')}`)

async function withoutFaults(tenant: BenchTenant, bot: BotProcess, name: string): Promise<void> {
  const people = await meetEverybody(tenant, bot)
  const memory = residentMegabytes(bot.pid)
  await announce(tenant)
  await untilSent(tenant, 1)
  await sleep(1000)
  const early = await counted(tenant)
  const end = await untilSent(tenant, people)
  const requests = end.send + end.update + end.create
  print(name, [
    `${whole(people)} people`,
    `${(requests / seconds(end.firstAt, end.lastAt)).toFixed(2)} requests/s from first to last (${seconds(end.firstAt, end.lastAt).toFixed(1)} s)`,
    `most in any second ${end.maxInAnySecond}`,
    `refused ${end.refused429}, after the first second ${end.refused429 - early.refused429}`,
    `memory ${whole(memory)} to ${whole(residentMegabytes(bot.pid))} MB`,
  ])
}

interface Setting {
  name: string
  options: BotOptions
  open: () => Promise<Database>
}

/** Kills the process in the middle of a second announcement and starts it again. */
async function killed(tenant: BenchTenant, bot: BotProcess, setting: Setting): Promise<void> {
  const people = tenant.company.people.filter(isEmployee)
  const before = await announce(tenant)
  await untilSent(tenant, people.length / 2)
  await bot.kill()
  const killedAt = performance.now()
  const again = await benchBot(tenant, setting.options)
  const readyAfter = performance.now() - killedAt
  await untilSettled(again, 2 * tenant.company.people.length)
  const settledAfter = performance.now() - killedAt
  await again.stop()
  const database = await setting.open()
  const uncertain = await uncertainPeople(database)
  await database.close()
  const after = await messagesEach(tenant)
  const got = people.map(({ id }) => ({ id, count: (after.get(id) ?? 0) - (before.get(id) ?? 0) }))
  const twice = got.filter(({ count }) => count > 1)
  print(`${setting.name}, kill -9 halfway`, [
    `lost ${got.filter(({ count }) => count < 1).length}`,
    `twice ${twice.length}, of which not in a row that says uncertain ${twice.filter(({ id }) => !uncertain.has(id)).length}`,
    `uncertain rows ${uncertain.size}`,
    `ready again after ${(readyAfter / 1000).toFixed(1)} s, all settled after ${whole(settledAfter / 1000)} s`,
  ])
}

async function naive(tenant: BenchTenant): Promise<void> {
  const people = tenant.company.people.filter(isEmployee)
  const peer = await startPeer(
    'naive-loop.ts',
    tenant.settings,
    JSON.stringify({ chats: people.map(({ id }) => personalChatId(id)), card: false }),
  )
  await tenant.page('/control/received/summary', undefined, 'DELETE')
  const before = await messagesEach(tenant)
  await peer.lines.next()
  const end = await counted(tenant)
  const after = await messagesEach(tenant)
  const lost = people.filter(({ id }) => (after.get(id) ?? 0) === (before.get(id) ?? 0)).length
  print('continueConversationAsync', [
    `${whole(people.length)} people`,
    `${(end.send / seconds(end.firstAt, end.lastAt)).toFixed(2)} requests/s from first to last (${seconds(end.firstAt, end.lastAt).toFixed(1)} s)`,
    `refused ${whole(end.refused429)}`,
    `lost ${whole(lost)}`,
  ])
}

async function settings(): Promise<Setting[]> {
  const [embedded, beside] = [benchDirectory(), benchDirectory()]
  const url = await freshDatabaseUrl()
  const fail = (error: Error) => {
    throw error
  }
  return [
    { name: 'PGlite', options: { dataDir: embedded, port: await freePort() }, open: () => openPglite(embedded) },
    {
      name: 'PostgreSQL',
      options: { dataDir: beside, port: await freePort(), environment: { DATABASE_URL: url } },
      open: () => openPostgres(url, fail),
    },
  ]
}

await bench(async () => {
  const tenant = await benchTenant(companySize)
  for (const setting of await settings()) {
    const bot = await benchBot(tenant, setting.options)
    await withoutFaults(tenant, bot, setting.name)
    await killed(tenant, bot, setting)
  }
  await naive(tenant)
})
