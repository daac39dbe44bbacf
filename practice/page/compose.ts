import type { Result } from './api.ts'
import { fill, h } from './dom.ts'
import { icon } from './icons.ts'
import { explainFailure } from './trouble.ts'
import { words } from './words.ts'

interface ComposerOptions {
  label: string
  testId: string
  sendTestId: string
  send(said: Typed): Promise<Result<unknown>>
}

/** `picture`: one was pasted with the words. Only that there is one goes to the bot. */
export interface Typed {
  text: string
  picture?: boolean
}

const maxHeightPx = 160

/** A box to type in. Enter sends, Shift+Enter begins a new line. What could not be sent comes back into the box. */
export function composer(options: ComposerOptions): { element: HTMLElement; focus(): void } {
  const field = h('textarea', {
    rows: 1,
    placeholder: options.label,
    'aria-label': options.label,
    'data-testid': options.testId,
    enterkeyhint: 'send',
  })
  const button = h(
    'button',
    { class: 'send', type: 'button', 'aria-label': words().messages.send, title: words().messages.send, 'data-testid': options.sendTestId },
    icon('send'),
  )
  const trouble = h('div', { class: 'compose-trouble', role: 'alert' })
  const grow = () => {
    field.style.height = 'auto'
    field.style.height = `${Math.min(field.scrollHeight, maxHeightPx)}px`
    button.disabled = field.value.trim() === ''
  }

  async function send(picture = false): Promise<void> {
    const text = field.value.trim()
    if (!text && !picture) return
    field.value = ''
    fill(trouble)
    grow()
    field.focus()
    const result = await options.send({ text, ...(picture ? { picture } : {}) })
    if (result.ok) return
    field.value = field.value ? `${text}\n${field.value}` : text
    fill(trouble, icon('alert', 16), h('span', {}, explainFailure(result.failure)))
    grow()
  }

  field.addEventListener('paste', event => {
    if (![...(event.clipboardData?.files ?? [])].some(file => file.type.startsWith('image/'))) return
    event.preventDefault()
    void send(true)
  })
  field.addEventListener('input', grow)
  field.addEventListener('keydown', event => {
    if (event.key !== 'Enter' || event.shiftKey || event.isComposing) return
    event.preventDefault()
    void send()
  })
  button.addEventListener('click', () => void send())
  button.disabled = true
  return {
    element: h('div', { class: 'composer' }, trouble, h('div', { class: 'compose-field' }, field, button)),
    focus: () => field.focus(),
  }
}
