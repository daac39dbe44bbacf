/** A time zone as people say it: by its city, in their own language. */
import type { Say } from './texts/translate.ts'

/** Only where it is another word in Dutch; the zones carry the English names. */
const inDutch: Record<string, string> = {
  Athens: 'Athene',
  Berlin: 'Berlijn',
  Brussels: 'Brussel',
  Bucharest: 'Boekarest',
  Budapest: 'Boedapest',
  Copenhagen: 'Kopenhagen',
  Lisbon: 'Lissabon',
  London: 'Londen',
  Luxembourg: 'Luxemburg',
  Moscow: 'Moskou',
  Paris: 'Parijs',
  Prague: 'Praag',
  Vienna: 'Wenen',
  Warsaw: 'Warschau',
}

export function cityOf(say: Say, timeZone: string): string {
  const city = timeZone.split('/').at(-1)?.replaceAll('_', ' ') ?? timeZone
  return say.language === 'nl' ? (inDutch[city] ?? city) : city
}
