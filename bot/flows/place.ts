/** Moving from place to place, and keeping what was tried. Pure. */
import type { Place, Progress, View } from '../../services/progress.ts'

const longestTrail = 30

/** Notes what was tried, at the place where the person is now. */
export function note(progress: Progress, event: string, now: Date): Progress {
  const line = { at: now.toISOString(), flow: progress.flow, step: progress.step, event }
  return { ...progress, noted: [...progress.noted, line] }
}

/** Another view of the same place. */
export const turn = (progress: Progress, view: View): Progress => ({ ...progress, view, revision: progress.revision + 1 })

export const isAt = (place: Place | undefined, { flow, step }: Place): boolean => place?.flow === flow && place.step === step

/** Another place; the one before is kept for "Back", unless it is the same one. */
export function move(progress: Progress, to: Place, view: View): Progress {
  const { reason: _left, ...facts } = progress.facts
  const trail = isAt(progress, to) ? progress.trail : [...progress.trail, { flow: progress.flow, step: progress.step }].slice(-longestTrail)
  return { ...progress, ...to, facts, trail, view, revision: progress.revision + 1 }
}
