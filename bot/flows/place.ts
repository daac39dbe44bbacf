/** Moving from place to place, and keeping what was tried. Pure. */
import type { Place, Progress, View } from '../../services/progress.ts'

const mostTried = 60
const longestTrail = 30

/** Adds one line to what was tried, at the place where the person is now. */
export function note(progress: Progress, event: string, now: Date): Progress {
  const line = { at: now.toISOString(), flow: progress.flow, step: progress.step, event }
  return { ...progress, tried: [...progress.tried, line].slice(-mostTried) }
}

/** Another view of the same place. */
export const turn = (progress: Progress, view: View): Progress => ({ ...progress, view, revision: progress.revision + 1 })

/** Another place; the one before is kept for "Back". */
export function move(progress: Progress, to: Place, view: View): Progress {
  const { reason: _left, ...facts } = progress.facts
  const trail = [...progress.trail, { flow: progress.flow, step: progress.step }].slice(-longestTrail)
  return { ...progress, ...to, facts, trail, view, revision: progress.revision + 1 }
}
