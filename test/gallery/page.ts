/** Runs in the browser, behind the data that build.ts writes: `cards`, `themes` and `hostConfig`. */
import type { GalleryCard } from './build.ts'

declare const cards: GalleryCard[]
declare const themes: string[]
declare const hostConfig: object
declare function renderMarkdown(text: string): string

const languages = [...new Set(cards.map(({ language }) => language))]
const idOf = ({ area, name }: GalleryCard) => `${area} ${name}`.toLowerCase().replaceAll(/[^a-z0-9]+/g, '-')

function make(tag: string, className: string, ...inside: (Node | string)[]): HTMLElement {
  const element = document.createElement(tag)
  element.className = className
  element.append(...inside)
  return element
}

function draw(json: object): HTMLElement {
  const card = new AdaptiveCards.AdaptiveCard()
  card.hostConfig = new AdaptiveCards.HostConfig(hostConfig)
  card.parse(json)
  const drawn = card.render() ?? make('p', '', 'This card cannot be drawn.')
  for (const title of drawn.querySelectorAll<HTMLElement>('button > div')) title.style.whiteSpace = 'normal'
  // A form of its own: radio buttons of the same name in different cards must not know each other.
  return make('form', 'card', drawn)
}

/** The same card on each theme: what differs is the ground it stands on. */
function stages(one: GalleryCard): HTMLElement[] {
  const drawn = draw(one.card)
  return themes.map(theme => {
    const element = make('div', 'stage', drawn.cloneNode(true))
    element.dataset.theme = theme
    return element
  })
}

function inLanguage(one: GalleryCard, element: HTMLElement): HTMLElement {
  element.lang = one.language
  return element
}

function article(id: string, group: GalleryCard[]): HTMLElement {
  const rows = group.flatMap(one => [
    inLanguage(one, make('p', 'summary', `${one.language}: ${one.summary}`)),
    inLanguage(one, make('div', 'row', ...stages(one))),
  ])
  const element = make('article', '', make('h3', '', group[0]?.name ?? ''), ...rows)
  element.id = id
  return element
}

function show(): void {
  const list = document.querySelector('#cards')
  for (const [area, inArea] of Map.groupBy(cards, one => one.area)) {
    list?.append(make('h2', '', area))
    for (const [id, group] of Map.groupBy(inArea, idOf)) list?.append(article(id, group))
  }
}

function contents(): void {
  const first = cards.filter(({ language }) => language === cards[0]?.language)
  for (const [area, list] of Map.groupBy(first, one => one.area)) {
    const links = list.map(one => make('li', '', link(idOf(one), one.name)))
    document.querySelector('#contents')?.append(make('h2', '', area), make('ul', '', ...links))
  }
}

function link(id: string, name: string): HTMLElement {
  const element = make('a', '', name)
  element.setAttribute('href', `#${id}`)
  return element
}

/** A box for each theme and language, which shows or hides what it stands for. */
function choices(): void {
  const selectors = [
    ...themes.map(theme => [theme, `.stage[data-theme=${theme}]`]),
    ...languages.map(one => [one, `article [lang=${one}]`]),
  ]
  for (const [name = '', selector = ''] of selectors) {
    const box = document.createElement('input')
    Object.assign(box, { type: 'checkbox', checked: true })
    box.addEventListener('change', () => {
      for (const element of document.querySelectorAll<HTMLElement>(selector)) element.hidden = !box.checked
    })
    document.querySelector('#choice')?.append(make('label', '', box, ` ${name}`))
  }
}

AdaptiveCards.AdaptiveCard.onProcessMarkdown = (text, result) => {
  result.outputHtml = renderMarkdown(text)
  result.didProcess = true
}
contents()
choices()
show()
