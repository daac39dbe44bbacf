import { h } from './dom.ts'
import { icon } from './icons.ts'
import { words } from './words.ts'

/** So far from the end still counts as "at the end". */
const nearPx = 32

/**
 * A scrolling area that stays at its end while somebody reads there, and stays where it is while somebody reads further up
 * (then a button leads to the newest). A message taller than the area is shown from its beginning.
 */
export function scroller(content: HTMLElement, onEnd: () => void) {
  const area = h('div', { class: 'scroll-area', tabindex: '0', 'aria-label': words().chats.title }, content)
  const button = h(
    'button',
    { class: 'to-newest', type: 'button', 'data-testid': 'newest', onclick: () => toEnd('smooth') },
    icon('down', 16),
    words().messages.newest,
  )
  const element = h('div', { class: 'scroller' }, area, button)
  let stuck = true
  let lastId: string | null = null
  button.hidden = true

  function toEnd(behavior: ScrollBehavior): void {
    area.scrollTo({ top: area.scrollHeight, behavior })
  }
  function isAtEnd(): boolean {
    return area.scrollHeight - area.scrollTop - area.clientHeight < nearPx
  }
  function settle(newest: boolean): void {
    const last = content.querySelector<HTMLElement>(`[data-message-id="${CSS.escape(lastId ?? '')}"]`)
    const above = last ? last.getBoundingClientRect().top - area.getBoundingClientRect().top - 12 : 0
    const belowTop = area.scrollHeight - area.scrollTop - above
    if (newest && last && belowTop > area.clientHeight) area.scrollTop += above
    else if (stuck) toEnd('instant')
    stuck = isAtEnd()
    button.hidden = stuck
  }

  area.addEventListener('scroll', () => {
    stuck = isAtEnd()
    button.hidden = stuck
    if (stuck) onEnd()
  })
  const observer = new ResizeObserver(() => {
    if (stuck) toEnd('instant')
  })
  observer.observe(area)
  observer.observe(content)
  return {
    element,
    /** Runs `change` and then puts the view where the reader expects it. `newestId`: the last message after it, or null when no message changes. */
    keep(change: () => void, newestId: string | null): void {
      const wasAtEnd = stuck || lastId === null
      change()
      const isNew = newestId !== null && newestId !== lastId
      if (newestId !== null) lastId = newestId
      if (wasAtEnd) {
        stuck = true
        requestAnimationFrame(() => settle(isNew))
      } else if (isNew) button.hidden = false
    },
    /** Whoever writes is at the end, wherever they were reading. */
    follow(): void {
      stuck = true
      toEnd('instant')
    },
    close: () => observer.disconnect(),
  }
}
