import { bot, botUserId, helpdeskTeam, tenantId } from '../company/constants.ts'
import { type ApiAnswer, type ApiRequest, isRecord, refuse } from '../http.ts'
import { personalChatId, personIdFrom } from '../ids.ts'
import { conversationOf } from '../state.ts'
import { commit, type World } from '../world.ts'
import { isHelpdesk, notFound } from './access.ts'
import { postFromBot } from './activities.ts'
import { parseActivity } from './activityRules.ts'

const knownFields = new Set(['isGroup', 'bot', 'members', 'topicName', 'activity', 'channelData', 'tenantId'])

/** POST conversations: a personal chat by its one member, or a new thread in the helpdesk channel. */
export function createConversation(world: World, request: ApiRequest): ApiAnswer {
  const body = request.body
  if (!isRecord(body)) return bad('The conversation parameters are missing.')
  const unknown = Object.keys(body).filter(field => !knownFields.has(field))
  if (unknown.length > 0) return bad(`Unknown fields: ${unknown.join(', ')}.`)
  const channelData = isRecord(body.channelData) ? body.channelData : {}
  const channel = isRecord(channelData.channel) ? channelData.channel.id : undefined
  if (typeof channel === 'string') return createThread(world, channel, body.activity)
  const problem = tenantProblem(body, channelData) ?? botProblem(body.bot)
  if (problem) return bad(problem)
  if (body.isGroup === true) return bad('A bot cannot create a group chat.')
  return createPersonal(world, request, body)
}

/** Whom a create call is about, for faults and limits; null when it is not one known person. */
export function personMeant(world: World, body: unknown): string | null {
  const members = isRecord(body) && Array.isArray(body.members) ? body.members : []
  const first: unknown = members[0]
  const id = isRecord(first) && typeof first.id === 'string' ? personIdFrom(first.id) : null
  return id !== null && world.state.people.has(id) ? id : null
}

function createPersonal(world: World, request: ApiRequest, body: Record<string, unknown>): ApiAnswer {
  if (!Array.isArray(body.members) || body.members.length !== 1) return bad('A personal conversation needs exactly one member.')
  const personId = personMeant(world, request.body)
  const person = personId === null ? undefined : world.state.people.get(personId)
  if (!person || person.deleted) return refuse(404, 'ConversationNotFound', 'The member was not found in this tenant.')
  if (person.app !== 'installed' || !person.enabled || person.kind === 'guest') {
    return refuse(403, 'ForbiddenOperationException', 'The bot is not installed in the personal scope of this user.')
  }
  const id = personalChatId(person.id)
  const conversation = conversationOf(world.state, id)
  if (!conversation) return notFound
  if (!conversation.opened || conversation.gone) commit(world, { type: 'conversation', id, opened: true, gone: false })
  if (body.activity === undefined || body.activity === null) return { status: 201, body: { id } }
  if (person.botBlocked) return refuse(403, 'ConversationBlockedByUser', 'User blocked the conversation with the bot.')
  const first = firstMessage(body.activity)
  if (first.kind === 'refused') return first.answer
  const messages = first.parts.map(content => postFromBot(world, conversation, null, content))
  return { status: 201, body: messages.length === 1 ? { id, activityId: messages[0]?.id } : { id } }
}

function createThread(world: World, channel: string, activity: unknown): ApiAnswer {
  const conversation = isHelpdesk(channel) ? conversationOf(world.state, helpdeskTeam.channelId) : null
  if (!conversation) return refuse(403, 'BotNotInConversationRoster', 'The bot is not part of the conversation roster.')
  if (activity === undefined || activity === null) return bad('A new thread needs its first message.')
  const first = firstMessage(activity)
  if (first.kind === 'refused') return first.answer
  const [root] = first.parts.map(content => postFromBot(world, conversation, null, content))
  return { status: 201, body: { id: `${conversation.id};messageid=${root?.id ?? ''}`, activityId: root?.id } }
}

function firstMessage(activity: unknown) {
  const parsed = parseActivity(activity)
  if (parsed.kind !== 'typing') return parsed
  return { kind: 'refused', answer: bad('A conversation cannot begin with typing.') } as const
}

function tenantProblem(body: Record<string, unknown>, channelData: Record<string, unknown>): string | null {
  const named = typeof body.tenantId === 'string' ? body.tenantId : isRecord(channelData.tenant) ? channelData.tenant.id : undefined
  return named === tenantId ? null : `The tenant must be ${tenantId}.`
}

function botProblem(named: unknown): string | null {
  if (named === undefined || named === null) return null
  const id = isRecord(named) ? named.id : undefined
  return id === botUserId || id === bot.appId ? null : 'The bot is not the one that asks.'
}

function bad(message: string): ApiAnswer {
  return refuse(400, 'BadArgument', message)
}
