/** E-mails to people whom Teams does not reach: at most one for each person of an announcement. */
import type { Generated } from 'kysely'
import type { Instant, MaybeInstant } from '../columns.ts'

/** `uncertain`: tried twice, and nobody knows whether either arrived. `skipped`: no longer needed or no longer wanted. */
export type MailState = 'queued' | 'sending' | 'sent' | 'failed' | 'uncertain' | 'skipped'

export interface MailsTable {
  announcement_id: string
  person_id: string
  state: MailState
  attempts: Generated<number>
  /** Attempts of which nobody knows whether they arrived. */
  uncertain: Generated<number>
  not_before: Instant
  lease_until: MaybeInstant
  error_code: string | null
  asked_by: string
  changed_at: Instant
}
