/**
 * Links to a file that an admin asked for in the chat, where no token can travel: for ten minutes, for what was asked, and only while
 * whoever asked is still an admin. What is stored cannot be turned back into the link.
 */
import { createHash, randomBytes } from 'node:crypto'
import type { DbOrTx } from './db/database.ts'
import type { FileKind } from './db/tables/api.ts'

export const linkLastsMs = 10 * 60_000

export interface Wanted {
  personId: string
  kind: FileKind
  /** Of the announcement or wave. */
  subjectId: string
}

const hashOf = (ticket: string) => createHash('sha256').update(ticket).digest('hex')

/** Gives the secret part of the link. */
export async function makeTicket(db: DbOrTx, { personId, kind, subjectId }: Wanted, now: Date): Promise<string> {
  await db.deleteFrom('downloads').where('expires_at', '<=', now).execute()
  const ticket = randomBytes(32).toString('base64url')
  const row = { hash: hashOf(ticket), person_id: personId, kind, subject_id: subjectId, expires_at: new Date(now.getTime() + linkLastsMs) }
  await db.insertInto('downloads').values(row).execute()
  return ticket
}

export async function readTicket(db: DbOrTx, ticket: string, now: Date): Promise<Wanted | null> {
  const row = await db
    .selectFrom('downloads')
    .selectAll()
    .where('hash', '=', hashOf(ticket))
    .where('expires_at', '>', now)
    .executeTakeFirst()
  return row ? { personId: row.person_id, kind: row.kind, subjectId: row.subject_id } : null
}
