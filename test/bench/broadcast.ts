/** An announcement to everybody, through the chat of an admin, and what the connector and the ledger say of it afterwards. */
import { setTimeout as sleep } from 'node:timers/promises'
import type { Database } from '../../services/db/database.ts'
import type { BotProcess } from '../support/bot-process.ts'
import { until } from '../support/bot-process.ts'
import { addAnnouncement, approvedForAll } from '../support/rollout.ts'
import { type BenchTenant, isEmployee } from './bench.ts'
import { Channel } from './channel.ts'

/** Guests, disabled and service accounts are no employees: a company of so many people has about this many who get an announcement. */
export const companyOf = (employees: number): number => Math.round(employees * 1.0927)

/** What the connector counted since it was told to count anew. */
export interface Counted {
  send: number
  update: number
  create: number
  refused429: number
  maxInAnySecond: number
  firstAt: string | null
  lastAt: string | null
}

export async function counted(tenant: BenchTenant): Promise<Counted> {
  const { requests } = (await tenant.page('/control/received/summary')).body
  return requests as unknown as Counted
}

/** Messages of the bot at each person. */
export async function messagesEach(tenant: BenchTenant): Promise<Map<string, number>> {
  const { people } = (await tenant.page('/control/received/summary')).body
  return new Map(Object.entries(people ?? {}).map(([id, one]) => [id, Number(one.messages)]))
}

/** Rows of a table by state, as the bot's metrics count them. */
async function byState(bot: BotProcess, metric: string): Promise<Record<string, number>> {
  const text = await (await fetch(`${bot.url}/metrics`)).text()
  const lines = text.matchAll(new RegExp(`^${metric}\\{state="(\\w+)"\\} (\\d+)`, 'gm'))
  return Object.fromEntries([...lines].map(([, state, count]) => [state, Number(count)]))
}

/** Waits for the synchronisation of the start and brings everybody's installation; gives how many people can be reached then. */
export async function meetEverybody(tenant: BenchTenant, bot: BotProcess): Promise<number> {
  await tenant.page('/control/attach', { botUrl: `${bot.url}/api/messages` })
  const people = tenant.company.people.filter(isEmployee)
  const known = async () => Object.values(await byState(bot, 'bot_conversations')).reduce((sum, count) => sum + count, 0)
  await until('the synchronisation', async () => (await known()) >= people.length * 0.8, 120)
  const channel = await Channel.open(tenant)
  const installed = { type: 'installationUpdate', action: 'add' }
  const left = [...people]
  const worker = async () => {
    for (let person = left.pop(); person; person = left.pop()) await channel.send(bot.url, person.id, installed)
  }
  await Promise.all(Array.from({ length: 20 }, worker))
  channel.close()
  await until('everybody to be reachable', async () => (await byState(bot, 'bot_conversations')).reachable === people.length, 60)
  return people.length
}

/**
 * An announcement to everybody at once, put into the ledger's database: no colleague to approve it and no first few. It goes out in
 * `inSeconds`; the connector counts from now on. Gives the messages that were there before.
 */
export async function announce(tenant: BenchTenant, { db }: Database, inSeconds = 0): Promise<Map<string, number>> {
  // Yesterday's messages are out of the way: one campaign message a day.
  await db.deleteFrom('contacts').execute()
  const before = await messagesEach(tenant)
  await tenant.page('/control/received/summary', undefined, 'DELETE')
  const at = new Date(Date.now() + inSeconds * 1000)
  const deadline = new Date(at.getTime() + 14 * 24 * 3600_000)
  await addAnnouncement(db, { state: 'scheduled', send_at: at, confirmed_at: at, deadline_at: deadline, ...approvedForAll })
  return before
}

/** The people who get an announcement to everybody: not those who are on leave or have not begun. */
export async function included({ db }: Database): Promise<string[]> {
  const rows = await db.selectFrom('people').select('id').where('excluded', 'is', null).where('left_at', 'is', null).execute()
  return rows.map(row => row.id)
}

/** Waits until the connector was asked for this many messages, or has accepted so many. */
export async function untilSent(tenant: BenchTenant, count: number, how: 'asked' | 'accepted' = 'asked'): Promise<Counted> {
  for (;;) {
    const now = await counted(tenant)
    const sent = how === 'asked' ? now.send : now.send - now.refused429
    if (sent >= count) return now
    await sleep(count - sent < 60 ? 10 : 250)
  }
}

/** Waits until nothing of any announcement is on its way. */
export async function untilSettled(bot: BotProcess, rows: number): Promise<void> {
  await until(
    'the ledger to be settled',
    async () => {
      const { queued = 0, sending = 0, retrying = 0, ...ended } = await byState(bot, 'bot_deliveries')
      return queued + sending + retrying === 0 && Object.values(ended).reduce((sum, count) => sum + count, 0) >= rows
    },
    240,
  )
}

/** The people of the newest announcement of whose message one attempt has an unknown outcome. */
export async function uncertainPeople({ db }: Database): Promise<Set<string>> {
  const newest = db.selectFrom('announcements').select('id').orderBy('confirmed_at', 'desc').limit(1)
  const rows = await db
    .selectFrom('deliveries')
    .select('person_id')
    .where('announcement_id', '=', newest)
    .where('uncertain', '>', 0)
    .execute()
  return new Set(rows.map(row => row.person_id))
}
