import type { Company, Persona } from '../chat-api.ts'
import { avatar } from './avatar.ts'
import { h } from './dom.ts'
import { icon } from './icons.ts'
import { newWindow, peopleSearch } from './people.ts'
import { personLink } from './route.ts'
import { isNarrow } from './settings.ts'
import { words } from './words.ts'

/** The button at the top that says who you are, and the dialog behind it in which you become somebody else. */
export function switcher(company: Company, me: Persona): HTMLElement {
  return h(
    'button',
    {
      class: 'switch-person',
      type: 'button',
      'data-testid': 'switch-person',
      'aria-haspopup': 'dialog',
      title: words().frame.switchPerson,
      onclick: () => openDialog(company, me),
    },
    avatar(me, 28),
    h(
      'span',
      { class: 'switch-name' },
      h('span', { class: 'visually-hidden' }, words().frame.youAre('')),
      h('strong', {}, me.name),
      h('span', {}, me.jobTitle),
    ),
    icon('chevron', 16),
  )
}

function openDialog(company: Company, me: Persona): void {
  const close = () => dialog.close()
  const search = peopleSearch(company, true, close)
  const dialog = h(
    'dialog',
    { class: 'people-dialog', 'aria-label': words().frame.switchPerson },
    h(
      'header',
      { class: 'dialog-head' },
      h('h2', {}, words().frame.switchPerson),
      h('button', { class: 'icon-button', type: 'button', 'aria-label': words().frame.close, onclick: close }, icon('close')),
    ),
    h('ul', { class: 'quick-people' }, ...suggested(company, me, close)),
    search.element,
  )
  dialog.addEventListener('click', event => event.target === dialog && close())
  dialog.addEventListener('close', () => dialog.remove())
  document.body.append(dialog)
  dialog.showModal()
  if (!isNarrow()) search.field.focus()
}

function suggested(company: Company, me: Persona, onChoose: () => void): HTMLElement[] {
  return company.suggestions.flatMap(suggestion => {
    const person = company.people.find(one => one.id === suggestion.personId)
    if (!person || person.id === me.id) return []
    const link = h(
      'a',
      { class: 'quick-person', href: personLink(person.id), 'data-testid': `switch-to-${person.id}`, onclick: onChoose },
      avatar(person, 36),
      h('span', { class: 'person-text' }, h('strong', {}, person.name), h('span', {}, words().frame.roles[suggestion.role])),
    )
    return [h('li', {}, link, newWindow(person))]
  })
}
