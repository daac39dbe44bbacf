/** Finds what is missing in the tables of the guide: targets, remedies, texts. Asked when the bot starts and by a test. */
import { hasText } from '../../cards/texts/translate.ts'
import type { Guide } from './event.ts'
import { type Flow, type Flows, type Step, stepOf, stepText, type Target } from './flow.ts'

function missingTarget(flows: Flows, flow: Flow, target: Target | undefined): string | null {
  if (!target || target === 'end') return null
  if ('flow' in target) {
    const other = flows[target.flow]
    return stepOf(other, target.step ?? other.first) ? null : `${target.flow}.${target.step}`
  }
  return stepOf(flow, target.step) ? null : `${flow.id}.${target.step}`
}

function targetsOf(step: Step): (Target | undefined)[] {
  if (step.kind === 'choice') return Object.values(step.choices).map(choice => choice.to)
  if (step.kind === 'do') return [step.check && { step: step.check.again }]
  return [step.to, step.helps?.otherwise === undefined ? undefined : { step: step.helps.otherwise }]
}

function textsOf(flow: Flow, id: string, step: Step): string[] {
  const own = ['title', 'body'].map(part => stepText(flow, id, part))
  const choices = step.kind === 'choice' ? Object.keys(step.choices).map(choice => stepText(flow, id, `choice.${choice}`)) : []
  return [...own, ...choices]
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
        return step?.kind === 'do' && !step.check
      })
      .map(id => `${flow.id}.${id} ends a path without a check.`),
    ...Object.keys(flow.steps).flatMap(id => faultsOfStep(guide, flow, id)),
  ]
}

/** One line for each fault; empty when all is well. */
export function checkGuide(guide: Guide): string[] {
  const reasons = Object.entries(guide.remedies).flatMap(([reason, remedy]) => [
    ...['', '.title', '.body', ...(remedy.to ? ['.to'] : [])]
      .map(part => `trouble.${reason}${part}`)
      .filter(key => !hasText(key))
      .map(key => `The remedy "${reason}" has no text "${key}".`),
    ...(missingTarget(guide.flows, guide.flows.start, remedy.to) ? [`The remedy "${reason}" leads nowhere.`] : []),
  ])
  return [...Object.values(guide.flows).flatMap(flow => faultsOfFlow(guide, flow)), ...reasons]
}
