import { mountChats } from './chats.ts'
import { choosers } from './chooser.ts'
import { mountConversation } from './conversation.ts'
import { type Child, fill, h } from './dom.ts'
import { type IconName, icon, logo } from './icons.ts'
import { mountPanel } from './panel.ts'
import { personLink, startLink } from './route.ts'
import type { Session } from './session.ts'
import { settings } from './settings.ts'
import { switcher } from './switcher.ts'
import { words } from './words.ts'

/** The Teams-like window of one person. Gives back how to stop it. */
export function mountWindow(root: HTMLElement, session: Session): () => void {
  const rail = h('nav', { class: 'rail', 'aria-label': words().frame.practice })
  const list = h('section', { class: 'list', 'aria-label': words().chats.title })
  const conversation = h('main', { class: 'conversation' })
  const panel = h('aside', { class: 'panel', 'data-testid': 'panel', 'aria-label': words().panel.title })
  const veil = h('div', { class: 'veil', onclick: () => settings.set({ panelOpen: false }) })
  const trouble = h('div', { class: 'connection', role: 'status' })
  const frame = h('div', { class: 'frame' }, topBar(session), trouble, rail, list, conversation, veil, panel)
  fill(root, frame)
  const stops = [
    mountChats(list, session),
    mountConversation(conversation, session),
    mountPanel(panel, session),
    session.store.watch(['openId'], () => frame.classList.toggle('chat-open', session.store.get().openId !== null)),
    session.store.watch(['connection'], () => showConnection(session, trouble)),
    session.store.watch(['chats', 'openId'], () => fill(rail, ...railItems(session))),
    settings.watch(['panelOpen'], () => {
      frame.classList.toggle('panel-open', settings.get().panelOpen)
      panel.inert = !settings.get().panelOpen
      fill(rail, ...railItems(session))
    }),
    closeOnEscape(),
  ]
  return () => {
    for (const stop of stops) stop()
  }
}

function topBar(session: Session): HTMLElement {
  return h(
    'header',
    { class: 'top-bar' },
    h('a', { class: 'brand', href: startLink, title: words().frame.startScreen }, logo(28), h('span', {}, session.company.organisation)),
    h(
      'span',
      { class: 'practice-badge', title: words().frame.practiceHint },
      icon('shield', 16),
      words().frame.practice,
      h('span', { class: 'wide-only' }, ` · ${words().frame.practiceHint}`),
    ),
    choosers(),
    switcher(session.company, session.me),
  )
}

function showConnection(session: Session, place: HTMLElement): void {
  const lost = session.store.get().connection === 'lost'
  fill(place, lost && icon('alert', 16), lost && h('span', {}, `${words().trouble.reconnecting} ${words().trouble.offline}`))
  place.hidden = !lost
}

function railItems(session: Session): Child[] {
  const { chats, openId } = session.store.get()
  const { frame } = words()
  const unread = (kind: 'personal' | 'channel') =>
    chats?.filter(chat => chat.kind === kind).reduce((sum, chat) => sum + chat.unread, 0) ?? 0
  const link = (kind: 'personal' | 'channel', name: IconName, text: string) => {
    const chat = chats?.find(one => one.kind === kind)
    if (!chat && kind === 'channel') return null
    const current = chat?.conversationId === openId && openId !== null
    return h(
      'a',
      { class: 'rail-item', href: personLink(session.me.id, chat?.conversationId), 'aria-current': current ? 'true' : null },
      icon(name, 24),
      h('span', {}, text),
      unread(kind) ? h('span', { class: 'rail-count' }, String(Math.min(99, unread(kind)))) : null,
    )
  }
  const { panelOpen } = settings.get()
  return [
    link('personal', 'chat', frame.chats),
    link('channel', 'headset', frame.helpdesk),
    h(
      'button',
      {
        class: 'rail-item',
        type: 'button',
        'aria-pressed': String(panelOpen),
        'data-testid': 'open-panel',
        onclick: () => settings.set({ panelOpen: !panelOpen }),
      },
      icon('phone', 24),
      h('span', {}, frame.phone),
    ),
    h('a', { class: 'rail-item last', href: startLink }, icon('home', 24), h('span', {}, frame.startScreen)),
  ]
}

function closeOnEscape(): () => void {
  const onKey = (event: KeyboardEvent) => {
    if (event.key === 'Escape' && !document.querySelector('dialog[open]')) settings.set({ panelOpen: false })
  }
  window.addEventListener('keydown', onKey)
  return () => window.removeEventListener('keydown', onKey)
}
