import type { ChatMessage } from '../chat-api.ts'
import { avatar, botAvatar } from './avatar.ts'
import { byId, fill, h } from './dom.ts'
import { icon } from './icons.ts'
import { words } from './words.ts'

const shownMs = 7000

/** What a notification would show of a message. */
export function preview(message: ChatMessage): string {
  return message.summary || message.text || words().messages.sentCard
}

/** A notification in the corner. It goes by itself; it stays while the pointer or the keyboard is on it. */
export function showToast(message: ChatMessage, href: string): void {
  const close = h(
    'button',
    { class: 'icon-button', type: 'button', 'aria-label': words().trouble.dismiss, onclick: () => toast.remove() },
    icon('close', 16),
  )
  const link = h(
    'a',
    { class: 'toast-link', href, onclick: () => toast.remove() },
    message.from.isBot ? botAvatar(36) : avatar(message.from, 36),
    h('span', { class: 'toast-text' }, h('strong', {}, message.from.name), h('span', {}, preview(message))),
  )
  const toast = h('div', { class: 'toast', 'data-testid': 'toast' }, link, close)
  byId('toasts').append(toast)
  const expire = () => (toast.matches(':hover, :focus-within') ? window.setTimeout(expire, 1000) : toast.remove())
  window.setTimeout(expire, shownMs)
}

/** Says something to a screen reader. */
export function announce(text: string): void {
  fill(byId('live'), text)
}

export function clearToasts(): void {
  byId('toasts').replaceChildren()
}
