/**
 * Compares the ledger, as the bot's metrics count it, with what the connector received, again and again while a broadcast runs.
 * What practice saw before a count must be in it as delivered or on its way; what it calls delivered must have been seen afterwards.
 */
import assert from 'node:assert/strict'
import { setTimeout as sleep } from 'node:timers/promises'
import type { BotProcess } from './bot-process.ts'
import type { PracticeClient } from './practice-client.ts'

type Counts = Record<string, number>

async function readLedger(bot: BotProcess): Promise<Counts> {
  const text = await (await fetch(`${bot.url}/metrics`)).text()
  return Object.fromEntries(
    [...text.matchAll(/^bot_deliveries\{state="(\w+)"\} (\d+)/gm)].map(([, state, count]) => [state, Number(count)]),
  )
}

export class LedgerWatch {
  samples = 0
  readonly #bot: BotProcess
  readonly #client: PracticeClient
  readonly #before: Set<string>
  #stopping = false
  #running: Promise<void> = Promise.resolve()

  private constructor(bot: BotProcess, client: PracticeClient, before: Set<string>) {
    this.#bot = bot
    this.#client = client
    this.#before = before
  }

  /** People who have messages already (the admins) are left out of the comparison. */
  static start(bot: BotProcess, client: PracticeClient): LedgerWatch {
    const watch = new LedgerWatch(bot, client, new Set())
    watch.#running = watch.#run()
    return watch
  }

  async #reached(): Promise<number> {
    const { people } = await this.#client.received()
    return Object.entries(people).filter(([id, one]) => one.messages > 0 && !this.#before.has(id)).length
  }

  async #sample(): Promise<void> {
    const earlier = await this.#reached()
    const ledger = await readLedger(this.#bot)
    const later = await this.#reached()
    const rows = Object.values(ledger).reduce((sum, count) => sum + count, 0)
    if (rows === 0) return
    const said = JSON.stringify({ earlier, ledger, later })
    assert.equal(rows, this.#client.company.people.length, `rows of the ledger: ${said}`)
    const { delivered = 0, sending = 0 } = ledger
    assert.ok(earlier <= delivered + sending, `more people have a card than the ledger knows: ${said}`)
    assert.ok(delivered <= later + this.#before.size, `the ledger says delivered before the connector saw it: ${said}`)
    this.samples++
  }

  async #run(): Promise<void> {
    const { people } = await this.#client.received()
    for (const [id, one] of Object.entries(people)) if (one.messages > 0) this.#before.add(id)
    while (!this.#stopping) {
      await this.#sample()
      await sleep(150)
    }
  }

  /** Takes no more samples; throws what a sample found. */
  async stop(): Promise<void> {
    this.#stopping = true
    await this.#running
  }
}
