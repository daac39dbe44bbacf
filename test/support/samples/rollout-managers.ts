/** What managers see of the rollout. */
import type { CardMessage } from '../../../cards/card.ts'
import { type DigestFacts, digestCard } from '../../../cards/digest.ts'
import type { Say } from '../../../cards/texts/translate.ts'

type Sample = (say: Say) => CardMessage

const team: DigestFacts = {
  about: 'mfa_deadline',
  people: 8,
  notReady: 3,
  names: null,
  deadline: new Date('2026-11-24T09:00:00Z'),
  phone: '030 123 45 67',
}
const names = Array.from({ length: 34 }, (_, index) => `Sam Jansen ${index + 1}`)

export const managerSamples: Record<string, Sample> = {
  'how a team stands, in numbers': say => digestCard(say, team),
  'how a team stands, with names': say => digestCard(say, { ...team, people: 40, notReady: 34, names }),
  'one person with only a phone number': say => digestCard(say, { ...team, about: 'phone_ends', notReady: 1, names: ['Sam Jansen'] }),
}
