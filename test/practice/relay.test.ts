import assert from 'node:assert/strict'
import { execFile } from 'node:child_process'
import { readFileSync } from 'node:fs'
import http from 'node:http'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { promisify } from 'node:util'
import { bot as botConstants, botUserId, helpdeskTeam, personas, tenantId } from '../../practice/company/constants.ts'
import { foundCompany } from '../../practice/company/found.ts'
import { personalChatId, teamsUserId } from '../../practice/ids.ts'
import { call, type Json, list, newBot, newTenant, type Tenant, type TinyBot, until } from './support.ts'

const chat = personalChatId(personas.kees)
const adaptive = 'application/vnd.microsoft.card.adaptive'
const cardMessage = (text: string) => ({
  type: 'message',
  summary: text,
  attachments: [
    { contentType: adaptive, content: { type: 'AdaptiveCard', version: '1.5', body: [{ type: 'TextBlock', text, wrap: true }] } },
  ],
})

interface Shown {
  method: string
  conversationId: string
  activityId: string | null
  activity: Json
}

/** Takes messages as Microsoft's Playground does: ids of its own, no way to delete. */
async function newPlayground() {
  const shown: Shown[] = []
  const server = http.createServer(async (request, response) => {
    let text = ''
    for await (const chunk of request) text += chunk
    const path = /^\/_connector\/v3\/conversations\/([^/]+)\/activities(?:\/([^/]+))?$/.exec(request.url ?? '')
    const [conversationId = '', activityId = null] = (path?.slice(1) ?? []).map(part =>
      part === undefined ? null : decodeURIComponent(part),
    )
    shown.push({ method: request.method ?? '', conversationId: conversationId ?? '', activityId, activity: JSON.parse(text) })
    const id = activityId ?? `theirs-${shown.length}`
    response.writeHead(path ? (activityId === null ? 201 : 200) : 404, { 'content-type': 'application/json' })
    response.end(JSON.stringify({ id }))
  })
  await new Promise<void>(resolve => server.listen(0, '127.0.0.1', resolve))
  const address = server.address()
  const port = typeof address === 'object' && address ? address.port : 0
  const close = () => {
    server.close()
    server.closeAllConnections()
  }
  return { shown, close, serviceUrl: `http://localhost:${port}/_connector` }
}

describe('the relay for the Playground', () => {
  let tenant: Tenant
  let bot: TinyBot
  let playground: Awaited<ReturnType<typeof newPlayground>>
  before(async () => {
    bot = await newBot()
    tenant = await newTenant({ botUrl: bot.url })
  })
  after(async () => {
    await tenant.end()
    bot.close()
  })
  beforeEach(async () => {
    playground = await newPlayground()
  })
  afterEach(() => playground.close())

  /** An activity as the Playground writes it, from one of the users of its configuration. */
  const activityOf = (more: Record<string, unknown>, personId: string = personas.kees) => ({
    id: 'a-guid',
    channelId: 'msteams',
    serviceUrl: playground.serviceUrl,
    from: { id: teamsUserId(personId), aadObjectId: personId, name: 'Somebody' },
    recipient: { id: botUserId, name: botConstants.name },
    conversation: { conversationType: 'personal', tenantId, id: personalChatId(personId) },
    locale: 'en-US',
    localTimezone: 'UTC',
    entities: [{ type: 'clientInfo', locale: 'en-US', country: 'US', platform: 'Web', timezone: 'UTC' }],
    channelData: { tenant: { id: 'made-up' }, source: { name: 'message' } },
    ...more,
  })
  const send = (more: Record<string, unknown>, personId?: string) => tenant.page('/api/playground/messages', activityOf(more, personId))
  const open = (personId?: string) => send({ type: 'installationUpdate', action: 'add' }, personId)
  const fromBot = async (body: unknown, conversationId = chat) =>
    String((await tenant.connector(`/conversations/${encodeURIComponent(conversationId)}/activities`, body)).body.id)
  const shows = (text: string) => until(() => playground.shown.find(({ activity }) => JSON.stringify(activity).includes(text)))
  const heard = (test: (activity: Json) => boolean) => until(() => bot.activities.findLast(({ activity }) => test(activity)))

  it('answers the ping, and refuses strangers, places that do not exist and other machines', async () => {
    assert.equal((await call(`${tenant.url}/api/playground/messages`, { method: 'HEAD' })).status, 200)
    assert.equal((await send({ type: 'message', text: 'x' }, 'b0a1e2c3-0000-4d5e-9f60-a7b8c9d0e999')).status, 404)
    assert.equal((await send({ type: 'message', text: 'x', conversation: { id: 'no-group-chat' } })).status, 404)
    assert.equal((await send({ type: 'message', text: 'x', conversation: { id: helpdeskTeam.channelId } })).status, 403)
    assert.equal((await send({ type: 'message', text: 'x', serviceUrl: 'https://elsewhere.example/_connector' })).status, 400)
  })

  it('makes what is typed practice’s own, signed, and leaves the rest as the Playground wrote it', async () => {
    assert.equal((await send({ type: 'message', text: 'hallo vanuit het andere venster', textFormat: 'plain' })).status, 200)
    const { activity, authorization } = await heard(known => String(known.text).startsWith('hallo vanuit'))
    assert.match(authorization ?? '', /^Bearer ey/)
    assert.deepEqual(
      [activity.serviceUrl, activity.locale, activity.localTimezone, activity.textFormat],
      [`${tenant.secureUrl}/connector/`, 'nl-NL', 'Europe/Amsterdam', 'plain'],
    )
    assert.deepEqual(activity.from, { id: teamsUserId(personas.kees), aadObjectId: personas.kees, name: 'Kees de Wit' })
    assert.deepEqual(activity.conversation, { conversationType: 'personal', tenantId, id: chat })
    assert.deepEqual(activity.channelData, { tenant: { id: tenantId }, source: { name: 'message' } })
    const { body } = await tenant.page(`/api/chats/${encodeURIComponent(chat)}/messages?as=${personas.kees}`)
    assert.deepEqual([list(body).at(-1)?.text, list(body).at(-1)?.id], ['hallo vanuit het andere venster', activity.id])
  })

  it('brings what was said before when its page opens, then what is new, edited and deleted', async () => {
    await fromBot(cardMessage('said before'))
    await open()
    await shows('said before')
    const id = await fromBot(cardMessage('said now'))
    const now = await shows('said now')
    assert.deepEqual([now.method, now.conversationId, now.activity.summary], ['POST', chat, 'said now'])
    const path = `/conversations/${encodeURIComponent(chat)}/activities/${encodeURIComponent(id)}`
    await tenant.connector(path, cardMessage('said better'), 'PUT')
    const edited = await shows('said better')
    const theirs = `theirs-${playground.shown.indexOf(now) + 1}`
    assert.deepEqual([edited.method, edited.activityId], ['PUT', theirs])
    await tenant.connector(path, undefined, 'DELETE')
    assert.equal((await shows('has been deleted')).activityId, theirs)
    assert.ok(!playground.shown.some(({ activity }) => JSON.stringify(activity).includes('hallo vanuit')), 'a person’s own words')
  })

  it('translates the message of a button and gives the bot’s answer back word for word', async () => {
    await open()
    const id = await fromBot(cardMessage('with a button'))
    const theirs = `theirs-${playground.shown.indexOf(await shows('with a button')) + 1}`
    const answer = { statusCode: 200, type: 'application/vnd.microsoft.activity.message', value: 'Gedaan' }
    bot.answer = () => ({ status: 200, body: answer })
    const value = { action: { type: 'Action.Execute', verb: 'go', data: { step: 1 } }, trigger: 'manual' }
    const press = { type: 'invoke', name: 'adaptiveCard/action', value, replyToId: theirs }
    assert.deepEqual((await send(press)).body, answer)
    const { activity } = await heard(known => String(known.name) === 'adaptiveCard/action')
    assert.deepEqual([activity.replyToId, activity.value], [id, value])
    assert.equal((await send({ ...press, replyToId: 'of another day' })).status, 404)
  })

  it('is the helpdesk channel too: threads are translated both ways', async () => {
    const priya = personas.priya
    await open(priya)
    const root = await fromBot(cardMessage('a case'), helpdeskTeam.channelId)
    const post = await shows('a case')
    assert.equal(post.conversationId, helpdeskTeam.channelId)
    const theirRoot = `theirs-${playground.shown.indexOf(post) + 1}`
    await send({ type: 'installationUpdate', action: 'add', conversation: { id: helpdeskTeam.channelId } }, priya)
    await fromBot({ type: 'message', text: 'news of the case' }, `${helpdeskTeam.channelId};messageid=${root}`)
    assert.equal((await shows('news of the case')).conversationId, `${helpdeskTeam.channelId};messageid=${theirRoot}`)
    const cases = playground.shown.filter(({ activity }) => JSON.stringify(activity).includes('a case'))
    assert.equal(cases.length, 1, 'looking at the channel brings nothing again')
    const conversation = { conversationType: 'channel', isGroup: true, id: `${helpdeskTeam.channelId};messageid=${theirRoot}` }
    await send({ type: 'message', text: 'among ourselves', conversation }, priya)
    const entities = [{ type: 'mention', text: `<at>${botConstants.name}</at>`, mentioned: { id: botUserId } }]
    await send({ type: 'message', text: `<at>${botConstants.name}</at> help`, conversation, entities }, priya)
    const { activity } = await heard(known => String(known.text).includes('help'))
    assert.equal(activity.conversation?.id, `${helpdeskTeam.channelId};messageid=${root}`)
    assert.ok(list(activity.entities).some(entity => String(entity.type) === 'mention'))
    assert.ok(!bot.activities.some(known => String(known.activity.text) === 'among ourselves'))
  })

  it('shows a post of one’s own and the answer below it', async () => {
    const conversation = { conversationType: 'channel', isGroup: true, id: `${helpdeskTeam.channelId};messageid=their-post` }
    await send({ type: 'message', text: `<at>${botConstants.name}</at> hello`, conversation }, personas.joris)
    const { activity } = await heard(known => String(known.text).includes('hello'))
    await fromBot({ type: 'message', text: 'below it' }, String(activity.conversation?.id))
    assert.equal((await shows('below it')).conversationId, `${helpdeskTeam.channelId};messageid=their-post`)
  })

  it('adds and removes the app once, and keeps away from a chat without it', async () => {
    const liam = personas.liam
    const installs = () => bot.activities.filter(({ activity }) => String(activity.from?.aadObjectId) === liam).length
    await open(liam)
    await send({ type: 'conversationUpdate', membersAdded: [{ id: teamsUserId(liam) }, { id: botUserId }] }, liam)
    assert.equal(installs(), 0)
    await send({ type: 'installationUpdate', action: 'remove' }, liam)
    await heard(known => String(known.action) === 'remove' && String(known.from?.aadObjectId) === liam)
    assert.equal((await send({ type: 'message', text: 'x' }, liam)).status, 403)
    await open(liam)
    await heard(known => String(known.action) === 'add' && String(known.from?.aadObjectId) === liam)
  })

  it('says that the bot does not run, and marks on the page what it never heard', async () => {
    const lonely = await newTenant()
    try {
      const refused = await call(`${lonely.url}/api/playground/messages`, {
        body: activityOf({ type: 'message', text: 'is anybody there' }),
      })
      assert.deepEqual([refused.status, refused.body.error?.code], [502, 'BotUnreachable'])
      const { body } = await lonely.page(`/api/chats/${encodeURIComponent(chat)}/messages?as=${personas.kees}`)
      assert.deepEqual([list(body).at(-1)?.text, list(body).at(-1)?.undelivered], ['is anybody there', true])
    } finally {
      await lonely.end()
    }
  })

  it('is opened by a command that says in one line what is missing', async () => {
    const program = fileURLToPath(new URL('../../practice/relay/main.ts', import.meta.url))
    const run = (dataDir: string, name: string) =>
      promisify(execFile)(process.execPath, [program, name], { env: { ...process.env, DATA_DIR: dataDir } }).catch(error => error)
    const empty = await run(join(tenant.dataDir, 'empty'), 'kees')
    assert.deepEqual([empty.code, empty.stderr], [1, 'Practice is not running. Start the bot first, in another window: npm start\n'])
    const stranger = await run(tenant.dataDir, 'nobody')
    assert.equal(stranger.code, 1)
    assert.match(stranger.stderr, /^Nobody here is called nobody\. Choose from Kees, Emma, .*\.\n$/)
  })

  it('has a configuration with the people, the chat and the channel of this company', () => {
    const file = new URL('../../practice/relay/playground.json', import.meta.url)
    const config: Json = JSON.parse(readFileSync(file, 'utf8'))
    const people = new Map(foundCompany(250).people.map(person => [person.id, person]))
    const users = [config.currentUser, ...list(config.users)]
    assert.equal(users.length, 6, 'the Playground takes one current user and five others')
    for (const user of users) {
      const person = people.get(String(user?.aadObjectId))
      assert.deepEqual([user?.id, user?.name, user?.email], [teamsUserId(String(user?.aadObjectId)), person?.name, person?.upn])
    }
    assert.deepEqual(
      [config.tenantId, config.bot, config.personalChat, config.team?.id, config.team?.channels],
      [
        tenantId,
        { id: botUserId, name: botConstants.name },
        { id: personalChatId(String(config.currentUser?.aadObjectId)) },
        helpdeskTeam.teamId,
        [{ id: helpdeskTeam.channelId, name: helpdeskTeam.channelName }],
      ],
    )
  })
})
