import { settings } from './settings.ts'
import { en, type Words } from './words.en.ts'
import { nl } from './words.nl.ts'

const languages: Record<'en' | 'nl', Words> = { en, nl }

export function words(): Words {
  return languages[settings.get().language]
}
