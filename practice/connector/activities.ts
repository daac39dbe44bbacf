import { tell, tellMessage } from '../chat/events.ts'
import { refreshEdited } from '../chat/refresh.ts'
import { bot, botUserId } from '../company/constants.ts'
import { type ApiAnswer, type ApiRequest, ok, refuse } from '../http.ts'
import type { Content, Conversation, StoredMessage } from '../state.ts'
import { commit, nextId, timestamp, type World } from '../world.ts'
import { access } from './access.ts'
import { type Parsed, parseActivity } from './activityRules.ts'

/** The root message named in a thread's conversation id (`<channel>;messageid=<root>`). */
export function rootOf(conversationId: string): string | null {
  return /;messageid=([^;]+)/i.exec(conversationId)?.[1] ?? null
}

export function sendActivity(world: World, request: ApiRequest): ApiAnswer {
  const id = request.params.conversationId ?? ''
  const reached = access(world, id)
  if (reached.kind === 'refused') return reached.answer
  const parsed = parseActivity(request.body)
  if (parsed.kind === 'refused') return parsed.answer
  if (parsed.kind === 'typing') {
    tell(world, reached.conversation, () => ({ type: 'typing', conversationId: reached.conversation.id, name: bot.name }))
    return { status: 201, body: { id: nextId(world) } }
  }
  const replyTo = request.params.activityId ?? parsed.replyToId
  const root = rootOf(id) ?? (reached.conversation.personId === null ? threadOf(reached.conversation, replyTo) : null)
  if (root !== null && !reached.conversation.messages.has(root)) {
    return refuse(404, 'ActivityNotFoundInConversation', 'The thread does not exist in this channel.')
  }
  return postParts(world, reached.conversation, root, parsed)
}

/** The thread to which the message being answered belongs; none for an unknown one. */
function threadOf(conversation: Conversation, replyTo: string | null): string | null {
  return replyTo === null ? null : (conversation.messages.get(replyTo)?.threadId ?? null)
}

/** Text with a card becomes two messages, and then nobody tells the bot an id: as at Teams. */
export function postParts(
  world: World,
  conversation: Conversation,
  root: string | null,
  parsed: Extract<Parsed, { kind: 'message' }>,
): ApiAnswer {
  const messages = parsed.parts.map(content => postFromBot(world, conversation, root, content))
  const only = messages.length === 1 ? messages[0] : undefined
  return { status: 201, body: only ? { id: only.id } : {} }
}

/** In a company this big (a load test) practice counts messages and remembers what they were about, not their cards. */
const biggestWithCards = 10_000

function kept(world: World, content: Content): Content {
  return world.state.people.size > biggestWithCards ? { ...content, cards: [], channelData: null } : content
}

export function postFromBot(world: World, conversation: Conversation, root: string | null, content: Content): StoredMessage {
  const serial = nextId(world)
  const id = conversation.personId === null ? serial : `1:${serial}`
  const message: StoredMessage = {
    id,
    conversationId: conversation.id,
    threadId: root ?? id,
    from: { id: botUserId, name: bot.name, isBot: true },
    at: timestamp(world),
    content: kept(world, content),
    editedAt: null,
    deletedAt: null,
    history: [],
  }
  commit(world, { type: 'message', message })
  tellMessage(world, message, 'message')
  return message
}

type Found = { kind: 'found'; conversation: Conversation; message: StoredMessage } | { kind: 'refused'; answer: ApiAnswer }

function findOwnMessage(world: World, request: ApiRequest): Found {
  const reached = access(world, request.params.conversationId ?? '')
  if (reached.kind === 'refused') return reached
  const message = reached.conversation.messages.get(request.params.activityId ?? '')
  if (!message || message.deletedAt !== null) {
    return { kind: 'refused', answer: refuse(404, 'ActivityNotFoundInConversation', 'The message was not found, or it has been deleted.') }
  }
  if (!message.from.isBot)
    return { kind: 'refused', answer: refuse(403, 'NotEnoughPermissions', 'A bot can change only its own messages.') }
  return { kind: 'found', conversation: reached.conversation, message }
}

export function updateActivity(world: World, request: ApiRequest): ApiAnswer {
  const found = findOwnMessage(world, request)
  if (found.kind === 'refused') return found.answer
  const parsed = parseActivity(request.body)
  if (parsed.kind === 'refused') return parsed.answer
  const content = parsed.kind === 'message' && parsed.parts.length === 1 ? parsed.parts[0] : undefined
  if (!content) return refuse(400, 'BadArgument', 'An edit needs one message: either text or cards.')
  const { id, conversationId } = found.message
  commit(world, { type: 'edited', conversationId, id, at: timestamp(world), content: kept(world, content) })
  world.sights.delete(id)
  tellMessage(world, found.message, 'changed')
  refreshEdited(world, found.conversation, found.message)
  return ok({ id })
}

export function deleteActivity(world: World, request: ApiRequest): ApiAnswer {
  const found = findOwnMessage(world, request)
  if (found.kind === 'refused') return found.answer
  commit(world, { type: 'deleted', conversationId: found.message.conversationId, id: found.message.id, at: timestamp(world) })
  world.sights.delete(found.message.id)
  tellMessage(world, found.message, 'changed')
  return { status: 200 }
}
