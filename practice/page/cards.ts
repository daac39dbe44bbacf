import type { Action, AdaptiveCard } from 'adaptivecards'
import type { ActionAnswer, ChatMessage, PostAction } from '../chat-api.ts'
import { api } from './api.ts'
import { fill, h } from './dom.ts'
import { hostConfig } from './hostConfig.ts'
import { icon } from './icons.ts'
import { renderMarkdown } from './markdown.ts'
import type { Session } from './session.ts'
import { explainFailure } from './trouble.ts'
import { words } from './words.ts'

export type Press = Pick<PostAction, 'kind' | 'verb' | 'id' | 'data'>

/** Draws one card. A button that speaks to the bot calls `onPress`, after the card's own checks of its inputs. */
export function drawCard(json: Record<string, unknown>, onPress: (press: Press, button: HTMLElement | undefined) => void): HTMLElement {
  const card = parse(json)
  card.onExecuteAction = action => {
    const press = pressOf(action)
    if (press) onPress(press, action.renderedElement)
    else if (action instanceof AdaptiveCards.OpenUrlAction) openLink(action.url)
  }
  const drawn = card.render()
  if (drawn) wrapTitles(drawn)
  // The renderer names radio buttons by the input's id: in a form of its own, a card's do not turn off those of another card.
  const frame = h('form', { class: 'card', tabindex: '-1', onsubmit: event => event.preventDefault() }, drawn ?? broken())
  if (isFullWidth(json)) frame.classList.add('full')
  return frame
}

/** The renderer cuts long titles of buttons off, in inline styles; Teams on a phone shows them whole. */
function wrapTitles(drawn: HTMLElement): void {
  for (const title of drawn.querySelectorAll<HTMLElement>('button > div')) title.style.whiteSpace = 'normal'
}

function parse(json: Record<string, unknown>): AdaptiveCard {
  AdaptiveCards.AdaptiveCard.onProcessMarkdown = (text, result) => {
    result.outputHtml = renderMarkdown(text)
    result.didProcess = true
  }
  const card = new AdaptiveCards.AdaptiveCard()
  card.hostConfig = new AdaptiveCards.HostConfig(hostConfig)
  card.parse(json)
  return card
}

function pressOf(action: Action): Press | null {
  const common = { id: action.id, data: dataOf(action) }
  if (action instanceof AdaptiveCards.ExecuteAction) return { ...common, kind: 'Action.Execute', verb: action.verb }
  if (action instanceof AdaptiveCards.SubmitAction) return { ...common, kind: 'Action.Submit' }
  return null
}

/** The renderer has already merged the inputs into `data`. */
function dataOf(action: Action): Record<string, unknown> {
  const data: unknown = 'data' in action ? action.data : undefined
  return typeof data === 'object' && data !== null ? { ...data } : {}
}

function openLink(url: string | undefined): void {
  if (url && /^(https?|mailto|tel|msteams):/i.test(url)) window.open(url, '_blank', 'noopener,noreferrer')
}

function isFullWidth(json: Record<string, unknown>): boolean {
  const { msteams } = json
  return typeof msteams === 'object' && msteams !== null && 'width' in msteams && msteams.width === 'Full'
}

function broken(): HTMLElement {
  return h('p', { class: 'card-broken' }, icon('alert'), words().messages.brokenCard)
}

/** All cards of one message, with the line beneath that says what became of a press. One press at a time. */
export function cardArea(session: Session, message: ChatMessage): { element: HTMLElement; update(cards: Record<string, unknown>[]): void } {
  const list = h('div', { class: 'cards' })
  const note = h('div', { class: 'card-note', role: 'status' })
  let busy = false

  async function press(index: number, what: Press, button: HTMLElement | undefined): Promise<void> {
    if (busy) return
    busy = true
    fill(note)
    const release = lock(list, button)
    const result = await api.act(message.conversationId, { as: session.me.id, activityId: message.id, trigger: 'manual', ...what })
    busy = false
    release()
    if (result.ok) show(index, result.value)
    else setNote('bad', explainFailure(result.failure))
  }

  function show(index: number, answer: ActionAnswer): void {
    if (answer.outcome === 'card' && answer.card) session.replaceCard(message, index, answer.card)
    else if (answer.outcome === 'error') setNote('bad', answer.text || words().trouble.action)
    else if (answer.text) setNote('info', answer.text)
    else if (answer.outcome === 'accepted') setNote('good', words().messages.actionAccepted)
  }

  function setNote(tone: 'good' | 'bad' | 'info', text: string): void {
    note.dataset.tone = tone
    fill(note, icon(tone === 'bad' ? 'alert' : 'check', 16), h('span', {}, text))
  }

  return {
    element: h('div', {}, list, note),
    update(cards) {
      const hadFocus = list.contains(document.activeElement)
      fill(note)
      fill(list, ...cards.map((json, index) => drawCard(json, (what, button) => void press(index, what, button))))
      if (busy) lock(list, undefined)
      if (hadFocus) list.querySelector<HTMLElement>('.card')?.focus({ preventScroll: true })
    },
  }
}

/** Switches the buttons of the cards off. The renderer sets its own idea of "enabled" after a press, hence the microtask. */
function lock(list: HTMLElement, pressed: HTMLElement | undefined): () => void {
  list.setAttribute('aria-busy', 'true')
  pressed?.classList.add('busy')
  queueMicrotask(() => {
    if (list.getAttribute('aria-busy') !== 'true') return
    for (const button of list.querySelectorAll('button:enabled')) {
      button.setAttribute('disabled', '')
      button.setAttribute('data-locked', '')
    }
  })
  return () => {
    list.removeAttribute('aria-busy')
    pressed?.classList.remove('busy')
    for (const button of list.querySelectorAll('[data-locked]')) {
      button.removeAttribute('disabled')
      button.removeAttribute('data-locked')
    }
  }
}
