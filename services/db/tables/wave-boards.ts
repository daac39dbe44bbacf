import type { Instant, MaybeInstant } from '../columns.ts'

/** Messages in admins' chats that show a wave and are kept true. */
export interface WaveBoardsTable {
  wave_id: string
  person_id: string
  activity_id: string
  /** What the card shows, so that only a change is worth an edit; null: to be drawn anew. */
  shown: string | null
  looked_at: MaybeInstant
  /** Since when the message shows the wave. */
  kept_at: Instant
}
