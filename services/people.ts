/** Employees: who they are, which language and time zone they live in. */
import { type Selectable, sql } from 'kysely'
import type { DbOrTx } from './db/database.ts'
import type { PeopleTable } from './db/schema.ts'

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
  const { locale, timeZone, platform } = seen
  const person = db
    .selectFrom('people')
    .selectAll()
    .where('id', '=', seen.id)
    .$if(locale !== null, query => query.where('teams_locale', '=', locale))
    .$if(timeZone !== null, query => query.where('time_zone', '=', timeZone))
    .$if(platform !== null, query => query.where('platform', '=', platform))
  if (!chat) return person.executeTakeFirst()
  const known = sql<boolean>`exists (
    select from conversations where person_id = ${seen.id} and state = 'reachable' and removed_at is null
      and conversation_id = ${chat.conversationId} and service_url = ${chat.serviceUrl} and teams_user_id = ${chat.teamsUserId})`
  return person.where(known).executeTakeFirst()
}

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

export async function chooseLanguage(db: DbOrTx, personId: string, language: string): Promise<void> {
  await db.updateTable('people').set({ chosen_language: language }).where('id', '=', personId).execute()
}
