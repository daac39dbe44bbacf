/** When it is noticed that somebody does not get further: each step has its patience. Pure. */
import type { Place, Progress } from '../../services/progress.ts'
import type { GuideEvent } from './event.ts'
import { type Flows, flowOf, type Step, stepOf } from './flow.ts'

const minute = 60_000
/** A step with a screen open; something to choose or to read; "Continue later". */
const usual = { do: 20, choice: 60, answer: 60, paused: 24 * 60 }

/** After this many nudges nothing more is done about a stay. */
export const lastNudge = 3

/** Where somebody is in what they came for: a side talk keeps that place. Null: they only asked something. */
export function stayOf(flows: Flows, progress: Progress): Place | null {
  const here = { flow: progress.flow, step: progress.step }
  return [...progress.trail, here].findLast(place => flowOf(flows, place.flow) && !flowOf(flows, place.flow)?.aside) ?? null
}

const nameOf = (place: Place) => `${place.flow}.${place.step}`

/** How long nothing may happen at this place, in milliseconds. */
export function patienceOf(step: Step, view: Progress['view']): number {
  return (step.patience ?? (view === 'paused' ? usual.paused : usual[step.kind])) * minute
}

function hushed(progress: Progress): Progress {
  return progress.silentAt || progress.nudges > 0 || progress.stay ? { ...progress, silentAt: null, nudges: 0, stay: null } : progress
}

function listened(flows: Flows, after: Progress, now: Date): Progress {
  const place = stayOf(flows, after)
  const flow = place ? flowOf(flows, place.flow) : undefined
  const step = place && flow ? stepOf(flow, place.step) : undefined
  const over = after.view === 'finished' || (after.view === 'closed' && after.flow === place?.flow)
  if (!place || !step || over) return hushed(after)
  const stay = nameOf(place)
  const nudges = stay === after.stay ? after.nudges : 0
  const silentAt = nudges >= lastNudge ? null : new Date(now.getTime() + patienceOf(step, after.view))
  return { ...after, silentAt, nudges, stay }
}

/**
 * The person did something, or was led on: silence begins anew. A nudge counts for the whole stay at a step, whatever was pressed in it.
 * A press that changes nothing is worth a write only where somebody was nudged, because it is the answer to that.
 */
export function listen(flows: Flows, { event, moved }: { event: GuideEvent; moved: boolean }, after: Progress, now: Date): Progress {
  const bySystem = event.kind === 'looked' || event.kind === 'baseline'
  if (moved) return listened(flows, after, now)
  if (bySystem || after.nudges === 0) return after.view === 'finished' ? hushed(after) : after
  return listened(flows, after, now)
}
