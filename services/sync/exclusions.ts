import { sql } from 'kysely'
import type { DbOrTx } from '../db/database.ts'

/** The groups whose members are never written to. */
export interface ExcludedGroups {
  BREAK_GLASS_GROUP_ID?: string | undefined
  SERVICE_ACCOUNTS_GROUP_ID?: string | undefined
}

/** Writes down who is no part of any audience and why, for these people or for everybody. */
export async function markExclusions(db: DbOrTx, groups: ExcludedGroups, personIds?: string[]): Promise<void> {
  const member = (groupId: string | undefined) =>
    sql`exists (select from group_members m where m.group_id = ${groupId ?? ''} and m.person_id = people.id)`
  const reason = sql<string | null>`case
    when left_at is not null then 'left'
    when ${member(groups.BREAK_GLASS_GROUP_ID)} then 'break_glass'
    when ${member(groups.SERVICE_ACCOUNTS_GROUP_ID)} then 'service'
    when guest then 'guest'
    when not enabled then 'disabled'
  end`
  const only = personIds ? sql`and id in (${sql.join(personIds)})` : sql``
  if (personIds?.length === 0) return
  await sql`update people set excluded = ${reason} where excluded is distinct from ${reason} ${only}`.execute(db)
}
