import { type Kysely, sql } from 'kysely'

const statements = [
  `create table extensions (
    id uuid primary key,
    person_id text not null,
    announcement_id uuid not null references announcements (id),
    wave_id uuid references waves (id),
    group_id text not null,
    until_at timestamptz not null,
    reason text not null check (reason in ('leave', 'key', 'repair', 'other')),
    sentence text,
    state text not null check (state in ('asked', 'approved', 'granted', 'declined', 'withdrawn', 'ended')),
    asked_at timestamptz not null,
    decided_by text,
    decided_at timestamptz,
    note text,
    granted_at timestamptz,
    ended_at timestamptz,
    checked_at timestamptz,
    told_person text,
    told_admins text,
    telling_until timestamptz
  )`,
  `create unique index extensions_open on extensions (person_id) where state in ('asked', 'approved', 'granted')`,
  `create table phishing_reports (
    announcement_id uuid not null references announcements (id),
    person_id text not null,
    at timestamptz not null,
    primary key (announcement_id, person_id)
  )`,
  `alter table deliveries
    add column reminder_sending boolean not null default false,
    add column reminder_tries integer not null default 0,
    add column doubted_at timestamptz`,
]

export async function up(db: Kysely<unknown>): Promise<void> {
  for (const statement of statements) await sql.raw(statement).execute(db)
}
