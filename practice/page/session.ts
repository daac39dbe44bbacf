import type { ChatEvent, ChatMessage, ChatSummary, Company, Device, Persona } from '../chat-api.ts'
import { api, type Failure, type Result } from './api.ts'
import type { Typed } from './compose.ts'
import { openEvents } from './events.ts'
import { createStore, type Store } from './store.ts'

export interface SessionState {
  connection: 'connecting' | 'live' | 'lost'
  chats: ChatSummary[] | null
  openId: string | null
  messages: Readonly<Record<string, ChatMessage[]>>
  typing: Readonly<Record<string, string>>
  device: Device | null
}

/** One person at one window: what they see, kept up to date until `close`. */
export interface Session {
  company: Company
  me: Persona
  store: Store<SessionState>
  open(conversationId: string | null): void
  /** The open chat is on the screen: nothing in it is news any more. */
  seen(): void
  send(said: Typed, threadId?: string): Promise<Result<unknown>>
  replaceCard(message: ChatMessage, index: number, card: Record<string, unknown>): void
  /** The answer to a change. */
  setDevice(device: Device): void
  close(): void
}

const typingMs = 4000
const chatsDelayMs = 150

export function openSession(company: Company, me: Persona, onArrival: (message: ChatMessage) => void): Session {
  const store = createStore<SessionState>({
    connection: 'connecting',
    chats: null,
    openId: null,
    messages: {},
    typing: {},
    device: null,
  })
  const loader = createLoader(store, me.id)
  const onEvent = (event: ChatEvent) => applyEvent(event, { store, loader, me, onArrival })
  const events = openEvents(me.id, onEvent, () => store.set({ connection: 'lost' }))
  return {
    company,
    me,
    store,
    open(conversationId) {
      store.set({ openId: conversationId })
      if (conversationId) void loader.messages(conversationId)
    },
    seen: () => void markRead(store, me.id),
    send: (said, threadId) => sendText({ store, loader, me }, said, threadId),
    replaceCard(message, index, card) {
      const change = (old: ChatMessage) => ({ ...old, cards: old.cards.map((existing, at) => (at === index ? card : existing)) })
      changeMessage(store, message, change)
    },
    setDevice: device => setDevice(store, device),
    close() {
      events.close()
      loader.close()
    },
  }
}

interface Loader {
  everything(): Promise<void>
  chatsSoon(): void
  messages(conversationId: string): Promise<void>
  device(): Promise<void>
  close(): void
}

function createLoader(store: Store<SessionState>, meId: string): Loader {
  let timer: number | undefined
  const lost = (failure: Failure) => failure.kind === 'offline' && store.set({ connection: 'lost' })
  async function chats(): Promise<void> {
    const result = await api.chats(meId)
    if (result.ok) store.set({ chats: result.value })
    else lost(result.failure)
  }
  async function messages(conversationId: string): Promise<void> {
    const before = new Set(store.get().messages[conversationId])
    const result = await api.messages(meId, conversationId)
    if (!result.ok) return void lost(result.failure)
    const arrivedMeanwhile = (store.get().messages[conversationId] ?? []).filter(message => !before.has(message))
    store.set({ messages: { ...store.get().messages, [conversationId]: merge(result.value, arrivedMeanwhile) } })
  }
  async function device(): Promise<void> {
    const result = await api.device(meId)
    if (result.ok) setDevice(store, result.value)
  }
  return {
    messages,
    device,
    chatsSoon() {
      window.clearTimeout(timer)
      timer = window.setTimeout(() => void chats(), chatsDelayMs)
    },
    async everything() {
      const { openId } = store.get()
      await Promise.all([chats(), device(), openId ? messages(openId) : null])
    },
    close: () => window.clearTimeout(timer),
  }
}

interface Place {
  store: Store<SessionState>
  loader: Loader
  me: Persona
  onArrival: (message: ChatMessage) => void
}

function applyEvent(event: ChatEvent, place: Place): void {
  const { store, loader, me, onArrival } = place
  switch (event.type) {
    case 'hello':
      store.set({ connection: 'live' })
      void loader.everything()
      break
    case 'message':
      addMessage(store, event.message)
      loader.chatsSoon()
      if (event.message.from.id !== me.id) onArrival(event.message)
      break
    case 'changed':
      changeMessage(store, event.message, () => event.message)
      loader.chatsSoon()
      break
    case 'typing':
      showTyping(store, event.conversationId, event.name)
      break
    case 'chats':
      loader.chatsSoon()
      break
    case 'device':
      if (event.personId === me.id) void loader.device()
  }
}

function addMessage(store: Store<SessionState>, message: ChatMessage): void {
  const { messages, typing } = store.get()
  const known = messages[message.conversationId]
  const { [message.conversationId]: _, ...othersTyping } = typing
  store.set({ typing: othersTyping })
  if (known) store.set({ messages: { ...messages, [message.conversationId]: merge(known, [message]) } })
}

function changeMessage(store: Store<SessionState>, message: ChatMessage, change: (old: ChatMessage) => ChatMessage): void {
  const { messages } = store.get()
  const known = messages[message.conversationId]
  if (!known) return
  const next = known.map(old => (old.id === message.id ? change(old) : old))
  store.set({ messages: { ...messages, [message.conversationId]: next } })
}

/** Later knowledge wins; the order stays the server's. */
function merge(known: ChatMessage[], later: ChatMessage[]): ChatMessage[] {
  const byId = new Map(known.map(message => [message.id, message]))
  for (const message of later) byId.set(message.id, message)
  return [...byId.values()]
}

function showTyping(store: Store<SessionState>, conversationId: string, name: string): void {
  store.set({ typing: { ...store.get().typing, [conversationId]: name } })
  const mine = store.get().typing
  window.setTimeout(() => {
    if (store.get().typing === mine) store.set({ typing: {} })
  }, typingMs)
}

async function markRead(store: Store<SessionState>, meId: string): Promise<void> {
  const { openId, chats } = store.get()
  const unread = chats?.find(chat => chat.conversationId === openId)?.unread ?? 0
  if (!openId || !unread) return
  store.set({ chats: (chats ?? []).map(chat => (chat.conversationId === openId ? { ...chat, unread: 0 } : chat)) })
  await api.read(meId, openId)
}

async function sendText(place: Pick<Place, 'store' | 'loader' | 'me'>, said: Typed, threadId?: string): Promise<Result<unknown>> {
  const { openId } = place.store.get()
  if (!openId) return { ok: false, failure: { kind: 'refused', message: '' } }
  const result = await api.post(openId, { as: place.me.id, ...said, ...(threadId ? { threadId } : {}) })
  const known = place.store.get().messages[openId] ?? []
  if (result.ok && !known.some(message => message.id === result.value.id)) await place.loader.messages(openId)
  return result
}

/** Shown again when the directory notices the next of its methods. */
function setDevice(store: Store<SessionState>, device: Device): void {
  store.set({ device })
  const waits = device.methods.map(method => Date.parse(method.visibleAt) - Date.now()).filter(wait => wait > 0)
  if (waits.length === 0) return
  window.setTimeout(
    () => {
      if (store.get().device === device) setDevice(store, { ...device })
    },
    Math.min(...waits),
  )
}
