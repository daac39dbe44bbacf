import assert from 'node:assert/strict'
import { once } from 'node:events'
import { createServer } from 'node:net'
import { CannotStart, explainDatabase } from '../../bot/cannot-start.ts'
import { testEnvironment } from '../support/app.ts'
import { freePort, removeDirectory, spawnBot, temporaryDirectory } from '../support/bot-process.ts'

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
    const directory = temporaryDirectory()
    const other = createServer().listen(0)
    await once(other, 'listening')
    const address = other.address()
    const port = typeof address === 'object' ? address?.port : 0
    const unreachable = { AUTHORITY_HOST: 'https://127.0.0.1:1', GRAPH_BASE_URL: 'https://127.0.0.1:1' }
    try {
      const said = await refusal({ DATA_DIR: directory, PORT: String(port), ...unreachable })
      assert.equal(said, `Port ${port} is taken by another program. Stop that, or set PORT to another number.`)
    } finally {
      other.close()
      removeDirectory(directory)
    }
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
