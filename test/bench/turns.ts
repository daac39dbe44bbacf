/**
 * A guided step by button, which reads and writes the database and answers with a card, against an echo that posts its reply. Typed
 * questions are shown beside them: their answers are messages, so Teams' 50 requests a second hold for them.
 */
import assert from 'node:assert/strict'
import { freshDatabaseUrl } from '../support/database.ts'
import { buttons } from '../support/practice-client.ts'
import { type BenchTenant, bench, benchBot, benchDirectory, benchTenant, isEmployee, startPeer } from './bench.ts'
import { Channel, type Heard } from './channel.ts'
import { cpuSeconds, median, quantile, whole } from './numbers.ts'

const atOnce = 50
const perPerson = 10
const warmUps = 3
const rounds = 9

/** One bot with 50 people who each send one thing after the other. */
interface Side {
  name: string
  pid: number
  /** One message or press of this person; fails unless the bot did what it should. */
  act(personId: string): Promise<Heard>
}

interface Round {
  perSecond: number
  cpuMs: number
  times: number[]
}

interface Button {
  verb: string
  data: Record<string, unknown>
}

function buttonOf(heard: Heard, verb: string, choice?: string): Button {
  const all = buttons(heard.body) as unknown as Button[]
  const found = all.find(one => one.verb === verb && (choice === undefined || one.data.choice === choice))
  assert.ok(heard.status === 200 && found, `no button ${verb} ${choice ?? ''} in ${heard.status} ${JSON.stringify(heard.body)}`)
  return found
}

/** Brings a person to the first step of the Authenticator flow, by the buttons that the cards offer. */
async function toFirstStep(channel: Channel, url: string, personId: string): Promise<Button> {
  let heard = await channel.press(url, personId, { verb: 'guide.resume', data: {} })
  for (const choice of ['both', 'authenticator', 'ios']) heard = await channel.press(url, personId, buttonOf(heard, 'guide.choose', choice))
  return buttonOf(heard, 'guide.next')
}

function guidedSide(channel: Channel, { name, pid, url }: { name: string; pid: number; url: string }): Side {
  const pressed = new Map<string, Button>()
  return {
    name,
    pid,
    async act(personId) {
      const button = pressed.get(personId) ?? (await toFirstStep(channel, url, personId))
      const heard = await channel.press(url, personId, button)
      const next = buttonOf(heard, button.verb === 'guide.next' ? 'guide.back' : 'guide.next')
      assert.equal(next.data.revision, Number(button.data.revision) + 1)
      pressed.set(personId, next)
      return heard
    },
  }
}

async function echoSide(channel: Channel, tenant: BenchTenant): Promise<Side> {
  const peer = await startPeer('echo-bot.ts', tenant.settings)
  const url = `http://localhost:${peer.line}`
  return {
    name: 'plain botbuilder echo',
    pid: peer.pid,
    async act(personId) {
      const heard = await channel.send(url, personId, { type: 'message', textFormat: 'plain', text: 'Hello' })
      assert.equal(heard.status, 200)
      return heard
    },
  }
}

/** Questions of which none is asked twice in a row by the same person. */
const questions = [
  'my phone fell in the canal and now i cant get into my mail',
  'waarom moet dit eigenlijk',
  'i dont get a notification on my phone',
  'ik heb een nieuwe telefoon',
]

function typedSide(channel: Channel, { name, pid, url }: { name: string; pid: number; url: string }): Side {
  const asked = new Map<string, number>()
  return {
    name,
    pid,
    async act(personId) {
      const nr = asked.get(personId) ?? 0
      asked.set(personId, nr + 1)
      const heard = await channel.send(url, personId, { type: 'message', textFormat: 'plain', text: questions[nr % questions.length] })
      assert.equal(heard.status, 200)
      return heard
    },
  }
}

async function round(side: Side, people: string[], each = perPerson): Promise<Round> {
  const times: number[] = []
  const cpu = cpuSeconds(side.pid)
  const began = performance.now()
  const one = async (personId: string) => {
    for (let nr = 0; nr < each; nr++) times.push((await side.act(personId)).ms)
  }
  await Promise.all(people.map(one))
  const seconds = (performance.now() - began) / 1000
  return { perSecond: times.length / seconds, cpuMs: ((cpuSeconds(side.pid) - cpu) * 1000) / times.length, times }
}

function report(side: Side, own: Round[], echo?: Round[]): void {
  const middle = (share: number) => whole(median(own.map(({ times }) => quantile(times, share))))
  const figures = [
    `${whole(median(own.map(({ perSecond }) => perSecond)))} requests/s`,
    `p50 ${middle(0.5)} ms`,
    `p95 ${middle(0.95)} ms`,
    `p99 ${middle(0.99)} ms`,
    `max ${whole(Math.max(...own.flatMap(({ times }) => times)))} ms`,
    `${median(own.map(({ cpuMs }) => cpuMs)).toFixed(2)} ms of its processor each`,
    ...(echo ? [`${median(own.map(({ perSecond }, nr) => perSecond / (echo[nr]?.perSecond ?? Number.NaN))).toFixed(2)} × the echo`] : []),
  ]
  console.log(`${side.name.padEnd(26)} ${figures.join(', ')}`)
}

/** Nothing of the synchronisation at the start may fall into the measured time. */
async function synchronised(tenant: BenchTenant): Promise<void> {
  const asked = async () => Number((await tenant.page('/control/received/summary')).body.requests?.graph)
  for (let before = -1, now = await asked(); before !== now; now = await asked()) {
    before = now
    await new Promise(resolve => setTimeout(resolve, 2000))
  }
}

await bench(async () => {
  const tenant = await benchTenant(250)
  await tenant.page('/control/limits', { enabled: false })
  const channel = await Channel.open(tenant)
  const people = tenant.company.people
    .filter(isEmployee)
    .slice(0, atOnce)
    .map(({ id }) => id)
  const echo = await echoSide(channel, tenant)
  const embedded = await benchBot(tenant, { dataDir: benchDirectory(), environment: {} })
  const onServer = await benchBot(tenant, { dataDir: benchDirectory(), environment: { DATABASE_URL: await freshDatabaseUrl() } })
  const bots = [
    { ...embedded, engine: 'PGlite' },
    { ...onServer, engine: 'PostgreSQL' },
  ]
  const sides = [echo, ...bots.map(({ pid, url, engine }) => guidedSide(channel, { pid, url, name: `guided step on ${engine}` }))]
  for (let nr = 0; nr < warmUps; nr++) for (const side of sides) await round(side, people)
  await synchronised(tenant)
  const results = sides.map((): Round[] => [])
  for (let nr = 0; nr < rounds; nr++) for (const [at, side] of sides.entries()) results[at]?.push(await round(side, people))
  console.log(`${atOnce} at once, ${rounds} rounds of ${atOnce * perPerson} requests each in turn, medians of the rounds:`)
  for (const [at, side] of sides.entries()) report(side, results[at] ?? [], results[0] ?? [])
  console.log(`${atOnce} at once, one typed question each, ${rounds} rounds; the answers are messages at the pace of Teams:`)
  for (const { pid, url, engine } of bots) {
    const typed = typedSide(channel, { pid, url, name: `question on ${engine}` })
    const own: Round[] = []
    for (let nr = 0; nr < rounds; nr++) own.push(await round(typed, people, 1))
    report(typed, own)
  }
  channel.close()
})
