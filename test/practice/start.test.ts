import assert from 'node:assert/strict'
import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { existsSync, statSync } from 'node:fs'
import { mkdtemp, rm } from 'node:fs/promises'
import { createServer } from 'node:net'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { personas } from '../../practice/company/constants.ts'
import { personalChatId } from '../../practice/ids.ts'
import { startPractice } from '../../practice/start.ts'
import { newTenant, until } from './support.ts'

const botUrl = 'http://localhost:9/api/messages'

describe('starting practice', () => {
  let dataDir: string
  beforeEach(async () => {
    dataDir = await mkdtemp(join(tmpdir(), 'practice-'))
  })
  afterEach(() => rm(dataDir, { recursive: true, force: true }))

  it('keeps chats, methods and secrets over a kill and a new start, and to their owner', async () => {
    const first = await newTenant({ dataDir, people: 40 })
    const chat = encodeURIComponent(personalChatId(personas.kees))
    await first.connector(`/conversations/${chat}/activities`, { type: 'message', text: 'remember me' })
    await first.page(`/api/people/${personas.kees}/methods`, { kind: 'passkeySynced', delaySeconds: 0 })
    const { pid } = (await first.page('/control/health')).body
    process.kill(Number(pid), 'SIGKILL')
    await until(() =>
      first.page('/control/health').then(
        () => false,
        () => true,
      ),
    )
    const second = await newTenant({ dataDir })
    assert.equal(second.env.MicrosoftAppPassword, first.env.MicrosoftAppPassword)
    const messages = await second.page(`/api/chats/${chat}/messages?as=${personas.kees}`)
    assert.equal(messages.body[0]?.text, 'remember me')
    const device = await second.page(`/api/people/${personas.kees}/device`)
    assert.equal(device.body.methods?.[0]?.kind, 'passkeySynced')
    assert.equal((await second.page('/control/health')).body.people, 40)
    const mode = (name: string) => statSync(join(dataDir, 'practice', name)).mode & 0o777
    assert.deepEqual(['', 'secrets.json', 'journal.jsonl', 'practice.log', 'endpoint.json'].map(mode), [0o700, 0o600, 0o600, 0o600, 0o600])
    await second.end()
  })

  it('joins the one that already stands, tells it where the bot is now, and ends it for all', async () => {
    const first = await newTenant({ dataDir, people: 40 })
    const second = await startPractice({ dataDir, port: 0, botUrl: 'http://localhost:10/api/messages' })
    assert.equal(second.url, first.url)
    assert.deepEqual(second.env, first.env)
    assert.equal((await first.page('/control/health')).body.botUrl, 'http://localhost:10/api/messages')
    await assert.rejects(startPractice({ dataDir, port: 0, botUrl, people: 41 }), /40 people .* not 41/)
    await second.stop()
    await assert.rejects(first.page('/control/health'))
    assert.ok(!existsSync(join(dataDir, 'practice', 'endpoint.json')))
    await first.stop()
  })

  it('stands when the process that started it is killed', async () => {
    const module = JSON.stringify(new URL('../../practice/start.ts', import.meta.url).href)
    const options = JSON.stringify({ dataDir, port: 0, botUrl, people: 40 })
    const program = `const { startPractice } = await import(${module}); console.log((await startPractice(${options})).url); setInterval(() => 0, 1000)`
    const starter = spawn(process.execPath, ['--input-type=module', '-e', program], { stdio: ['ignore', 'pipe', 'inherit'] })
    const [url] = await once(starter.stdout, 'data')
    starter.kill('SIGKILL')
    await once(starter, 'exit')
    const again = await startPractice({ dataDir, port: 0, botUrl })
    assert.equal(again.url, String(url).trim())
    await again.stop()
  })

  it('refuses a second owner of a directory, a busy port and another size, each with one line', async () => {
    await assert.rejects(
      startPractice({ dataDir, port: 0, botUrl, people: 29 }),
      /^Error: A practice company has at least 30 people, not 29.$/,
    )
    const first = await newTenant({ dataDir, people: 40 })
    await rm(join(dataDir, 'practice', 'endpoint.json'))
    await assert.rejects(startPractice({ dataDir, port: 0, botUrl }), /^Error: Another practice tenant already uses .*$/)
    await first.stop()
    await assert.rejects(
      startPractice({ dataDir, port: 0, botUrl, people: 41 }),
      /^Error: The practice company in .* has 40 people, not 41.*$/,
    )
    const busy = createServer()
    await new Promise<void>(resolve => busy.listen(0, '127.0.0.1', resolve))
    const address = busy.address()
    const port = typeof address === 'object' && address ? address.port : 0
    await assert.rejects(startPractice({ dataDir, port, botUrl, detached: false }), /^Error: Port \d+ or \d+ is already in use.*$/)
    busy.close()
  })
})
