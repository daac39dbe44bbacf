import assert from 'node:assert/strict'
import { gzipSync } from 'node:zlib'
import { exportJWK, generateKeyPair, SignJWT } from 'jose'
import { createAuthentication, Door } from '../../bot/adapter.ts'
import type { App } from '../../bot/app.ts'
import { createMetrics } from '../../bot/metrics.ts'
import { startServer } from '../../bot/server.ts'
import { takeTurn } from '../../bot/turn.ts'
import { newTenant, type Tenant } from '../practice/support.ts'
import { testApp } from '../support/app.ts'
import { useDatabase } from '../support/database.ts'
import { now } from '../support/rollout.ts'

type Fields = Record<string, unknown>
interface Answer {
  status: number
  text: string
}

describe('the door', () => {
  const database = useDatabase()
  let tenant: Tenant
  let app: App
  let server: Awaited<ReturnType<typeof startServer>>
  let url: string

  before(async function () {
    this.timeout(60_000)
    tenant = await newTenant()
  })
  after(() => tenant.end())
  beforeEach(async () => {
    app = testApp(database().db, now, tenant.env)
    const door = new Door(
      app.config,
      createAuthentication(app.config, async () => 'not needed'),
    )
    server = await startServer(0, {
      metrics: createMetrics(app.db),
      api: [],
      pages: [],
      receive: knock => door.receive(knock, activity => takeTurn(app, activity)),
      notReady: async () => [],
    })
    url = `http://127.0.0.1:${server.port}/api/messages`
  })
  afterEach(() => server.close())

  const token = async (wanted: Fields = {}): Promise<string> => String((await tenant.page('/control/token', wanted)).body.token)
  const serviceUrl = () => String(tenant.env.SERVICE_URLS)
  const activity = (more: Fields = {}): Fields => ({
    type: 'message',
    id: '1',
    channelId: 'msteams',
    serviceUrl: serviceUrl(),
    from: { id: '29:someone', name: 'Some One', aadObjectId: 'b0a1e2c3-1001-4d5e-9f60-a7b8c9d0e101' },
    recipient: { id: `28:${tenant.env.MicrosoftAppId}`, name: 'Bot' },
    conversation: { id: 'a:chat', conversationType: 'personal', tenantId: tenant.env.MicrosoftAppTenantId },
    channelData: { tenant: { id: tenant.env.MicrosoftAppTenantId } },
    text: 'hello',
    ...more,
  })
  async function post(body: unknown, headers: Record<string, string> = {}): Promise<Answer> {
    const response = await fetch(url, {
      method: 'POST',
      headers: { 'content-type': 'application/json', ...headers },
      body: typeof body === 'string' || body instanceof Blob ? body : JSON.stringify(body),
    })
    return { status: response.status, text: await response.text() }
  }
  const knock = async (body: unknown, wanted: Fields = {}) => post(body, { authorization: `Bearer ${await token(wanted)}` })

  async function stored(): Promise<number> {
    const tables = ['people', 'conversations', 'audit', 'channels', 'cases', 'progress', 'deliveries'] as const
    const counts = await Promise.all(tables.map(table => app.db.selectFrom(table).selectAll().execute()))
    return counts.flat().length
  }
  /** Refused, nothing of ours in the answer, nothing stored. */
  async function refused(answer: Answer, ...statuses: number[]): Promise<void> {
    assert.ok(statuses.includes(answer.status), `${answer.status} ${answer.text}`)
    assert.doesNotMatch(answer.text, /at .*\.[jt]s|Error:|node_modules|JSON at|token/i)
    assert.equal(await stored(), 0)
  }

  it('lets the channel in, and the person is known from then on', async () => {
    assert.equal((await knock(activity())).status, 200)
    assert.ok((await stored()) >= 2)
    const [person] = await app.db.selectFrom('people').selectAll().execute()
    assert.equal(person?.id, 'b0a1e2c3-1001-4d5e-9f60-a7b8c9d0e101')
  })

  const spoiled: [title: string, token: Fields][] = [
    ['a wrong signature', { key: 'other' }],
    ['another audience', { audience: '11111111-2222-4333-8444-555555555555' }],
    ['another issuer', { issuer: 'https://sts.windows.net/d6d49420-f39b-4df7-a1dc-d59a935871db/' }],
    ['a token for another service URL', { serviceUrl: 'https://smba.example.com/' }],
    ['a token without a service URL', { serviceUrl: null }],
    ['an expired token', { expiresInSeconds: -600 }],
    ['alg none', { unsigned: true }],
  ]
  for (const [title, wanted] of spoiled) {
    it(`refuses ${title}`, async () => refused(await knock(activity(), wanted), 401, 403))
  }

  it('refuses whoever brings no token, or something else', async () => {
    await refused(await post(activity()), 401)
    for (const authorization of ['Bearer', 'Bearer x', 'Bearer a.b.c', 'Basic Ym90OnNlY3JldA==', `bearer  ${await token()}`]) {
      await refused(await post(activity(), { authorization }), 401)
    }
  })

  it('refuses a token that Entra gave the bot itself, as emulators and other bots would bring', async () => {
    const own = await tenant.token('https://api.botframework.com/.default')
    await refused(await post(activity(), { authorization: `Bearer ${own}` }), 401)
    const { privateKey, publicKey } = await generateKeyPair('RS256')
    const { kid = 'k' } = await exportJWK(publicKey)
    const skill = new SignJWT({ appid: tenant.env.MicrosoftAppId, ver: '1.0', serviceurl: serviceUrl() })
      .setProtectedHeader({ alg: 'RS256', kid })
      .setIssuer('https://sts.windows.net/f8cdef31-a31e-4b4a-93e4-5f571e91255a/')
      .setAudience(String(tenant.env.MicrosoftAppId))
      .setExpirationTime('1h')
    await refused(await post(activity({ channelId: 'emulator' }), { authorization: `Bearer ${await skill.sign(privateKey)}` }), 401)
  })

  it('says that it cannot check anybody while the keys cannot be read', async () => {
    const away = { ...tenant.env, ToBotFromChannelOpenIdMetadataUrl: 'http://127.0.0.1:9/nothing' }
    const { config } = testApp(app.db, now, away)
    const door = new Door(
      config,
      createAuthentication(config, async () => 'not needed'),
    )
    const answer = await door.receive({ authorization: `Bearer ${await token()}`, body: activity() }, async () => ({ status: 200 }))
    assert.deepEqual(answer, { status: 503 })
  })

  it('refuses a key that nobody published, and HMAC with the public key', async () => {
    const { privateKey } = await generateKeyPair('RS256')
    const claims = () =>
      new SignJWT({ serviceurl: serviceUrl() })
        .setIssuer('https://api.botframework.com')
        .setAudience(String(tenant.env.MicrosoftAppId))
        .setExpirationTime('1h')
    const unknown = await claims().setProtectedHeader({ alg: 'RS256', kid: 'nobody' }).sign(privateKey)
    await refused(await post(activity(), { authorization: `Bearer ${unknown}` }), 401)
    const hmac = await claims().setProtectedHeader({ alg: 'HS256', kid: 'nobody' }).sign(Buffer.from('the public key'))
    await refused(await post(activity(), { authorization: `Bearer ${hmac}` }), 401)
  })

  const foreign: [title: string, more: () => Fields][] = [
    ['another tenant', () => ({ channelData: { tenant: { id: 'other' } } })],
    [
      'another tenant in the conversation alone',
      () => ({ conversation: { id: 'a:chat', conversationType: 'personal', tenantId: 'other' } }),
    ],
    ['no tenant at all', () => ({ channelData: {}, conversation: { id: 'a:chat', conversationType: 'personal' } })],
    ['another channel', () => ({ channelId: 'webchat' })],
    ['no service URL', () => ({ serviceUrl: undefined })],
    ['an empty service URL', () => ({ serviceUrl: '' })],
    ['a service URL on another host', () => ({ serviceUrl: 'https://evil.example/' })],
    ['a service URL that only begins like ours', () => ({ serviceUrl: `${serviceUrl().replace(/connector\/$/, '')}x` })],
  ]
  for (const [title, more] of foreign) {
    it(`refuses ${title}`, async () => refused(await knock(activity(more())), 401, 403))
  }

  it('refuses a host that is not allowed even when the token names it too', async () => {
    const evil = 'https://evil.example/'
    await refused(await knock(activity({ serviceUrl: evil }), { serviceUrl: evil }), 403)
    const user = serviceUrl().replace('https://', 'https://someone@')
    await refused(await knock(activity({ serviceUrl: user }), { serviceUrl: user }), 403)
  })

  const rubbish: [title: string, body: unknown][] = [
    ['nothing', ''],
    ['null', null],
    ['a number', 7],
    ['a list', [1, 2]],
    ['an empty object', {}],
    ['no type', { channelId: 'msteams', conversation: { id: 'a' } }],
    ['a conversation that is a text', { type: 'message', channelId: 'msteams', conversation: 'a' }],
  ]
  it('calls rubbish a bad request', async () => {
    for (const [title, body] of rubbish) {
      const answer = await knock(body)
      assert.equal(answer.status, 400, title)
      await refused(answer, 400)
    }
  })
  const oddFields: Fields[] = [
    { text: 5 },
    { text: { a: 1 } },
    { entities: 'x' },
    { entities: [null] },
    { from: 'me' },
    { from: { id: 'x', aadObjectId: 7 } },
    { from: { id: 'x', aadObjectId: 'a\u0000b', name: '' } },
    { recipient: 3 },
    { type: 'installationUpdate', action: 9 },
    { type: 'conversationUpdate', membersAdded: {} },
    { locale: ['nl'] },
    { channelData: { tenant: 'x' } },
    { replyToId: {} },
    { type: 'x'.repeat(200) },
  ]
  for (const fields of oddFields) {
    it(`calls an activity with ${JSON.stringify(fields).slice(0, 60)} a bad request`, async () =>
      refused(await knock(activity(fields)), 400))
  }

  it('takes odd but harmless fields as absent', async () => {
    const odd = { locale: 'x-klingon', localTimezone: 'Mars/Olympus', entities: [{ type: 'clientInfo', platform: 4 }], text: null }
    assert.equal((await knock(activity(odd))).status, 200)
    const [person] = await app.db.selectFrom('people').selectAll().execute()
    assert.equal(person?.time_zone, null)
  })

  it('answers 200 to what it does not care about, and keeps nothing of it', async () => {
    for (const type of ['typing', 'event', 'messageReaction', 'somethingNew']) {
      const answer = await knock(activity({ type }))
      assert.equal(answer.status, 200)
    }
    assert.equal(await stored(), 0)
  })

  it('refuses bodies that are no plain JSON, before reading them', async () => {
    const authorization = `Bearer ${await token()}`
    await refused(await post('{"type":', { authorization }), 400)
    await refused(await post('hello', { authorization, 'content-type': 'text/plain' }), 415)
    await refused(await post('a=b', { authorization, 'content-type': 'application/x-www-form-urlencoded' }), 415)
    const parts = '--x\r\ncontent-disposition: form-data; name="a"; filename="a"\r\n\r\nupload\r\n--x--\r\n'
    await refused(await post(parts, { authorization, 'content-type': 'multipart/form-data; boundary=x' }), 415)
    await refused(await post(new Blob([gzipSync(JSON.stringify(activity()))]), { authorization, 'content-encoding': 'gzip' }), 415)
    await refused(await post('no archive', { authorization, 'content-encoding': 'gzip' }), 415)
    await refused(await post(JSON.stringify(activity({ text: 'x'.repeat(600_000) })), { authorization }), 413)
    assert.equal((await knock(activity())).status, 200)
  })

  it('knows only the ways that it has', async () => {
    for (const [method, path, status] of [
      ['GET', '/api/messages', 405],
      ['PUT', '/api/messages', 405],
      ['POST', '/healthz', 405],
      ['GET', '/nothing/../etc/passwd', 404],
      ['GET', '/%E0%A4%A', 404],
    ] as const) {
      const response = await fetch(new URL(url).origin + path, { method })
      await refused({ status: response.status, text: await response.text() }, status, 400)
    }
  })

  it('says that it lives, that it is ready, and what can be counted', async () => {
    const get = async (path: string) => {
      const response = await fetch(new URL(url).origin + path)
      return { status: response.status, text: await response.text() }
    }
    assert.deepEqual(await get('/healthz'), { status: 200, text: '{"status":"alive"}' })
    assert.equal((await get('/readyz')).status, 200)
    await knock(activity())
    const { status, text } = await get('/metrics')
    assert.equal(status, 200)
    assert.match(text, /bot_conversations\{state="reachable"\} 1/)
  })

  it('a surprise inside is a plain 500', async () => {
    await server.close()
    server = await startServer(0, {
      metrics: createMetrics(app.db),
      api: [],
      pages: [],
      receive: async () => {
        throw new Error('Jan de Vries at /srv/secret.ts:1')
      },
      notReady: async () => ['database'],
    })
    url = `http://127.0.0.1:${server.port}/api/messages`
    assert.deepEqual(await knock(activity()), { status: 500, text: '{"error":{"code":"ServerError"}}' })
    assert.equal((await fetch(`${new URL(url).origin}/readyz`)).status, 503)
  })
})
