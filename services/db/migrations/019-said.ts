import { type Kysely, sql } from 'kysely'

const statements = [
  'alter table conversations add column said_id text',
  'alter table conversations add column said_look text',
  'alter table conversations add column said_at timestamptz',
]

export async function up(db: Kysely<unknown>): Promise<void> {
  for (const statement of statements) await sql.raw(statement).execute(db)
}
