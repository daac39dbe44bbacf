/** "You are done" for people who got ready without the guide: at most one for each, ever. */
import type { MaybeInstant } from '../columns.ts'

export interface ThanksTable {
  person_id: string
  /** When it is looked at next; absent: it was sent, or the guide said it. */
  due_at: MaybeInstant
  sent_at: MaybeInstant
}
