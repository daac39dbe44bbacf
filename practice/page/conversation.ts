import type { ChatMessage, ChatSummary } from '../chat-api.ts'
import { botAvatar, channelAvatar } from './avatar.ts'
import { composer } from './compose.ts'
import { fill, h } from './dom.ts'
import { icon } from './icons.ts'
import { messageList } from './messages.ts'
import { personLink } from './route.ts'
import { scroller } from './scroller.ts'
import type { Session } from './session.ts'
import { settings } from './settings.ts'
import { threadList } from './threads.ts'
import { words } from './words.ts'

/** The right-hand side of the window: the open chat. Gives back how to stop it. */
export function mountConversation(place: HTMLElement, session: Session): () => void {
  let stop = () => {}
  let drawn = ''
  const unwatch = session.store.watch(['openId', 'chats'], () => {
    const chat = currentChat(session)
    const key = chat ? `${chat.conversationId} ${chat.title}` : `none ${session.store.get().chats === null}`
    if (key === drawn) return
    drawn = key
    stop()
    stop = chat ? drawChat(place, session, chat) : drawNothing(place, session)
  })
  return () => {
    unwatch()
    stop()
  }
}

function currentChat(session: Session): ChatSummary | undefined {
  const { chats, openId } = session.store.get()
  return chats?.find(chat => chat.conversationId === openId)
}

function drawNothing(place: HTMLElement, session: Session): () => void {
  const waiting = session.store.get().chats === null
  fill(
    place,
    waiting ? h('div', { class: 'spinner', role: 'status' }) : h('p', { class: 'empty' }, icon('chat', 40), words().messages.choose),
  )
  return () => {}
}

function drawChat(place: HTMLElement, session: Session, chat: ChatSummary): () => void {
  const list = chat.kind === 'channel' ? threadList(session) : messageList(session)
  const typing = h('div', { class: 'typing', 'aria-live': 'polite' })
  const empty = emptyState(chat)
  const content = h('div', { class: 'conversation-content' }, empty, list.element, typing)
  const scroll = scroller(content, () => session.seen())
  const field = composer({
    label: chat.kind === 'channel' ? words().messages.composePost : words().messages.compose(chat.title),
    testId: 'compose',
    sendTestId: 'send',
    send: said => {
      scroll.follow()
      return session.send(said)
    },
  })
  fill(place, header(session, chat), scroll.element, h('div', { class: 'compose-bar' }, field.element))
  const unreadCount = chat.unread
  let unreadFrom: string | null | undefined

  function draw(): void {
    const messages = session.store.get().messages[chat.conversationId]
    content.classList.toggle('loading', messages === undefined)
    if (!messages) return
    unreadFrom ??= firstUnread(messages, unreadCount, session.me.id)
    empty.hidden = messages.length > 0
    scroll.keep(() => list.update(messages, unreadFrom ?? null), messages.at(-1)?.id ?? '')
    if (document.visibilityState === 'visible') session.seen()
  }

  const unwatchMessages = session.store.watch(['messages', 'chats'], draw)
  const unwatchTyping = session.store.watch(['typing'], () => {
    const name = session.store.get().typing[chat.conversationId]
    scroll.keep(() => fill(typing, name ? typingDots(name) : null), null)
  })
  return () => {
    unwatchMessages()
    unwatchTyping()
    scroll.close()
  }
}

/** Null when nothing is unread; the line stays where it was while the chat is open. */
function firstUnread(messages: ChatMessage[], unread: number, meId: string): string | null {
  const fromOthers = messages.filter(message => message.from.id !== meId)
  return unread > 0 && unread < messages.length ? (fromOthers.at(-unread)?.id ?? null) : null
}

function typingDots(name: string): HTMLElement {
  return h('span', { class: 'typing-dots' }, h('i'), h('i'), h('i'), h('span', {}, words().messages.typing(name)))
}

function header(session: Session, chat: ChatSummary): HTMLElement {
  const { helpdesk } = session.company
  return h(
    'header',
    { class: 'conversation-head' },
    h('a', { class: 'icon-button back', href: personLink(session.me.id), 'aria-label': words().frame.back }, icon('back')),
    chat.kind === 'channel' ? channelAvatar() : botAvatar(),
    h(
      'div',
      { class: 'conversation-title' },
      h('h1', { tabindex: '-1' }, chat.title),
      chat.kind === 'channel' && !chat.title.includes(helpdesk.teamName) ? h('p', {}, helpdesk.teamName) : null,
    ),
    phoneButton(),
  )
}

/** On a phone the rail is hidden while a chat is open. */
function phoneButton(): HTMLElement {
  const open = () => settings.set({ panelOpen: true })
  return h(
    'button',
    { class: 'icon-button phone-button', type: 'button', 'aria-label': words().frame.phone, title: words().frame.phone, onclick: open },
    icon('phone'),
  )
}

function emptyState(chat: ChatSummary): HTMLElement {
  const { messages } = words()
  return chat.kind === 'channel'
    ? h('div', { class: 'empty', hidden: true }, icon('headset', 40), h('p', {}, messages.emptyChannel))
    : h(
        'div',
        { class: 'empty', hidden: true },
        botAvatar(56),
        h('h2', {}, messages.emptyTitle(chat.title)),
        h('p', {}, messages.emptyHint),
      )
}
