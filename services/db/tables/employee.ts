/** What an employee asks for and says about announcements: more time, and "this looks like phishing". */
import type { Instant, MaybeInstant } from '../columns.ts'

/** `approved` is a promise of an admin; `granted` is what the directory shows. */
export type ExtensionState = 'asked' | 'approved' | 'granted' | 'declined' | 'withdrawn' | 'ended'
export type ExtensionReason = 'leave' | 'key' | 'repair' | 'other'

export interface ExtensionsTable {
  id: string
  person_id: string
  /** The card on which it was asked for. */
  announcement_id: string
  /** It holds for every announcement of this wave; null: for that one announcement. */
  wave_id: string | null
  /** Membership of this group is the proof that the person is left out of the enforcement. */
  group_id: string
  until_at: Instant
  reason: ExtensionReason
  /** The person's own words; they hold nothing that looks like a secret. */
  sentence: string | null
  state: ExtensionState
  asked_at: Instant
  decided_by: string | null
  decided_at: MaybeInstant
  /** Why it was declined, in the admin's words. */
  note: string | null
  granted_at: MaybeInstant
  ended_at: MaybeInstant
  /** When the directory was last asked about the group. */
  checked_at: MaybeInstant
  /** The state of which the person was last told, and the one of which the admins were. */
  told_person: string | null
  told_admins: string | null
  telling_until: MaybeInstant
}

/** "This looks like phishing", once for each person and announcement. */
export interface PhishingReportsTable {
  announcement_id: string
  person_id: string
  at: Instant
}
