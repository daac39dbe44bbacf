/** When the directory is asked, what its answer means for the place in the flow, and what follows. Pure. */
import { localHour, nextLocalTime } from '../../services/local-time.ts'
import type { Facts, LookResult, Progress } from '../../services/progress.ts'
import type { Advanced, Looked, Situation } from './event.ts'
import { type DoStep, type Flow, type Flows, flowOf, type Goal, nextInPath, stepOf } from './flow.ts'
import { move, note } from './place.ts'
import { canBeMissed, forgetRemoval, removedNext } from './removal.ts'

type Known = Extract<Looked, { kind: 'known' }>

const minute = 60_000
/** Minutes after "I did it"; the first look comes at once. */
const looks = [1, 2, 5, 10]
const night = { hour: 2, minute: 30 }
const morning = { hour: 8, minute: 0 }

/** Starts to check: the first look is asked for now. The planned one also serves when the first is lost with its process. */
export function startCheck(progress: Progress, now: Date): Progress {
  const check = { flow: progress.flow, step: progress.step, stopped: false }
  return {
    ...progress,
    facts: { ...progress.facts, check },
    checkStartedAt: now,
    checks: 0,
    lastCheckAt: null,
    nextCheckAt: new Date(now.getTime() + minute),
  }
}

export function endCheck(progress: Progress): Progress {
  const { check: _ended, ...facts } = progress.facts
  return { ...progress, facts, checkStartedAt: null, nextCheckAt: null }
}

const passes: Record<Exclude<Goal, 'spare'>, (known: Known, facts: Facts) => boolean> = {
  ready: (known, { before }) => known.done && (!before?.done || known.lasting > before.lasting),
  added: (known, { before }) => known.done && known.lasting > (before?.lasting ?? 0),
  phone: known => known.kinds.includes('phone'),
  kept: known => known.done,
  removed: (known, { there }) => known.done && (there === undefined || known.methods < there),
}

function isMet(flow: Flow, step: string, known: Known, facts: Facts): boolean {
  const goal = (flow.steps[step] as DoStep).check?.goal
  if (goal !== 'spare') return goal !== undefined && passes[goal](known, facts)
  const removal = removedNext(flow, step)
  return removal === undefined || canBeMissed[removal](known)
}

function plannedLook(startedAt: Date, now: Date): Date | null {
  const due = looks.map(after => new Date(startedAt.getTime() + after * minute)).find(at => at > now)
  return due ?? null
}

/** At night nobody is woken up, unless they are awake and have asked. */
function whenToTell(progress: Progress, { now, timeZone }: Situation): Date | null {
  const { askedAt, check } = progress.facts
  const asked = askedAt !== undefined && now.getTime() - Date.parse(askedAt) < 2 * minute
  const hour = localHour(now, timeZone)
  if (asked || !check?.stopped || (hour >= 7 && hour < 22)) return null
  return nextLocalTime(now, timeZone, morning.hour, morning.minute)
}

function pass(flows: Flows, progress: Progress, known: Known, situation: Situation): Advanced {
  const { check } = progress.facts
  const flow = check ? flowOf(flows, check.flow) : undefined
  if (!check || !flow) return still(progress)
  const next = nextInPath(flow, check.step)
  const removal = removedNext(flow, check.step)
  const here = progress.flow === check.flow && progress.step === check.step
  const seen = note({ ...progress, lastCheckAt: situation.now, checks: progress.checks + 1 }, 'looked:found', situation.now)
  // Nothing is ever asked to be removed that could be the last way in: then the flow is over, and what is there stays.
  if (next && (!removal || canBeMissed[removal](known))) {
    const ended = endCheck(removal ? { ...seen, facts: { ...seen.facts, there: known.methods } } : seen)
    return here ? { progress: move(ended, { flow: check.flow, step: next }, 'step'), effects: [], moved: true } : still(ended)
  }
  const tellAt = whenToTell(progress, situation)
  const passed = { flow: check.flow, endsSoon: !known.done, kinds: known.kinds }
  const ended = endCheck({ ...seen, facts: forgetRemoval(seen.facts) })
  const told: Progress = { ...ended, facts: { ...ended.facts, passed }, tellAt, toldAt: null, finishedAt: situation.now }
  return {
    progress: here ? { ...told, view: 'finished', revision: told.revision + 1 } : told,
    effects: tellAt ? [] : ['tell-done'],
    moved: here,
  }
}

const still = (progress: Progress): Advanced => ({ progress, effects: [], moved: false })

function wait(progress: Progress, found: { result: LookResult; seen?: Known }, situation: Situation): Advanced {
  const { check } = progress.facts
  if (!check || !progress.checkStartedAt) return still(progress)
  const { now, timeZone } = situation
  const planned = plannedLook(progress.checkStartedAt, now)
  const stops = !planned && !check.stopped
  const nightAt = stops ? nextLocalTime(now, timeZone, night.hour, night.minute).toISOString() : check.nightAt
  const tonight = nightAt && Date.parse(nightAt) > now.getTime() ? new Date(nightAt) : null
  const seen = found.seen ? { seen: { done: found.seen.done, kinds: found.seen.kinds } } : {}
  const waiting: Progress = {
    ...progress,
    facts: { ...progress.facts, check: { ...check, result: found.result, ...seen, stopped: check.stopped || stops, nightAt } },
    lastCheckAt: now,
    checks: progress.checks + 1,
    nextCheckAt: planned ?? tonight,
  }
  return still(note(waiting, `looked:${found.result}`, now))
}

/**
 * Leads away from the check at once: nothing can be spared, or nothing is left. Somebody who does something else meanwhile hears of
 * the second only.
 */
function turnAside(progress: Progress, step: DoStep, situation: Situation): Advanced | null {
  const { check } = progress.facts
  const otherwise = step.check?.otherwise
  if (!check || !otherwise) return null
  const here = progress.flow === check.flow && progress.step === check.step
  const looked = note({ ...progress, lastCheckAt: situation.now, checks: progress.checks + 1 }, `looked:${otherwise}`, situation.now)
  const ended = endCheck({ ...looked, facts: forgetRemoval(looked.facts) })
  if (!here && !step.removes) return still(ended)
  return { progress: move(ended, { flow: check.flow, step: otherwise }, 'step'), effects: [], moved: true }
}

/** The directory did not answer: that look does not count, and nobody is given up on because of it. */
function postpone(progress: Progress, retryAfterMs: number | null, { now }: Situation): Advanced {
  const { check } = progress.facts
  if (!check) return still(progress)
  const pause = Math.max(retryAfterMs ?? 0, check.stopped ? 10 * minute : minute)
  return still({
    ...progress,
    facts: { ...progress.facts, check: { ...check, result: 'unavailable' } },
    nextCheckAt: new Date(now.getTime() + pause),
  })
}

/** Takes what a look found. Does nothing where no check is running: the check was ended, or it passed in the meantime. */
export function seen(flows: Flows, progress: Progress, looked: Looked, situation: Situation): Advanced {
  const { check } = progress.facts
  const flow = check ? flowOf(flows, check.flow) : undefined
  const step = check && flow ? (stepOf(flow, check.step) as DoStep | undefined) : undefined
  if (!check || !flow || !step?.check) return still(check ? endCheck(progress) : progress)
  if (looked.kind === 'unavailable') return postpone(progress, looked.retryAfterMs, situation)
  if (looked.kind === 'gone') {
    const stopped = { ...progress, facts: { ...progress.facts, check: { ...check, result: 'gone' as const, stopped: true } } }
    return still({ ...stopped, lastCheckAt: situation.now, nextCheckAt: null })
  }
  if (isMet(flow, check.step, looked, progress.facts)) return pass(flows, progress, looked, situation)
  const aside = step.check.goal === 'spare' || !looked.done ? turnAside(progress, step, situation) : null
  if (aside) return aside
  return wait(progress, { result: looked.endsSoon ? 'ends_soon' : 'not_yet', seen: looked }, situation)
}

/** What was there when the flow began, asked from the directory; a check that is already running must not compare with itself. */
export function keepBaseline(progress: Progress, looked: Looked): Advanced {
  const { before, check } = progress.facts
  if (looked.kind !== 'known' || check || !before || before.live) return still(progress)
  return still({ ...progress, facts: { ...progress.facts, before: { ...before, lasting: looked.lasting, live: true } } })
}
