import type { ChatMessage } from '../chat-api.ts'
import { avatar, botAvatar } from './avatar.ts'
import { cardArea } from './cards.ts'
import { arrange, fill, h } from './dom.ts'
import { icon } from './icons.ts'
import { textElement } from './markdown.ts'
import type { Session } from './session.ts'
import { type Clock, clockFor } from './time.ts'
import { words } from './words.ts'

export interface MessageView {
  element: HTMLElement
  update(message: ChatMessage, follows: boolean): void
}

export function sessionClock(session: Session): Clock {
  return clockFor(document.documentElement.lang, session.me.timeZone)
}

/** One message. Only what really changed is drawn anew, so that half-filled cards survive. `follows`: same sender as just before. */
export function messageView(session: Session, first: ChatMessage, place: 'chat' | 'thread'): MessageView {
  const mine = place === 'chat' && first.from.id === session.me.id
  const head = h('div', { class: 'message-head' })
  const body = h('div', { class: 'bubble' })
  const trouble = h('div', { class: 'undelivered', role: 'alert', 'data-testid': 'undelivered' })
  const cards = cardArea(session, first)
  const content = h('div', { class: 'message-content' }, head, body, trouble, cards.element)
  const picture = first.from.isBot ? botAvatar() : avatar(first.from)
  const element = h('li', { class: 'message', 'data-testid': 'message', 'data-message-id': first.id }, mine ? null : picture, content)
  element.classList.add(mine ? 'mine' : 'theirs')
  const clock = sessionClock(session)
  let drawnText = ''
  let drawnCards = ''

  function update(message: ChatMessage, follows: boolean): void {
    element.classList.toggle('follows', follows)
    fill(head, ...headParts(message, mine, clock))
    const text = JSON.stringify([message.text, message.textFormat, message.deleted])
    if (text !== drawnText) drawBody(body, message)
    drawnText = text
    if (message.undelivered && !trouble.firstChild) fill(trouble, icon('alert', 16), h('span', {}, words().messages.undelivered))
    const json = message.deleted ? [] : message.cards
    if (JSON.stringify(json) !== drawnCards) cards.update(json)
    drawnCards = JSON.stringify(json)
  }

  return { element, update }
}

function headParts(message: ChatMessage, mine: boolean, clock: Clock): (HTMLElement | null)[] {
  return [
    mine ? null : h('span', { class: 'author' }, message.from.name),
    h('time', { datetime: message.at, title: clock.full(message.at) }, clock.time(message.at)),
    message.editedAt && !message.deleted
      ? h('span', { class: 'edited', title: clock.full(message.editedAt) }, words().messages.edited)
      : null,
  ]
}

function drawBody(body: HTMLElement, message: ChatMessage): void {
  body.classList.toggle('deleted', message.deleted)
  if (message.deleted) fill(body, icon('trash', 16), h('em', {}, words().messages.deleted))
  else fill(body, message.text ? textElement(message.text, message.textFormat) : null)
  body.hidden = !message.deleted && !message.text
}

/** A list of messages with a line for each new day and one where the unread ones begin. */
export function messageList(session: Session): { element: HTMLElement; update(messages: ChatMessage[], unreadFrom: string | null): void } {
  const element = h('ol', { class: 'messages' })
  const views = new Map<string, MessageView>()
  const lines = new Map<string, HTMLElement>()
  const clock = sessionClock(session)

  function line(key: string, className: string, text: string): HTMLElement {
    const existing = lines.get(key) ?? h('li', { class: className }, h('span', {}, text))
    lines.set(key, existing)
    return existing
  }

  function update(messages: ChatMessage[], unreadFrom: string | null): void {
    const wanted: HTMLElement[] = []
    let before: ChatMessage | null = null
    for (const message of messages) {
      const newDay = !before || clock.dayKey(before.at) !== clock.dayKey(message.at)
      if (newDay) wanted.push(line(clock.dayKey(message.at), 'day-line', clock.day(message.at)))
      if (message.id === unreadFrom) wanted.push(line('unread', 'unread-line', words().messages.unreadLine))
      const view = views.get(message.id) ?? messageView(session, message, 'chat')
      views.set(message.id, view)
      view.update(message, !newDay && message.id !== unreadFrom && belongsTo(message, before))
      wanted.push(view.element)
      before = message
    }
    arrange(element, wanted)
  }

  return { element, update }
}

const sameBreathMs = 5 * 60_000

function belongsTo(message: ChatMessage, before: ChatMessage | null): boolean {
  return before?.from.id === message.from.id && Date.parse(message.at) - Date.parse(before.at) < sameBreathMs
}
