import { type Kysely, sql } from 'kysely'

/** `raised`: the person reported something urgent about a case that was open already. */
const statements = [
  `alter table case_events
    drop constraint case_events_kind_check,
    add constraint case_events_kind_check
      check (kind in ('opened', 'note', 'claimed', 'released', 'answer', 'reply', 'ready', 'resolved', 'reopened', 'rated', 'raised'))`,
]

export async function up(db: Kysely<unknown>): Promise<void> {
  for (const statement of statements) await sql.raw(statement).execute(db)
}
