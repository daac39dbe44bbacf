/**
 * An announcement to 3 000 people, as fast as Teams allows, through a connector that counts any sliding second of 50: one process on the
 * embedded database, one and three on PostgreSQL, with the chats known and unknown (two requests a person), and what a killed process
 * costs. The loop over `continueConversationAsync` is measured in the same run. `PEOPLE` makes it shorter.
 */
import { setTimeout as sleep } from 'node:timers/promises'
import { personalChatId } from '../../practice/ids.ts'
import type { Database } from '../../services/db/database.ts'
import { openPglite } from '../../services/db/pglite.ts'
import { type BotOptions, type BotProcess, freePort } from '../support/bot-process.ts'
import { freshDatabaseUrl } from '../support/database.ts'
import { type BenchTenant, bench, benchBot, benchDirectory, benchPostgres, benchTenant, isEmployee, startPeer } from './bench.ts'
import {
  announce,
  companyOf,
  counted,
  included,
  meetEverybody,
  messagesEach,
  uncertainPeople,
  untilSent,
  untilSettled,
} from './broadcast.ts'
import { residentMegabytes, whole } from './numbers.ts'

const peopleMeant = Number(process.env.PEOPLE ?? 3000)

const seconds = (from: string | null, to: string | null) => (Date.parse(to ?? '') - Date.parse(from ?? '')) / 1000
const print = (name: string, figures: string[]) => console.log(`${name.padEnd(26)} ${figures.join(', ')}`)

interface Announced {
  people: string[]
  /** Messages that each person had before. */
  before: Map<string, number>
}

async function announced(tenant: BenchTenant, setting: Setting, inSeconds = 0): Promise<Announced> {
  return change(setting, async database => ({
    people: await included(database),
    before: await announce(tenant, database, inSeconds),
  }))
}

/** Prints how an announcement that was just made goes at the connector. */
async function watch(tenant: BenchTenant, bots: BotProcess[], name: string, { people, before }: Announced): Promise<void> {
  const memory = bots.map(bot => residentMegabytes(bot.pid))
  await untilSent(tenant, 1)
  await sleep(1000)
  const early = await counted(tenant)
  const end = await untilSent(tenant, people.length, 'accepted')
  const after = await messagesEach(tenant)
  const requests = end.send + end.update + end.create
  const took = seconds(end.firstAt, end.lastAt)
  const copies = people.map(id => (after.get(id) ?? 0) - (before.get(id) ?? 0))
  const peak = bots.map((bot, index) => `${whole(memory[index] ?? 0)} to ${whole(residentMegabytes(bot.pid))}`)
  print(name, [
    `${whole(people.length)} people`,
    `${(requests / took).toFixed(2)} requests/s from first to last (${took.toFixed(1)} s)`,
    ...(requests > people.length
      ? [`${(people.length / took).toFixed(2)} people/s at ${(requests / people.length).toFixed(2)} requests each`]
      : []),
    `most in any second ${end.maxInAnySecond}`,
    `refused ${end.refused429}, after the first second ${end.refused429 - early.refused429}`,
    `lost ${copies.filter(count => count < 1).length}, twice ${copies.filter(count => count > 1).length}`,
    `memory ${peak.join(' and ')} MB`,
  ])
}

/** As if the bot had never met anybody. */
async function forgetChats({ db }: Database): Promise<void> {
  await db.updateTable('conversations').set({ state: 'unknown', conversation_id: null }).execute()
}

async function change<T>(setting: Setting, work: (database: Database) => Promise<T>): Promise<T> {
  const database = await setting.open()
  const result = await work(database)
  await database.close()
  return result
}

/** More processes on the same database. */
async function more(tenant: BenchTenant, setting: Setting, count: number): Promise<BotProcess[]> {
  const bots: BotProcess[] = []
  for (let index = 0; index < count; index++) {
    bots.push(await benchBot(tenant, { ...setting.options, dataDir: benchDirectory(), port: await freePort() }))
  }
  return bots
}

interface Setting {
  name: string
  options: BotOptions
  open: () => Promise<Database>
}

/** Kills the process in the middle of a second announcement and starts it again. */
async function killed(tenant: BenchTenant, bot: BotProcess, setting: Setting): Promise<void> {
  const { people, before } = await announced(tenant, setting)
  await untilSent(tenant, people.length / 2)
  await bot.kill()
  const killedAt = performance.now()
  const again = await benchBot(tenant, setting.options)
  const readyAfter = performance.now() - killedAt
  await untilSettled(again, 4 * tenant.company.people.length)
  const settledAfter = performance.now() - killedAt
  await again.stop()
  const database = await setting.open()
  const uncertain = await uncertainPeople(database)
  await database.close()
  const after = await messagesEach(tenant)
  const got = people.map(id => ({ id, count: (after.get(id) ?? 0) - (before.get(id) ?? 0) }))
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
  const peer = await startPeer('naive-loop.ts', tenant.settings)
  await tenant.page('/control/received/summary', undefined, 'DELETE')
  const before = await messagesEach(tenant)
  peer.say(JSON.stringify({ chats: people.map(({ id }) => personalChatId(id)), card: false }))
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
  return [
    { name: 'PGlite', options: { dataDir: embedded, port: await freePort() }, open: () => openPglite(embedded) },
    {
      name: 'PostgreSQL',
      options: { dataDir: beside, port: await freePort(), environment: { DATABASE_URL: url } },
      open: () => benchPostgres(url),
    },
  ]
}

/** So long a process that starts reads the directory. */
const startsWithin = 30

/** The embedded database has one owner, so the announcement is written while the bot is down. */
async function embedded(tenant: BenchTenant, setting: Setting): Promise<void> {
  const first = await benchBot(tenant, setting.options)
  await meetEverybody(tenant, first)
  await first.stop()
  const sent = await announced(tenant, setting, startsWithin)
  const bot = await benchBot(tenant, setting.options)
  await watch(tenant, [bot], setting.name, sent)
  await bot.stop()
}

async function onServer(tenant: BenchTenant, setting: Setting): Promise<void> {
  const bot = await benchBot(tenant, setting.options)
  await meetEverybody(tenant, bot)
  const again = () => announced(tenant, setting)
  await watch(tenant, [bot], setting.name, await again())
  const others = await more(tenant, setting, 2)
  await sleep(startsWithin * 1000)
  await watch(tenant, [bot, ...others], `${setting.name}, three processes`, await again())
  for (const other of others) await other.stop()
  await change(setting, forgetChats)
  await watch(tenant, [bot], `${setting.name}, unknown chats`, await again())
  await killed(tenant, bot, setting)
}

await bench(async () => {
  const tenant = await benchTenant(companyOf(peopleMeant))
  const [own, server] = await settings()
  if (own) await embedded(tenant, own)
  if (server) await onServer(tenant, server)
  await naive(tenant)
})
