import { type Kysely, sql } from 'kysely'

const statements = [
  `create table answer_counts (
    day text not null,
    topic text not null,
    language text not null,
    outcome text not null check (outcome in ('asked', 'unsure', 'helped', 'not_helped', 'human')),
    count integer not null,
    primary key (day, topic, language, outcome)
  )`,
  `create table last_questions (
    person_id text primary key references people (id) on delete cascade,
    about text not null,
    asked_at timestamptz not null
  )`,
]

export async function up(db: Kysely<unknown>): Promise<void> {
  for (const statement of statements) await sql.raw(statement).execute(db)
}
