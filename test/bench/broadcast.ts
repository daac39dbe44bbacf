/** An announcement to everybody, through the chat of an admin, and what the connector and the ledger say of it afterwards. */
import { setTimeout as sleep } from 'node:timers/promises'
import { personas } from '../../practice/company/constants.ts'
import type { Database } from '../../services/db/database.ts'
import type { BotProcess } from '../support/bot-process.ts'
import { until } from '../support/bot-process.ts'
import { buttons, PracticeClient } from '../support/practice-client.ts'
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
  await until('the synchronisation', async () => (await known()) >= people.length, 120)
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

/** Writes the announcement and confirms it; the connector counts from the confirmation on. Gives the messages that were there before. */
export async function announce(tenant: BenchTenant): Promise<Map<string, number>> {
  const client = new PracticeClient(tenant.url, tenant.company)
  const admin = client.person(personas.daan)
  const press = async (verb: string, values = {}) => {
    const title = await until(`the button ${verb}`, async () => {
      const newest = (await admin.messages()).findLast(({ cards }) => buttons(cards).some(button => button.verb === verb))
      return newest && String(buttons(newest.cards).find(button => button.verb === verb)?.title)
    })
    await admin.press(title, values)
  }
  await admin.type('announce')
  await press('announce.preview', { sender: 'IT' })
  await sleep(2000)
  const before = await messagesEach(tenant)
  await tenant.page('/control/received/summary', undefined, 'DELETE')
  await press('announce.confirm')
  return before
}

/** Waits until the connector has taken this many messages. */
export async function untilSent(tenant: BenchTenant, count: number): Promise<Counted> {
  for (;;) {
    const now = await counted(tenant)
    if (now.send >= count) return now
    await sleep(count - now.send < 60 ? 10 : 250)
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
