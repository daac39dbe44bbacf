import { type Kysely, sql } from 'kysely'

const statements = [
  'alter table announcements add column first_sent_at timestamptz',
  'create index announcements_public on announcements (first_sent_at) where first_sent_at is not null',
  `create table mails (
    announcement_id uuid not null references announcements (id),
    person_id text not null,
    state text not null check (state in ('queued', 'sending', 'sent', 'failed', 'uncertain', 'skipped')),
    attempts integer not null default 0,
    uncertain integer not null default 0,
    not_before timestamptz not null,
    lease_until timestamptz,
    error_code text,
    asked_by text not null,
    changed_at timestamptz not null,
    primary key (announcement_id, person_id)
  )`,
  `create index mails_due on mails (not_before) where state = 'queued'`,
  `create index mails_leased on mails (lease_until) where state = 'sending'`,
]

export async function up(db: Kysely<unknown>): Promise<void> {
  for (const statement of statements) await sql.raw(statement).execute(db)
}
