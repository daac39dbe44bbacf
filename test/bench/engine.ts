/**
 * How fast the engine is where nobody limits it: announcements through the whole path, ledger included, against the loop over
 * `continueConversationAsync` that most broadcast bots are, 50 at once, without any ledger. Both send the same card to the same practice
 * connector, one after the other in turns. `PEOPLE` (3000) and `ROUNDS` (5) make it shorter.
 */
import { personalChatId } from '../../practice/ids.ts'
import { freshDatabaseUrl } from '../support/database.ts'
import { type BenchTenant, bench, benchDirectory, benchTenant, isEmployee, type Peer, startPeer } from './bench.ts'
import { companyOf } from './broadcast.ts'
import { median, whole } from './numbers.ts'

const people = Number(process.env.PEOPLE ?? 3000)
const rounds = Number(process.env.ROUNDS ?? 5)
const warmUps = 2

interface Side {
  name: string
  /** Milliseconds for one message to everybody. */
  round(): Promise<number>
}

async function engine(tenant: BenchTenant, name: string, ids: string[], environment: Record<string, string>): Promise<Side> {
  const bot: Peer = await startPeer('engine-bot.ts', { ...tenant.settings, ...environment })
  bot.say(JSON.stringify(ids))
  return {
    name,
    async round() {
      bot.say('go')
      const line = await bot.lines.next()
      if (line.done) throw new Error(`${name} ended.`)
      return JSON.parse(line.value).ms
    },
  }
}

async function naive(tenant: BenchTenant, ids: string[]): Promise<Side> {
  const loop: Peer = await startPeer('naive-loop.ts', tenant.settings)
  return {
    name: 'continueConversationAsync, 50 at once, no ledger',
    async round() {
      loop.say(JSON.stringify({ chats: ids.map(personalChatId), card: true }))
      const line = await loop.lines.next()
      if (line.done) throw new Error('the loop ended')
      const { sent, refused, ms } = JSON.parse(line.value)
      if (refused > 0 || sent !== ids.length) throw new Error(`the loop sent ${sent} and lost ${refused}`)
      return ms
    },
  }
}

await bench(async () => {
  const tenant = await benchTenant(companyOf(people))
  await tenant.page('/control/limits', { enabled: false })
  const ids = tenant.company.people.filter(isEmployee).map(person => person.id)
  const sides = [
    await naive(tenant, ids),
    await engine(tenant, 'the engine on PGlite', ids, { DATA_DIR: benchDirectory() }),
    await engine(tenant, 'the engine on PostgreSQL', ids, { DATABASE_URL: await freshDatabaseUrl() }),
  ]
  const times = new Map(sides.map(side => [side, [] as number[]]))
  for (let round = 0; round < warmUps + rounds; round++) {
    for (const side of sides) {
      const ms = await side.round()
      if (round >= warmUps) times.get(side)?.push(ms)
    }
  }
  const perSecond = (side: Side, ms = median(times.get(side) ?? [])) => (ids.length / ms) * 1000
  const [peer] = sides
  for (const side of sides) {
    const all = times.get(side) ?? []
    const range = `${whole(perSecond(side, Math.max(...all)))} to ${whole(perSecond(side, Math.min(...all)))}`
    const ratio = peer ? (perSecond(side) / perSecond(peer)).toFixed(2) : ''
    console.log(
      `${side.name.padEnd(50)} ${whole(perSecond(side))} deliveries/s (${range}), ${ratio} of the loop, ${whole(ids.length)} people`,
    )
  }
})
