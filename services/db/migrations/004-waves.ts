import { type Kysely, sql } from 'kysely'

const statements = [
  'alter table waves add column digests_at timestamptz',
  `create table digests (
    wave_id uuid not null references waves (id),
    manager_id text not null,
    due_at timestamptz not null,
    lease_until timestamptz,
    settled_at timestamptz,
    taken_day text,
    sent boolean not null default false,
    primary key (wave_id, manager_id)
  )`,
  'create index digests_due on digests (due_at) where settled_at is null',
]

export async function up(db: Kysely<unknown>): Promise<void> {
  for (const statement of statements) await sql.raw(statement).execute(db)
}
