import { h } from './dom.ts'
import { type IconName, icon } from './icons.ts'
import { settings, type Theme } from './settings.ts'
import { words } from './words.ts'

const themeIcons: Record<Theme, IconName> = { system: 'screen', light: 'sun', dark: 'moon', contrast: 'contrast' }
const themes = Object.keys(themeIcons) as Theme[]

/** The choice of colours and the switch of language. */
export function choosers(): HTMLElement {
  return h('div', { class: 'choosers' }, languageButton(), themeSelect())
}

function languageButton(): HTMLElement {
  const other = settings.get().language === 'en' ? 'nl' : 'en'
  return h(
    'button',
    {
      class: 'subtle-button',
      type: 'button',
      'data-testid': 'language',
      lang: other,
      title: words().frame.languageHint,
      onclick: () => settings.set({ language: other }),
    },
    icon('globe', 18),
    h('span', {}, words().frame.language),
  )
}

function themeSelect(): HTMLElement {
  const { theme } = settings.get()
  const place = h('span', { class: 'theme-icon' }, icon(themeIcons[theme], 18))
  const select = h(
    'select',
    { 'aria-label': words().frame.theme, title: words().frame.theme, 'data-testid': 'theme' },
    ...themes.map(name => h('option', { value: name, selected: name === theme }, words().frame.themes[name])),
  )
  select.addEventListener('change', () => {
    const chosen = themes.find(name => name === select.value) ?? 'system'
    place.replaceChildren(icon(themeIcons[chosen], 18))
    settings.set({ theme: chosen })
  })
  return h('label', { class: 'theme-choice' }, place, select)
}
