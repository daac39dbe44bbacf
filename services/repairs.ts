/** People whom an announcement did not reach, to be written to in another way. */
import { sql } from 'kysely'
import type { DbOrTx } from './db/database.ts'
import type { DeliveryState } from './db/schema.ts'

const unreached: DeliveryState[] = ['blocked', 'policy_blocked', 'not_installed', 'gone', 'failed']

export interface Unreached {
  name: string
  mail: string
  state: DeliveryState
}

/** People whom it did not reach, in order of name, to write to in another way; and how many there are in all. */
export async function unreachedPeople(
  db: DbOrTx,
  announcementId: string,
  { most, skip }: { most: number; skip: number },
): Promise<{ people: Unreached[]; total: number }> {
  const rows = await db
    .selectFrom('deliveries')
    .innerJoin('people', 'people.id', 'deliveries.person_id')
    .select(['people.name', 'deliveries.state', sql<string>`coalesce(people.mail, people.upn)`.as('mail')])
    .select(sql<number>`count(*) over ()::int`.as('total'))
    .where('deliveries.announcement_id', '=', announcementId)
    .where('deliveries.state', 'in', unreached)
    .orderBy('people.name')
    .orderBy('people.id')
    .limit(most)
    .offset(skip)
    .execute()
  return { people: rows.map(({ name, mail, state }) => ({ name, mail, state })), total: rows[0]?.total ?? 0 }
}
