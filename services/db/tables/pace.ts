/** How much the connector may be asked: in all, and in one conversation. */
import type { Instant } from '../columns.ts'

export interface PaceTable {
  lane: string
  next_at: Instant
}

/** Two buckets of one conversation, each as the instant at which it is empty again. */
export interface ThreadPaceTable {
  thread: string
  /** The newest slot. */
  asked_at: Instant
  burst_at: Instant
  hour_at: Instant
}
