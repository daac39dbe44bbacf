/**
 * The Messenger port over botbuilder's connector client. botbuilder would repeat failed requests by itself, which can double a message
 * that did arrive, and would wait for ever for an answer; both are taken out here. Requests of one conversation go one after another (412).
 */
import { ClaimsIdentity, type ConnectorClient } from 'botframework-connector'
import { z } from 'zod'
import type { Address, CreateOutcome, Messenger, OutgoingMessage, SendOutcome } from '../services/ports.ts'
import type { createAuthentication } from './adapter.ts'
import type { Config } from './config.ts'
import { readFailure, readRefusal } from './outcome.ts'

const longestRequestMs = 12_000

const restError = z.object({
  statusCode: z.number(),
  response: z.object({ bodyAsText: z.string().nullish(), headers: z.custom<{ get(name: string): string | undefined }>() }),
})

/** The library's types hide the client, with its request pipeline, that a ConnectorClient carries. */
const withPipeline = z.object({
  client: z.object({
    pipeline: z.custom<{ removePolicy(options: { name: string }): unknown[] }>(value => 'removePolicy' in Object(value)),
  }),
})

type Unsent = Exclude<SendOutcome, { kind: 'delivered' }>

function readError(error: unknown): Unsent {
  const answered = restError.safeParse(error)
  if (!answered.success) return readFailure(error)
  const { statusCode, response } = answered.data
  const after = response.headers.get('retry-after')
  return readRefusal({ status: statusCode, body: response.bodyAsText ?? '', ...(after ? { retryAfter: after } : {}) }, Date.now())
}

function toActivity(message: OutgoingMessage, botId: string) {
  const card = message.card ? [{ contentType: 'application/vnd.microsoft.card.adaptive', content: message.card }] : undefined
  return {
    type: 'message',
    from: { id: `28:${botId}`, name: '' },
    summary: message.summary,
    ...(card ? { attachments: card } : { text: message.text ?? '', textFormat: 'markdown' }),
    ...(message.alert ? { channelData: { notification: { alert: true } } } : {}),
  }
}

/** Keeps the requests of each conversation in order; different conversations do not wait for each other. */
function inOrder() {
  const tails = new Map<string, Promise<unknown>>()
  return <T>(key: string, work: () => Promise<T>): Promise<T> => {
    const before = tails.get(key) ?? Promise.resolve()
    const result = before.then(work, work)
    const tail = result
      .catch(() => undefined)
      .then(() => {
        if (tails.get(key) === tail) tails.delete(key)
      })
    tails.set(key, tail)
    return result
  }
}

function personalChat(personId: string, { MicrosoftAppId: botId, MicrosoftAppTenantId: tenantId }: Config) {
  return {
    isGroup: false,
    bot: { id: `28:${botId}`, name: '' },
    members: [{ id: personId, name: '' }],
    tenantId,
    channelData: { tenant: { id: tenantId } },
  }
}

/** `timeoutMs`: after that long without an answer, nobody knows what became of a request. */
export function createMessenger(
  config: Config,
  authentication: ReturnType<typeof createAuthentication>,
  timeoutMs = longestRequestMs,
): Messenger {
  const botId = config.MicrosoftAppId
  const factory = authentication.createConnectorFactory(new ClaimsIdentity([{ type: 'aud', value: botId }]))
  const clients = new Map<string, Promise<ConnectorClient>>()
  const serialised = inOrder()

  async function open(serviceUrl: string): Promise<ConnectorClient> {
    const client = await factory.create(serviceUrl, config.ToChannelFromBotOAuthScope)
    const removed = withPipeline.parse(client).client.pipeline.removePolicy({ name: 'defaultRetryPolicy' })
    if (removed.length === 0) throw new Error('The connector client has no retry policy to take out: its library changed.')
    return client
  }
  function clientFor(serviceUrl: string): Promise<ConnectorClient> {
    const known = clients.get(serviceUrl) ?? open(serviceUrl)
    clients.set(serviceUrl, known)
    return known
  }
  const limit = () => ({ abortSignal: AbortSignal.timeout(timeoutMs) })

  return {
    send: (to, message) =>
      serialised(to.conversationId, async () => {
        const client = await clientFor(to.serviceUrl)
        return request(() => client.conversations.sendToConversation(to.conversationId, toActivity(message, botId), limit()))
      }),
    update: (to: Address, activityId: string, message: OutgoingMessage) =>
      serialised(to.conversationId, async () => {
        const client = await clientFor(to.serviceUrl)
        const outcome = await request(() =>
          client.conversations.updateActivity(to.conversationId, activityId, toActivity(message, botId), limit()),
        )
        return outcome.kind === 'delivered' ? { kind: 'delivered', activityId } : outcome
      }),
    remove: (to, activityId) =>
      serialised(to.conversationId, async () => {
        const client = await clientFor(to.serviceUrl)
        return request(async () => {
          await client.conversations.deleteActivity(to.conversationId, activityId, limit())
          return { id: activityId }
        })
      }),
    createConversation: (personId, serviceUrl) =>
      serialised(personId, async (): Promise<CreateOutcome> => {
        const client = await clientFor(serviceUrl)
        const parameters = personalChat(personId, config)
        const outcome = await request(() =>
          client.conversations.createConversation(parameters as Parameters<typeof client.conversations.createConversation>[0], limit()),
        )
        return outcome.kind === 'delivered' ? { kind: 'created', conversationId: outcome.activityId, serviceUrl } : outcome
      }),
  }
}

async function request(call: () => Promise<{ id?: string }>): Promise<SendOutcome> {
  try {
    const answer = await call()
    return { kind: 'delivered', activityId: answer.id ?? '' }
  } catch (error) {
    return readError(error)
  }
}
