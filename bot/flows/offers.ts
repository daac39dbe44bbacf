/** What is offered to this person: ways that the policy allows, and what gets a code by phone only where nothing else is left. Pure. */
import type { MethodKind } from '../../services/ports.ts'
import type { Situation } from './event.ts'
import type { Choice, ChoiceStep, Condition, Flow, Step } from './flow.ts'

type Offers = Pick<Situation, 'allowed' | 'givesKeys' | 'has'>

/** What goes on working after 1 February 2027, of what the guide can set up. */
export const lastingWays = ['authenticator', 'passkey', 'windows_hello'] as const satisfies MethodKind[]

export const hasLasting = (allowed: readonly MethodKind[]): boolean => lastingWays.some(kind => allowed.includes(kind))

const nothingYet = ({ has }: Offers) => has.length === 0
const app = ({ allowed }: Offers) => allowed.includes('authenticator')

const conditions: Record<Exclude<Condition, MethodKind>, (offers: Offers) => boolean> = {
  keys: ({ givesKeys, allowed }) => givesKeys && allowed.includes('passkey'),
  lasting: ({ allowed }) => hasLasting(allowed),
  no_app: offers => !app(offers),
  first: offers => nothingYet(offers) && app(offers),
  first_pass: offers => nothingYet(offers) && !app(offers),
}

export function offered(needs: Condition | undefined, offers: Offers): boolean {
  if (!needs) return true
  return Object.hasOwn(conditions, needs)
    ? conditions[needs as keyof typeof conditions](offers)
    : offers.allowed.includes(needs as MethodKind)
}

/** The choices of a step, in their order. */
export function choicesOf(step: ChoiceStep, offers: Offers): [string, Choice][] {
  const all = Object.entries(step.choices).filter(([, choice]) => offered(choice.needs, offers))
  const others = all.filter(([, choice]) => !choice.last)
  return others.some(([, choice]) => !choice.aside) ? others : all
}

/** What comes where the policy leaves no choice: the only way itself, or what is there for whoever has none. */
export function beyond(step: Step | undefined, offers: Offers): ChoiceStep['none'] | Choice['to'] {
  if (step?.kind !== 'choice') return undefined
  const ways = choicesOf(step, offers).filter(([, choice]) => !choice.aside)
  if (ways.length === 0) return step.none
  return step.skipsWhenOne && ways.length === 1 ? ways[0]?.[1].to : undefined
}

/** Whether this place sets up what the policy allows: no button, remedy or old card leads anybody into anything else. */
export function isAllowed(flow: Flow, step: Step | undefined, { allowed }: Offers): boolean {
  const sets = (step?.kind === 'do' ? step.sets : undefined) ?? flow.sets
  return sets === undefined || allowed.includes(sets)
}
