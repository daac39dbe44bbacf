import { type Kysely, sql } from 'kysely'

const statements = [
  `create table wave_boards (
    wave_id uuid not null references waves (id) on delete cascade,
    person_id text not null,
    activity_id text not null,
    shown text,
    looked_at timestamptz,
    primary key (wave_id, person_id)
  )`,
  'create index wave_boards_message on wave_boards (person_id, activity_id)',
]

export async function up(db: Kysely<unknown>): Promise<void> {
  for (const statement of statements) await sql.raw(statement).execute(db)
}
