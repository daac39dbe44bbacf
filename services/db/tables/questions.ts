/** What people ask. Never their words: only which situation it was, and whether the answer helped. */
import type { Instant } from '../columns.ts'

export type QuestionOutcome = 'asked' | 'unsure' | 'helped' | 'not_helped' | 'human'

export interface AnswerCountsTable {
  /** The day in the organisation's zone, `YYYY-MM-DD`. */
  day: string
  topic: string
  language: string
  outcome: QuestionOutcome
  count: number
}

/** What a person asked last, so that nobody gets the same answer twice in a row. */
export interface LastQuestionsTable {
  person_id: string
  /** The topics that the answer was about, best first. */
  about: string
  asked_at: Instant
}
