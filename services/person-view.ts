/** One person as admins see them: who, how they can be reached, whether they are ready, and what is open. */
import { sql } from 'kysely'
import { record } from './audit.ts'
import { type Conversation, findConversation } from './conversations.ts'
import { type Db, type DbOrTx, transaction } from './db/database.ts'
import { type OpenKeyOrder, openKeyOrder } from './key-orders.ts'
import { findPerson, type Person } from './people.ts'
import { findRegistration, type Registration } from './registrations.ts'

export interface PersonView {
  person: Person
  conversation: Conversation | undefined
  registration: Registration | undefined
  cases: { all: number; open: number }
  keyOrder: OpenKeyOrder | undefined
}

/** Null for nobody known. That it was looked at is in the audit. */
export async function lookAtPerson(db: Db, personId: string, by: { actorId: string; now: Date }): Promise<PersonView | null> {
  const person = await findPerson(db, personId)
  if (!person) return null
  const entry = { at: by.now, actorId: by.actorId, action: 'person.viewed', subject: `person:${personId}` }
  await transaction(db, tx => record(tx, entry))
  const [conversation, registration, cases, keyOrder] = await Promise.all([
    findConversation(db, personId),
    findRegistration(db, personId),
    db
      .selectFrom('cases')
      .select([sql<number>`count(*)::int`.as('all'), sql<number>`(count(*) filter (where state <> 'resolved'))::int`.as('open')])
      .where('person_id', '=', personId)
      .executeTakeFirstOrThrow(),
    openKeyOrder(db, personId),
  ])
  return { person, conversation, registration, cases, keyOrder }
}

const escaped = (text: string) => text.replace(/[\\%_]/g, '\\$&')

/** Whoever has exactly this sign-in name or address; failing that, everybody whose name holds these words in any order. */
export async function searchPeople(db: DbOrTx, text: string, most: number): Promise<Person[]> {
  const words = text.trim().toLowerCase().split(/\s+/).filter(Boolean)
  if (words.length === 0) return []
  const whole = words.join(' ')
  const address = sql<boolean>`(lower(upn) = ${whole} or lower(mail) = ${whole} or id = ${whole})`
  const exact = await db.selectFrom('people').selectAll().where(address).orderBy('name').limit(most).execute()
  if (exact.length > 0) return exact
  const named = words.map(word => sql<boolean>`lower(name) like ${`%${escaped(word)}%`}`)
  const query = named.reduce((all, one) => all.where(one), db.selectFrom('people').selectAll())
  return query.orderBy(sql`left_at is not null`).orderBy('name').orderBy('id').limit(most).execute()
}
