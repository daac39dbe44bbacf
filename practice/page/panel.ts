import type { Device, MethodKind } from '../chat-api.ts'
import { api, type Result } from './api.ts'
import { fill, h } from './dom.ts'
import { icon } from './icons.ts'
import { sessionClock } from './messages.ts'
import { methodIcons, offered } from './methods.ts'
import { drawPhone } from './phone.ts'
import type { Session } from './session.ts'
import { settings } from './settings.ts'
import { explainFailure } from './trouble.ts'
import { words } from './words.ts'

interface Panel {
  session: Session
  trouble: HTMLElement
  scrolled: HTMLElement
  delaySeconds: number
}

const minute = 60

/** "My phone and my methods": what Graph says of this person, and buttons that change it. Gives back how to stop it. */
export function mountPanel(place: HTMLElement, session: Session): () => void {
  const panel: Panel = {
    session,
    trouble: h('div', { class: 'panel-trouble', role: 'alert' }),
    scrolled: h('div', { class: 'panel-scroll' }),
    delaySeconds: 0,
  }
  const phone = h('div', { class: 'phone-place' })
  const methods = h('section', { class: 'panel-part', 'aria-live': 'polite' })
  const app = h('section', { class: 'panel-part' })
  panel.scrolled.append(phone, panel.trouble, methods, registerPart(panel), app)
  fill(place, panelHead(), panel.scrolled)
  return session.store.watch(['device'], () => {
    const { device } = session.store.get()
    if (!device) return fill(phone, h('div', { class: 'spinner', role: 'status', 'aria-label': words().panel.loading }))
    fill(phone, drawPhone(device))
    fill(methods, h('h3', {}, words().panel.methods), methodList(panel, device))
    fill(app, ...appPart(panel, device))
  })
}

function panelHead(): HTMLElement {
  const close = () => settings.set({ panelOpen: false })
  return h(
    'header',
    { class: 'panel-head' },
    h('h2', { tabindex: '-1' }, icon('phone'), words().panel.title),
    h(
      'button',
      { class: 'icon-button', type: 'button', 'aria-label': words().frame.close, 'data-testid': 'panel-close', onclick: close },
      icon('close'),
    ),
  )
}

/** Runs one change of the device and shows its answer, or why there is none. The button is off meanwhile. */
async function change(panel: Panel, button: EventTarget | null, run: () => Promise<Result<Device>>): Promise<void> {
  if (button instanceof HTMLButtonElement) button.disabled = true
  fill(panel.trouble)
  const result = await run()
  if (button instanceof HTMLButtonElement) button.disabled = false
  if (result.ok) panel.session.setDevice(result.value)
  else fill(panel.trouble, icon('alert', 16), h('span', {}, explainFailure(result.failure)))
}

function methodList(panel: Panel, device: Device): HTMLElement {
  const rows = device.methods.map(method => methodRow(panel, method))
  return rows.length ? h('ul', { class: 'methods' }, ...rows) : h('p', { class: 'none' }, icon('alert', 16), words().panel.none)
}

function methodRow(panel: Panel, method: Device['methods'][number]): HTMLElement {
  const { me } = panel.session
  const clock = sessionClock(panel.session)
  const name = method.label || words().methods[method.kind].name
  const isPending = Date.parse(method.visibleAt) > Date.now()
  const remove = (event: Event) => void change(panel, event.currentTarget, () => api.removeMethod(me.id, method.id))
  return h(
    'li',
    { class: `method${isPending ? ' pending' : ''}`, 'data-testid': `method-${method.kind}` },
    h('span', { class: 'method-icon' }, icon(methodIcons[method.kind])),
    h(
      'span',
      { class: 'method-text' },
      h('strong', {}, name),
      h('span', {}, isPending ? words().panel.soon(clock.time(method.visibleAt)) : words().panel.since(clock.short(method.since))),
    ),
    h(
      'button',
      { class: 'icon-button', type: 'button', 'aria-label': words().panel.removeLabel(name), title: words().panel.remove, onclick: remove },
      icon('trash', 18),
    ),
  )
}

function registerPart(panel: Panel): HTMLElement {
  return h(
    'section',
    { class: 'panel-part' },
    h('h3', {}, words().panel.register),
    h('ul', { class: 'methods' }, ...offered.map(kind => registerRow(panel, kind))),
    delayChoice(panel),
  )
}

function registerRow(panel: Panel, kind: MethodKind): HTMLElement {
  const { name, steps } = words().methods[kind]
  const register = async (event: Event) => {
    await change(panel, event.currentTarget, () => api.addMethod(panel.session.me.id, kind, panel.delaySeconds))
    panel.scrolled.scrollTo({ top: 0, behavior: 'smooth' })
  }
  return h(
    'li',
    { class: 'method' },
    h('span', { class: 'method-icon' }, icon(methodIcons[kind])),
    h('span', { class: 'method-text' }, h('strong', {}, name), h('span', {}, steps)),
    h(
      'button',
      {
        class: 'button small',
        type: 'button',
        'aria-label': words().panel.doneLabel(name),
        'data-testid': `register-${kind}`,
        onclick: register,
      },
      words().panel.done,
    ),
  )
}

function delayChoice(panel: Panel): HTMLElement {
  const choice = (seconds: number, text: string) => {
    const radio = h('input', {
      type: 'radio',
      name: 'delay',
      value: seconds,
      checked: seconds === panel.delaySeconds,
      'data-testid': `delay-${seconds}`,
    })
    radio.addEventListener('change', () => {
      panel.delaySeconds = seconds
    })
    return h('label', {}, radio, h('span', {}, text))
  }
  return h(
    'fieldset',
    { class: 'segmented' },
    h('legend', {}, icon('clock', 16), words().panel.delay),
    choice(0, words().panel.delayNow),
    choice(minute, words().panel.delayMinute),
  )
}

function appPart(panel: Panel, device: Device): HTMLElement[] {
  const { me } = panel.session
  const toggleApp = (event: Event) => void change(panel, event.currentTarget, () => api.app(me.id, !device.appInstalled))
  return [
    h('h3', {}, words().panel.app),
    h(
      'div',
      { class: 'app-row' },
      h(
        'span',
        { class: 'state', 'data-good': device.appInstalled },
        icon(device.appInstalled ? 'check' : 'alert', 16),
        device.appInstalled ? words().panel.appInstalled : words().panel.appMissing,
      ),
      h(
        'button',
        { class: 'button small', type: 'button', 'data-testid': 'toggle-app', onclick: toggleApp },
        device.appInstalled ? words().panel.uninstall : words().panel.install,
      ),
    ),
    ...switches(panel, device),
  ]
}

interface Switch {
  id: string
  on: boolean
  words: [string, string]
  set: (on: boolean) => Promise<Result<Device>>
}

function switchOf(panel: Panel, { id, on, words: [text, hint], set }: Switch): HTMLElement {
  const box = h('input', { type: 'checkbox', role: 'switch', checked: on, 'data-testid': id })
  box.addEventListener('change', () => void change(panel, box, () => set(box.checked)))
  return h('label', { class: 'switch' }, h('span', {}, text, h('small', {}, hint)), box)
}

/** What Outlook knows of the person, and what an admin does in Entra: more time for somebody, and the policy of the day. */
function switches(panel: Panel, device: Device): HTMLElement[] {
  const { id } = panel.session.me
  const { panel: says } = words()
  const all: (Switch | null)[] = [
    { id: 'block-bot', on: device.botBlocked, words: [says.block, says.blockHint], set: on => api.block(id, on) },
    { id: 'away', on: device.outOfOffice, words: [says.away, says.awayHint], set: on => api.away(id, on) },
    { id: 'more-time', on: device.moreTime, words: [says.moreTime, says.moreTimeHint], set: on => api.moreTime(id, on) },
    device.policyOn === null
      ? null
      : { id: 'policy', on: device.policyOn, words: [says.policy, says.policyHint], set: on => api.policy(id, on) },
  ]
  return all.flatMap(one => (one ? [switchOf(panel, one)] : []))
}
