import { withBody } from '../chat/routes.ts'
import { readerOf } from '../chat/who.ts'
import { handOver, keepSaid } from '../chat/write.ts'
import type { Person } from '../company/person.ts'
import { rootOf } from '../connector/activities.ts'
import { type ApiAnswer, type ApiRequest, isRecord, type Route, refuse } from '../http.ts'
import type { Conversation } from '../state.ts'
import { type BotAnswer, callBot } from '../toBot/call.ts'
import { setInstalled } from '../toBot/install.ts'
import { nextId, type World } from '../world.ts'
import { activitySchema, adopt, isForBot, type PlaygroundActivity } from './adopt.ts'
import { openWindow, type PlaygroundWindow } from './window.ts'

/**
 * Where Microsoft's Agents Playground finds "the bot". It has the same ids as practice for people, chats and the channel (its
 * configuration file says so), so only messages need a translation. Windows are known by their Playground's service URL.
 */
export function relayRoutes(world: World): Route[] {
  const windows = new Map<string, PlaygroundWindow>()
  const pattern = '/api/playground/messages'
  return [
    { method: 'HEAD', pattern, handle: () => ({ status: 200 }) },
    { method: 'POST', pattern, handle: withBody(activitySchema, (request, activity) => receive({ world, windows }, request, activity)) },
  ]
}

interface Relay {
  world: World
  windows: Map<string, PlaygroundWindow>
}

/** Somebody's activity and where it belongs, with the thread as the Playground calls it. */
interface Received {
  activity: PlaygroundActivity
  person: Person
  conversation: Conversation
  window: PlaygroundWindow
  thread: string | null
}

async function receive(relay: Relay, request: ApiRequest, activity: PlaygroundActivity): Promise<ApiAnswer> {
  const { world } = relay
  const [conversationId = ''] = activity.conversation.id.split(';')
  const reader = readerOf(world, { ...request, params: { conversationId } }, activity.from.aadObjectId)
  if (reader.kind === 'refused') return reader.answer
  const { person, conversation } = reader
  const installs = conversation.personId === null ? null : installing(activity)
  if (installs !== null) setInstalled(world, person, installs)
  const isAnew = installs === true && activity.type === 'installationUpdate'
  const window = windowFor(relay, person, { connector: activity.serviceUrl, isAnew })
  if (installs !== null) return { status: 200, body: {} }
  if (conversation.personId !== null && person.app !== 'installed') {
    return refuse(403, 'AppNotInstalled', `${person.name} does not have the app.`)
  }
  const received = { activity, person, conversation, window, thread: rootOf(activity.conversation.id) }
  const isSaid = activity.type === 'message' && !isRecord(activity.value)
  return isSaid ? say(world, received) : pass(world, received)
}

/**
 * The Playground says that the app is installed for the person each time its page is opened, and an opened page shows nothing of before: so that
 * is when it is brought up to date.
 */
function windowFor(relay: Relay, person: Person, at: { connector: string; isAnew: boolean }): PlaygroundWindow {
  const known = relay.windows.get(at.connector)
  if (known?.isOpen() && known.person.id === person.id && !at.isAnew) return known
  known?.close()
  const opened = openWindow(relay.world, person, at.connector)
  relay.windows.set(at.connector, opened)
  return opened
}

/** True where the app is added, false where it is removed, null for everything else. Two activities tell of each. */
function installing(activity: PlaygroundActivity): boolean | null {
  if (activity.type === 'installationUpdate') return activity.action?.startsWith('add') ?? null
  if (activity.type !== 'conversationUpdate') return null
  const { recipient } = activity
  const hasBot = (members: unknown) =>
    Array.isArray(members) && members.some(member => isRecord(member) && isRecord(recipient) && member.id === recipient.id)
  if (hasBot(activity.membersAdded)) return true
  return hasBot(activity.membersRemoved) ? false : null
}

/** What a person types is in the chat whether or not the bot hears of it, on the page as well. */
async function say(world: World, received: Received): Promise<ApiAnswer> {
  const { activity, person, conversation, window, thread } = received
  const inChannel = conversation.personId === null
  const threadId = thread === null ? null : (window.ownId(thread) ?? null)
  const message = keepSaid(world, person, conversation, { text: plain(activity.text ?? ''), threadId })
  if (inChannel && thread !== null && threadId === null) window.learn(message.id, thread)
  const place = { conversation, root: inChannel ? message.threadId : null }
  if (!isForBot(activity, place)) return { status: 200, body: {} }
  const adopted = adopt(world, person, place, { activity, id: message.id, replyToId: undefined })
  return answerOf(await handOver(world, message, adopted))
}

function plain(text: string): string {
  return text.replace(/<at>([^<]*)<\/at>/g, '@$1')
}

/** Buttons, reactions and all the rest; about a message of practice when they name one. */
async function pass(world: World, received: Received): Promise<ApiAnswer> {
  const { activity, person, conversation, window, thread } = received
  const replyToId = activity.replyToId === undefined ? undefined : window.ownId(activity.replyToId)
  if (activity.replyToId !== undefined && replyToId === undefined) {
    return refuse(404, 'ActivityNotFoundInConversation', 'Practice has started anew since this message. Its copy below works.')
  }
  const about = replyToId === undefined ? undefined : conversation.messages.get(replyToId)
  const root = (thread === null ? undefined : window.ownId(thread)) ?? about?.threadId ?? null
  const place = { conversation, root: conversation.personId === null ? root : null }
  const adopted = adopt(world, person, place, { activity, id: nextId(world), replyToId })
  return answerOf(await callBot(world, adopted, person.id))
}

/** The bot's own answer, word for word. */
function answerOf(answer: BotAnswer): ApiAnswer {
  if (answer.kind === 'late') return refuse(504, 'BotLate', 'The bot did not answer within 15 seconds.')
  if (answer.kind === 'unreachable') return refuse(502, 'BotUnreachable', 'The bot is not running.')
  return { status: answer.status, body: answer.body }
}
