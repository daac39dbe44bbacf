import assert from 'node:assert/strict'
import http from 'node:http'
import type { AddressInfo } from 'node:net'
import { createAuthentication } from '../../bot/adapter.ts'
import { readConfig } from '../../bot/config.ts'
import { createMessenger } from '../../bot/messenger.ts'
import type { Messenger } from '../../services/ports.ts'
import { testEnvironment } from '../support/app.ts'

type Handler = (request: http.IncomingMessage, response: http.ServerResponse, body: Record<string, unknown>) => void

/** Not chained: restify, once loaded, changes `writeHead` for everybody so that it gives nothing back. */
function reply(response: http.ServerResponse, status: number, body: object, headers: Record<string, string> = {}): void {
  response.writeHead(status, { 'content-type': 'application/json', ...headers })
  response.end(JSON.stringify(body))
}

describe('the messenger', () => {
  const config = readConfig(testEnvironment)
  let server: http.Server
  let serviceUrl: string
  let messenger: Messenger
  let handle: Handler
  let requests: { method: string | undefined; path: string | undefined; authorization: string | undefined; body: Record<string, unknown> }[]

  const answer = (status: number, body: object, headers: Record<string, string> = {}): Handler => {
    return (_, response) => reply(response, status, body, headers)
  }

  beforeEach(async () => {
    requests = []
    handle = answer(201, { id: '1:17' })
    server = http.createServer(async (request, response) => {
      let text = ''
      for await (const chunk of request) text += chunk
      const body = text ? JSON.parse(text) : {}
      requests.push({ method: request.method, path: request.url, authorization: request.headers.authorization, body })
      handle(request, response, body)
    })
    await new Promise<void>(resolve => server.listen(0, '127.0.0.1', resolve))
    serviceUrl = `http://127.0.0.1:${(server.address() as AddressInfo).port}/teams/`
    messenger = createMessenger(
      config,
      createAuthentication(config, async scope => `token for ${scope}`),
    )
  })
  afterEach(async () => {
    server.closeAllConnections()
    await new Promise<void>(resolve => server.close(() => resolve()))
  })
  const hello = { text: 'hello', summary: 'hello' }
  const send = (conversationId = 'a:1') => messenger.send({ conversationId, serviceUrl }, hello)

  it('posts a card with its summary and alert, without a text beside it, signed with the bot’s token', async () => {
    const card = { type: 'AdaptiveCard', version: '1.5', body: [] }
    const outcome = await messenger.send({ conversationId: 'a:1', serviceUrl }, { card, summary: 'News', alert: true })
    assert.deepEqual(outcome, { kind: 'delivered', activityId: '1:17' })
    const [sent] = requests
    assert.equal(sent?.method, 'POST')
    assert.equal(sent?.path, '/teams/v3/conversations/a%3A1/activities')
    assert.equal(sent?.authorization, 'Bearer token for https://api.botframework.com/.default')
    assert.equal(sent?.body.summary, 'News')
    assert.equal(sent?.body.text, undefined)
    assert.deepEqual(sent?.body.channelData, { notification: { alert: true } })
    assert.deepEqual(sent?.body.attachments, [{ contentType: 'application/vnd.microsoft.card.adaptive', content: card }])
  })

  it('opens the chat with a person of this tenant', async () => {
    handle = answer(201, { id: 'a:new' })
    assert.deepEqual(await messenger.createConversation('person-1', serviceUrl), { kind: 'created', conversationId: 'a:new', serviceUrl })
    assert.equal(requests[0]?.body.tenantId, config.MicrosoftAppTenantId)
    assert.deepEqual(requests[0]?.body.members, [{ id: 'person-1', name: '' }])
  })

  it('edits in place', async () => {
    handle = answer(200, { id: '1:17' })
    const outcome = await messenger.update({ conversationId: 'a:1', serviceUrl }, '1:17', hello)
    assert.deepEqual(outcome, { kind: 'delivered', activityId: '1:17' })
    assert.equal(requests[0]?.method, 'PUT')
  })

  for (const status of [429, 500, 502, 503, 504]) {
    it(`asks once and says what ${status} means: repeating is the ledger’s decision`, async () => {
      handle = answer(status, { error: { code: 'Busy', message: 'x' } }, { 'retry-after': '3' })
      const started = Date.now()
      const outcome = await send()
      assert.equal(requests.length, 1)
      assert.ok(Date.now() - started < 1_000, 'it waited by itself')
      const kinds: Record<number, object> = {
        429: { kind: 'throttled', retryAfterMs: 3_000, code: 'Busy' },
        500: { kind: 'failed', code: 'Busy' },
        502: { kind: 'uncertain', code: 'Busy' },
        503: { kind: 'retry', code: 'Busy' },
        504: { kind: 'uncertain', code: 'Busy' },
      }
      assert.deepEqual(outcome, kinds[status])
    })
  }

  it('reads the cause from both shapes of a refusal', async () => {
    handle = answer(403, { errorCode: 209, message: JSON.stringify({ subCode: 'MessageWritesBlocked', errorCode: null }) })
    assert.deepEqual(await send(), { kind: 'blocked', code: 'MessageWritesBlocked' })
    handle = answer(404, { error: { code: 'ConversationNotFound', message: 'x' } })
    assert.deepEqual(await send(), { kind: 'conversation_gone', code: 'ConversationNotFound' })
  })

  it('asks once and is uncertain when the answer is lost', async () => {
    handle = request => void request.socket.destroy()
    assert.equal((await send()).kind, 'uncertain')
    assert.equal(requests.length, 1)
  })

  it('knows that nothing was sent when nobody listens or the host has no address', async () => {
    const closed = http.createServer()
    await new Promise<void>(resolve => closed.listen(0, '127.0.0.1', resolve))
    const { port } = closed.address() as AddressInfo
    await new Promise<void>(resolve => closed.close(() => resolve()))
    const nobody = await messenger.send({ conversationId: 'a:1', serviceUrl: `http://127.0.0.1:${port}/` }, hello)
    assert.equal(nobody.kind, 'retry')
    const nowhere = await messenger.send({ conversationId: 'a:1', serviceUrl: 'http://no-such-host.invalid/' }, hello)
    assert.equal(nowhere.kind, 'retry')
  })

  it('knows that nothing was sent when there is no token', async () => {
    const authentication = createAuthentication(config, async () => {
      throw new Error('Entra is away')
    })
    const outcome = await createMessenger(config, authentication).send({ conversationId: 'a:1', serviceUrl }, hello)
    assert.deepEqual(outcome, { kind: 'retry', code: 'NO_TOKEN' })
    assert.equal(requests.length, 0)
  })

  it('is uncertain, not late, when an answer takes too long', async () => {
    const impatient = createMessenger(
      config,
      createAuthentication(config, async () => 'token'),
      50,
    )
    handle = () => undefined
    const outcome = await impatient.send({ conversationId: 'a:1', serviceUrl }, hello)
    assert.equal(outcome.kind, 'uncertain')
  })

  it('keeps the requests of one conversation in order and does not let others wait', async () => {
    const held: http.ServerResponse[] = []
    handle = (_, response) => void held.push(response)
    const first = send('a:1')
    const second = send('a:1')
    const other = send('a:2')
    const settle = async (count: number) => {
      while (held.length < count) await new Promise(resolve => setImmediate(resolve))
    }
    await settle(2)
    assert.deepEqual(requests.map(one => one.path).sort(), [
      '/teams/v3/conversations/a%3A1/activities',
      '/teams/v3/conversations/a%3A2/activities',
    ])
    for (const response of held.splice(0)) reply(response, 201, { id: '1' })
    await Promise.all([first, other])
    await settle(1)
    reply(held[0] as http.ServerResponse, 412, { error: { code: 'PreconditionFailed' } })
    assert.deepEqual(await second, { kind: 'retry', code: 'PreconditionFailed' })
  })
})
