import assert from 'node:assert/strict'
import sinon from 'sinon'
import { createGraph, type Graph, retryAfterMs } from '../../../services/graph/client.ts'

describe('calls to Graph', () => {
  let graph: Graph
  let fetched: { url: string; method: string | undefined; headers: Record<string, string> }[]
  let answers: (() => Response | Promise<Response>)[]
  let pauses: number[]

  beforeEach(() => {
    fetched = []
    answers = []
    pauses = []
    sinon.stub(globalThis, 'fetch').callsFake(async (url, init) => {
      fetched.push({ url: String(url), method: init?.method, headers: init?.headers as Record<string, string> })
      const answer = answers.shift()
      if (!answer) throw new TypeError('fetch failed')
      return answer()
    })
    graph = createGraph({
      baseUrl: 'https://graph.example.test/graph',
      getToken: async () => 'the-token',
      pause: async ms => {
        pauses.push(ms)
      },
    })
  })
  afterEach(() => {
    sinon.restore()
  })

  const json =
    (status: number, body: unknown, headers: Record<string, string> = {}) =>
    () =>
      Response.json(body, { status, headers })
  const get = (urgency: 'interactive' | 'sweep') => graph.call({ path: '/users?$select=id', urgency })

  it('carry the token, the version and how urgent they are', async () => {
    answers = [json(200, { value: [] }), json(200, { value: [] })]
    await get('interactive')
    await get('sweep')
    assert.equal(fetched[0]?.url, 'https://graph.example.test/graph/v1.0/users?$select=id')
    assert.equal(fetched[0]?.headers.Authorization, 'Bearer the-token')
    assert.equal(fetched[0]?.headers['x-ms-throttle-priority'], 'High')
    assert.equal(fetched[1]?.headers['x-ms-throttle-priority'], 'Low')
  })

  it('follow a whole address, and never give a token to another host', async () => {
    answers = [json(200, {}), json(200, {})]
    await graph.call({ path: 'https://graph.example.test/graph/v1.0/users/delta?$deltatoken=abc', urgency: 'sweep' })
    assert.equal(fetched[0]?.url, 'https://graph.example.test/graph/v1.0/users/delta?$deltatoken=abc')
    await graph.call({ path: 'https://elsewhere.example.test/v1.0/users', urgency: 'sweep' })
    assert.equal(fetched[1]?.headers.Authorization, undefined)
  })

  it('name what kept a request from being sent, so that nothing sent is told from nothing known', async () => {
    const refused = Object.assign(new TypeError('fetch failed'), { cause: { code: 'ECONNREFUSED' } })
    answers = [() => Promise.reject(refused), () => Promise.reject(new TypeError('fetch failed'))]
    const ask = () => graph.call({ path: '/users', urgency: 'sweep', attempts: 1 })
    assert.deepEqual([(await ask()).code, (await ask()).code], ['ECONNREFUSED', 'TypeError'])
  })

  it('wait as long as Graph asks and try again', async () => {
    answers = [json(429, {}, { 'Retry-After': '7' }), json(503, {}, { 'Retry-After': '2' }), json(200, { value: [1] })]
    const reply = await get('sweep')
    assert.equal(reply.status, 200)
    assert.deepEqual(pauses, [7000, 2000])
  })

  it('wait longer each time when Graph does not say, with some chance in it', async () => {
    answers = [json(429, {}), json(500, {}), json(200, {})]
    await get('sweep')
    const [first = 0, second = 0] = pauses
    assert.ok(first >= 500 && first <= 1500, `${first}`)
    assert.ok(second >= 1000 && second <= 3000, `${second}`)
  })

  it('give up after six tries in a sweep, and after two when somebody waits', async () => {
    answers = Array.from({ length: 6 }, () => json(503, {}))
    assert.equal((await get('sweep')).status, 503)
    assert.equal(fetched.length, 6)
    answers = Array.from({ length: 6 }, () => json(503, {}))
    assert.equal((await get('interactive')).status, 503)
    assert.equal(fetched.length, 8)
  })

  it('do not let a person wait for a long Retry-After, but tell of it', async () => {
    answers = [json(429, {}, { 'Retry-After': '60' })]
    const reply = await get('interactive')
    assert.deepEqual([reply.status, reply.retryAfterMs, pauses.length], [429, 60_000, 0])
  })

  it('take a refusal as the answer', async () => {
    answers = [json(403, { error: { code: 'Authorization_RequestDenied', message: 'Insufficient privileges' } })]
    const reply = await get('sweep')
    assert.deepEqual([reply.status, reply.code], [403, 'Authorization_RequestDenied'])
    assert.equal(fetched.length, 1)
  })

  it('try again when no answer came, and say so in the end', async () => {
    const reply = await get('interactive')
    assert.deepEqual([reply.status, reply.code, fetched.length], [0, 'TypeError', 2])
  })

  it('have a time limit', async () => {
    sinon.stub(AbortSignal, 'timeout').callsFake(() => AbortSignal.abort(new DOMException('late', 'TimeoutError')))
    answers = [
      async () => {
        throw new DOMException('late', 'TimeoutError')
      },
    ]
    const reply = await graph.call({ path: '/users', urgency: 'interactive', attempts: 1 })
    assert.deepEqual([reply.status, reply.code], [0, 'TimeoutError'])
    assert.ok((AbortSignal.timeout as unknown as sinon.SinonStub).calledOnceWith(10_000))
  })

  it('do not fail on an answer that is not JSON', async () => {
    answers = [() => new Response('<html>', { status: 404 })]
    assert.deepEqual((await get('sweep')).body, null)
  })

  it('read Retry-After as seconds or as a date', () => {
    assert.equal(retryAfterMs('3'), 3000)
    assert.equal(retryAfterMs(null), null)
    assert.equal(retryAfterMs('soon'), null)
    assert.ok(Math.abs((retryAfterMs(new Date(Date.now() + 5000).toUTCString()) ?? 0) - 5000) < 1500)
    assert.equal(retryAfterMs('Wed, 01 Jan 2020 00:00:00 GMT'), 0)
  })
})
