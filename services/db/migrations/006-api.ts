import { type Kysely, sql } from 'kysely'

const statements = [
  `create table features (
    name text primary key check (name in ('seen_per_person', 'names_to_managers', 'out_of_office')),
    on_since timestamptz,
    note text not null,
    changed_by text not null,
    changed_at timestamptz not null
  )`,
  `create table lists (
    id uuid primary key,
    name text not null,
    uploaded_by text not null,
    at timestamptz not null,
    rows integer not null default 0,
    matched integer not null default 0,
    finished_at timestamptz
  )`,
  `create table list_members (
    list_id uuid not null references lists (id) on delete cascade,
    person_id text not null,
    primary key (list_id, person_id)
  )`,
  `create table list_misses (
    list_id uuid not null references lists (id) on delete cascade,
    line integer not null,
    value text not null,
    why text not null check (why in ('unknown', 'ambiguous', 'guest', 'left', 'duplicate', 'no_address')),
    primary key (list_id, line)
  )`,
  `create table downloads (
    hash text primary key,
    person_id text not null,
    kind text not null check (kind in ('announcement_deliveries', 'announcement_unreachable', 'wave_deliveries',
      'wave_never_started')),
    subject_id uuid not null,
    expires_at timestamptz not null
  )`,
  'create index people_mail on people (lower(mail))',
  // The board counts from this index alone: at 300 000 people in each of five announcements a third of the time, and it does not grow.
  `create index deliveries_board on deliveries (announcement_id, state, reason, department, language)
    include (uncertain, seen_at, answered_at)`,
]

export async function up(db: Kysely<unknown>): Promise<void> {
  for (const statement of statements) await sql.raw(statement).execute(db)
}
