/** What a flow is made of. A flow is a table: its steps, what each button leads to, and what may go wrong at each step. */
import type { LinkName } from '../../cards/links.ts'
import type { PictureName } from '../../cards/pictures.ts'
import type { MethodKind } from '../../services/ports.ts'
import type { TopicId } from '../../services/topics.ts'
import type { UrgentReport } from '../../services/urgent-reports.ts'

export type FlowId =
  | 'start'
  | 'register_authenticator'
  | 'passkey'
  | 'new_phone'
  | 'lost_phone'
  | 'change_phone_number'
  | 'wrong_number_listed'
  | 'change_default_method'
  | 'backup_method'
  | 'remove_old_device'
  | 'no_smartphone'
  | 'security_key'
  | 'windows_hello'
  | 'tap'
  | 'phone_number'
  | 'phone_not_at_hand'
  | 'authenticator_backup_restore'
  | 'locked_out'
  | 'sspr'
  | 'unexpected_prompt'
  | 'error_code'
  | 'question'

/** A place in the guide: a step of the same flow, or another flow. */
export type PlaceTarget = { step: string } | { flow: FlowId; step?: string }

/** Where a button leads: a place, wherever a situation leads today (`bot/coach/topics.ts`), or nowhere because all is said. */
export type Target = PlaceTarget | { topic: TopicId } | 'end'

/**
 * A choice that is offered only where the policy allows the method, or something that lasts, or not the app (`no_app`), where the
 * organisation gives out security keys, or to somebody who has nothing yet (`first`; `first_pass` where there is no app to begin with).
 */
export type Condition = MethodKind | 'lasting' | 'no_app' | 'keys' | 'first' | 'first_pass'

/** What the words of a step differ by: iPhone or Android, Windows or Mac. */
export type Device = 'phone' | 'computer'

export interface Choice {
  to: Target
  needs?: Condition
  /** Not a method but a way around: where only one method is left, the step is skipped in spite of this choice. */
  aside?: true
  /** Offered only where nothing else is: a code by phone is never the easy way. */
  last?: true
}

/**
 * What the directory must say for the check to pass. `ready`: the person is done (somebody who already was: one more method than
 * before). `added`: one more than before. `phone`: a phone number is there. `kept`: still done. `spare`: what the next step
 * takes away can be missed. `removed`: still done, and one less than before the removal.
 */
export type Goal = 'ready' | 'added' | 'phone' | 'kept' | 'spare' | 'removed'

interface Shown {
  picture: PictureName
  link?: LinkName
  /** What a case that is opened from here is about, when that is more exact than the flow. */
  topic?: string
  /** Where its texts are, when another step has the same ones: `flow.<text>.title`, `.body` … */
  text?: string
  /** Minutes that somebody may well take here. Without it, what is usual for such a step. */
  patience?: number
}

/** Something to do. `next` is the following step of its path; a check asks the directory before that. */
export interface DoStep extends Shown {
  kind: 'do'
  /** What may go wrong here; each has its remedy in `remedies.ts`. */
  reasons: readonly string[]
  /** Its words differ by this. Where it is not known which the person has, they are asked, once. */
  asks?: Device
  /** Here begins the setting up of this. Where the policy does not allow it, nobody comes here. */
  sets?: MethodKind
  /** Something is taken off the account here. The step is shown only after the directory has shown that it can be missed. */
  removes?: 'method' | 'number'
  /**
   * `again`: the one step that is worth repeating when the directory keeps seeing nothing. `otherwise`: where it leads at once when
   * nothing can be spared, or when nothing is left.
   */
  check?: { goal: Goal; again: string; otherwise?: string }
  /** From here on counts what is added: the helpdesk may have taken something away since the flow began. */
  anew?: true
  /** Where the last step leads when it is nothing that the directory could see. */
  to?: PlaceTarget
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
  /** Where it leads when the policy leaves none of its methods. */
  none?: PlaceTarget
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
  /** The button that leads there is offered only where this holds. */
  needs?: Condition
  help?: 'main'
  /** Asks "Did this help?". */
  helps?: Helps
  /** A security key can be ordered here. */
  orders?: true
  /** The button that leads here reports this: an urgent case, by itself. */
  reports?: UrgentReport
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
  /** It is about another phone than the one that we know: which it is, is asked again. */
  newPhone?: true
  /** What all of it sets up. Where the policy does not allow it, nobody comes here. */
  sets?: MethodKind
  /** A side talk: going on leads back to the flow that the person was in. */
  aside?: true
}

/**
 * What to do about one reason. `to`: where the extra button leads ("Another way"). `forgets`: the button asks again which device it is.
 * `needs`: the reason is no reason where this does not hold.
 */
export interface Remedy {
  needs?: Condition
  to?: PlaceTarget
  forgets?: Device
  link?: LinkName
}

export type Flows = Record<FlowId, Flow>

export const stepOf = (flow: Flow, step: string): Step | undefined => (Object.hasOwn(flow.steps, step) ? flow.steps[step] : undefined)

export const flowOf = (flows: Flows, id: string): Flow | undefined => (Object.hasOwn(flows, id) ? flows[id as FlowId] : undefined)

/** What a case that is opened from a step is about, where that is more exact than its flow. */
export const aboutOf = (step: Step): string | undefined =>
  step.topic ?? (step.kind === 'answer' ? (step.reports ?? step.helps?.topic) : undefined)

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
