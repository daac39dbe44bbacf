import type { ChatSummary } from '../chat-api.ts'
import { botAvatar, channelAvatar } from './avatar.ts'
import { fill, h } from './dom.ts'
import { icon } from './icons.ts'
import { sessionClock } from './messages.ts'
import { personLink, startLink } from './route.ts'
import type { Session } from './session.ts'
import { spoken, words } from './words.ts'

/** The list of chats. Gives back how to stop it. */
export function mountChats(place: HTMLElement, session: Session): () => void {
  const list = h('ul', { class: 'chat-list' })
  fill(place, h('h2', { class: 'list-title' }, words().chats.title), list, tip(session))
  return session.store.watch(['chats', 'openId', 'typing'], () => {
    const { chats } = session.store.get()
    if (chats === null) fill(list, h('li', { class: 'skeleton', 'aria-label': words().chats.loading }), h('li', { class: 'skeleton' }))
    else if (chats.length === 0) fill(list, noChats())
    else fill(list, ...chats.map(chat => row(session, chat)))
  })
}

/** What the start screen proposed to try as this person. */
function tip(session: Session): HTMLElement | null {
  const suggestion = session.company.suggestions.find(one => one.personId === session.me.id)
  if (!suggestion) return null
  return h(
    'aside',
    { class: 'tip' },
    h('strong', {}, words().start.tryThis),
    h('p', {}, spoken(suggestion.tryThis)),
    h('a', { href: startLink }, words().start.storyTitle),
  )
}

function noChats(): HTMLElement {
  return h('li', { class: 'empty' }, icon('chat', 32), h('strong', {}, words().chats.empty), h('p', {}, words().chats.emptyHint))
}

function row(session: Session, chat: ChatSummary): HTMLElement {
  const { openId, typing } = session.store.get()
  const isOpen = chat.conversationId === openId
  const who = typing[chat.conversationId]
  const preview = who ? words().messages.typing(who) : chat.preview || words().chats.nothingYet
  return h(
    'li',
    {},
    h(
      'a',
      {
        class: `chat-row${chat.unread ? ' unread' : ''}`,
        href: personLink(session.me.id, chat.conversationId),
        'aria-current': isOpen ? 'page' : null,
        'data-testid': `chat-${chat.conversationId}`,
      },
      chat.kind === 'channel' ? channelAvatar(36) : botAvatar(36),
      h(
        'span',
        { class: 'chat-text' },
        h('span', { class: 'chat-top' }, h('span', { class: 'chat-title' }, chat.title), time(session, chat)),
        h('span', { class: 'chat-bottom' }, h('span', { class: 'chat-preview' }, preview), count(chat)),
      ),
    ),
  )
}

function time(session: Session, chat: ChatSummary): HTMLElement | null {
  return chat.lastMessageAt ? h('time', { datetime: chat.lastMessageAt }, sessionClock(session).short(chat.lastMessageAt)) : null
}

function count(chat: ChatSummary): HTMLElement | null {
  return chat.unread
    ? h('span', { class: 'count', 'aria-label': words().chats.unread(chat.unread) }, chat.unread > 99 ? '99+' : String(chat.unread))
    : null
}
