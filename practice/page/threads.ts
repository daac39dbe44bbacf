import type { ChatMessage } from '../chat-api.ts'
import { composer } from './compose.ts'
import { arrange, h } from './dom.ts'
import { icon } from './icons.ts'
import { type MessageView, messageView } from './messages.ts'
import type { Session } from './session.ts'
import { words } from './words.ts'

const repliesShown = 4

interface ThreadView {
  element: HTMLElement
  update(messages: ChatMessage[]): void
}

/** The channel: posts in the order in which they were begun, each with its replies and a box to reply. */
export function threadList(session: Session): { element: HTMLElement; update(messages: ChatMessage[]): void } {
  const element = h('ol', { class: 'threads' })
  const views = new Map<string, ThreadView>()
  function update(messages: ChatMessage[]): void {
    const wanted: HTMLElement[] = []
    for (const [threadId, inThread] of groupByThread(messages)) {
      const view = views.get(threadId) ?? threadView(session, threadId)
      views.set(threadId, view)
      view.update(inThread)
      wanted.push(view.element)
    }
    arrange(element, wanted)
  }
  return { element, update }
}

function groupByThread(messages: ChatMessage[]): Map<string, ChatMessage[]> {
  const threads = new Map<string, ChatMessage[]>()
  for (const message of messages) threads.set(message.threadId, [...(threads.get(message.threadId) ?? []), message])
  return threads
}

function threadView(session: Session, threadId: string): ThreadView {
  const views = new Map<string, MessageView>()
  const list = h('ol', { class: 'messages' })
  const more = h('button', { class: 'more-replies', type: 'button', onclick: () => unfold() })
  const element = h('li', { class: 'thread', 'data-thread-id': threadId }, list, replyBox(session, threadId))
  const moreItem = h('li', { class: 'more-item' }, more)
  let unfolded = false
  let latest: ChatMessage[] = []

  function unfold(): void {
    unfolded = true
    update(latest)
  }

  function update(messages: ChatMessage[]): void {
    latest = messages
    const hidden = unfolded ? 0 : Math.max(0, messages.length - 1 - repliesShown)
    more.textContent = words().messages.earlier(hidden)
    const elements = messages.map((message, index) => {
      const view = views.get(message.id) ?? messageView(session, message, 'thread')
      views.set(message.id, view)
      view.element.classList.toggle('root', index === 0)
      view.update(message, false)
      return view.element
    })
    const [root, ...replies] = elements
    if (root) arrange(list, [root, ...(hidden ? [moreItem] : []), ...replies.slice(hidden)])
  }

  return { element, update }
}

/** Closed until somebody wants to reply, as in Teams. */
function replyBox(session: Session, threadId: string): HTMLElement {
  const place = h('div', { class: 'reply-box' })
  const open = h('button', { class: 'reply-open', type: 'button', 'data-testid': 'thread-reply' }, icon('chat', 16), words().messages.reply)
  open.addEventListener('click', () => {
    const box = composer({
      label: words().messages.reply,
      testId: 'thread-reply-text',
      sendTestId: 'thread-reply-send',
      send: said => session.send(said, threadId),
    })
    place.replaceChildren(h('p', { class: 'hint' }, words().messages.replyHint), box.element)
    box.focus()
  })
  place.append(open)
  return place
}
