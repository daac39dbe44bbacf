import type { Person } from '../company/person.ts'
import { isRecord } from '../http.ts'
import { teamsUserId } from '../ids.ts'
import type { Conversation, StoredMessage } from '../state.ts'
import { reportSurprise } from '../toBot/install.ts'
import { now, setSight, sightOf, type World } from '../world.ts'
import { messageFor, tellPerson } from './events.ts'
import { press } from './press.ts'

/** A client asks anew only for cards older than this. */
const staleMs = 60_000
/** A window shows about this many messages; Teams refreshes what is in sight. */
const messagesInSight = 10

/** Somebody opens a chat: her client asks the bot for fresh cards, in the background. */
export function refreshOpened(world: World, person: Person, conversation: Conversation): void {
  for (const message of [...conversation.messages.values()].slice(-messagesInSight)) {
    if (isStale(world, person, message)) refresh(world, person, conversation, message).catch(reportSurprise)
  }
}

/** An edit makes every open client of the people whom the card names ask at once. */
export function refreshEdited(world: World, conversation: Conversation, message: StoredMessage): void {
  const readers = new Set([...world.listeners].map(listener => listener.personId))
  for (const id of readers) {
    const person = world.state.people.get(id)
    const meant = conversation.personId === null || conversation.personId === id
    if (person && meant && refreshAction(person, message)) refresh(world, person, conversation, message).catch(reportSurprise)
  }
}

function isStale(world: World, person: Person, message: StoredMessage): boolean {
  if (!refreshAction(person, message)) return false
  const last = sightOf(world, person.id, message.id)?.askedAt ?? Date.parse(message.editedAt ?? message.at)
  return now(world) - last >= staleMs
}

/** The card's refresh action, when it names this person (or nobody in particular). */
function refreshAction(person: Person, message: StoredMessage): Record<string, unknown> | null {
  if (message.deletedAt !== null || !message.from.isBot) return null
  const refreshed = message.content.cards[0]?.refresh
  if (!isRecord(refreshed) || !isRecord(refreshed.action)) return null
  const named = refreshed.userIds
  return !Array.isArray(named) || named.includes(teamsUserId(person.id)) ? refreshed.action : null
}

/** Asks the bot for this person's card now. Resolves to whether a card came. */
export async function refresh(world: World, person: Person, conversation: Conversation, message: StoredMessage): Promise<boolean> {
  const action = refreshAction(person, message)
  if (!action) return false
  setSight(world, person.id, message.id, { card: sightOf(world, person.id, message.id)?.card ?? null, askedAt: now(world) })
  const answer = await press(world, person, conversation, {
    activityId: message.id,
    kind: 'Action.Execute',
    verb: typeof action.verb === 'string' ? action.verb : undefined,
    id: typeof action.id === 'string' ? action.id : undefined,
    data: isRecord(action.data) ? action.data : {},
    trigger: 'automatic',
  })
  if (answer.outcome === 'card') tellPerson(world, person.id, { type: 'changed', message: messageFor(world, person, message) })
  return answer.outcome === 'card'
}
