import type { MaybeInstant } from '../columns.ts'

/** The message in an admin's chat that shows a wave and is kept true: the newest one for each wave. */
export interface WaveBoardsTable {
  wave_id: string
  person_id: string
  activity_id: string
  /** What the card shows, so that only a change is worth an edit; null: to be drawn anew. */
  shown: string | null
  looked_at: MaybeInstant
}
