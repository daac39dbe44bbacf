/** The tables of the rollout: campaigns, their waves, and who heard from us on which day. */
import type { Instant, Json, MaybeInstant, MaybeJson } from '../columns.ts'

export type CampaignKind = 'mfa_deadline' | 'phone_ends'
export type CampaignState = 'draft' | 'active' | 'ended'
export type WaveState = 'draft' | 'awaiting_approval' | 'active' | 'paused' | 'ended' | 'cancelled'
export type RegisterAt = 'anywhere' | 'at_work' | 'managed_device'

export interface CampaignsTable {
  id: string
  kind: CampaignKind
  name: string
  content: Json<unknown>
  state: CampaignState
  author_id: string
  created_at: Instant
}

export interface WavesTable {
  id: string
  campaign_id: string
  position: number
  name: string
  audience: Json<unknown>
  left_out: Json<unknown>
  deadline_at: Instant
  time_zone: string
  cadence: Json<unknown>
  hours: Json<unknown>
  enforcement: Json<unknown>
  /** What Graph last said about what enforces this wave. */
  enforced: MaybeJson<unknown>
  enforced_checked_at: MaybeInstant
  register_at: RegisterAt
  /** Members of this group are left out by what enforces the wave: the proof of an extension. */
  extension_group_id: string | null
  state: WaveState
  author_id: string
  created_at: Instant
  asked_at: MaybeInstant
  approved_by: string | null
  approved_at: MaybeInstant
  declined_by: string | null
  declined_note: string | null
  /** Who decided that the notice of the day goes out although what enforces the wave is not seen to be on. */
  day_zero_anyway: string | null
  /** Which warning about what enforces the wave its admins have had. */
  warned: 'heads_up' | 'held' | null
}

/** At most one campaign message per person and local day. */
export interface ContactsTable {
  person_id: string
  /** "2026-11-24", on the person's own calendar. */
  local_day: string
  announcement_id: string
}
