/** Nothing is taken off an account unless the directory has shown, in this very flow, that it can be missed. Pure. */
import type { Facts, Progress } from '../../services/progress.ts'
import type { Verdict } from '../../services/registrations.ts'
import { type DoStep, type Flow, type Flows, flowOf, nextInPath, stepOf } from './flow.ts'

type Removal = NonNullable<DoStep['removes']>

/** Whether taking it away leaves something that the policy allows and that lasts. */
export const canBeMissed: Record<Removal, (known: Verdict) => boolean> = {
  method: known => known.lasting > 1,
  number: known => known.strong > 0,
}

/** What the step after this one takes away. */
export function removedNext(flow: Flow, step: string): Removal | undefined {
  const next = nextInPath(flow, step)
  return next ? (flow.steps[next] as DoStep).removes : undefined
}

/** What a look found counts for one removal only. */
export function forgetRemoval(facts: Facts): Facts {
  const { there: _counted, ...rest } = facts
  return rest
}

/**
 * However somebody comes to a removal (back, a remedy, a message of another day): without a look that allowed it they stand at the step
 * that looks, and while it is looked at what is left, they see that.
 */
export function guarded(flows: Flows, progress: Progress): Progress {
  const flow = flowOf(flows, progress.flow)
  const step = flow && stepOf(flow, progress.step)
  if (!flow || progress.view !== 'step' || step?.kind !== 'do' || !step.removes) return progress
  const { check, there } = progress.facts
  const looking = check?.flow === flow.id && check.step === progress.step
  if (looking && check.result !== 'not_yet') return { ...progress, view: 'checking' }
  if (there !== undefined) return progress
  const path = flow.paths.find(steps => steps.includes(progress.step)) ?? []
  return { ...progress, step: path[path.indexOf(progress.step) - 1] ?? flow.first }
}
