import type { Company, Persona } from '../chat-api.ts'
import { avatar } from './avatar.ts'
import { fill, h } from './dom.ts'
import { icon } from './icons.ts'
import { personLink } from './route.ts'
import { words } from './words.ts'

const shownAtMost = 40

/** A search box over everybody, with a list beneath. `showAll`: whether an empty box shows people. */
export function peopleSearch(company: Company, showAll: boolean, onChoose: () => void): { element: HTMLElement; field: HTMLInputElement } {
  const field = h('input', {
    type: 'search',
    placeholder: words().start.search,
    'aria-label': words().start.search,
    autocomplete: 'off',
    'data-testid': 'search-people',
  })
  const count = h('p', { class: 'search-count', role: 'status' })
  const list = h('ul', { class: 'people' })
  function draw(): void {
    const query = fold(field.value)
    const found = query || showAll ? company.people.filter(person => matches(person, query)) : []
    fill(count, query ? (found.length ? words().start.found(found.length) : words().start.nobody) : null)
    fill(list, ...found.slice(0, shownAtMost).map(person => personRow(person, onChoose)))
  }
  field.addEventListener('input', draw)
  draw()
  return { element: h('div', { class: 'people-search' }, h('label', { class: 'search-box' }, icon('search'), field), count, list), field }
}

function matches(person: Persona, query: string): boolean {
  const text = fold(`${person.name} ${person.department} ${person.jobTitle} ${person.upn}`)
  return query.split(' ').every(part => text.includes(part))
}

/** Case and accents do not matter: "emre" finds "Émre". */
function fold(text: string): string {
  return text.normalize('NFD').replace(/\p{M}/gu, '').toLowerCase().trim()
}

function personRow(person: Persona, onChoose: () => void): HTMLElement {
  const href = personLink(person.id)
  return h(
    'li',
    { class: 'person-row' },
    h(
      'a',
      { class: 'person-link', href, 'data-testid': `person-${person.id}`, onclick: onChoose },
      avatar(person, 36),
      h(
        'span',
        { class: 'person-text' },
        h('strong', {}, person.name),
        h('span', {}, [person.jobTitle, person.department, words().frame.languages[person.language]].filter(Boolean).join(' · ')),
      ),
      h('span', { class: 'tags' }, ...tags(person)),
    ),
    newWindow(person),
  )
}

export function newWindow(person: Persona): HTMLElement {
  const label = words().frame.newWindow(person.name)
  return h(
    'a',
    { class: 'icon-button', href: personLink(person.id), target: '_blank', rel: 'noopener', 'aria-label': label, title: label },
    icon('window', 18),
  )
}

/** What is worth knowing of somebody before one becomes them. */
export function tags(person: Persona): HTMLElement[] {
  const { frame } = words()
  const tag = (text: string, tone: string) => h('span', { class: `tag ${tone}` }, text)
  return [
    ...person.roles.filter(role => role !== 'employee').map(role => tag(frame.roles[role], role)),
    ...(person.kind === 'member' ? [] : [tag(frame.kinds[person.kind], 'plain')]),
    ...(person.enabled ? [] : [tag(frame.disabled, 'plain')]),
    ...(person.appInstalled || !person.enabled ? [] : [tag(frame.noApp, 'plain')]),
  ]
}
