import assert from 'node:assert/strict'
import { createRemoteJWKSet, jwtVerify } from 'jose'
import { bot as botConstants, helpdeskTeam, personas } from '../../practice/company/constants.ts'
import { foundCompany } from '../../practice/company/found.ts'
import { personalChatId, teamsUserId } from '../../practice/ids.ts'
import { call, type Json, list, newBot, newTenant, type Tenant, type TinyBot, until } from './support.ts'

const chat = personalChatId(personas.kees)
const chatPath = `/api/chats/${encodeURIComponent(chat)}`
const channelPath = `/api/chats/${encodeURIComponent(helpdeskTeam.channelId)}`
const button = { type: 'Action.Execute', title: 'Go', verb: 'go', data: { step: 1 } }
const card = (text: string, more: Record<string, unknown> = {}) => ({
  type: 'AdaptiveCard',
  version: '1.5',
  body: [{ type: 'TextBlock', text }],
  ...more,
})
const asMessage = (content: unknown) => ({
  type: 'message',
  attachments: [{ contentType: 'application/vnd.microsoft.card.adaptive', content }],
})

describe('the practice chats', () => {
  let tenant: Tenant
  let bot: TinyBot
  before(async () => {
    bot = await newBot()
    tenant = await newTenant({ botUrl: bot.url })
  })
  after(async () => {
    await tenant.end()
    bot.close()
  })
  beforeEach(() => {
    bot.answer = () => ({ status: 200 })
  })

  const fromBot = (content: unknown) => tenant.connector(`/conversations/${encodeURIComponent(chat)}/activities`, asMessage(content))
  const last = async (as: string): Promise<Json> => {
    const { body } = await tenant.page(`${chatPath}/messages?as=${as}`)
    return list(body).at(-1) as Json
  }
  const heard = (test: (activity: Json) => boolean) => until(() => bot.activities.find(({ activity }) => test(activity)))
  const press = (activityId: string, more: Record<string, unknown> = {}) =>
    tenant.page(`${chatPath}/actions`, { as: personas.kees, activityId, kind: 'Action.Execute', verb: 'go', data: { step: 1 }, ...more })

  it('tells the bot once that it is in the helpdesk team', async () => {
    const { activity } = await heard(known => String(known.type) === 'installationUpdate')
    assert.equal(activity.action, 'add')
    assert.equal(activity.channelData?.team?.id, helpdeskTeam.teamId)
  })

  it('hands on that a picture was sent, as Teams does, and nothing without words or a picture', async () => {
    assert.equal((await tenant.page(`${chatPath}/messages`, { as: personas.kees, text: ' ' })).status, 400)
    const posted = await tenant.page(`${chatPath}/messages`, { as: personas.kees, text: '', picture: true })
    assert.equal(posted.status, 201)
    const { activity } = await heard(known => known.id === posted.body.id)
    assert.equal(activity.text, '')
    assert.deepEqual(
      list(activity.attachments).map(one => (one as Json).contentType),
      ['image/*', 'text/html'],
    )
    assert.match(String((await last(personas.kees)).text), /^\[foto\]$/)
  })

  it('hands on what a person types, signed as the channel signs, and with what Teams knows of her', async () => {
    const posted = await tenant.page(`${chatPath}/messages`, { as: personas.kees, text: 'hallo' })
    assert.equal(posted.status, 201)
    const { activity, authorization } = await heard(known => String(known.text) === 'hallo')
    assert.deepEqual(
      [activity.id, activity.channelId, activity.locale, activity.localTimezone, activity.from?.aadObjectId, activity.from?.id],
      [posted.body.id, 'msteams', 'nl-NL', 'Europe/Amsterdam', personas.kees, teamsUserId(personas.kees)],
    )
    assert.equal(activity.entities?.[0]?.platform, 'Android')
    assert.match(String(activity.localTimestamp), /\+0[12]:00$/)
    const keys = createRemoteJWKSet(new URL(`${tenant.secureUrl}/botframework/v1/.well-known/keys`))
    const { payload } = await jwtVerify((authorization ?? '').replace('Bearer ', ''), keys, {
      issuer: 'https://api.botframework.com',
      audience: botConstants.appId,
    })
    assert.equal(payload.serviceurl, activity.serviceUrl)
  })

  it('shows the answer to a button to the one who pressed it, and nothing to others', async () => {
    const id = String((await fromBot(card('before', { actions: [button] }))).body.id)
    bot.answer = activity => ({
      status: 200,
      body: {
        statusCode: 200,
        type: 'application/vnd.microsoft.card.adaptive',
        value: card(`step ${Number(activity.value?.action?.data?.step)}`),
      },
    })
    const answer = await press(id)
    assert.equal(answer.body.outcome, 'card')
    assert.equal((await last(personas.kees)).cards?.[0]?.body?.[0]?.text, 'step 1')
    const { activity } = await heard(known => String(known.name) === 'adaptiveCard/action')
    assert.deepEqual(activity.value, { action: { type: 'Action.Execute', verb: 'go', data: { step: 1 } }, trigger: 'manual' })
    const received = await tenant.page(`/control/received?personId=${personas.kees}`)
    assert.equal(list(received.body.messages).at(-1)?.content?.cards?.[0]?.body?.[0]?.text, 'before')
    await tenant.connector(
      `/conversations/${encodeURIComponent(chat)}/activities/${encodeURIComponent(id)}`,
      asMessage(card('edited')),
      'PUT',
    )
    assert.equal((await last(personas.kees)).cards?.[0]?.body?.[0]?.text, 'edited')
  })

  it('shows a message, an error, and a bot that breaks the rules, as Teams would', async () => {
    const id = String((await fromBot(card('x', { actions: [button] }))).body.id)
    const answers: [ReturnType<TinyBot['answer']>, string, RegExp][] = [
      [{ status: 200, body: { statusCode: 200, type: 'application/vnd.microsoft.activity.message', value: 'Done' } }, 'message', /^Done$/],
      [
        { status: 200, body: { statusCode: 400, type: 'application/vnd.microsoft.error', value: { code: 'x', message: 'No' } } },
        'error',
        /^No$/,
      ],
      [{ status: 200, body: {} }, 'error', /no statusCode/],
      [{ status: 501 }, 'error', /HTTP 501/],
    ]
    for (const [reply, outcome, text] of answers) {
      bot.answer = () => reply
      const { body } = await press(id)
      assert.equal(body.outcome, outcome)
      assert.match(String(body.text), text)
    }
    const submitted = await press(id, { kind: 'Action.Submit', data: { form: 'yes' } })
    assert.equal(submitted.body.outcome, 'accepted')
    const { activity } = await heard(known => String(known.value?.form) === 'yes')
    assert.deepEqual([activity.type, activity.replyToId], ['message', id])
  })

  it('says of a button, and of what was typed, that the bot is not running', async () => {
    const id = String((await fromBot(card('alone', { actions: [button] }))).body.id)
    await tenant.page('/control/attach', { botUrl: 'http://localhost:9/api/messages' })
    for (const kind of ['Action.Execute', 'Action.Submit']) {
      const refused = await press(id, { kind })
      assert.deepEqual([refused.status, refused.body.error?.code], [502, 'BotUnreachable'])
    }
    await tenant.page(`${chatPath}/messages`, { as: personas.kees, text: 'hello?' })
    await until(async () => String((await last(personas.kees)).undelivered) === 'true')
    await tenant.page('/control/attach', { botUrl: bot.url })
    await tenant.page(`${chatPath}/messages`, { as: personas.kees, text: 'hello again' })
    await heard(known => String(known.text) === 'hello again')
    assert.equal((await last(personas.kees)).undelivered, false)
  })

  it('offers people to be in both languages, and says when the directory notices a method', async () => {
    const { body } = await tenant.page('/api/company')
    for (const { title, tryThis, personId } of list(body.suggestions)) {
      assert.ok(list(body.people).some(person => person.id === personId))
      for (const text of [title, tryThis]) assert.ok(text?.en && text?.nl && text.en !== text.nl)
    }
    const before = Date.now()
    const added = await tenant.page(`/api/people/${personas.liam}/methods`, { kind: 'securityKey', delaySeconds: 60 })
    const wait = Date.parse(String(list(added.body.methods).at(-1)?.visibleAt)) - before
    assert.ok(wait >= 60_000 && wait < 65_000, `${wait} ms`)
  })

  it('asks for a fresh card when a chat is opened and the card is older than a minute', async () => {
    const refresh = { action: { type: 'Action.Execute', verb: 'fresh' }, userIds: [teamsUserId(personas.kees)] }
    await fromBot(card('old', { refresh }))
    bot.answer = () => ({
      status: 200,
      body: { statusCode: 200, type: 'application/vnd.microsoft.card.adaptive', value: card('fresh', { refresh }) },
    })
    const asked = () => bot.activities.filter(({ activity }) => String(activity.value?.trigger) === 'automatic').length
    assert.equal((await last(personas.kees)).cards?.[0]?.body?.[0]?.text, 'old')
    assert.equal(asked(), 0)
    await tenant.page('/control/clock', { offsetSeconds: 90 })
    await last(personas.kees)
    await until(async () => String((await last(personas.kees)).cards?.[0]?.body?.[0]?.text) === 'fresh')
    assert.equal(asked(), 1)
    const { body } = await tenant.page('/control/refresh', { personId: personas.kees })
    assert.deepEqual([body.refreshed, asked()], [1, 2])
  })

  it('hands a channel message on only when it mentions the bot', async () => {
    await tenant.page(`${channelPath}/messages`, { as: personas.joris, text: 'among ourselves' })
    const posted = await tenant.page(`${channelPath}/messages`, { as: personas.joris, text: `@${botConstants.name} open` })
    const { activity } = await heard(known => String(known.text).includes('open'))
    assert.equal(activity.text, `<at>${botConstants.name}</at> open`)
    assert.equal(activity.conversation?.id, `${helpdeskTeam.channelId};messageid=${String(posted.body.id)}`)
    assert.ok(list(activity.entities).some(entity => String(entity.type) === 'mention'))
    assert.ok(!bot.activities.some(known => String(known.activity.text) === 'among ourselves'))
    assert.equal((await tenant.page(`${channelPath}/messages?as=${personas.kees}`)).status, 403)
  })

  it('streams what happens, counts what is unread, and forgets it when read', async () => {
    await tenant.page(`${chatPath}/read`, { as: personas.kees })
    const stream = await fetch(`${tenant.url}/api/events?as=${personas.kees}`)
    const reader = stream.body?.pipeThrough(new TextDecoderStream()).getReader()
    let text = ''
    const arrives = async (part: string) => {
      while (!text.includes(part)) text += (await reader?.read())?.value ?? assert.fail('the stream ended')
    }
    await arrives('"type":"hello"')
    await tenant.connector(`/conversations/${encodeURIComponent(chat)}/activities`, { type: 'typing' })
    await arrives('"type":"typing"')
    await fromBot(card('news'))
    await arrives('"type":"message"')
    await tenant.page(`/api/people/${personas.kees}/methods`, { kind: 'securityKey' })
    await arrives('"type":"device"')
    await reader?.cancel()
    const unread = async () => (await tenant.page(`/api/chats?as=${personas.kees}`)).body[0]
    assert.deepEqual([(await unread())?.unread, (await unread())?.preview], [1, `${botConstants.name} sent a card`])
    await tenant.page(`${chatPath}/read`, { as: personas.kees })
    assert.equal((await unread())?.unread, 0)
    const newest = String((await last(personas.kees)).id)
    const receipts = () => bot.activities.filter(({ activity }) => String(activity.name) === 'application/vnd.microsoft.readReceipt')
    await until(async () => receipts().some(({ activity }) => String(activity.value?.lastReadMessageId) === newest))
    const before = receipts().length
    await tenant.page(`${chatPath}/read`, { as: personas.kees })
    await tenant.page(`${chatPath}/messages`, { as: personas.kees, text: 'after the receipt' })
    await heard(activity => String(activity.text) === 'after the receipt')
    assert.equal(receipts().length, before, 'a chat without news gives no receipt')
  })

  it('tells the bot of installs and removals', async () => {
    const person = foundCompany(250).people.find(known => known.app === 'absent' && known.kind === 'member')?.id ?? ''
    const added = await tenant.page(`/api/people/${person}/app`, { installed: true })
    assert.equal(added.body.appInstalled, true)
    await heard(
      known => String(known.type) === 'installationUpdate' && String(known.action) === 'add' && String(known.from?.aadObjectId) === person,
    )
    await heard(known => String(known.type) === 'conversationUpdate' && String(known.from?.aadObjectId) === person)
    await tenant.page(`/api/people/${person}/app`, { installed: false })
    await heard(known => String(known.action) === 'remove' && String(known.from?.aadObjectId) === person)
    assert.equal(
      (await tenant.page(`/api/chats/${encodeURIComponent(personalChatId(person))}/messages`, { as: person, text: 'x' })).status,
      403,
    )
  })

  it('answers rubbish with 400 and strangers with 403', async () => {
    const messages = `${tenant.url}${chatPath}/messages`
    assert.equal((await call(messages, { body: '{"as":' })).status, 400)
    for (const body of [{}, { as: personas.kees, text: 7 }, { as: personas.kees, text: 'x', more: 1 }, []]) {
      const reply = await call(messages, { body })
      assert.deepEqual([reply.status, reply.body.error?.code], [400, 'BadRequest'])
    }
    assert.equal((await call(messages, { body: { as: 'nobody', text: 'x' } })).status, 404)
    const post = { as: personas.kees, text: 'from elsewhere' }
    assert.equal((await call(messages, { body: post, headers: { origin: 'https://evil.example' } })).status, 403)
    assert.equal((await call(messages, { body: JSON.stringify(post), headers: { 'content-type': 'text/plain' } })).status, 415)
    assert.equal((await call(messages, { body: { as: personas.kees, text: 'x'.repeat(300_000) } })).status, 413)
    assert.equal((await tenant.page('/api/nothing')).status, 404)
    assert.equal((await tenant.page('/api/company', {})).status, 405)
  })

  it('serves the page with its types taken out, and nothing beside it', async () => {
    assert.match((await tenant.page('/')).text, /<!doctype html>/i)
    assert.doesNotMatch((await tenant.page('/')).headers.get('content-security-policy') ?? '', /unsafe/)
    const script = await fetch(`${tenant.url}/main.ts`)
    assert.match(script.headers.get('content-type') ?? '', /javascript/)
    assert.doesNotMatch(await script.text(), /import type/)
    assert.match((await tenant.page('/lib/adaptivecards.min.js')).text, /AdaptiveCard/)
    for (const path of ['/..%2fmain.ts', '/../secrets.ts', '/lib/other.js', '/nothing.ts'])
      assert.equal((await tenant.page(path)).status, 404)
  })
})
