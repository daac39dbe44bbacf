import assert from 'node:assert/strict'
import { helpdeskTeam, personas } from '../../practice/company/constants.ts'
import { foundCompany } from '../../practice/company/found.ts'
import { personalChatId, teamsUserId } from '../../practice/ids.ts'
import { call, type Json, list, newTenant, type Reply, type Tenant } from './support.ts'

const card = (text: string) => ({ type: 'AdaptiveCard', version: '1.5', body: [{ type: 'TextBlock', text }] })
const withCard = (content: unknown) => ({
  type: 'message',
  attachments: [{ contentType: 'application/vnd.microsoft.card.adaptive', content }],
})

describe('the practice connector', () => {
  let tenant: Tenant
  let chat: string
  const { people } = foundCompany(250)
  before(async () => {
    tenant = await newTenant()
    chat = String((await open(personas.kees)).body.id)
  })
  after(() => tenant.end())
  beforeEach(async () => {
    await tenant.page('/control/faults', undefined, 'DELETE')
    await tenant.page('/control/limits', { enabled: true })
  })

  const open = (id: string, more: Record<string, unknown> = {}) =>
    tenant.connector('/conversations', { members: [{ id }], tenantId: tenant.env.MicrosoftAppTenantId, isGroup: false, ...more })
  const send = (body: unknown, id = chat) => tenant.connector(`/conversations/${encodeURIComponent(id)}/activities`, body)
  const put = (id: string, body: unknown) =>
    tenant.connector(`/conversations/${encodeURIComponent(chat)}/activities/${encodeURIComponent(id)}`, body, 'PUT')
  const received = async (id: string): Promise<Json[]> => list((await tenant.page(`/control/received?personId=${id}`)).body.messages)
  const outcome = (reply: Reply) => [reply.status, reply.body.error?.code]

  it('opens one chat per person, by either id, and says no where the app is missing', async () => {
    const again = await open(teamsUserId(personas.kees))
    assert.deepEqual([again.status, again.body.id], [201, chat])
    const absent = people.find(person => person.app === 'absent')?.id ?? ''
    assert.deepEqual(outcome(await open(absent)), [403, 'ForbiddenOperationException'])
    assert.deepEqual(outcome(await open('29:1invented')), [404, 'ConversationNotFound'])
    assert.deepEqual(outcome(await open(personas.kees, { tenantId: 'other' })), [400, 'BadArgument'])
    assert.deepEqual(outcome(await open(personas.kees, { isGroup: true })), [400, 'BadArgument'])
  })

  it('posts, edits and deletes, and remembers what a message said before', async () => {
    const sent = await send({ ...withCard(card('one')), summary: 'News' })
    assert.equal(sent.status, 201)
    const id = String(sent.body.id)
    assert.equal((await put(id, withCard(card('two')))).status, 200)
    const [message] = (await received(personas.kees)).slice(-1)
    assert.equal(message?.content?.cards?.[0]?.body?.[0]?.text, 'two')
    assert.equal(message?.history?.[0]?.content?.cards?.[0]?.body?.[0]?.text, 'one')
    const path = `/conversations/${encodeURIComponent(chat)}/activities/${encodeURIComponent(id)}`
    assert.equal((await tenant.connector(path, undefined, 'DELETE')).status, 200)
    assert.deepEqual(outcome(await put(id, withCard(card('three')))), [404, 'ActivityNotFoundInConversation'])
  })

  it('splits text with a card into two messages and tells no id', async () => {
    const before = (await received(personas.kees)).length
    const sent = await send({ ...withCard(card('x')), text: 'and text' })
    assert.deepEqual([sent.status, sent.body.id], [201, undefined])
    assert.equal((await received(personas.kees)).length, before + 2)
  })

  it('refuses what Teams would refuse', async () => {
    await tenant.page('/control/limits', { enabled: false })
    const cases: [unknown, number, string, RegExp][] = [
      [{ type: 'message', text: 'x', colour: 'red' }, 400, 'BadArgument', /Unknown activity fields: colour/],
      [{ type: 'message' }, 400, 'BadArgument', /neither text nor attachments/],
      [{ type: 'event', name: 'x' }, 400, 'BadArgument', /cannot be sent/],
      [withCard({ ...card('x'), version: '1.6' }), 400, 'BadArgument', /version 1\.6/],
      [{ type: 'message', attachments: [{ contentType: 'image/png' }] }, 400, 'BadArgument', /content type/],
      [{ type: 'message', text: 'hi', entities: [{ type: 'mention', text: '<at>Kees</at>' }] }, 400, 'BadArgument', /not in the text/],
      [{ type: 'message', text: 'x'.repeat(52_000) }, 413, 'MessageSizeTooBig', /UTF-16/],
    ]
    for (const [body, status, code, message] of cases) {
      const reply = await send(body)
      assert.deepEqual(outcome(reply), [status, code])
      assert.match(String(reply.body.error?.message), message)
    }
  })

  it('demands a token for the connector', async () => {
    const url = `${tenant.env.SERVICE_URLS}v3/conversations/${encodeURIComponent(chat)}/activities`
    const graph = await tenant.token('https://graph.microsoft.com/.default')
    const { body } = await tenant.page('/control/token', {})
    const tries: Record<string, string>[] = [{}, { authorization: `Bearer ${graph}` }, { authorization: `Bearer ${String(body.token)}` }]
    for (const headers of tries) {
      assert.equal((await call(url, { body: { type: 'message', text: 'x' }, headers })).status, 401)
    }
  })

  it('answers by itself as the state of people asks', async () => {
    await tenant.page(`/api/people/${personas.liam}/block`, { blocked: true })
    const blocked = String((await open(personas.liam)).body.id)
    assert.deepEqual(outcome(await send({ type: 'message', text: 'x' }, blocked)), [403, 'ConversationBlockedByUser'])
    const emma = String((await open(personas.emma)).body.id)
    await tenant.page(`/api/people/${personas.emma}/app`, { installed: false })
    assert.deepEqual(outcome(await send({ type: 'message', text: 'x' }, emma)), [403, 'BotNotInConversationRoster'])
    await tenant.page('/control/conversations', { personId: personas.fatima, gone: true })
    assert.deepEqual(outcome(await send({ type: 'message', text: 'x' }, personalChatId(personas.fatima))), [404, 'ConversationNotFound'])
    assert.deepEqual(outcome(await send({ type: 'message', text: 'x' }, 'a:1nobody')), [404, 'ConversationNotFound'])
  })

  it('limits a thread to seven a second, and the app to fifty', async () => {
    const statuses: number[] = []
    const id = String((await open(personas.grace)).body.id)
    for (let nr = 0; nr < 8; nr += 1) statuses.push((await send({ type: 'message', text: 'x' }, id)).status)
    assert.deepEqual(statuses, [201, 201, 201, 201, 201, 201, 201, 429])
    await tenant.page('/control/limits', { enabled: true })
    const reachable = people.filter(person => person.app === 'installed' && person.enabled).slice(12)
    const replies: Reply[] = []
    while (replies.every(reply => reply.status === 201) && replies.length < reachable.length) {
      replies.push(...(await Promise.all(reachable.slice(replies.length, replies.length + 5).map(person => open(person.id)))))
    }
    const refused = replies.filter(reply => reply.status === 429)
    assert.ok(replies.length - refused.length >= 50)
    assert.ok(
      refused.length > 0 &&
        refused.every(reply => reply.headers.get('retry-after') === '1' && String(reply.body.error?.code) === 'Throttled'),
    )
    const { body } = await tenant.page('/control/received/summary')
    assert.ok(Number(body.requests?.maxInAnySecond) > 50)
    assert.equal(body.requests?.refused429, refused.length + 1)
  })

  it('goes wrong on demand, in every documented way', async () => {
    const fault = (body: unknown) => tenant.page('/control/faults', body)
    await fault({ operation: 'send', status: 412, times: 1 })
    await fault({ operation: 'send', status: 403, nested: true, times: 1 })
    await fault({ operation: 'send', status: 429, retryAfterSeconds: 3, personId: personas.kees, times: 1 })
    assert.deepEqual(outcome(await send({ type: 'message', text: 'x' })), [412, 'PreconditionFailed'])
    const nested = await send({ type: 'message', text: 'x' })
    assert.equal(nested.body.errorCode, 209)
    assert.equal(JSON.parse(String(nested.body.message)).subCode, 'MessageWritesBlocked')
    const throttled = await send({ type: 'message', text: 'x' })
    assert.deepEqual([throttled.status, throttled.headers.get('retry-after')], [429, '3'])
    const before = (await received(personas.kees)).length
    await fault({ operation: 'send', loseAnswer: true, times: 1 })
    await assert.rejects(send({ type: 'message', text: 'done, but nobody says so' }), /fetch failed/)
    assert.equal((await received(personas.kees)).length, before + 1)
    await fault({ operation: 'send', delayMs: 30, times: 1 })
    const start = performance.now()
    assert.equal((await send({ type: 'message', text: 'slow' })).status, 201)
    assert.ok(performance.now() - start >= 29)
  })

  it('has the helpdesk channel with threads and members', async () => {
    const root = await tenant.connector('/conversations', {
      isGroup: true,
      channelData: { channel: { id: helpdeskTeam.channelId } },
      activity: withCard(card('case')),
    })
    assert.equal(root.body.id, `${helpdeskTeam.channelId};messageid=${String(root.body.activityId)}`)
    assert.equal((await send({ type: 'message', text: 'answer' }, String(root.body.id))).status, 201)
    assert.deepEqual(outcome(await send({ type: 'message', text: 'x' }, `${helpdeskTeam.channelId};messageid=1`)), [
      404,
      'ActivityNotFoundInConversation',
    ])
    const messages = await tenant.page(`/api/chats/${encodeURIComponent(helpdeskTeam.channelId)}/messages?as=${personas.priya}`)
    assert.deepEqual(
      list(messages.body)
        .map(message => message.threadId)
        .slice(-2),
      [root.body.activityId, root.body.activityId],
    )
    const paged = await tenant.connector(`/conversations/${encodeURIComponent(helpdeskTeam.teamId)}/pagedmembers?pageSize=5`)
    assert.deepEqual([paged.body.members?.length, paged.body.continuationToken], [5, '5'])
    const all = await tenant.connector(`/conversations/${encodeURIComponent(helpdeskTeam.channelId)}/members`)
    assert.equal(all.body.length, 8)
    const one = await tenant.connector(`/conversations/${encodeURIComponent(chat)}/members/${teamsUserId(personas.kees)}`)
    assert.equal(one.body.aadObjectId, personas.kees)
  })
})
