/** Writing the ledger's rows of an announcement from its audience, in pages, and counting the audience once. */
import { type RawBuilder, sql } from 'kysely'
import type { Announcement } from './announcements.ts'
import { type AudienceMember, audienceMembers, audiencePage, membersOf } from './audiences.ts'
import { type Db, transaction } from './db/database.ts'
import { wake } from './wake.ts'

const pageSize = 5000

/** Why an announcement stands still together with its wave: going on does not start what was stopped for another reason. */
export const byWave = 'wave_paused'

interface Expansion {
  announcement: Announcement
  languageOf: (person: Pick<AudienceMember, 'chosen_language' | 'teams_locale' | 'directory_language'>) => string
  now: Date
}

/** Writes the rows of an announcement in pages and sets it running; safe to run again, also at the same time. */
export async function expand(db: Db, expansion: Expansion): Promise<void> {
  let after: string | null = ''
  while (after !== null) after = await writePage(db, expansion, after)
  await settle(db, expansion)
  wake(db)
}

/** Holds the announcement as it is: nobody writes rows for one that runs already. Gives the id to go on after; null at the end. */
function writePage(db: Db, { announcement, languageOf, now }: Expansion, after: string): Promise<string | null> {
  return transaction(db, async tx => {
    const found = tx.selectFrom('announcements').select('id').where('id', '=', announcement.id).where('state', '=', 'expanding')
    if (!(await found.forShare().executeTakeFirst())) return null
    const page = await audiencePage(tx, announcement.audience, after, pageSize)
    if (page.length === 0) return null
    const rows = page.map(person => ({
      id: person.id,
      excluded: person.excluded,
      department: person.department,
      language: languageOf(person),
    }))
    await sql`
      insert into deliveries (announcement_id, person_id, state, reason, department, language, not_before, changed_at)
      select ${announcement.id}::uuid, id, case when excluded is null then 'queued' else 'skipped' end, excluded, department, language,
        ${now}::timestamptz, ${now}::timestamptz
      from jsonb_to_recordset(${JSON.stringify(rows)}::jsonb) p (id text, excluded text, department text, language text)
      on conflict do nothing`.execute(tx)
    return page.at(-1)?.id ?? null
  })
}

/** Order of a sample that is fair to names, departments and who came first, and the same whenever it is taken. */
const byChance = (personId: RawBuilder<unknown>) => sql`md5(${personId}), ${personId}`

/**
 * Sets the announcement running. People may have joined or left while the pages were written, so one statement, which sees one moment,
 * brings the rows in line with the audience and counts it; the count does not look at the ledger. With a `canary_size` that many of
 * those who are to get it go first (stage 0), and only they, until the stage of the announcement is raised.
 */
function settle(db: Db, { announcement, languageOf, now }: Expansion): Promise<void> {
  const { id, canary_size: first } = announcement
  const language = languageOf({ chosen_language: null, teams_locale: null, directory_language: null })
  return transaction(db, async tx => {
    // The wave before its announcement, as whoever pauses or cancels a wave holds them.
    const wave = tx.selectFrom('waves').select('state').where('id', '=', announcement.wave_id)
    const paused = (await wave.forShare().executeTakeFirst())?.state === 'paused'
    const found = tx.selectFrom('announcements').select('id').where('id', '=', id).where('state', '=', 'expanding')
    if (!(await found.forUpdate().executeTakeFirst())) return
    const audience = audienceMembers(await membersOf(tx, announcement.audience))
    // What was just written has no statistics yet; pairing rows one by one would take the square of their number.
    await sql`set local enable_nestloop = off`.execute(tx)
    await sql`
      with audience as materialized (${audience}),
      gone as (
        delete from deliveries d where d.announcement_id = ${id} and not exists (select from audience a where a.id = d.person_id)
      ),
      joined as (
        insert into deliveries (announcement_id, person_id, state, reason, department, language, not_before, changed_at)
        select ${id}::uuid, a.id, case when a.excluded is null then 'queued' else 'skipped' end, a.excluded, a.department, ${language},
          ${now}::timestamptz, ${now}::timestamptz
        from audience a where not exists (select from deliveries d where d.announcement_id = ${id} and d.person_id = a.id)
      )
      update announcements set state = ${paused ? 'paused' : 'running'}, stopped_because = ${paused ? byWave : null},
        stage = ${first === null ? 1 : 0}, targeted = (select count(*) from audience)
      where id = ${id}`.execute(tx)
    if (first === null) return
    await sql`
      update deliveries set stage = 0 where announcement_id = ${id} and person_id in (
        select person_id from deliveries where announcement_id = ${id} and state = 'queued'
        order by ${byChance(sql.ref('person_id'))} limit ${first})`.execute(tx)
  })
}
