/** The tables as Kysely sees them. The migrations are the truth; a test compares the two. */
import type { Generated } from 'kysely'
import type { Instant, Json, MaybeInstant, MaybeJson } from './columns.ts'
import type { DownloadsTable, FeaturesTable, ListMembersTable, ListMissesTable, ListsTable } from './tables/api.ts'
import type { ApprovalRequestsTable, AuthorLimitsTable, CorrectionsTable } from './tables/approval.ts'
import type { CaseEventsTable, CasesTable } from './tables/cases.ts'
import type { ExtensionsTable, PhishingReportsTable } from './tables/employee.ts'
import type { ProgressTable } from './tables/guide.ts'
import type { KeyOrdersTable } from './tables/key-orders.ts'
import type { MailsTable } from './tables/mails.ts'
import type { PaceTable, ThreadPaceTable } from './tables/pace.ts'
import type { ChannelsTable, GroupMembersTable, GroupsTable } from './tables/places.ts'
import type { AnswerCountsTable, LastQuestionsTable } from './tables/questions.ts'
import type { CampaignsTable, ContactsTable, DigestsTable, WavesTable } from './tables/rollout.ts'
import type { ThanksTable } from './tables/thanks.ts'
import type { WaveBoardsTable } from './tables/wave-boards.ts'

export type Exclusion = 'guest' | 'disabled' | 'service' | 'break_glass' | 'left' | 'on_leave' | 'not_started'
export type ReachState = 'unknown' | 'reachable' | 'not_installed' | 'blocked' | 'policy_blocked' | 'no_licence' | 'gone'
export type AnnouncementKind = 'announcement' | 'reminder' | 'day_zero' | 'rescue' | 'security'
export type AnnouncementState = 'draft' | 'awaiting_approval' | 'scheduled' | 'expanding' | 'running' | 'paused' | 'finished' | 'cancelled'
export type DeliveryState =
  | 'queued'
  | 'sending'
  | 'delivered'
  | 'retrying'
  | 'skipped'
  | 'blocked'
  | 'policy_blocked'
  | 'not_installed'
  | 'gone'
  | 'failed'
  | 'cancelled'

export interface PeopleTable {
  id: string
  upn: string
  name: string
  given_name: string | null
  mail: string | null
  directory_language: string | null
  teams_locale: string | null
  chosen_language: string | null
  time_zone: string | null
  department: string | null
  job_title: string | null
  office: string | null
  country: string | null
  platform: string | null
  manager_id: string | null
  enabled: Generated<boolean>
  guest: Generated<boolean>
  privileged: Generated<boolean>
  excluded: Exclusion | null
  synced_at: Instant
  left_at: MaybeInstant
  /** The first day at work; until then no messages. */
  starts_at: MaybeInstant
  /** Since when the person wants no reminders. */
  reminders_stopped_at: MaybeInstant
  /** When what is kept about the person was last erased. */
  erased_at: MaybeInstant
}

export interface ConversationsTable {
  person_id: string
  conversation_id: string | null
  service_url: string | null
  teams_user_id: string | null
  state: ReachState
  install_requested_at: MaybeInstant
  /** The person removed the app: we do not put it back. */
  removed_at: MaybeInstant
  changed_at: Instant
  /** The last answer in this chat, a digest of how it looks, and when it was sent; none where it may look different by now. */
  said_id: string | null
  said_look: string | null
  said_at: MaybeInstant
}

export interface RegistrationsTable {
  person_id: string
  done: Generated<boolean>
  ends_soon: Generated<boolean>
  kinds: Generated<string[]>
  source: 'report' | 'live'
  checked_at: Instant
  ready_since: MaybeInstant
  /** When a live look said that the person is done, and nothing has said otherwise since. */
  confirmed_at: MaybeInstant
}

export interface AnnouncementsTable {
  id: string
  state: AnnouncementState
  content: Json<unknown>
  audience: Json<unknown>
  deadline_at: Instant
  time_zone: string
  send_at: MaybeInstant
  targeted: number | null
  author_id: string
  board_conversation_id: string | null
  board_activity_id: string | null
  board_shown: string | null
  created_at: Instant
  confirmed_at: MaybeInstant
  finished_at: MaybeInstant
  kind: Generated<AnnouncementKind>
  wave_id: string | null
  /** Which step of the wave's cadence this is: `announcement`, `reminder:-14`, … */
  step: string | null
  /** Two words by which people can check that it is real. */
  code: string | null
  /** When people may be written to; absent: at any time. */
  hours: MaybeJson<unknown>
  /** After this moment what was not sent stays unsent. */
  expires_at: MaybeInstant
  /** Rows of a higher stage wait: 0 while only the first few people get it. */
  stage: Generated<number>
  asked_at: MaybeInstant
  approved_by: string | null
  approved_at: MaybeInstant
  declined_by: string | null
  declined_note: string | null
  canary_size: number | null
  /** How long the first few are watched. */
  canary_until: MaybeInstant
  stopped_because: string | null
  corrected_at: MaybeInstant
  /** Why, per language, as people read it. */
  correction: MaybeJson<Record<string, string>>
  withdrawn_at: MaybeInstant
  withdrawn_how: 'note' | 'delete' | null
  withdrawn_why: MaybeJson<Record<string, string>>
  /** When the first of its messages arrived; only then it is public. */
  first_sent_at: MaybeInstant
  /** An admin let it go on: what was wrong before this moment does not stop it again. */
  watched_from: MaybeInstant
}

export interface DeliveriesTable {
  announcement_id: string
  person_id: string
  state: DeliveryState
  reason: string | null
  department: string | null
  language: string
  attempts: Generated<number>
  uncertain: Generated<number>
  not_before: Instant
  lease_until: MaybeInstant
  activity_id: string | null
  wanted: Generated<number>
  shown: Generated<number>
  error_code: string | null
  snoozed_until: MaybeInstant
  snooze_reason: string | null
  reminders: Generated<string[]>
  delivered_at: MaybeInstant
  changed_at: Instant
  /** 0: among the first few who get it. */
  stage: Generated<number>
  snoozes: Generated<number>
  withdrawn_at: MaybeInstant
  /** Only where Teams says so; absence proves nothing. */
  seen_at: MaybeInstant
  answered_at: MaybeInstant
  /** The reminder that was asked for is on its way: until the outcome is kept, nobody knows whether it arrived. */
  reminder_sending: Generated<boolean>
  /** How often that remained unknown. */
  reminder_tries: Generated<number>
  /** When the person first asked whether it is real: a question, not a complaint. */
  doubted_at: MaybeInstant
  /** How often Teams asked to wait with this message; no attempt. */
  throttled: Generated<number>
  /** Edits in a row that did not get through. */
  failed_edits: Generated<number>
}

export interface AuditTable {
  id: Generated<number>
  at: Instant
  actor_id: string
  action: string
  subject: string | null
  details: Json<unknown>
  previous_hash: string
  hash: string
}

export interface SyncStateTable {
  name: string
  value: Json<unknown>
  changed_at: Instant
}

export interface Schema {
  people: PeopleTable
  groups: GroupsTable
  group_members: GroupMembersTable
  conversations: ConversationsTable
  channels: ChannelsTable
  registrations: RegistrationsTable
  announcements: AnnouncementsTable
  deliveries: DeliveriesTable
  pace: PaceTable
  thread_pace: ThreadPaceTable
  progress: ProgressTable
  cases: CasesTable
  case_events: CaseEventsTable
  audit: AuditTable
  sync_state: SyncStateTable
  campaigns: CampaignsTable
  waves: WavesTable
  contacts: ContactsTable
  wave_boards: WaveBoardsTable
  digests: DigestsTable
  features: FeaturesTable
  downloads: DownloadsTable
  lists: ListsTable
  list_members: ListMembersTable
  list_misses: ListMissesTable
  extensions: ExtensionsTable
  phishing_reports: PhishingReportsTable
  mails: MailsTable
  approval_requests: ApprovalRequestsTable
  corrections: CorrectionsTable
  author_limits: AuthorLimitsTable
  answer_counts: AnswerCountsTable
  last_questions: LastQuestionsTable
  key_orders: KeyOrdersTable
  thanks: ThanksTable
}

/** Tables of which each row has a living card in the helpdesk's channel and one in a person's chat. */
export type ShownTable = 'cases' | 'key_orders'
