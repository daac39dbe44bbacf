import type { Person } from '../company/person.ts'
import { type ApiAnswer, type ApiRequest, refuse } from '../http.ts'
import { type Conversation, conversationOf } from '../state.ts'
import { isMember, type World } from '../world.ts'

export type Reader = { kind: 'reader'; person: Person; conversation: Conversation } | { kind: 'refused'; answer: ApiAnswer }

export function personBy(world: World, id: unknown): Person | null {
  const person = typeof id === 'string' ? world.state.people.get(id.toLowerCase()) : undefined
  return person && !person.deleted ? person : null
}

export const noSuchPerson = refuse(404, 'PersonNotFound', 'Nobody in the company has this id.')

/** Who reads or writes here: the person named by `as`, who must be a member of the conversation. */
export function readerOf(world: World, request: ApiRequest, as: unknown): Reader {
  if (typeof as !== 'string' || as === '') return { kind: 'refused', answer: refuse(400, 'BadRequest', '"as" must name a person.') }
  const person = personBy(world, as)
  if (!person) return { kind: 'refused', answer: noSuchPerson }
  const conversation = conversationOf(world.state, request.params.conversationId ?? '')
  if (!conversation) return { kind: 'refused', answer: refuse(404, 'ConversationNotFound', 'There is no such conversation.') }
  if (!isMember(conversation, person))
    return { kind: 'refused', answer: refuse(403, 'NotAMember', `${person.name} is not in this conversation.`) }
  return { kind: 'reader', person, conversation }
}
