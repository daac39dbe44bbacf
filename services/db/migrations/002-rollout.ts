import { type Kysely, sql } from 'kysely'

const statements = [
  `create table campaigns (
    id uuid primary key,
    kind text not null check (kind in ('mfa_deadline', 'phone_ends')),
    name text not null,
    content jsonb not null,
    state text not null check (state in ('draft', 'active', 'ended')),
    author_id text not null,
    created_at timestamptz not null
  )`,
  `create table waves (
    id uuid primary key,
    campaign_id uuid not null references campaigns (id),
    position integer not null,
    name text not null,
    audience jsonb not null,
    left_out jsonb not null default '[]',
    deadline_at timestamptz not null,
    time_zone text not null,
    cadence jsonb not null,
    hours jsonb not null,
    enforcement jsonb not null,
    enforced jsonb,
    enforced_checked_at timestamptz,
    register_at text not null check (register_at in ('anywhere', 'at_work', 'managed_device')),
    extension_group_id text,
    state text not null check (state in ('draft', 'awaiting_approval', 'active', 'paused', 'ended', 'cancelled')),
    author_id text not null,
    created_at timestamptz not null,
    asked_at timestamptz,
    approved_by text,
    approved_at timestamptz,
    day_zero_anyway text,
    warned text check (warned in ('heads_up', 'held')),
    unique (campaign_id, position) deferrable initially immediate
  )`,
  `alter table announcements
    add column kind text not null default 'announcement'
      check (kind in ('announcement', 'reminder', 'day_zero', 'rescue', 'security')),
    add column wave_id uuid references waves (id),
    add column step text,
    add column code text,
    add column hours jsonb,
    add column expires_at timestamptz,
    add column stage integer not null default 1,
    add column asked_at timestamptz,
    add column approved_by text,
    add column approved_at timestamptz,
    add column declined_by text,
    add column declined_note text,
    add column canary_size integer,
    add column canary_until timestamptz,
    add column stopped_because text,
    add column corrected_at timestamptz,
    add column correction jsonb,
    add column withdrawn_at timestamptz,
    add column withdrawn_how text check (withdrawn_how in ('note', 'delete')),
    add column withdrawn_why jsonb,
    drop constraint announcements_state_check,
    add constraint announcements_state_check check (state in ('draft', 'awaiting_approval', 'scheduled', 'expanding', 'running', 'paused',
      'finished', 'cancelled'))`,
  'create unique index announcements_step on announcements (wave_id, step)',
  'create unique index announcements_code on announcements (code)',
  `alter table deliveries
    add column stage integer not null default 1,
    add column snoozes integer not null default 0,
    add column withdrawn_at timestamptz,
    add column seen_at timestamptz,
    add column answered_at timestamptz`,
  'drop index deliveries_due',
  `create index deliveries_due on deliveries (announcement_id, stage, not_before) where state in ('queued', 'retrying')`,
  `create table contacts (
    person_id text not null,
    local_day text not null,
    announcement_id uuid not null references announcements (id),
    primary key (person_id, local_day)
  )`,
  'alter table people drop constraint people_excluded_check',
  `alter table people
    add column starts_at timestamptz,
    add constraint people_excluded_check
      check (excluded in ('guest', 'disabled', 'service', 'break_glass', 'left', 'on_leave', 'not_started'))`,
]

export async function up(db: Kysely<unknown>): Promise<void> {
  for (const statement of statements) await sql.raw(statement).execute(db)
}
