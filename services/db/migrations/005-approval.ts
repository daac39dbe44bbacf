import { type Kysely, sql } from 'kysely'

const statements = [
  `create table approval_requests (
    subject_kind text not null check (subject_kind in ('announcement', 'wave', 'correction')),
    subject_id uuid not null,
    asked_at timestamptz not null,
    person_id text not null,
    activity_id text,
    shown text check (shown in ('asked', 'approved', 'declined', 'withdrawn', 'late')),
    primary key (subject_kind, subject_id, asked_at, person_id)
  )`,
  `create table corrections (
    id uuid primary key,
    announcement_id uuid not null references announcements (id),
    content jsonb not null,
    reason jsonb not null,
    state text not null check (state in ('awaiting_approval', 'applied', 'declined', 'withdrawn')),
    author_id text not null,
    asked_at timestamptz not null,
    approved_by text,
    approved_at timestamptz,
    declined_by text,
    declined_note text
  )`,
  `create unique index corrections_one_open on corrections (announcement_id) where state = 'awaiting_approval'`,
  `create table author_limits (
    person_id text primary key,
    audience jsonb not null,
    set_by text not null,
    set_at timestamptz not null
  )`,
  'alter table waves add column declined_by text, add column declined_note text',
  'alter table announcements add column watched_from timestamptz',
]

export async function up(db: Kysely<unknown>): Promise<void> {
  for (const statement of statements) await sql.raw(statement).execute(db)
}
