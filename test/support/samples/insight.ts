/** What admins see beside the board: what must be agreed first. */
import type { CardMessage } from '../../../cards/card.ts'
import { featureCard, featuresCard } from '../../../cards/features.ts'
import type { Say } from '../../../cards/texts/translate.ts'

type Sample = (say: Say) => CardMessage

const since = new Date('2026-11-12T13:00:00Z')
const notes: Record<string, string> = { en: 'Works council, 12 November 2026', nl: 'Ondernemingsraad, 12 november 2026' }
const seen = (say: Say) => ({ name: 'seen_per_person' as const, onSince: since, note: notes[say.language] ?? '' })
const away = { name: 'out_of_office', onSince: null, note: '' } as const

export const insightSamples: Record<string, Sample> = {
  'agreed first': say => featuresCard(say, [seen(say), { name: 'names_to_managers', onSince: null, note: '' }, away]),
  'agreed first, switch on': say => featureCard(say, away),
  'agreed first, no note': say => featureCard(say, away, true),
  'agreed first, switch off': say => featureCard(say, seen(say)),
}
