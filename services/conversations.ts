/** How to reach each person, kept true by installations, removals and what the connector says. */
import { type Selectable, sql } from 'kysely'
import type { DbOrTx } from './db/database.ts'
import type { ConversationsTable, ReachState } from './db/schema.ts'
import type { Address } from './ports.ts'

export type Conversation = Selectable<ConversationsTable>

/** The person wrote, pressed or installed: this conversation works, at this service URL. Gives whether that is news. */
export async function reached(
  db: DbOrTx,
  person: { id: string; conversationId: string; serviceUrl: string; teamsUserId: string | null },
  now: Date,
): Promise<boolean> {
  const row = {
    conversation_id: person.conversationId,
    service_url: person.serviceUrl,
    state: 'reachable' as const,
    removed_at: null,
    changed_at: now,
    ...(person.teamsUserId ? { teams_user_id: person.teamsUserId } : {}),
  }
  // A read inside the statement still sees the row as it was before it.
  const before = sql<ReachState | null>`(select was.state from conversations as was where was.person_id = ${person.id})`
  const kept = await db
    .insertInto('conversations')
    .values({ person_id: person.id, ...row })
    .onConflict(conflict => conflict.column('person_id').doUpdateSet(row))
    .returning(before.as('before'))
    .executeTakeFirstOrThrow()
  return kept.before !== 'reachable'
}

/**
 * The connector or Graph said why this person cannot be reached; an id that no longer works is forgotten. The connector knows only that
 * the app is missing: where Graph said why (policy, licence), that stays.
 */
export async function unreachable(db: DbOrTx, personId: string, state: Exclude<ReachState, 'reachable'>, now: Date): Promise<void> {
  const forget = state === 'gone' || state === 'not_installed' ? { conversation_id: null } : {}
  await db
    .insertInto('conversations')
    .values({ person_id: personId, state, changed_at: now })
    .onConflict(conflict =>
      conflict
        .column('person_id')
        .doUpdateSet({ state, changed_at: now, ...forget })
        .where(eb => (state === 'not_installed' ? eb('conversations.state', 'not in', ['policy_blocked', 'no_licence']) : eb.lit(true))),
    )
    .execute()
}

/** The person removed the app: it stays removed until they add it again themselves. */
export async function leftByPerson(db: DbOrTx, personId: string, now: Date): Promise<void> {
  await unreachable(db, personId, 'not_installed', now)
  await db.updateTable('conversations').set({ removed_at: now }).where('person_id', '=', personId).execute()
}

export async function findConversation(db: DbOrTx, personId: string): Promise<Conversation | undefined> {
  return db.selectFrom('conversations').selectAll().where('person_id', '=', personId).executeTakeFirst()
}

export function addressOf(conversation: Conversation | undefined): Address | null {
  if (!conversation?.conversation_id || !conversation.service_url) return null
  return { conversationId: conversation.conversation_id, serviceUrl: conversation.service_url }
}

/** The newest service URL that any conversation is known at: where to open the first conversation with somebody new. */
export async function newestServiceUrl(db: DbOrTx): Promise<string | null> {
  const row = await db
    .selectFrom('conversations')
    .select('service_url')
    .where('service_url', 'is not', null)
    .orderBy('changed_at', 'desc')
    .limit(1)
    .executeTakeFirst()
  return row?.service_url ?? null
}

export async function saveChannel(db: DbOrTx, name: string, address: Address, now: Date): Promise<void> {
  const row = { conversation_id: address.conversationId, service_url: address.serviceUrl, changed_at: now }
  await db
    .insertInto('channels')
    .values({ name, ...row })
    .onConflict(conflict => conflict.column('name').doUpdateSet(row))
    .execute()
}

export async function findChannel(db: DbOrTx, name: string): Promise<Address | null> {
  const row = await db.selectFrom('channels').selectAll().where('name', '=', name).executeTakeFirst()
  return row ? { conversationId: row.conversation_id, serviceUrl: row.service_url } : null
}
