/** What a flow is made of. A flow is a table: its steps, what each button leads to, and what may go wrong at each step. */
import type { LinkName } from '../../cards/links.ts'
import type { PictureName } from '../../cards/pictures.ts'
import type { MethodKind } from '../../services/ports.ts'
import type { TopicId } from '../../services/topics.ts'

export type FlowId =
  | 'start'
  | 'register_authenticator'
  | 'passkey'
  | 'new_phone'
  | 'lost_phone'
  | 'change_phone_number'
  | 'no_smartphone'
  | 'security_key'
  | 'windows_hello'
  | 'tap'
  | 'question'

/** Where a button leads: a step of the same flow, another flow, or nowhere because all is said. */
export type Target = { step: string } | { flow: FlowId; step?: string } | 'end'

/** A choice that is offered only where the policy allows the method, or where the organisation gives out security keys. */
export type Condition = MethodKind | 'keys'

export interface Choice {
  to: Target
  needs?: Condition
  /** Not a method but a way around: where only one method is left, the step is skipped in spite of this choice. */
  aside?: true
}

/**
 * What the directory must say for the check to pass. `ready`: the person is done (somebody who already was: one more method than
 * before). `added`: one more than before. `kept`: still done. `phone`: done, or at least a phone number.
 */
export type Goal = 'ready' | 'added' | 'kept' | 'phone'

interface Shown {
  picture: PictureName
  link?: LinkName
  /** What a case that is opened from here is about, when that is more exact than the flow. */
  topic?: string
  /** Where its texts are, when another step has the same ones: `flow.<text>.title`, `.body` … */
  text?: string
}

/** Something to do. `next` is the following step of its path; a check asks the directory before that. */
export interface DoStep extends Shown {
  kind: 'do'
  /** What may go wrong here; each has its remedy in `remedies.ts`. */
  reasons: readonly string[]
  /** `again`: the one step that is worth repeating when the directory keeps seeing nothing. */
  check?: { goal: Goal; again: string }
  /** From here on counts what is added: the helpdesk may have taken something away since the flow began. */
  anew?: true
}

/** A question with a few answers. `list`: too many for buttons. */
export interface ChoiceStep extends Shown {
  kind: 'choice'
  choices: Record<string, Choice>
  list?: true
  /** The card has its own way to the helpdesk with another name ("Call me"). */
  help?: 'call'
  /** The step follows its only method by itself, when the policy leaves one. */
  skipsWhenOne?: true
}

/** What an answer is about. `otherwise`: the step with the next remedy, for whom it did not help; without one, a human is next. */
export interface Helps {
  topic: TopicId
  otherwise?: string
}

/** Something to know. `help`: the helpdesk is the main button, because only a human can go on from here. */
export interface AnswerStep extends Shown {
  kind: 'answer'
  to?: Target
  help?: 'main'
  /** Asks "Did this help?". */
  helps?: Helps
}

export type Step = DoStep | ChoiceStep | AnswerStep

export interface Flow {
  id: FlowId
  /** Raised when steps are renamed or removed: people in the middle get the current card. */
  version: number
  first: string
  steps: Record<string, Step>
  /** The order of the steps that are done one after the other ("step 2 of 5"). */
  paths: readonly (readonly string[])[]
  /** Asks the directory at the beginning what is there, so that something new can be told from it later. */
  baseline?: true
  /** A side talk: going on leads back to the flow that the person was in. */
  aside?: true
}

/** What to do about one reason. `to`: where the extra button leads ("Another way"). */
export interface Remedy {
  to?: Target
  link?: LinkName
}

export type Flows = Record<FlowId, Flow>

export const stepOf = (flow: Flow, step: string): Step | undefined => (Object.hasOwn(flow.steps, step) ? flow.steps[step] : undefined)

export const flowOf = (flows: Flows, id: string): Flow | undefined => (Object.hasOwn(flows, id) ? flows[id as FlowId] : undefined)

/** "Step 2 of 5", where the step is part of a path. */
export function positionOf(flow: Flow, step: string): { number: number; of: number } | null {
  const path = flow.paths.find(steps => steps.includes(step))
  return path ? { number: path.indexOf(step) + 1, of: path.length } : null
}

export function nextInPath(flow: Flow, step: string): string | null {
  const path = flow.paths.find(steps => steps.includes(step))
  return path?.[path.indexOf(step) + 1] ?? null
}

/** The key of one of a step's texts. */
export const stepText = (flow: Flow, stepId: string, part: string): string =>
  `flow.${flow.steps[stepId]?.text ?? `${flow.id}.${stepId}`}.${part}`
