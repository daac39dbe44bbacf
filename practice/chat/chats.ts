import type { ChatSummary, Company, Persona } from '../chat-api.ts'
import { bot, botUserId, helpdeskTeam, organisation, tenantId } from '../company/constants.ts'
import { languageOf, type Person } from '../company/person.ts'
import { suggestions } from '../company/personas.ts'
import { type ApiAnswer, type ApiRequest, ok } from '../http.ts'
import { type Conversation, conversationOf, type StoredMessage } from '../state.ts'
import { activityFrom, readActivity } from '../toBot/activities.ts'
import { callBot } from '../toBot/call.ts'
import { reportSurprise } from '../toBot/install.ts'
import { commit, isTeamMember, timestamp, type World } from '../world.ts'
import { messageFor, personalChatOf, tellPerson } from './events.ts'
import { refreshOpened } from './refresh.ts'
import { noSuchPerson, personBy, readerOf } from './who.ts'

export function company(world: World): ApiAnswer {
  const people = [...world.state.people.values()].filter(person => !person.deleted).map(personaOf)
  const body: Company = {
    organisation,
    tenantId,
    bot: { id: botUserId, name: bot.name },
    helpdesk: { teamName: helpdeskTeam.teamName, channelName: helpdeskTeam.channelName, conversationId: helpdeskTeam.channelId },
    people,
    suggestions,
  }
  return ok(body)
}

function personaOf(person: Person): Persona {
  return {
    id: person.id,
    name: person.name,
    upn: person.upn,
    department: person.department,
    jobTitle: person.jobTitle,
    language: languageOf(person),
    timeZone: person.timeZone,
    roles: person.roles,
    enabled: person.enabled,
    kind: person.kind,
    appInstalled: person.app === 'installed',
  }
}

export function chats(world: World, request: ApiRequest): ApiAnswer {
  const person = personBy(world, request.query.get('as'))
  if (!person) return noSuchPerson
  const list = [summaryOf(personalChatOf(world, person), person, bot.name)]
  const channel = conversationOf(world.state, helpdeskTeam.channelId)
  if (channel && isTeamMember(person)) list.push(summaryOf(channel, person, `${helpdeskTeam.teamName} › ${helpdeskTeam.channelName}`))
  return ok(list)
}

function summaryOf(conversation: Conversation, person: Person, title: string): ChatSummary {
  const messages = [...conversation.messages.values()].filter(message => message.deletedAt === null)
  const last = messages.at(-1)
  const readAt = conversation.readAt.get(person.id) ?? ''
  return {
    conversationId: conversation.id,
    kind: conversation.personId === null ? 'channel' : 'personal',
    title,
    lastMessageAt: last?.at ?? null,
    preview: last ? previewOf(last) : '',
    unread: messages.filter(message => message.at > readAt && message.from.id !== person.id).length,
  }
}

function previewOf(message: StoredMessage): string {
  return message.content.summary ?? message.content.text ?? `${message.from.name} sent a card`
}

export function messages(world: World, request: ApiRequest): ApiAnswer {
  const reader = readerOf(world, request, request.query.get('as'))
  if (reader.kind === 'refused') return reader.answer
  refreshOpened(world, reader.person, reader.conversation)
  return ok([...reader.conversation.messages.values()].map(message => messageFor(world, reader.person, message)))
}

/** Teams gives read receipts for chats of two. */
function tellRead(world: World, person: Person, conversation: Conversation, lastReadMessageId: string): void {
  const base = activityFrom(world, person, { conversation, root: null }, '')
  callBot(world, readActivity(base, lastReadMessageId), person.id).catch(reportSurprise)
}

export function markRead(world: World, request: ApiRequest, as: string): ApiAnswer {
  const reader = readerOf(world, request, as)
  if (reader.kind === 'refused') return reader.answer
  const { conversation, person } = reader
  const newest = [...conversation.messages.values()].at(-1)
  const isNews = newest !== undefined && newest.at > (conversation.readAt.get(person.id) ?? '')
  if (isNews && conversation.personId !== null && person.app === 'installed') tellRead(world, person, conversation, newest.id)
  commit(world, { type: 'read', conversationId: conversation.id, personId: person.id, at: timestamp(world) })
  tellPerson(world, person.id, { type: 'chats' })
  return { status: 204 }
}
