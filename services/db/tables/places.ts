/** The groups of the directory and the channels of Teams that the bot knows. */
import type { ColumnType } from 'kysely'
import type { Instant, MaybeInstant } from '../columns.ts'

export interface GroupsTable {
  id: string
  name: string
  synced_at: Instant
  /** When all members were last read, for the few groups whose members are kept. */
  members_at: MaybeInstant
}

export interface GroupMembersTable {
  group_id: string
  person_id: string
  seen_at: ColumnType<Date, Date | string | undefined, Date | string>
}

export interface ChannelsTable {
  name: string
  conversation_id: string
  service_url: string
  changed_at: Instant
}
