/**
 * One open Playground: a second window on the chats of one person, beside the page's. It is told of everything that the page is
 * told of, in the same order, and shows what the bot said. The Playground gives messages ids of its own; which is which is
 * remembered here and nowhere else, for a window that opens anew is brought what the bot said lately.
 */

import { messageFor, personalChatOf } from '../chat/events.ts'
import type { ChatEvent, ChatMessage } from '../chat-api.ts'
import { helpdeskTeam } from '../company/constants.ts'
import type { Person } from '../company/person.ts'
import { cardType } from '../connector/activityRules.ts'
import { isRecord } from '../http.ts'
import { type Conversation, conversationOf } from '../state.ts'
import { isMember, type Listener, type World } from '../world.ts'

const answerWithinMs = 5000
/** So many messages of a chat are brought to a Playground that opens. */
const messagesBrought = 20

export interface PlaygroundWindow {
  person: Person
  /** Practice's id of what this Playground calls so; undefined for what it does not have from here. */
  ownId(theirs: string): string | undefined
  /** A post that this person began in the Playground. */
  learn(own: string, theirs: string): void
  /** Whether it still listens: a Playground that did not answer is given up. */
  isOpen(): boolean
  close(): void
}

interface Shown {
  connector: string
  theirs: Map<string, string>
  own: Map<string, string>
}

/** `connector`: the Playground's own service URL. The window closes itself when nothing answers there. */
export function openWindow(world: World, person: Person, connector: string): PlaygroundWindow {
  const shown: Shown = { connector: connector.replace(/\/$/, ''), theirs: new Map(), own: new Map() }
  let last: Promise<unknown> = Promise.resolve()
  const listener: Listener = { personId: person.id, send: event => inTurn(() => pass(shown, event)) }
  const close = () => world.listeners.delete(listener)
  function inTurn(work: () => Promise<unknown>): void {
    last = last.then(work).catch(error => {
      console.error(`The Playground at ${shown.connector} is gone: ${error instanceof Error ? error.message : error}`)
      close()
    })
  }
  world.listeners.add(listener)
  for (const message of earlier(world, person)) inTurn(() => show(shown, message))
  return {
    person,
    ownId: theirs => shown.own.get(theirs),
    learn: (own, theirs) => learn(shown, own, theirs),
    isOpen: () => world.listeners.has(listener),
    close,
  }
}

function learn(shown: Shown, own: string, theirs: string): void {
  shown.theirs.set(own, theirs)
  shown.own.set(theirs, own)
}

/** What the bot said lately where this person can read it. */
function earlier(world: World, person: Person): ChatMessage[] {
  const chats: (Conversation | null)[] = [personalChatOf(world, person), conversationOf(world.state, helpdeskTeam.channelId)]
  return chats.flatMap(chat => {
    if (!chat || !isMember(chat, person)) return []
    const said = [...chat.messages.values()].filter(message => message.from.isBot && message.deletedAt === null)
    return said.slice(-messagesBrought).map(message => messageFor(world, person, message))
  })
}

/** The Playground can show what the bot says, and no other people. */
async function pass(shown: Shown, event: ChatEvent): Promise<void> {
  if (event.type === 'typing') await call(shown, 'POST', activities(event.conversationId), { type: 'typing' })
  if (event.type !== 'message' && event.type !== 'changed') return
  if (!event.message.from.isBot) return
  if (shown.theirs.has(event.message.id)) await edit(shown, event.message)
  else if (!event.message.deleted) await show(shown, event.message)
}

async function show(shown: Shown, message: ChatMessage): Promise<void> {
  const answer = await call(shown, 'POST', activities(placeOf(shown, message)), activityOf(message))
  if (answer.ok && typeof answer.body.id === 'string') learn(shown, message.id, answer.body.id)
}

/** A reply belongs below its post, when the Playground has that. */
function placeOf(shown: Shown, message: ChatMessage): string {
  const post = message.threadId === message.id ? undefined : shown.theirs.get(message.threadId)
  return post === undefined ? message.conversationId : `${message.conversationId};messageid=${post}`
}

async function edit(shown: Shown, message: ChatMessage): Promise<void> {
  const theirs = shown.theirs.get(message.id) ?? ''
  await call(shown, 'PUT', `${activities(placeOf(shown, message))}/${encodeURIComponent(theirs)}`, activityOf(message))
}

function activities(conversationId: string): string {
  return `/v3/conversations/${encodeURIComponent(conversationId)}/activities`
}

/** The Playground cannot take a message away, so a deleted one says that it was. */
function activityOf(message: ChatMessage): Record<string, unknown> {
  if (message.deleted) return { type: 'message', text: 'This message has been deleted.', textFormat: 'plain' }
  const attachments = message.cards.map(content => ({ contentType: cardType, content }))
  const { text, textFormat, summary } = message
  return {
    type: 'message',
    ...(text === null ? {} : { text, textFormat }),
    ...(summary === null ? {} : { summary }),
    ...(attachments.length > 0 ? { attachments } : {}),
  }
}

interface CallAnswer {
  ok: boolean
  body: Record<string, unknown>
}

/** A refusal is written down and otherwise without consequence; throws when nobody answers. */
async function call(shown: Shown, method: 'POST' | 'PUT', path: string, activity: Record<string, unknown>): Promise<CallAnswer> {
  const response = await fetch(`${shown.connector}${path}`, {
    method,
    headers: { 'content-type': 'application/json' },
    body: JSON.stringify(activity),
    signal: AbortSignal.timeout(answerWithinMs),
  })
  const text = await response.text()
  if (!response.ok) console.error(`The Playground refused ${method} ${path}: ${response.status} ${text.slice(0, 500)}`)
  return { ok: response.ok, body: parsed(text) }
}

function parsed(text: string): Record<string, unknown> {
  try {
    const body: unknown = JSON.parse(text)
    return isRecord(body) ? body : {}
  } catch {
    return {}
  }
}
