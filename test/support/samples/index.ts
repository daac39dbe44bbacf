/** Every card in every state, with made-up people: what the card rules walk and the gallery shows. */
import type { CardMessage } from '../../../cards/card.ts'
import type { Say } from '../../../cards/texts/translate.ts'
import { announceSamples } from './announce.ts'
import { caseSamples } from './cases.ts'
import { everyoneSamples } from './everyone.ts'
import { extensionSamples } from './extensions.ts'
import { guideSamples } from './guide.ts'
import { insightSamples } from './insight.ts'
import { keySamples } from './keys.ts'
import { noticeSamples } from './notices.ts'
import { nudgeSamples } from './nudges.ts'
import { outsideSamples } from './outside.ts'
import { rolloutSamples } from './rollout.ts'
import { managerSamples } from './rollout-managers.ts'

export const samples: Record<string, Record<string, (say: Say) => CardMessage>> = {
  Announce: announceSamples,
  Rollout: rolloutSamples,
  Outside: outsideSamples,
  Insight: insightSamples,
  Notices: noticeSamples,
  Managers: managerSamples,
  'More time': extensionSamples,
  Guide: guideSamples,
  Nudges: nudgeSamples,
  Helpdesk: caseSamples,
  'Security keys': keySamples,
  Everyone: everyoneSamples,
}
