/** The tables of four eyes: who was asked to approve what, what is to be corrected, and who may announce only to some. */
import type { Instant, Json, MaybeInstant } from '../columns.ts'

export type SubjectKind = 'announcement' | 'wave' | 'correction'
/** How a question stands: open, answered, taken back by its author, or unanswered when its time was over. */
export type Verdict = 'asked' | 'approved' | 'declined' | 'withdrawn' | 'late'

/** One card about one question, at one person. */
export interface ApprovalRequestsTable {
  subject_kind: SubjectKind
  subject_id: string
  /** The question itself: who asks again after a change asks anew. */
  asked_at: Instant
  person_id: string
  activity_id: string | null
  /** What the card says now. */
  shown: Verdict | null
}

export interface CorrectionsTable {
  id: string
  announcement_id: string
  content: Json<unknown>
  /** Why, per language, as people read it. */
  reason: Json<Record<string, string>>
  state: 'awaiting_approval' | 'applied' | 'declined' | 'withdrawn'
  author_id: string
  asked_at: Instant
  approved_by: string | null
  approved_at: MaybeInstant
  declined_by: string | null
  declined_note: string | null
}

/** An admin with a row may announce only to people inside its audience. */
export interface AuthorLimitsTable {
  person_id: string
  audience: Json<unknown>
  set_by: string
  set_at: Instant
}
