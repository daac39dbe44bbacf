/** How much the connector may be asked: in all, and in one conversation. */
import type { Share } from '../../tokens.ts'
import type { Instant, MaybeJson } from '../columns.ts'

export interface PaceTable {
  lane: string
  next_at: Instant
  /** Who has how many of the connector's tokens. */
  shares: MaybeJson<Share[]>
}

/** Two buckets of one conversation, each as the instant at which it is empty again. */
export interface ThreadPaceTable {
  thread: string
  /** The newest slot. */
  asked_at: Instant
  burst_at: Instant
  hour_at: Instant
}
