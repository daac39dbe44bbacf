/** What somebody gets who began and does not get further. */
import type { CardMessage } from '../../../cards/card.ts'
import { checkInCard, type Nudge, offerCard } from '../../../cards/nudge.ts'
import type { Say } from '../../../cards/texts/translate.ts'

const nudge =
  (draw: typeof checkInCard, more: Partial<Nudge> = {}) =>
  (say: Say): CardMessage =>
    draw(say, {
      step: say('flow.register_authenticator.scan.title'),
      at: { flow: 'register_authenticator', step: 'scan', revision: 3 },
      paused: false,
      hasReasons: true,
      topic: 'register_authenticator',
      deadline: new Date('2026-11-26T09:00:00Z'),
      passed: false,
      ...more,
    })

export const nudgeSamples: Record<string, (say: Say) => CardMessage> = {
  'how is it going': nudge(checkInCard),
  'how is it going, paused, no date': nudge(checkInCard, { paused: true, deadline: null }),
  'how is it going, in a side talk': nudge(checkInCard, { at: null, passed: true }),
  'offer of a human': nudge(offerCard),
  'offer of a human, it is on': nudge(offerCard, { passed: true, paused: true }),
}
