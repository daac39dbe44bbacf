/** Finds what is missing in the tables of the guide: targets, remedies, texts. Asked when the bot starts and by a test. */
import { choiceText } from '../../cards/choice.ts'
import { hasText } from '../../cards/texts/translate.ts'
import type { Guide } from './event.ts'
import { type ChoiceStep, type DoStep, type Flow, type Flows, type Step, stepOf, stepText, type Target } from './flow.ts'

function missingTarget(flows: Flows, flow: Flow, target: Target | undefined): string | null {
  if (!target || target === 'end' || 'topic' in target) return null
  if ('flow' in target) {
    const other = flows[target.flow]
    return stepOf(other, target.step ?? other.first) ? null : `${target.flow}.${target.step}`
  }
  return stepOf(flow, target.step) ? null : `${flow.id}.${target.step}`
}

function targetsOf(step: Step): (Target | undefined)[] {
  if (step.kind === 'choice') return [...Object.values(step.choices).map(choice => choice.to), step.none]
  if (step.kind === 'answer') return [step.to, step.helps?.otherwise === undefined ? undefined : { step: step.helps.otherwise }]
  const { again, otherwise } = step.check ?? {}
  return [again ? { step: again } : undefined, otherwise ? { step: otherwise } : undefined, step.to]
}

const nameOf = (flows: Flows, flow: Flow, target: Target | undefined): string | null => {
  if (!target || target === 'end' || 'topic' in target) return null
  return 'flow' in target ? `${target.flow}.${target.step ?? flows[target.flow].first}` : `${flow.id}.${target.step}`
}

/** Every place that a button leads to: choices, answers, steps to repeat, remedies, the beginnings of flows. */
function pressable({ flows, remedies }: Guide): Set<string> {
  const all = Object.values(flows)
  const bySteps = all.flatMap(flow =>
    Object.entries(flow.steps).flatMap(([id, step]) =>
      targetsOf(step)
        .map(target => nameOf(flows, flow, target))
        .filter(name => name !== `${flow.id}.${id}`),
    ),
  )
  const byRemedies = Object.values(remedies).map(remedy => nameOf(flows, flows.start, remedy.to))
  return new Set([...bySteps, ...byRemedies, ...all.map(flow => `${flow.id}.${flow.first}`)].filter(name => name !== null))
}

/** What is removed must be looked at before and after, and no button may lead around the look before. */
function faultsOfRemoval(guide: Guide, flow: Flow, id: string, step: DoStep): string[] {
  const path = flow.paths.find(steps => steps.includes(id)) ?? []
  const before = flow.steps[path[path.indexOf(id) - 1] ?? '']
  const looksBefore = before?.kind === 'do' && ['added', 'ready', 'spare'].includes(before.check?.goal ?? '')
  // `kept`: where there may be nothing to remove.
  const looksAfter = ['removed', 'kept'].includes(step.check?.goal ?? '') && step.check?.otherwise
  return [
    ...(looksBefore ? [] : [`${flow.id}.${id} removes something, but the step before it does not look whether that can be missed.`]),
    ...(looksAfter ? [] : [`${flow.id}.${id} removes something, and does not look afterwards what is left.`]),
    ...(pressable(guide).has(`${flow.id}.${id}`) ? [`A button leads to ${flow.id}.${id} around the look before it.`] : []),
  ]
}

function textsOf(flow: Flow, id: string, step: Step): string[] {
  const own = ['title', 'body'].map(part => stepText(flow, id, part))
  const choices = step.kind === 'choice' ? Object.keys(step.choices).map(choice => choiceText(stepText(flow, id, 'choice'), choice)) : []
  return [...own, ...choices]
}

/** Each choice depends on the policy, and the flow is there without them. */
function mayBeEmpty(flow: Flow, step: ChoiceStep): boolean {
  return Object.values(step.choices).every(choice => choice.aside || (choice.needs !== undefined && choice.needs !== flow.sets))
}

function faultsOfStep({ flows, remedies }: Guide, flow: Flow, id: string): string[] {
  const step = flow.steps[id] as Step
  const where = `${flow.id}.${id}`
  const inPath = flow.paths.some(path => path.includes(id))
  return [
    ...targetsOf(step)
      .flatMap(target => missingTarget(flows, flow, target) ?? [])
      .map(target => `${where} leads to ${target}, which does not exist.`),
    ...textsOf(flow, id, step)
      .filter(key => !hasText(key))
      .map(key => `${where} has no text "${key}".`),
    ...(step.kind === 'do' ? step.reasons : [])
      .filter(reason => !Object.hasOwn(remedies, reason))
      .map(reason => `${where} names the reason "${reason}", which has no remedy.`),
    ...(step.kind === 'do' && !inPath ? [`${where} is a step to do, but in no path.`] : []),
    ...(step.kind === 'do' && step.asks && !step.reasons.includes(`other_${step.asks}`)
      ? [`${where} differs by the ${step.asks}, but "other_${step.asks}" is not among its reasons.`]
      : []),
    ...(step.kind === 'do' && step.removes ? faultsOfRemoval({ flows, remedies }, flow, id, step) : []),
    ...(step.kind === 'choice' && mayBeEmpty(flow, step) && !step.none
      ? [`${where} may be left without a choice by the policy, and does not say where it leads then (\`none\`).`]
      : []),
  ]
}

function faultsOfFlow(guide: Guide, flow: Flow): string[] {
  return [
    ...(stepOf(flow, flow.first) ? [] : [`${flow.id} begins with ${flow.first}, which does not exist.`]),
    ...flow.paths
      .flat()
      .filter(id => stepOf(flow, id)?.kind !== 'do')
      .map(id => `${flow.id}: ${id} is in a path, but is not a step to do.`),
    ...flow.paths
      .flatMap(path => path.slice(-1))
      .filter(id => {
        const step = stepOf(flow, id)
        return step?.kind === 'do' && !step.check && !step.to
      })
      .map(id => `${flow.id}.${id} ends a path without a check.`),
    ...Object.keys(flow.steps).flatMap(id => faultsOfStep(guide, flow, id)),
  ]
}

/** One line for each fault; empty when all is well. */
export function checkGuide(guide: Guide): string[] {
  const reasons = Object.entries(guide.remedies).flatMap(([reason, remedy]) => [
    ...['', '.title', '.body', ...(remedy.to || remedy.forgets ? ['.to'] : [])]
      .map(part => `trouble.${reason}${part}`)
      .filter(key => !hasText(key))
      .map(key => `The remedy "${reason}" has no text "${key}".`),
    ...(missingTarget(guide.flows, guide.flows.start, remedy.to) ? [`The remedy "${reason}" leads nowhere.`] : []),
  ])
  return [...Object.values(guide.flows).flatMap(flow => faultsOfFlow(guide, flow)), ...reasons]
}
