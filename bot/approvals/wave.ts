/** A wave that waits for a colleague's yes: with it, all its messages go out by themselves on their days. */
import { execute } from '../../cards/actions.ts'
import { stepKinds } from '../../cards/rollout-parts.ts'
import { wavePlanFacts } from '../../cards/rollout-preview.ts'
import { speak } from '../../cards/texts/translate.ts'
import { findCampaign } from '../../services/campaigns.ts'
import { activateWave } from '../../services/wave-steps.ts'
import { findWave } from '../../services/waves.ts'
import { messageOf, planFor } from '../rollout/preview.ts'
import type { Approvable, Asked } from './approvable.ts'

export const approvableWave: Approvable = {
  async find(app, id): Promise<Asked | null> {
    const wave = await findWave(app.db, id)
    return wave ? { ...wave, authorId: wave.author_id, audience: { kind: 'wave', waveId: id } } : null
  },
  async about(app, id, reader) {
    const wave = await findWave(app.db, id)
    const look = execute('rollout.wave', reader.say('board.look'), { waveId: id })
    if (!wave) return { what: '', facts: [], look }
    const asked = wave.state === 'awaiting_approval'
    const what = reader.say(asked ? 'rollout.approve_what' : 'rollout.wave_named', { position: wave.position, name: wave.name })
    return { what, look, facts: asked ? wavePlanFacts(reader.say, await planFor(app, wave, reader)) : [] }
  },
  change: (say, waveId) => execute('rollout.wave', say('preview.edit'), { waveId }),
  async sample(turn, id, language) {
    const wave = await findWave(turn.app.db, id)
    const campaign = wave ? await findCampaign(turn.app.db, wave.campaign_id) : null
    if (!wave || !campaign) return []
    const say = speak(language, turn.say.timeZone)
    const kinds = stepKinds.filter(kind => wave.cadence.some(step => step.kind === kind))
    return Promise.all(kinds.map(kind => messageOf(turn, { wave, campaign }, { kind, say })))
  },
  async goOn(app, tx, { id, now, by }) {
    const result = await activateWave(tx, id, { by, now, approvalAbove: app.config.APPROVAL_ABOVE })
    return result.kind === 'active'
  },
}
