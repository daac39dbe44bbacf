import { groups, helpdeskTeam } from './company/constants.ts'
import { foundCompany } from './company/found.ts'
import type { Group, Person } from './company/person.ts'
import { personIdOfChat } from './ids.ts'

export interface Content {
  text: string | null
  textFormat: 'markdown' | 'plain' | 'xml'
  summary: string | null
  cards: Record<string, unknown>[]
  alert: boolean
  /** What the bot put into channelData, for tests. */
  channelData: Record<string, unknown> | null
}

export interface StoredMessage {
  id: string
  conversationId: string
  threadId: string
  from: { id: string; name: string; isBot: boolean }
  at: string
  content: Content
  editedAt: string | null
  deletedAt: string | null
  /** What the message said before each edit, oldest first. */
  history: { until: string; content: Content }[]
  /** The bot could not be reached with it. */
  undelivered?: true
}

export interface Conversation {
  id: string
  /** Whose personal chat; null for the channel. */
  personId: string | null
  messages: Map<string, StoredMessage>
  readAt: Map<string, string>
  /** The bot has created it or has been told of it. */
  opened: boolean
  gone: boolean
}

/** What can change about a person while practice runs. */
export type PersonPatch = Partial<Omit<Person, 'id' | 'kind' | 'roles'>>

/** What the tenant asks of people who sign in: the rollout's own Conditional Access policy, and security defaults. */
export interface Access {
  state: 'enabled' | 'disabled' | 'enabledForReportingButNotEnforced'
  /** Groups that the policy is for; null: everybody. */
  includeGroups: string[] | null
  excludeGroups: string[]
  /** Null: on where the tenant has no licence for Conditional Access. */
  securityDefaults: boolean | null
}

export type Change =
  | { type: 'person'; id: string; patch: PersonPatch }
  | { type: 'message'; message: StoredMessage }
  | { type: 'edited'; conversationId: string; id: string; at: string; content: Content }
  | { type: 'deleted'; conversationId: string; id: string; at: string }
  | { type: 'undelivered'; conversationId: string; id: string }
  | { type: 'read'; conversationId: string; personId: string; at: string }
  | { type: 'conversation'; id: string; opened: boolean; gone: boolean }
  | { type: 'clock'; offsetSeconds: number }
  | { type: 'teamTold' }
  | { type: 'access'; patch: Partial<Access> }
  | { type: 'members'; groupId: string; memberIds: string[] }

export interface State {
  people: Map<string, Person>
  byUpn: Map<string, Person>
  groups: Map<string, Group>
  conversations: Map<string, Conversation>
  /** People who differ from the company as it was founded. */
  changed: Set<string>
  /** Groups whose members differ from the ones at the founding. */
  regrouped: Set<string>
  revision: number
  offsetSeconds: number
  /** The bot knows that it is in the helpdesk team. */
  teamTold: boolean
  access: Access
  lastId: number
}

export function newState(size: number): State {
  const company = foundCompany(size)
  return {
    people: new Map(company.people.map(person => [person.id, person])),
    byUpn: new Map(company.people.map(person => [person.upn.toLowerCase(), person])),
    groups: new Map(company.groups.map(group => [group.id, group])),
    conversations: new Map(),
    changed: new Set(),
    regrouped: new Set(),
    revision: 0,
    offsetSeconds: 0,
    teamTold: false,
    access: {
      // The rollout's own policy stands in report-only until its day.
      state: 'enabledForReportingButNotEnforced',
      includeGroups: null,
      excludeGroups: [groups.breakGlass.id, groups.moreTime.id],
      securityDefaults: null,
    },
    lastId: 0,
  }
}

/** The conversation with this id (a channel thread's id means the channel), or null when no such thing can exist. */
export function conversationOf(state: State, id: string): Conversation | null {
  const bare = id.split(';')[0] ?? id
  const known = state.conversations.get(bare)
  if (known) return known
  const personId = personIdOfChat(bare)
  if (bare !== helpdeskTeam.channelId && (!personId || !state.people.has(personId))) return null
  const conversation: Conversation = { id: bare, personId, messages: new Map(), readAt: new Map(), opened: false, gone: false }
  state.conversations.set(bare, conversation)
  return conversation
}

/** Carries a change out. The journal replays the same changes after a restart. */
export function apply(state: State, change: Change): void {
  if (change.type === 'person') changePerson(state, change.id, change.patch)
  else if (change.type === 'message') addMessage(state, change.message)
  else if (change.type === 'clock') state.offsetSeconds = change.offsetSeconds
  else if (change.type === 'teamTold') state.teamTold = true
  else if (change.type === 'access') Object.assign(state.access, change.patch)
  else if (change.type === 'members') changeMembers(state, change.groupId, change.memberIds)
  else changeConversation(state, change)
}

function changeConversation(
  state: State,
  change: Extract<Change, { type: 'edited' | 'deleted' | 'undelivered' | 'read' | 'conversation' }>,
): void {
  const conversation = conversationOf(state, change.type === 'conversation' ? change.id : change.conversationId)
  if (!conversation) return
  if (change.type === 'conversation') Object.assign(conversation, { opened: change.opened, gone: change.gone })
  else if (change.type === 'read') conversation.readAt.set(change.personId, change.at)
  else if (change.type === 'edited') editMessage(conversation, change)
  else {
    const message = conversation.messages.get(change.id)
    if (message && change.type === 'undelivered') message.undelivered = true
    else if (message && change.type === 'deleted') message.deletedAt = change.at
  }
}

function changeMembers(state: State, groupId: string, memberIds: string[]): void {
  const group = state.groups.get(groupId)
  if (!group) return
  state.groups.set(groupId, { ...group, memberIds })
  state.regrouped.add(groupId)
}

function changePerson(state: State, id: string, patch: PersonPatch): void {
  const person = state.people.get(id)
  if (!person) return
  state.byUpn.delete(person.upn.toLowerCase())
  Object.assign(person, patch)
  state.byUpn.set(person.upn.toLowerCase(), person)
  state.changed.add(id)
  state.revision = Math.max(state.revision, person.revision)
}

function addMessage(state: State, message: StoredMessage): void {
  const conversation = conversationOf(state, message.conversationId)
  if (!conversation) return
  conversation.messages.set(message.id, message)
  conversation.opened = true
  state.lastId = Math.max(state.lastId, numberIn(message.id))
}

function editMessage(conversation: Conversation, change: Extract<Change, { type: 'edited' }>): void {
  const message = conversation.messages.get(change.id)
  if (!message) return
  message.history.push({ until: change.at, content: message.content })
  message.content = change.content
  message.editedAt = change.at
}

/** Message ids are milliseconds, as in Teams; the bot's own in a personal chat carry a `1:` before it. */
function numberIn(id: string): number {
  return Number(id.replace(/^1:/, '')) || 0
}

/** The shortest list of changes that leads to this state. */
export function* changesOf(state: State): Generator<Change> {
  if (state.offsetSeconds !== 0) yield { type: 'clock', offsetSeconds: state.offsetSeconds }
  yield { type: 'access', patch: state.access }
  if (state.teamTold) yield { type: 'teamTold' }
  for (const groupId of state.regrouped) yield { type: 'members', groupId, memberIds: state.groups.get(groupId)?.memberIds ?? [] }
  for (const id of state.changed) {
    const person = state.people.get(id)
    if (!person) continue
    const { id: _id, kind: _kind, roles: _roles, ...patch } = person
    yield { type: 'person', id, patch }
  }
  for (const conversation of state.conversations.values()) {
    if (conversation.opened || conversation.gone) {
      yield { type: 'conversation', id: conversation.id, opened: conversation.opened, gone: conversation.gone }
    }
    for (const message of conversation.messages.values()) yield { type: 'message', message }
    for (const [personId, at] of conversation.readAt) yield { type: 'read', conversationId: conversation.id, personId, at }
  }
}
