/** What happens to a place in the guide, and what an event leads to. Types only. */
import type { MethodKind } from '../../services/ports.ts'
import type { Place, Progress } from '../../services/progress.ts'
import type { Verdict } from '../../services/registrations.ts'
import type { FlowId, Flows, PlaceTarget, Remedy } from './flow.ts'

/** What one look at the directory found. */
export type Looked = ({ kind: 'known' } & Verdict) | { kind: 'gone' } | { kind: 'unavailable'; retryAfterMs: number | null }

/** Where the pressed card stood. */
export interface At extends Place {
  revision: number
}

/** `led`: where the button's situation leads, for one that leads to a situation. */
export type GuideEvent =
  | { kind: 'start'; flow: FlowId; step?: string }
  | { kind: 'choose'; at: At; choice: string; led?: PlaceTarget }
  | { kind: 'next'; at: At; led?: PlaceTarget }
  | { kind: 'reason'; at: At; reason: string | undefined }
  | { kind: 'back' | 'pause' | 'trouble' | 'fixed'; at: At }
  | { kind: 'helped'; at: At; helped: boolean }
  | { kind: 'resume' | 'look' }
  | { kind: 'looked' | 'baseline'; looked: Looked }

/** What the decision rests on besides the place. */
export interface Situation {
  now: Date
  timeZone: string
  /** Methods that the policy allows. */
  allowed: readonly MethodKind[]
  givesKeys: boolean
  /** What the person writes from: "iOS", "Android", "Windows" … */
  platform: string | null
  /** What we knew of the person's methods before this event. */
  before: { lasting: number; done: boolean }
  /** The kinds of methods that we knew of. */
  has: readonly string[]
}

/** A follow-up job about this person. */
export type Effect = 'check-registration' | 'tell-done'

export interface Advanced {
  progress: Progress
  effects: Effect[]
  /** Whether the person sees another card than before. */
  moved: boolean
  /** The person asked to begin, and is led back to where they were. */
  kept?: true
}

export type Started = Extract<GuideEvent, { kind: 'start' }>
export type Pressed = Extract<GuideEvent, { at: At }>

/** The flows and the remedies that all of this moves through. */
export interface Guide {
  flows: Flows
  remedies: Record<string, Remedy>
}
