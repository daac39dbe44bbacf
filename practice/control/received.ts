import { noSuchPerson, personBy } from '../chat/who.ts'
import { helpdeskTeam } from '../company/constants.ts'
import { type ApiAnswer, type ApiRequest, ok } from '../http.ts'
import { personalChatId } from '../ids.ts'
import { type Conversation, conversationOf, type StoredMessage } from '../state.ts'
import { noCounts, type World } from '../world.ts'

/** Every message of the bot at one person (or, without `personId`, in the helpdesk channel) with what it said before its edits. */
export function received(world: World, request: ApiRequest): ApiAnswer {
  const personId = request.query.get('personId')
  const person = personId === null ? null : personBy(world, personId)
  if (personId !== null && !person) return noSuchPerson
  const conversation = conversationOf(world.state, person ? personalChatId(person.id) : helpdeskTeam.channelId)
  return ok({ messages: conversation ? botMessages(conversation) : [] })
}

function botMessages(conversation: Conversation): StoredMessage[] {
  return [...conversation.messages.values()].filter(message => message.from.isBot)
}

/** Who got how many messages of the bot, and what the connector counted since it began or was told to count anew. */
export function summary(world: World): ApiAnswer {
  const people: Record<string, { messages: number; edits: number; deleted: number }> = {}
  for (const conversation of world.state.conversations.values()) {
    if (conversation.personId === null) continue
    const messages = botMessages(conversation)
    if (messages.length === 0) continue
    people[conversation.personId] = {
      messages: messages.length,
      edits: messages.reduce((sum, message) => sum + message.history.length, 0),
      deleted: messages.filter(message => message.deletedAt !== null).length,
    }
  }
  return ok({ people, requests: { ...world.counts, maxInAnySecond: world.peak.max } })
}

/** Requests are counted from nought again; the messages stay. */
export function countAnew(world: World): ApiAnswer {
  world.counts = noCounts()
  world.peak = { recent: [], max: 0 }
  return { status: 204 }
}
