/** From the start of the process to the line that says that the bot is ready. */
import { setTimeout as sleep } from 'node:timers/promises'
import { type BotOptions, freePort, startBot } from '../support/bot-process.ts'
import { type BenchTenant, bench, benchBot, benchDirectory, benchTenant, startPeer } from './bench.ts'
import { median } from './numbers.ts'

const runs = 5
const inSeconds = (ms: number) => (ms / 1000).toFixed(2)

function print(name: string, times: number[]): void {
  const spread = times.length > 1 ? ` (${times.length} runs, ${inSeconds(Math.min(...times))} to ${inSeconds(Math.max(...times))})` : ''
  console.log(`${name.padEnd(58)} ${inSeconds(median(times))} s${spread}`)
}

/** Starts and stops; a little later, because a program that starts right after another finds the machine still busy with it. */
async function timed(start: () => Promise<{ stop(): Promise<unknown> }>): Promise<number> {
  await sleep(1000)
  const began = performance.now()
  const running = await start()
  const took = performance.now() - began
  await running.stop()
  return took
}

async function series(start: () => Promise<{ stop(): Promise<unknown> }>): Promise<number[]> {
  const times: number[] = []
  for (let run = 0; run < runs; run++) times.push(await timed(start))
  return times
}

/** The tenant stands already, as Microsoft's does. */
async function inProduction(tenant: BenchTenant): Promise<void> {
  const options: BotOptions = { dataDir: benchDirectory(), port: await freePort() }
  const start = () => benchBot(tenant, options)
  print('first start, empty directory', [await timed(start)])
  print('start on an existing database (PGlite)', await series(start))
}

/** As `npm start` on a fresh machine: the tenant is started too. */
async function inPractice(): Promise<void> {
  const options: BotOptions = { dataDir: benchDirectory(), port: await freePort() }
  const start = () => startBot(options)
  print('in practice, first start, which founds the company', [await timed(start)])
  print('in practice, start on an existing database', await series(start))
}

await bench(async () => {
  const tenant = await benchTenant(250)
  await inProduction(tenant)
  await inPractice()
  print('plain botbuilder echo, no database', await series(() => startPeer('echo-bot.ts', tenant.settings)))
})
