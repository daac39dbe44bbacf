import assert from 'node:assert/strict'
import { once } from 'node:events'
import { type AddressInfo, createServer } from 'node:net'
import { CannotStart, explainDatabase } from '../../bot/cannot-start.ts'
import type { Metrics } from '../../bot/metrics.ts'
import { startServer } from '../../bot/server.ts'
import { testEnvironment } from '../support/app.ts'
import { freePort, spawnBot } from '../support/bot-process.ts'

/** Starts the bot with real settings and gives what it said before it ended. */
async function refusal(environment: Record<string, string>): Promise<string> {
  const { child, output } = spawnBot({ ...(testEnvironment as Record<string, string>), LOG_LEVEL: 'silent', ...environment })
  const [code] = await once(child, 'exit')
  assert.equal(code, 1, output())
  return output().trim()
}

describe('a bot that cannot start', function () {
  this.timeout(60_000)

  it('says in one line that the database server is not there', async () => {
    const port = await freePort()
    const said = await refusal({ DATABASE_URL: `postgresql://bot@127.0.0.1:${port}/bot` })
    assert.equal(said, 'The database of DATABASE_URL cannot be used (ECONNREFUSED). See that it runs and lets the bot in.')
  })

  it('says in one line that its port is taken', async () => {
    const other = createServer().listen(0)
    await once(other, 'listening')
    const { port } = other.address() as AddressInfo
    const routes = { receive: async () => ({ status: 200 }), notReady: async () => [], metrics: {} as Metrics, api: [], pages: [] }
    await assert.rejects(
      startServer(port, routes),
      (error: unknown) =>
        error instanceof CannotStart &&
        error.message === `Port ${port} is taken by another program. Stop that, or set PORT to another number.`,
    )
    other.close()
  })

  it('names wrong passwords, missing databases and silence, and leaves surprises as they are', () => {
    for (const code of ['28P01', '3D000', 'ENOTFOUND']) {
      const told = explainDatabase(Object.assign(new Error('refused'), { code }))
      assert.ok(told instanceof CannotStart && told.message.includes(code))
    }
    assert.ok(explainDatabase(new Error('timeout exceeded when trying to connect')) instanceof CannotStart)
    const surprise = Object.assign(new Error('syntax error'), { code: '42601' })
    assert.equal(explainDatabase(surprise), surprise)
  })
})
