/** Security keys that people ordered: at most one open order per person. */
import type { Generated } from 'kysely'
import type { Instant, MaybeInstant } from '../columns.ts'

export type KeyOrderState = 'asked' | 'accepted' | 'declined' | 'ready' | 'handed_over' | 'working' | 'cancelled'
/** What the person still has to hear in a message of its own. */
export type KeyNews = 'accepted' | 'declined' | 'ready' | 'reminder' | 'handed_over' | 'working'

export interface KeyOrdersTable {
  id: Generated<number>
  person_id: string
  state: KeyOrderState
  revision: Generated<number>
  /** Where the person would like to get it; holds nothing that looks like a secret. */
  wished_place: string
  /** Where it is handed over, as the helpdesk said. */
  place: string | null
  /** From when on it is there. */
  expected_at: MaybeInstant
  /** Who hands it over: a name or a desk. */
  hands_over: string | null
  /** The agent of the last step. */
  agent_id: string | null
  /** Why it was declined, in the agent's words. */
  note: string | null
  /** What the person had before the key: only something new shows that the key works. */
  lasting_before: number
  passkey_before: boolean
  asked_at: Instant
  /** While nobody accepted it: when it is shown to the helpdesk again. */
  answer_by: Instant
  ready_at: MaybeInstant
  /** When it is looked at next that nothing happens with a key that is promised, there, or handed over; null: it is not. */
  silent_at: MaybeInstant
  /** What was done about that in this state: 0 nothing, 1 the person was reminded, 2 the helpdesk was told, 3 it was left to a case. */
  nudges: Generated<number>
  handed_at: MaybeInstant
  /** When the directory was last asked about a key that was handed over. */
  looked_at: MaybeInstant
  closed_at: MaybeInstant
  changed_at: Instant
  news: KeyNews | null
  /** Why the last news did not reach the person. */
  failure: string | null
  channel_conversation_id: string | null
  channel_activity_id: string | null
  channel_shown: Generated<number>
  /** Nothing happened with it in time: it comes as a new message, because nobody is notified of an edit. */
  channel_again: Generated<boolean>
  person_activity_id: string | null
  person_shown: Generated<number>
  showing_until: MaybeInstant
  pushed_at: Instant
}
