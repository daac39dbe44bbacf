/** Employees: who they are, which language and time zone they live in. */
import { type Selectable, sql } from 'kysely'
import { type Db, type DbOrTx, transaction } from './db/database.ts'
import type { ConversationsTable, PeopleTable } from './db/schema.ts'
import { together } from './db/together.ts'
import { dropSnoozes } from './snoozes.ts'

export type Person = Selectable<PeopleTable>

export async function findPerson(db: DbOrTx, id: string): Promise<Person | undefined> {
  return db.selectFrom('people').selectAll().where('id', '=', id).executeTakeFirst()
}

/** What one activity tells about its sender. Unknown people (guests, people newer than the last sync) get a row of their own. */
export interface Seen {
  id: string
  name: string
  locale: string | null
  timeZone: string | null
  platform: string | null
}

/** How the person was reached this time. */
interface Chat {
  conversationId: string
  serviceUrl: string
  teamsUserId: string
}

/** The person, when all that an activity tells (about the chat too, where it came from one) is known already: nothing to write. */
export async function findAsSeen(db: DbOrTx, seen: Seen, chat: Chat | null): Promise<Person | undefined> {
  const { person, reach } = await findWithReach(db, seen.id)
  const same = (told: string | null, known: string | null | undefined) => told === null || told === known
  const asBefore =
    same(seen.locale, person?.teams_locale) && same(seen.timeZone, person?.time_zone) && same(seen.platform, person?.platform)
  const { conversationId, serviceUrl, teamsUserId } = chat ?? {}
  const sameChat = reach?.conversation_id === conversationId && reach?.service_url === serviceUrl && reach?.teams_user_id === teamsUserId
  return asBefore && (!chat || sameChat) ? person : undefined
}

/** A person, and the chat in which the bot reaches them. */
interface WithReach {
  person: Person | undefined
  reach: Pick<Selectable<ConversationsTable>, 'conversation_id' | 'service_url' | 'teams_user_id'> | null
}

const findWithReach = together(async (db: DbOrTx, ids: string[]): Promise<WithReach[]> => {
  const { rows } = await sql<Person & NonNullable<WithReach['reach']>>`
    select p.*, c.conversation_id, c.service_url, c.teams_user_id from people p
    left join conversations c on c.person_id = p.id and c.state = 'reachable' and c.removed_at is null
    where p.id = any(${ids}::text[])`.execute(db)
  const found = rows.map(({ conversation_id, service_url, teams_user_id, ...person }): [string, WithReach] => [
    person.id,
    { person, reach: { conversation_id, service_url, teams_user_id } },
  ])
  const byId = new Map(found)
  return ids.map(id => byId.get(id) ?? { person: undefined, reach: null })
})

/** Keeps what Teams says about a person and returns the person. */
export async function seePerson(db: DbOrTx, seen: Seen, now: Date): Promise<Person> {
  return db
    .insertInto('people')
    .values({
      id: seen.id,
      upn: seen.id,
      name: seen.name,
      teams_locale: seen.locale,
      time_zone: seen.timeZone,
      platform: seen.platform,
      synced_at: now,
    })
    .onConflict(conflict =>
      conflict.column('id').doUpdateSet(eb => ({
        teams_locale: eb.fn.coalesce('excluded.teams_locale', 'people.teams_locale'),
        time_zone: eb.fn.coalesce('excluded.time_zone', 'people.time_zone'),
        platform: eb.fn.coalesce('excluded.platform', 'people.platform'),
      })),
    )
    .returningAll()
    .executeTakeFirstOrThrow()
}

/** The language tags to try for a person, best first: their own choice, Teams, the directory. */
export function languageTags(person: Pick<Person, 'chosen_language' | 'teams_locale' | 'directory_language'>): (string | null)[] {
  return [person.chosen_language, person.teams_locale, person.directory_language]
}

/** "Stop reminders", or `null` to have them again. What was asked for with "Later" goes too, because it is one. */
export async function stopReminders(db: Db, personId: string, since: Date | null): Promise<void> {
  await transaction(db, async tx => {
    await tx.updateTable('people').set({ reminders_stopped_at: since }).where('id', '=', personId).execute()
    if (since) await dropSnoozes(tx, personId)
  })
}

export async function chooseLanguage(db: DbOrTx, personId: string, language: string): Promise<void> {
  await db.updateTable('people').set({ chosen_language: language }).where('id', '=', personId).execute()
}
