import type { ChatEvent } from './chat-api.ts'
import { helpdeskTeam, teamsApp } from './company/constants.ts'
import type { Method, Person } from './company/person.ts'
import type { Fault } from './faults.ts'
import type { Journal } from './journal.ts'
import { type Limits, newLimits, type Peak } from './limits.ts'
import type { Secrets } from './secrets.ts'
import { apply, type Change, type Conversation, type PersonPatch, type State } from './state.ts'

/** How many requests came, and when the connector saw its first and its last one. */
export interface Counts {
  send: number
  update: number
  create: number
  members: number
  graph: number
  refused429: number
  firstAt: string | null
  lastAt: string | null
}

export function noCounts(): Counts {
  return { send: 0, update: 0, create: 0, members: 0, graph: 0, refused429: 0, firstAt: null, lastAt: null }
}

/** An e-mail that Graph took. */
export interface SentMail {
  at: string
  from: string
  to: string
  subject: string
  html: string
}

/** One call to the bot, for whoever asks why nothing happened. */
export interface BotCall {
  at: string
  type: string
  personId: string | null
  outcome: string
}

/**
 * Everything practice knows while it runs. `state` survives a restart (each change goes through `commit`); the rest is
 * forgotten with the process: faults, limits, counters, e-mails, listeners and the cards that only one person sees.
 */
export interface World {
  state: State
  journal: Journal
  secrets: Secrets
  botUrl: string
  /** Origins without a slash at the end: the page's (http) and the protocols' (https). */
  urls: { page: string; secure: string }
  faults: Fault[]
  limits: Limits
  peak: Peak
  counts: Counts
  listeners: Set<Listener>
  /** What one person alone sees of a message, by message id and then person id; gone when the message is edited. */
  sights: Map<string, Map<string, Sight>>
  calls: BotCall[]
  mails: SentMail[]
  channelToken: { token: string; until: number } | null
  report: { at: number; methods: Map<string, Method[]> }
  licence: 'p1' | 'none'
  /** The clock of the people who act by themselves. */
  behaving: NodeJS.Timeout | undefined
  lastUsed: number
}

export interface Sight {
  card: Record<string, unknown> | null
  /** Practice time at which the client last asked for a fresh card. */
  askedAt: number
}

export interface Listener {
  personId: string
  send(event: ChatEvent): void
}

export interface WorldParts {
  state: State
  journal: Journal
  secrets: Secrets
  botUrl: string
}

export function newWorld(parts: WorldParts): World {
  return {
    ...parts,
    urls: { page: '', secure: '' },
    faults: [],
    limits: newLimits(),
    peak: { recent: [], max: 0 },
    counts: noCounts(),
    listeners: new Set(),
    sights: new Map(),
    calls: [],
    mails: [],
    channelToken: null,
    report: { at: Number.NEGATIVE_INFINITY, methods: new Map() },
    licence: 'p1',
    behaving: undefined,
    lastUsed: Date.now(),
  }
}

/** Carries a change out and writes it down, so that it outlives this process. */
export function commit(world: World, change: Change): void {
  apply(world.state, change)
  world.journal.write(change)
}

/** Changes a person; `seen` when Graph's delta must tell of it. */
export function patchPerson(world: World, person: Person, patch: PersonPatch, seen = false): void {
  const revision = seen ? world.state.revision + 1 : person.revision
  commit(world, { type: 'person', id: person.id, patch: { ...patch, revision } })
  for (const listener of world.listeners) {
    if (listener.personId === person.id) listener.send({ type: 'device', personId: person.id })
  }
}

/** Practice's time in milliseconds: the machine's plus the offset that a test has set. */
export function now(world: World): number {
  return Date.now() + world.state.offsetSeconds * 1000
}

export function timestamp(world: World): string {
  return new Date(now(world)).toISOString()
}

/** A fresh message id: milliseconds, always rising. */
export function nextId(world: World): string {
  world.state.lastId = Math.max(now(world), world.state.lastId + 1)
  return String(Math.floor(world.state.lastId))
}

export function visibleMethods(world: World, person: Person): Method[] {
  const at = now(world)
  return person.methods.filter(method => method.visibleAt <= at)
}

/** Who sits in a conversation: one person, or the helpdesk team. */
export function isMember(conversation: Conversation, person: Person): boolean {
  if (conversation.personId) return conversation.personId === person.id
  return conversation.id === helpdeskTeam.channelId && isTeamMember(person)
}

export function isTeamMember(person: Person): boolean {
  return !person.deleted && person.enabled && (person.roles.includes('helpdesk') || person.roles.includes('admin'))
}

/** The id under which the app is installed for a person, as Graph gives it. */
export function installationId(person: Person): string {
  return Buffer.from(`${person.id}#${teamsApp.catalogId}`).toString('base64url')
}

export function sightOf(world: World, personId: string, messageId: string): Sight | undefined {
  return world.sights.get(messageId)?.get(personId)
}

export function setSight(world: World, personId: string, messageId: string, sight: Sight): void {
  const sights = world.sights.get(messageId) ?? new Map<string, Sight>()
  sights.set(personId, sight)
  world.sights.set(messageId, sights)
}

const idleMs = 60 * 60_000

/** Nobody has a page open, and neither a page nor a bot has asked anything for an hour (machine time, milliseconds). */
export function isIdle(world: Pick<World, 'listeners' | 'lastUsed'>, at: number): boolean {
  return world.listeners.size === 0 && at - world.lastUsed > idleMs
}

/** Puts somebody into a group, or takes them out of it. */
export function setMember(world: World, groupId: string, { personId, member }: { personId: string; member: boolean }): void {
  const others = (world.state.groups.get(groupId)?.memberIds ?? []).filter(id => id !== personId)
  commit(world, { type: 'members', groupId, memberIds: member ? [...others, personId] : others })
}
