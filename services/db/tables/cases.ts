/** The tables of the helpdesk: cases, and what happened to them. */
import type { Generated } from 'kysely'
import type { Instant, Json, MaybeInstant } from '../columns.ts'

export type CaseState = 'open' | 'claimed' | 'resolved'
export type CaseEventKind =
  | 'opened'
  | 'note'
  | 'claimed'
  | 'released'
  | 'answer'
  | 'reply'
  | 'ready'
  | 'resolved'
  | 'reopened'
  | 'rated'
  | 'raised'

/** What the employee agreed to share when the case was opened. Instants are ISO texts. */
export interface CaseContext {
  department: string | null
  language: string
  deadlineAt: string | null
  tried: { flow: string; step: string; event: string; at: string }[]
  kinds: string[]
  kindsReadAt: string | null
  platform: string | null
  privileged: boolean
  /** What the person said is in the way, on an announcement: no_phone, own_phone, no_phone_at_work, leave. */
  hindrance?: string | null
  /** The bot opened it by itself: since when, and at which step of the guide or with which key, nothing happened. */
  silence?: { since: string; flow: string; step: string } | { since: string; key: 'ready' | 'handed_over' } | null
}

export interface CasesTable {
  id: Generated<number>
  person_id: string
  state: CaseState
  urgent: Generated<boolean>
  topic: string
  context: Json<CaseContext>
  call_me: string | null
  agent_id: string | null
  revision: Generated<number>
  channel_conversation_id: string | null
  channel_activity_id: string | null
  channel_shown: Generated<number>
  person_activity_id: string | null
  person_shown: Generated<number>
  showing_until: MaybeInstant
  pushed_at: MaybeInstant
  waiting_shown_at: MaybeInstant
  late_at: MaybeInstant
  ready_since: MaybeInstant
  looked_at: MaybeInstant
  rating: 'up' | 'down' | null
  opened_at: Instant
  answer_by: MaybeInstant
  claimed_at: MaybeInstant
  resolved_at: MaybeInstant
  changed_at: Instant
  /** What was said in it is gone since then. */
  words_erased_at: MaybeInstant
}

export interface CaseEventsTable {
  id: Generated<number>
  case_id: number
  at: Instant
  kind: CaseEventKind
  actor_id: string
  body: string | null
  to_tell: Generated<boolean>
  told_at: MaybeInstant
  failure: string | null
  pushed_at: MaybeInstant
}
