import { sql } from 'kysely'
import type { DbOrTx } from '../db/database.ts'

/** The groups whose members are never written to, or not at present. */
export interface ExcludedGroups {
  BREAK_GLASS_GROUP_ID?: string | undefined
  SERVICE_ACCOUNTS_GROUP_ID?: string | undefined
  ON_LEAVE_GROUP_ID?: string | undefined
}

/** Writes down who gets no messages and why, for these people or for everybody; new starters until their first day (UTC). */
export async function markExclusions(db: DbOrTx, about: { groups: ExcludedGroups; now: Date }, personIds?: string[]): Promise<void> {
  const { groups, now } = about
  const member = (groupId: string | undefined) =>
    sql`exists (select from group_members m where m.group_id = ${groupId ?? ''} and m.person_id = people.id)`
  const reason = sql<string | null>`case
    when left_at is not null then 'left'
    when ${member(groups.BREAK_GLASS_GROUP_ID)} then 'break_glass'
    when ${member(groups.SERVICE_ACCOUNTS_GROUP_ID)} then 'service'
    when guest then 'guest'
    when starts_at > ${now} then 'not_started'
    when not enabled then 'disabled'
    when ${member(groups.ON_LEAVE_GROUP_ID)} then 'on_leave'
  end`
  const only = personIds ? sql`and id in (${sql.join(personIds)})` : sql``
  if (personIds?.length === 0) return
  await sql`update people set excluded = ${reason} where excluded is distinct from ${reason} ${only}`.execute(db)
}
