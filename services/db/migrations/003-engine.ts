import { type Kysely, sql } from 'kysely'

const statements = [
  `alter table deliveries
    add column throttled integer not null default 0,
    add column failed_edits integer not null default 0`,
  `create table thread_pace (
    thread text primary key,
    asked_at timestamptz not null,
    burst_at timestamptz not null,
    hour_at timestamptz not null
  )`,
  'create index thread_pace_old on thread_pace (hour_at)',
]

export async function up(db: Kysely<unknown>): Promise<void> {
  for (const statement of statements) await sql.raw(statement).execute(db)
}
