/** The tables of the rollout: campaigns, their waves, and who heard from us on which day. */
import type { Generated } from 'kysely'
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
  /** When the managers' digests of this wave were planned. */
  digests_at: MaybeInstant
}

/** At most one campaign message per person and local day. */
export interface ContactsTable {
  person_id: string
  /** "2026-11-24", on the person's own calendar. */
  local_day: string
  announcement_id: string
}

/** How a manager's people stand a few days before the date: one message to each manager of a wave. */
export interface DigestsTable {
  wave_id: string
  manager_id: string
  due_at: Instant
  /** Somebody is sending it until then, on the database's clock. */
  lease_until: MaybeInstant
  settled_at: MaybeInstant
  /** The day of the manager's own calendar that is kept free for it: "2026-11-24". */
  taken_day: string | null
  sent: Generated<boolean>
}
