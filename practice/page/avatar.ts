import { h } from './dom.ts'
import { icon } from './icons.ts'

const hues = [8, 28, 48, 92, 140, 168, 196, 214, 236, 262, 288, 322]

/** A round picture with initials; the colour follows from the id, so that one person always has the same. */
export function avatar(person: { id: string; name: string }, size = 32): HTMLElement {
  const element = h('span', { class: 'avatar', 'aria-hidden': 'true' }, initials(person.name))
  element.style.setProperty('--size', `${size}px`)
  element.style.setProperty('--hue', String(hues[hash(person.id + person.name) % hues.length]))
  return element
}

export function botAvatar(size = 32): HTMLElement {
  const element = h('span', { class: 'avatar bot', 'aria-hidden': 'true' }, icon('shield', Math.round(size * 0.6)))
  element.style.setProperty('--size', `${size}px`)
  return element
}

export function channelAvatar(size = 32): HTMLElement {
  const element = h('span', { class: 'avatar channel', 'aria-hidden': 'true' }, icon('headset', Math.round(size * 0.6)))
  element.style.setProperty('--size', `${size}px`)
  return element
}

/** First letter of the first and of the last word that begins with a capital ("Kees de Wit" gives KW). */
function initials(name: string): string {
  const capitals = name.split(/\s+/).filter(word => /^\p{Lu}/u.test(word))
  const first = capitals[0]?.charAt(0) ?? name.charAt(0)
  return capitals.length > 1 ? first + (capitals.at(-1)?.charAt(0) ?? '') : first
}

/** FNV-1a: ids that differ in one digit get far apart numbers. */
function hash(text: string): number {
  let value = 2_166_136_261
  for (const letter of text) value = Math.imul(value ^ letter.charCodeAt(0), 16_777_619) >>> 0
  return value
}
