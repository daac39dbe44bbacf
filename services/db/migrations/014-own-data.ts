import { type Kysely, sql } from 'kysely'

const statements = [
  `alter table people
    add column reminders_stopped_at timestamptz,
    add column erased_at timestamptz`,
  'create index people_left on people (left_at) where left_at is not null and erased_at is null',
  'alter table cases add column words_erased_at timestamptz',
  `create index cases_words on cases (resolved_at) where state = 'resolved' and words_erased_at is null`,
]

export async function up(db: Kysely<unknown>): Promise<void> {
  for (const statement of statements) await sql.raw(statement).execute(db)
}
