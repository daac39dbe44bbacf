/**
 * Two processes send to 200 people while they are killed, throttled and cheated of answers. Nobody is lost, every copy too many is in a
 * row that says "uncertain", and the ledger adds up whenever somebody looks.
 */
import assert from 'node:assert/strict'
import { setTimeout as sleep } from 'node:timers/promises'
import { sql } from 'kysely'
import type { Database } from '../../../services/db/database.ts'
import { openPostgres } from '../../../services/db/postgres.ts'
import { countLedger } from '../../../services/deliveries.ts'
import { readSync } from '../../../services/sync/status.ts'
import { newTenant, type Tenant } from '../../practice/support.ts'
import { type BotProcess, freePort, removeDirectory, startBot, temporaryDirectory, until } from '../../support/bot-process.ts'
import { freshDatabaseUrl } from '../../support/database.ts'
import { addAnnouncement, approvedForAll } from '../../support/rollout.ts'

const faults = [
  { operation: 'send', status: 429, retryAfterSeconds: 0.2, share: 0.1 },
  { operation: 'send', status: 503, share: 0.02 },
  { operation: 'send', status: 502, share: 0.02 },
  { operation: 'send', loseAnswer: true, share: 0.03 },
  { operation: 'create', status: 503, share: 0.05 },
]

describe('chaos', function () {
  this.timeout(120_000)
  const dataDir = temporaryDirectory()
  let tenant: Tenant
  let database: Database
  let environment: Record<string, string>
  const bots: BotProcess[] = []
  const restarts: Promise<void>[] = []

  before(async () => {
    tenant = await newTenant({ dataDir, people: 200 })
    environment = { DATABASE_URL: await freshDatabaseUrl(), LOG_LEVEL: 'error' }
    bots.push(await startBot({ dataDir, port: await freePort(), environment }))
    bots.push(await startBot({ dataDir, port: await freePort(), environment }))
    database = await openPostgres(environment.DATABASE_URL ?? '', () => undefined)
  })
  after(async () => {
    await Promise.allSettled(restarts)
    await Promise.all(bots.map(bot => bot.kill()))
    await database?.close()
    await tenant?.end()
    removeDirectory(dataDir)
  })

  const stateCounts = async (id: string) => {
    const rows = await countLedger(database.db, id)
    const inStates = (...states: string[]) => rows.filter(row => states.includes(row.state)).reduce((sum, row) => sum + row.count, 0)
    return {
      all: rows.reduce((sum, row) => sum + row.count, 0),
      delivered: inStates('delivered'),
      onTheWay: inStates('sending', 'retrying'),
    }
  }
  const seen = async (): Promise<Record<string, { messages: number }>> => {
    const { body } = await tenant.page('/control/received/summary')
    return body.people as unknown as Record<string, { messages: number }>
  }
  const announcementRow = (id: string) =>
    database.db.selectFrom('announcements').select(['state', 'targeted']).where('id', '=', id).executeTakeFirstOrThrow()

  /** What was seen before a count is in it; what the count calls delivered was seen by then. */
  async function sample(id: string): Promise<boolean> {
    const { state, targeted } = await announcementRow(id)
    if (targeted === null) return false
    const before = Object.keys(await seen()).length
    const ledger = await stateCounts(id)
    const afterwards = Object.keys(await seen()).length
    assert.equal(ledger.all, targeted)
    assert.ok(before <= ledger.delivered + ledger.onTheWay, `${before} people have a card, the ledger: ${JSON.stringify(ledger)}`)
    assert.ok(ledger.delivered <= afterwards, `${afterwards} people have a card, the ledger: ${JSON.stringify(ledger)}`)
    return state === 'finished'
  }

  /** Leases last 40 s; those of processes that died some seconds ago need not be waited for. */
  const forgetTheDead = () =>
    sql`update deliveries set lease_until = clock_timestamp() - interval '1 second'
      where state = 'sending' and lease_until < clock_timestamp() + interval '35 seconds'`.execute(database.db)

  it('loses nobody and hides no copy', async () => {
    const { db } = database
    await until('the people', async () => (await readSync(db)).last?.finishedAt, 60)
    for (const fault of faults) await tenant.page('/control/faults', fault)
    const soon = new Date()
    const deadline_at = new Date(soon.getTime() + 14 * 24 * 3600_000)
    const sending = { state: 'scheduled' as const, send_at: soon, confirmed_at: soon, deadline_at }
    const { id } = await addAnnouncement(db, { ...sending, ...approvedForAll })

    let samples = 0
    let kills = 0
    const kill = async (which: number) => {
      const bot = bots[which]
      await bot?.kill()
      assert.equal((await announcementRow(id)).state, 'running', 'everything was sent before the kill')
      restarts.push(
        freePort().then(async port => {
          bots[which] = await startBot({ dataDir, port, environment })
        }),
      )
    }
    const marks = [15, 50, 90]
    await until(
      'the end of the sending',
      async () => {
        const isOver = await sample(id)
        samples++
        const { delivered } = await stateCounts(id)
        if (kills < marks.length && delivered >= (marks[kills] ?? 0)) await kill(kills++ % 2)
        await forgetTheDead()
        await sleep(50)
        return isOver
      },
      80,
    )
    await Promise.all(restarts)
    assert.equal(kills, 3)
    assert.ok(samples > 20, `${samples} samples`)
    await tenant.page('/control/faults', undefined, 'DELETE')

    const rows = await db.selectFrom('deliveries').selectAll().execute()
    const messages = await seen()
    for (const row of rows) {
      const copies = messages[row.person_id]?.messages ?? 0
      const said = `${row.person_id} ${row.state} ${row.error_code}: ${copies} copies, ${row.uncertain} uncertain`
      if (row.state === 'delivered') assert.ok(copies >= 1, said)
      else assert.ok(['skipped', 'blocked', 'policy_blocked', 'not_installed'].includes(row.state) && copies === 0, said)
      assert.ok(row.uncertain >= copies - 1, said)
    }
    assert.ok(rows.filter(row => row.state === 'delivered').length > 150)
  })
})
