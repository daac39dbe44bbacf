import { type Kysely, sql } from 'kysely'

const statements = [
  'alter table registrations add column confirmed_at timestamptz',
  'update registrations set confirmed_at = checked_at where done',
  `create table thanks (
    person_id text primary key,
    due_at timestamptz,
    sent_at timestamptz
  )`,
  'create index thanks_due on thanks (due_at) where due_at is not null',
  // Whoever was ready before there were thanks is not thanked long after.
  'insert into thanks (person_id) select person_id from registrations where done',
]

export async function up(db: Kysely<unknown>): Promise<void> {
  for (const statement of statements) await sql.raw(statement).execute(db)
}
