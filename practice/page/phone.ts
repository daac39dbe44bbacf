import type { Device } from '../chat-api.ts'
import { h } from './dom.ts'
import { icon } from './icons.ts'
import { methodIcons } from './methods.ts'
import { words } from './words.ts'

/** A little phone that shows what is set up. Somebody without a smartphone sees an empty outline. */
export function drawPhone(device: Device): HTMLElement {
  const { panel } = words()
  const { has, platform, online } = device.phone
  const name = has && platform ? panel.platforms[platform] : panel.phoneNone
  return h(
    'figure',
    { class: `phone${has ? '' : ' absent'}` },
    h('div', { class: 'phone-body', 'aria-hidden': 'true' }, h('div', { class: 'phone-screen' }, ...screen(device))),
    h(
      'figcaption',
      {},
      h('span', { class: 'phone-name' }, h('strong', {}, name), has ? onlineState(online) : null),
      h('p', {}, panel.lead),
    ),
  )
}

function onlineState(online: boolean): HTMLElement {
  const { panel } = words()
  return h(
    'span',
    { class: 'state', 'data-good': online },
    icon(online ? 'check' : 'alert', 16),
    online ? panel.phoneOnline : panel.phoneOffline,
  )
}

const shown = 4

function screen(device: Device): HTMLElement[] {
  const { panel, methods } = words()
  const newest = device.methods.slice(-shown)
  const icons = newest.map(method => h('span', { class: 'phone-app' }, icon(methodIcons[method.kind], 18)))
  const last = newest.at(-1)
  const note = last ? panel.added(methods[last.kind].name) : panel.emptyPhone
  return [h('span', { class: 'phone-notch' }), h('div', { class: 'phone-note' }, note), h('div', { class: 'phone-apps' }, ...icons)]
}
