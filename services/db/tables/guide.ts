/** The table of the guide: one person's place in it. */
import type { Generated } from 'kysely'
import type { Instant, Json, MaybeInstant } from '../columns.ts'

export interface ProgressTable {
  person_id: string
  flow: string
  flow_version: number
  step: string
  view: Generated<string>
  revision: Generated<number>
  trail: Json<unknown>
  tried: Json<unknown>
  facts: Json<unknown>
  activity_id: string | null
  check_started_at: MaybeInstant
  checks: Generated<number>
  last_check_at: MaybeInstant
  next_check_at: MaybeInstant
  changed_at: Instant
  finished_at: MaybeInstant
  tell_at: MaybeInstant
  telling_until: MaybeInstant
  told_at: MaybeInstant
  silent_at: MaybeInstant
  nudges: Generated<number>
  stay: string | null
}
