/** The tables behind the API: what is agreed, and uploaded lists of people. */
import type { Generated } from 'kysely'
import type { Instant, MaybeInstant } from '../columns.ts'

export type Feature = 'seen_per_person' | 'names_to_managers' | 'out_of_office'
export type MissReason = 'unknown' | 'ambiguous' | 'guest' | 'left' | 'duplicate' | 'no_address'

export type FileKind = 'announcement_deliveries' | 'announcement_unreachable' | 'wave_deliveries' | 'wave_never_started'

export interface FeaturesTable {
  name: Feature
  /** Absent: off. */
  on_since: MaybeInstant
  /** Why it is agreed, as the admin wrote it. */
  note: string
  changed_by: string
  changed_at: Instant
}

export interface ListsTable {
  id: string
  name: string
  uploaded_by: string
  at: Instant
  /** Lines of the file that are not empty, the heading left out: matched + misses. */
  rows: Generated<number>
  matched: Generated<number>
  /** Until then the list is being read, and is no audience. */
  finished_at: MaybeInstant
}

export interface ListMembersTable {
  list_id: string
  person_id: string
}

export interface ListMissesTable {
  list_id: string
  line: number
  value: string
  why: MissReason
}

/** Links to files, by the hash of their secret part. */
export interface DownloadsTable {
  hash: string
  person_id: string
  kind: FileKind
  /** Of the announcement or wave. */
  subject_id: string
  expires_at: Instant
}
