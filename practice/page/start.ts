import type { Company, Persona, Role } from '../chat-api.ts'
import { avatar } from './avatar.ts'
import { choosers } from './chooser.ts'
import { fill, h } from './dom.ts'
import { type IconName, icon, logo } from './icons.ts'
import { newWindow, peopleSearch, tags } from './people.ts'
import { personLink } from './route.ts'
import { spoken, words } from './words.ts'

const groups: { role: Role; icon: IconName }[] = [
  { role: 'employee', icon: 'people' },
  { role: 'admin', icon: 'megaphone' },
  { role: 'helpdesk', icon: 'headset' },
]

/** The first screen: what this is, who one can be, what to try. */
export function drawStart(root: HTMLElement, company: Company, notice: string | null): void {
  const search = peopleSearch(company, false, () => {})
  fill(
    root,
    h(
      'div',
      { class: 'start' },
      h('header', { class: 'start-bar' }, h('span', { class: 'brand' }, logo(32), h('span', {}, company.organisation)), choosers()),
      h(
        'main',
        {},
        notice ? h('p', { class: 'notice', role: 'alert' }, icon('alert'), notice) : null,
        h('div', { class: 'hero' }, lead(company), story(company)),
        h('h2', { class: 'section-title' }, words().start.beSomebody),
        h('div', { class: 'groups' }, ...groups.map(group => personaGroup(company, group.role, group.icon))),
        h('section', { class: 'anybody' }, h('h2', { class: 'section-title' }, words().start.anybody), search.element),
      ),
    ),
  )
}

function lead(company: Company): HTMLElement {
  const { start, frame } = words()
  return h(
    'div',
    { class: 'hero-text' },
    h('p', { class: 'hero-badge' }, icon('shield', 16), `${start.badge} · ${frame.practiceHint}`),
    h('h1', {}, start.title),
    h('p', { class: 'hero-lead' }, start.lead(company.people.length, company.organisation)),
  )
}

function story(company: Company): HTMLElement {
  const { story: steps, storyTitle, storyHint } = words().start
  const admin = personFor(company, 'admin', '')
  const kees = personFor(company, 'employee', 'Kees')
  const emma = personFor(company, 'employee', 'Emma')
  const agent = personFor(company, 'helpdesk', 'Priya')
  return h(
    'section',
    { class: 'story' },
    h('h2', {}, storyTitle),
    h(
      'ol',
      {},
      storyStep(steps.admin, admin),
      storyStep(steps.employee, kees),
      storyStep(steps.phone, kees),
      storyStep(steps.stuck, emma),
      storyStep(steps.helpdesk, agent),
    ),
    h('p', { class: 'hint' }, storyHint),
  )
}

interface StoryStep {
  title(name: string): string
  body(firstButton: string): string
}

function storyStep(step: StoryStep, person: Persona | undefined): HTMLElement | null {
  if (!person) return null
  const body = step.body(words().start.firstButton[person.language])
  const text = h('span', {}, h('strong', {}, step.title(firstName(person))), h('span', {}, body))
  return h('li', {}, h('a', { href: personLink(person.id) }, text, avatar(person, 32)))
}

/** The suggested person with this first name, else the first one suggested for the role. */
function personFor(company: Company, role: Role, name: string): Persona | undefined {
  const candidates = company.suggestions
    .filter(suggestion => suggestion.role === role)
    .map(suggestion => findPerson(company, suggestion.personId))
  return candidates.find(person => person?.name.startsWith(name)) ?? candidates[0]
}

function findPerson(company: Company, id: string): Persona | undefined {
  return company.people.find(person => person.id === id)
}

function firstName(person: Persona): string {
  return person.name.split(' ')[0] ?? person.name
}

function personaGroup(company: Company, role: Role, name: IconName): HTMLElement {
  const { start } = words()
  const suggestions = company.suggestions.filter(suggestion => suggestion.role === role)
  return h(
    'section',
    { class: `group ${role}` },
    h(
      'div',
      { class: 'group-head' },
      h('span', { class: 'group-icon' }, icon(name)),
      h('div', {}, h('h3', {}, start.groups[role]), h('p', {}, start.groupLeads[role])),
    ),
    h('ul', { class: 'personas' }, ...suggestions.map(suggestion => personaCard(company, suggestion))),
  )
}

function personaCard(company: Company, suggestion: Company['suggestions'][number]): HTMLElement | null {
  const person = findPerson(company, suggestion.personId)
  if (!person) return null
  return h(
    'li',
    { class: 'persona' },
    h(
      'a',
      {
        class: 'persona-link',
        href: personLink(person.id),
        'data-testid': `persona-${person.id}`,
        'aria-label': words().start.be(person.name),
      },
      h(
        'span',
        { class: 'persona-top' },
        avatar(person, 48),
        h('span', { class: 'person-text' }, h('strong', {}, person.name), h('span', {}, `${person.jobTitle} · ${person.department}`)),
      ),
      h(
        'span',
        { class: 'try' },
        h('strong', {}, spoken(suggestion.title)),
        h('span', {}, h('b', {}, words().start.tryThis), ` ${spoken(suggestion.tryThis)}`),
      ),
      h('span', { class: 'tags' }, ...tags(person), h('span', { class: 'tag plain' }, words().frame.languages[person.language])),
    ),
    newWindow(person),
  )
}
