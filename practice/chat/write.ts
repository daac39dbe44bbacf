import type { z } from 'zod'
import { bot } from '../company/constants.ts'
import { languageOf, type Person } from '../company/person.ts'
import { type ApiAnswer, type ApiRequest, ok, refuse } from '../http.ts'
import type { Conversation, StoredMessage } from '../state.ts'
import { activityFrom, textActivity } from '../toBot/activities.ts'
import { type BotAnswer, callBot } from '../toBot/call.ts'
import { reportSurprise } from '../toBot/install.ts'
import { commit, nextId, timestamp, type World } from '../world.ts'
import { tellMessage } from './events.ts'
import { press } from './press.ts'
import type { actionSchema, messageSchema } from './schemas.ts'
import { readerOf } from './who.ts'

/** A person types. The answer comes at once; the bot hears of it in the background. */
export function postMessage(world: World, request: ApiRequest, body: z.infer<typeof messageSchema>): ApiAnswer {
  const reader = readerOf(world, request, body.as)
  if (reader.kind === 'refused') return reader.answer
  const { conversation, person } = reader
  if (conversation.personId !== null && person.app !== 'installed') {
    return refuse(403, 'AppNotInstalled', `${person.name} does not have the app.`)
  }
  if (body.threadId !== undefined && !conversation.messages.has(body.threadId)) {
    return refuse(404, 'ThreadNotFound', 'There is no such thread.')
  }
  const message = say(world, person, conversation, { text: body.text, picture: body.picture, threadId: body.threadId ?? null })
  return { status: 201, body: { id: message.id } }
}

interface Said {
  text: string
  picture?: boolean | undefined
  /** The root of the thread in a channel; null begins a new one. */
  threadId: string | null
}

/** Stores what a person says, shows it, and hands it to the bot where Teams would. */
export function say(world: World, person: Person, conversation: Conversation, said: Said): StoredMessage {
  const message = keepSaid(world, person, conversation, said)
  const inChannel = conversation.personId === null
  const mentioned = inChannel && said.text.toLowerCase().includes(`@${bot.name}`.toLowerCase())
  if (!inChannel || mentioned) {
    const base = activityFrom(world, person, { conversation, root: inChannel ? message.threadId : null }, message.id)
    handOver(world, message, textActivity(base, said, mentioned)).catch(reportSurprise)
  }
  return message
}

const pictureWord = (person: Person) => (languageOf(person) === 'nl' ? '[foto]' : '[picture]')

/** Stores what a person says and shows it. */
export function keepSaid(world: World, person: Person, conversation: Conversation, said: Said): StoredMessage {
  const id = nextId(world)
  const message: StoredMessage = {
    id,
    conversationId: conversation.id,
    threadId: said.threadId ?? id,
    from: { id: person.id, name: person.name, isBot: false },
    at: timestamp(world),
    content: {
      text: said.picture ? `${said.text} ${pictureWord(person)}`.trim() : said.text,
      textFormat: 'plain',
      summary: null,
      cards: [],
      alert: false,
      channelData: null,
    },
    editedAt: null,
    deletedAt: null,
    history: [],
  }
  commit(world, { type: 'message', message })
  tellMessage(world, message, 'message')
  return message
}

/** Gives the bot an activity about this message, and marks the message when the bot does not run. */
export async function handOver(world: World, message: StoredMessage, activity: Record<string, unknown>): Promise<BotAnswer> {
  const answer = await callBot(world, activity, message.from.id)
  if (answer.kind === 'unreachable') {
    commit(world, { type: 'undelivered', conversationId: message.conversationId, id: message.id })
    tellMessage(world, message, 'changed')
  }
  return answer
}

export async function postAction(world: World, request: ApiRequest, body: z.infer<typeof actionSchema>): Promise<ApiAnswer> {
  const reader = readerOf(world, request, body.as)
  if (reader.kind === 'refused') return reader.answer
  const { as: _as, ...pressed } = body
  const answer = await press(world, reader.person, reader.conversation, pressed)
  return answer.outcome === 'unreachable' ? refuse(502, 'BotUnreachable', 'The bot is not running.') : ok(answer)
}
