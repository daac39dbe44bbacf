/** Texts: ICU messages in one JSON file per language. English is the source of the keys. */
import { IntlMessageFormat } from 'intl-messageformat'
import en from './en.json' with { type: 'json' }
import nl from './nl.json' with { type: 'json' }

export type TextKey = keyof typeof en
export type Language = 'en' | 'nl'
export type Values = Record<string, string | number | Date>

const catalogues: Record<Language, Record<TextKey, string>> = { en, nl }
export const languages = Object.keys(catalogues) as Language[]

/** How dates and numbers are written: British English and Dutch write 24-hour times and the day before the month. */
export const locales: Record<Language, string> = { en: 'en-GB', nl: 'nl-NL' }

/** Speaks one language in one time zone. */
export interface Say {
  (key: TextKey, values?: Values): string
  language: Language
  timeZone: string
  /** "Tuesday 24 November, 10:00" · "dinsdag 24 november, 10.00 uur" */
  moment(at: Date): string
  /** "Tuesday 24 November" */
  day(at: Date): string
  /** "10:42" · "10.42 uur" */
  time(at: Date): string
}

const compiled = new Map<string, IntlMessageFormat>()

function message(language: Language, key: TextKey): IntlMessageFormat {
  const id = `${language}:${key}`
  const known = compiled.get(id)
  if (known) return known
  const text = catalogues[language][key]
  if (text === undefined) throw new Error(`There is no text "${key}" in "${language}": add it to cards/texts/${language}.json.`)
  const made = new IntlMessageFormat(text, locales[language], undefined, { ignoreTag: true })
  compiled.set(id, made)
  return made
}

/** The language of a BCP-47 tag, when we speak it: `nl-BE` is `nl`. */
export function languageOf(tag: string | null | undefined): Language | null {
  const plain = tag?.toLowerCase().split('-')[0]
  return languages.find(language => language === plain) ?? null
}

const voices = new Map<string, Say>()

/** The texts of `language`, with times in `timeZone` (IANA name). */
export function speak(language: Language, timeZone: string): Say {
  const id = `${language}:${timeZone}`
  const known = voices.get(id)
  if (known) return known
  const made = makeVoice(language, timeZone)
  voices.set(id, made)
  return made
}

function makeVoice(language: Language, timeZone: string): Say {
  const part = (options: Intl.DateTimeFormatOptions) => new Intl.DateTimeFormat(locales[language], { timeZone, ...options })
  const dayFormat = part({ weekday: 'long', day: 'numeric', month: 'long' })
  const timeFormat = part({ hour: '2-digit', minute: '2-digit', hourCycle: 'h23' })
  const day = (at: Date) => dayFormat.format(at).replace(',', '')
  const time = (at: Date) => (language === 'nl' ? `${timeFormat.format(at).replace(':', '.')} uur` : timeFormat.format(at))
  const say = (key: TextKey, values?: Values) => String(message(language, key).format(values))
  return Object.assign(say, { language, timeZone, day, time, moment: (at: Date) => `${day(at)}, ${time(at)}` })
}

/** Turns a key put together at run time into a `TextKey`; throws when there is no such text. */
export function textKey(key: string): TextKey {
  if (!Object.hasOwn(en, key)) throw new Error(`There is no text "${key}": add it to cards/texts/en.json and its sisters.`)
  return key as TextKey
}
export const hasText = (key: string): key is TextKey => Object.hasOwn(en, key)
