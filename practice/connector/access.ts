import { helpdeskTeam } from '../company/constants.ts'
import type { Person } from '../company/person.ts'
import { type ApiAnswer, refuse } from '../http.ts'
import { type Conversation, conversationOf } from '../state.ts'
import type { World } from '../world.ts'

export type Access = { kind: 'open'; conversation: Conversation; person: Person | null } | { kind: 'refused'; answer: ApiAnswer }

export const notFound = refuse(404, 'ConversationNotFound', 'Conversation not found.')

/** May the bot speak in this conversation now? Follows Teams' status table. */
export function access(world: World, conversationId: string): Access {
  const conversation = conversationOf(world.state, conversationId)
  if (!conversation || conversation.gone) return { kind: 'refused', answer: notFound }
  if (conversation.personId === null) return { kind: 'open', conversation, person: null }
  const person = world.state.people.get(conversation.personId)
  if (!person || person.deleted || !person.enabled) return { kind: 'refused', answer: notFound }
  if (person.app !== 'installed') {
    return { kind: 'refused', answer: refuse(403, 'BotNotInConversationRoster', 'The bot is not part of the conversation roster.') }
  }
  if (person.botBlocked)
    return { kind: 'refused', answer: refuse(403, 'ConversationBlockedByUser', 'User blocked the conversation with the bot.') }
  return { kind: 'open', conversation, person }
}

/** Whether an id of a channel or of the team means the helpdesk team. */
export function isHelpdesk(id: string): boolean {
  const bare = id.split(';')[0]
  return bare === helpdeskTeam.channelId || bare === helpdeskTeam.teamId
}
