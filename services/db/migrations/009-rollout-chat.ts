import { type Kysely, sql } from 'kysely'

const statements = [
  `create table wave_boards (
    wave_id uuid not null references waves (id) on delete cascade,
    person_id text not null,
    activity_id text not null,
    shown text,
    looked_at timestamptz,
    kept_at timestamptz not null,
    primary key (person_id, activity_id)
  )`,
  'create index wave_boards_wave on wave_boards (wave_id)',
]

export async function up(db: Kysely<unknown>): Promise<void> {
  for (const statement of statements) await sql.raw(statement).execute(db)
}
