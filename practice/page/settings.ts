import { createStore } from './store.ts'

export type Theme = 'system' | 'light' | 'dark' | 'contrast'
export type Language = 'en' | 'nl'

export interface Settings {
  theme: Theme
  language: Language
  panelOpen: boolean
}

const key = 'practice-page'
const themes: Theme[] = ['system', 'light', 'dark', 'contrast']
const wide = window.matchMedia('(min-width: 1180px)')
const narrow = window.matchMedia('(max-width: 760px)')

export const settings = createStore<Settings>(load())
settings.watch(['theme', 'language', 'panelOpen'], () => {
  const { theme, language } = settings.get()
  if (theme === 'system') delete document.documentElement.dataset.theme
  else document.documentElement.dataset.theme = theme
  document.documentElement.lang = language
  save()
})

/** Beside the chat the panel is furniture; over it, on a smaller window, it would be in the way. */
wide.addEventListener('change', () => settings.set({ panelOpen: wide.matches }))

export function isNarrow(): boolean {
  return narrow.matches
}

function load(): Settings {
  const saved = read()
  return {
    theme: themes.find(theme => theme === saved.theme) ?? 'system',
    language: saved.language === 'en' || saved.language === 'nl' ? saved.language : navigator.language.startsWith('nl') ? 'nl' : 'en',
    panelOpen: wide.matches && saved.panelOpen !== false,
  }
}

function read(): Partial<Settings> {
  try {
    const value: unknown = JSON.parse(localStorage.getItem(key) ?? '{}')
    return typeof value === 'object' && value !== null ? value : {}
  } catch {
    return {}
  }
}

/** Where the browser keeps nothing (private windows, full disk) the choice lives as long as the page. */
function save(): void {
  try {
    localStorage.setItem(key, JSON.stringify(settings.get()))
  } catch {
    console.info('This browser does not remember settings.')
  }
}
