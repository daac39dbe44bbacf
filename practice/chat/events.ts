import type { ChatEvent, ChatMessage } from '../chat-api.ts'
import type { Person } from '../company/person.ts'
import { personalChatId } from '../ids.ts'
import { type Conversation, conversationOf, type StoredMessage } from '../state.ts'
import { isMember, type Listener, sightOf, type World } from '../world.ts'

/** A message as this person sees it: with the card that only she got, if there is one. */
export function messageFor(world: World, person: Person, message: StoredMessage): ChatMessage {
  const card = sightOf(world, person.id, message.id)?.card
  const { content } = message
  const gone = message.deletedAt !== null
  return {
    id: message.id,
    conversationId: message.conversationId,
    threadId: message.threadId,
    from: message.from,
    at: message.at,
    editedAt: message.editedAt,
    deleted: gone,
    text: gone ? null : content.text,
    textFormat: content.textFormat,
    summary: gone ? null : content.summary,
    cards: gone ? [] : card ? [card, ...content.cards.slice(1)] : content.cards,
    alert: content.alert,
    undelivered: message.undelivered ?? false,
  }
}

/** Tells every open page of the conversation's members. */
export function tell(world: World, conversation: Conversation, event: (person: Person, listener: Listener) => ChatEvent): void {
  for (const listener of world.listeners) {
    const person = world.state.people.get(listener.personId)
    if (person && isMember(conversation, person)) listener.send(event(person, listener))
  }
}

export function tellMessage(world: World, message: StoredMessage, type: 'message' | 'changed'): void {
  const conversation = conversationOf(world.state, message.conversationId)
  if (!conversation) return
  tell(world, conversation, person => ({ type, message: messageFor(world, person, message) }))
  tell(world, conversation, () => ({ type: 'chats' }))
}

/** Tells one person's open pages. */
export function tellPerson(world: World, personId: string, event: ChatEvent): void {
  for (const listener of world.listeners) {
    if (listener.personId === personId) listener.send(event)
  }
}

export function personalChatOf(world: World, person: Person): Conversation {
  const conversation = conversationOf(world.state, personalChatId(person.id))
  if (!conversation) throw new Error(`no chat can exist for ${person.id}`)
  return conversation
}
