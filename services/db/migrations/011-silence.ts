import { type Kysely, sql } from 'kysely'

const statements = [
  `alter table progress
    add column silent_at timestamptz,
    add column nudges integer not null default 0,
    add column stay text`,
  'create index progress_silent on progress (silent_at) where silent_at is not null',
]

export async function up(db: Kysely<unknown>): Promise<void> {
  for (const statement of statements) await sql.raw(statement).execute(db)
}
