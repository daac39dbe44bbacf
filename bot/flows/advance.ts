/** The step function of the guide: from a place and what happened to the new place and what is to be done about it. Pure. */
import type { Place, Progress, View } from '../../services/progress.ts'
import { answerDevice, forgetDevice, learnDevices, unknownDevice } from './device.ts'
import type { Advanced, Effect, Guide, GuideEvent, Pressed, Situation, Started } from './event.ts'
import { type FlowId, type Flows, flowOf, nextInPath, type PlaceTarget, type Step, stepOf, type Target } from './flow.ts'
import { endCheck, keepBaseline, seen, startCheck } from './look.ts'
import { beyond, choicesOf, isAllowed, offered } from './offers.ts'
import { isAt, move, note, turn } from './place.ts'
import { forgetRemoval, guarded } from './removal.ts'

const stay = (progress: Progress): Advanced => ({ progress, effects: [], moved: false })
const moved = (progress: Progress, effects: Effect[] = []): Advanced => ({ progress, effects, moved: true })

function placeOf(flows: Flows, from: Place, target: PlaceTarget): Place {
  if (!('flow' in target)) return { flow: from.flow, step: target.step }
  return { flow: target.flow, step: target.step ?? flows[target.flow].first }
}

/** For who asks for what the policy does not allow. */
const notUsed: PlaceTarget = { flow: 'start', step: 'not_used' }

/** Goes where a button leads. Entering another flow keeps what the person had by then, to tell later what is new. */
function go(flows: Flows, progress: Progress, target: Target, situation: Situation): Advanced {
  if (target === 'end') return moved({ ...turn(progress, 'closed'), finishedAt: situation.now })
  if ('topic' in target) return stay(progress)
  const to = placeOf(flows, progress, target)
  const flow = flows[to.flow as FlowId]
  const step = stepOf(flow, to.step)
  if (!isAllowed(flow, step, situation)) return go(flows, progress, notUsed, situation)
  const further = beyond(step, situation)
  if (further && further !== 'end' && !('topic' in further)) return go(flows, progress, { flow: flow.id, ...further }, situation)
  const there = move(progress, to, 'step')
  const known = learnDevices(there.facts, situation.platform)
  const sameFlow = progress.flow === to.flow && progress.facts.before
  const anew = step?.kind === 'do' && step.anew
  const devices = flow.newPhone && !sameFlow ? forgetDevice(known, 'phone') : known
  const entered: Progress = { ...there, facts: devices, version: flow.version, finishedAt: null }
  if ((sameFlow && !anew) || flow.aside) return moved(entered)
  const facts = { ...forgetRemoval(entered.facts), before: { ...situation.before, live: false } }
  return moved({ ...entered, facts }, flow.baseline ? ['check-registration'] : [])
}

const blank = (personId: string, place: Place, now: Date): Progress => ({
  personId,
  ...place,
  version: 0,
  view: 'step',
  revision: 0,
  trail: [],
  noted: [],
  facts: {},
  activityId: null,
  checkStartedAt: null,
  checks: 0,
  lastCheckAt: null,
  nextCheckAt: null,
  changedAt: now,
  finishedAt: null,
  tellAt: null,
  toldAt: null,
  silentAt: null,
  nudges: 0,
  stay: null,
})

/** The flows that "Set it up" leads through: asking for it again in the middle of one leads back to the place in it. */
const setUp = new Set<string>(['start', 'register_authenticator', 'passkey', 'no_smartphone', 'security_key', 'windows_hello', 'tap'])

function begin(flows: Flows, current: Progress, event: Started, situation: Situation): Advanced {
  const aside = flowOf(flows, current.flow)?.aside
  // A side talk that is over has not ended what the person was doing.
  const over = !aside && (current.view === 'finished' || current.view === 'closed')
  if (event.flow === 'start' && !over && setUp.has(current.flow) && current.trail.length > 0) {
    return { ...moved(turn(current, viewAt(current, current))), kept: true }
  }
  const leavesPlace = !over && !aside
  const from = leavesPlace ? current : { ...current, trail: over ? [] : current.trail }
  const anew = flows[event.flow].aside ? from : { ...from, facts: { ...from.facts, before: undefined } }
  const started = go(flows, anew, { flow: event.flow, step: event.step }, situation)
  const passed = leavesPlace ? started.progress.trail : from.trail
  const trail = isAt(passed.at(-1), started.progress) ? passed.slice(0, -1) : passed
  return { ...started, progress: note({ ...started.progress, trail }, 'started', situation.now) }
}

/** Starts a flow for somebody who has no place yet. */
export function first(guide: Guide, personId: string, event: Started, situation: Situation): Advanced {
  const place = { flow: event.flow, step: guide.flows[event.flow].first }
  const started = go(guide.flows, blank(personId, place, situation.now), { flow: event.flow, step: event.step }, situation)
  return { ...started, progress: note({ ...guarded(guide.flows, started.progress), trail: [] }, 'started', situation.now) }
}

/** Where a check is running, its state is what the person should see. */
function viewAt(progress: Progress, place: Place): View {
  const { check } = progress.facts
  return check?.flow === place.flow && check.step === place.step ? 'checking' : 'step'
}

function returnTo(flows: Flows, progress: Progress, index: number): Advanced {
  const place = progress.trail[index]
  const flow = place ? flowOf(flows, place.flow) : undefined
  if (!place || !flow || !stepOf(flow, place.step)) return stay(progress)
  return moved({ ...turn(progress, viewAt(progress, place)), ...place, version: flow.version, trail: progress.trail.slice(0, index) })
}

function next(flows: Flows, progress: Progress, { step, led }: { step: Step; led?: PlaceTarget }, situation: Situation): Advanced {
  if (step.kind === 'answer')
    return step.to && offered(step.needs, situation) ? go(flows, progress, led ?? step.to, situation) : stay(progress)
  if (step.kind === 'choice') return stay(progress)
  if (step.to) return go(flows, progress, step.to, situation)
  if (step.check) return moved(turn(startCheck(progress, situation.now), 'checking'), ['check-registration'])
  const following = nextInPath(flows[progress.flow as FlowId], progress.step)
  return following ? go(flows, progress, { step: following }, situation) : stay(progress)
}

function back(flows: Flows, progress: Progress, step: Step): Advanced {
  if (progress.view === 'trouble') return moved(turn(progress, viewAt(progress, progress)))
  if (progress.view === 'remedy') return moved(turn(progress, 'trouble'))
  if (progress.view === 'handed') return moved(turn(progress, 'step'))
  if (progress.view === 'checking' && step.kind === 'do' && step.check) {
    if (step.removes && progress.facts.check?.result !== 'not_yet') {
      return moved(endCheck({ ...turn(progress, 'step'), facts: forgetRemoval(progress.facts) }))
    }
    const again = { flow: progress.flow, step: step.check.again }
    const passedBy = progress.trail.findLastIndex(place => place.flow === again.flow && place.step === again.step)
    return passedBy < 0 ? moved(move(endCheck(progress), again, 'step')) : returnTo(flows, endCheck(progress), passedBy)
  }
  return progress.view === 'step' ? returnTo(flows, progress, progress.trail.length - 1) : stay(progress)
}

interface Chosen {
  step: Step
  choice: string
  led?: PlaceTarget
}

function choose(guide: Guide, progress: Progress, { step, choice, led }: Chosen, situation: Situation): Advanced {
  if (progress.view === 'checking') {
    return choice === 'lasting' ? go(guide.flows, progress, { flow: 'start', step: 'front' }, situation) : stay(progress)
  }
  if (progress.view === 'remedy') {
    const remedy = guide.remedies[progress.facts.reason ?? '']
    if (remedy?.forgets) return moved(turn({ ...progress, facts: forgetDevice(progress.facts, remedy.forgets) }, 'step'))
    return remedy?.to ? go(guide.flows, progress, remedy.to, situation) : stay(progress)
  }
  const chosen = step.kind === 'choice' ? choicesOf(step, situation).find(([id]) => id === choice) : undefined
  return chosen ? go(guide.flows, progress, led ?? chosen[1].to, situation) : stay(progress)
}

/** "Did this help?" Where it did not and nothing else is known, a human is next. */
function helped(flows: Flows, progress: Progress, { step, yes }: { step: Step; yes: boolean }, situation: Situation): Advanced {
  if (progress.view !== 'step' || step.kind !== 'answer' || !step.helps) return stay(progress)
  if (yes) return go(flows, progress, 'end', situation)
  const { otherwise } = step.helps
  return otherwise ? go(flows, progress, { step: otherwise }, situation) : moved(turn(progress, 'handed'))
}

function look(progress: Progress, now: Date): Advanced {
  const { check, askedAt } = progress.facts
  const last = Math.max(progress.lastCheckAt?.getTime() ?? 0, progress.checkStartedAt?.getTime() ?? 0, askedAt ? Date.parse(askedAt) : 0)
  if (!check || now.getTime() - last < 20_000) return stay(progress)
  const asked = { ...progress, facts: { ...progress.facts, askedAt: now.toISOString() } }
  return { progress: note(asked, 'look', now), effects: ['check-registration'], moved: false }
}

function resume(progress: Progress, flows: Flows): Advanced {
  if (flowOf(flows, progress.flow)?.aside) {
    const returned = returnTo(
      flows,
      progress,
      progress.trail.findLastIndex(place => !flowOf(flows, place.flow)?.aside),
    )
    if (returned.moved) return returned
  }
  return progress.view === 'paused' ? moved(turn(progress, 'step')) : stay(progress)
}

function press(guide: Guide, progress: Progress, event: Pressed, situation: Situation): Advanced {
  const step = stepOf(guide.flows[progress.flow as FlowId], progress.step)
  if (!step) return stay(progress)
  const { view } = progress
  const device = view === 'step' ? unknownDevice(step, progress.facts, situation.platform) : null
  if (device && event.kind === 'choose') return answerDevice(progress, device, event.choice)
  if (device && event.kind !== 'back' && event.kind !== 'pause') return stay(progress)
  switch (event.kind) {
    case 'next':
      return view === 'step' ? next(guide.flows, progress, { step, led: event.led }, situation) : stay(progress)
    case 'choose':
      return view === 'step' || view === 'remedy' || view === 'checking'
        ? choose(guide, progress, { step, choice: event.choice, led: event.led }, situation)
        : stay(progress)
    case 'back':
      return back(guide.flows, progress, step)
    case 'pause':
      return view === 'step' || view === 'trouble' || view === 'remedy' ? moved(turn(progress, 'paused')) : stay(progress)
    case 'trouble':
      return step.kind === 'do' && (view === 'step' || view === 'checking') ? moved(turn(progress, 'trouble')) : stay(progress)
    case 'reason': {
      const { reason } = event
      if (view !== 'trouble' || step.kind !== 'do' || !reason || !step.reasons.includes(reason)) return stay(progress)
      if (!offered(guide.remedies[reason]?.needs, situation)) return stay(progress)
      return moved(turn({ ...progress, facts: { ...progress.facts, reason } }, 'remedy'))
    }
    case 'helped':
      return helped(guide.flows, progress, { step, yes: event.helped }, situation)
    case 'fixed':
      return view === 'remedy' ? moved(turn(progress, 'step')) : stay(progress)
  }
}

const said = (event: Pressed): string => {
  if (event.kind === 'choose') return `choose:${event.choice}`
  if (event.kind === 'helped') return event.helped ? 'helped' : 'not_helped'
  return event.kind === 'reason' ? `reason:${event.reason}` : event.kind
}

/**
 * Where an event leads. A button whose card is older than the place changes nothing, so a double click or a repeated delivery cannot
 * move twice. Refuses nothing: what makes no sense here leaves the place as it is.
 */
export function advance(guide: Guide, progress: Progress, event: GuideEvent, situation: Situation): Advanced {
  const result = apply(guide, progress, event, situation)
  return { ...result, progress: guarded(guide.flows, result.progress) }
}

function apply(guide: Guide, progress: Progress, event: GuideEvent, situation: Situation): Advanced {
  const { flows } = guide
  switch (event.kind) {
    case 'start':
      return begin(flows, progress, event, situation)
    case 'resume':
      return resume(progress, flows)
    case 'look':
      return look(progress, situation.now)
    case 'looked':
      return seen(flows, progress, event.looked, situation)
    case 'baseline':
      return keepBaseline(progress, event.looked)
    default: {
      const { at } = event
      if (at.flow !== progress.flow || at.step !== progress.step || at.revision !== progress.revision) return stay(progress)
      const result = press(guide, progress, event, situation)
      if (!result.moved) return result
      const { noted } = note(progress, said(event), situation.now)
      return { ...result, progress: { ...result.progress, noted } }
    }
  }
}

/** Brings a place that an older version stored to this one: the same step where it still exists, the flow's first otherwise. */
export function grow(flows: Flows, progress: Progress): Progress {
  const flow = flowOf(flows, progress.flow)
  if (flow && flow.version === progress.version && stepOf(flow, progress.step)) return progress
  const now = flow ?? flows.start
  const step = stepOf(now, progress.step) ? progress.step : now.first
  const trail = progress.trail.filter(place => flowOf(flows, place.flow)?.steps[place.step])
  const ended = progress.facts.check ? endCheck(progress) : progress
  const over = progress.view === 'finished' || progress.view === 'closed'
  const view = over ? progress.view : 'step'
  return guarded(flows, { ...ended, flow: now.id, version: now.version, step, trail, view, revision: progress.revision + 1 })
}
