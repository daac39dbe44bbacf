/** Tells one admin that the date of a wave is not true yet; nothing when it became true in the meantime. */

import { isTrue } from '../../cards/rollout-parts.ts'
import { waveWarningCard } from '../../cards/rollout-steer.ts'
import type { Task } from '../../services/jobs.ts'
import { findPerson } from '../../services/people.ts'
import { findWave } from '../../services/waves.ts'
import type { App } from '../app.ts'
import { chatWith } from '../reach.ts'
import { headOf, isUnderWay, verdictOf } from '../rollout/head.ts'
import { sayTo } from '../say.ts'

export function warnWave(app: App): Task {
  return {
    kind: 'warn-wave',
    async run({ waveId, personId, warning }) {
      const wave = await findWave(app.db, waveId)
      const person = await findPerson(app.db, personId)
      if (!wave || !person || !isUnderWay(wave) || isTrue(verdictOf(wave))) return
      const to = await chatWith(app, personId)
      if (!to) return
      const message = waveWarningCard(sayTo(app, person), { ...headOf(wave), warning, verdict: verdictOf(wave) })
      const outcome = await app.messenger.send(to, { ...message, alert: true })
      if (outcome.kind === 'throttled' || outcome.kind === 'retry') throw new Error(`The warning must be sent again: ${outcome.kind}`)
    },
  }
}
