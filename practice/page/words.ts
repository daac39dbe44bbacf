import type { InBoth } from '../chat-api.ts'
import { settings } from './settings.ts'
import { en, type Words } from './words.en.ts'
import { nl } from './words.nl.ts'

const languages: Record<'en' | 'nl', Words> = { en, nl }

/** The one of both that the page speaks now. */
export function spoken(text: InBoth): string {
  return text[settings.get().language]
}

export function words(): Words {
  return languages[settings.get().language]
}
