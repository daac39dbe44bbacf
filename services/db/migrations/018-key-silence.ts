import { type Kysely, sql } from 'kysely'

const statements = [
  'alter table key_orders rename column remind_at to silent_at',
  'alter table key_orders add column nudges integer not null default 0',
  // Keys that were mentioned once have had their reminder; whatever else is under way is looked at from now on.
  `update key_orders set nudges = 1 where state = 'ready' and silent_at is null`,
  `update key_orders set silent_at = now() where state in ('accepted', 'ready', 'handed_over') and silent_at is null`,
  'create index key_orders_silent on key_orders (silent_at) where silent_at is not null',
]

export async function up(db: Kysely<unknown>): Promise<void> {
  for (const statement of statements) await sql.raw(statement).execute(db)
}
