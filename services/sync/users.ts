import { type Insertable, sql } from 'kysely'
import { type Db, type Tx, transaction } from '../db/database.ts'
import type { PeopleTable } from '../db/schema.ts'
import type { Person } from '../people.ts'
import type { DirectoryUser, UserChange } from '../ports.ts'
import { type ExcludedGroups, markExclusions } from './exclusions.ts'

type Change = Partial<DirectoryUser> & { id: string }
type Row = Insertable<PeopleTable>

export interface Counted {
  added: number
  changed: number
  left: number
}

const columns = [
  'upn',
  'name',
  'given_name',
  'mail',
  'directory_language',
  'department',
  'job_title',
  'office',
  'country',
  'enabled',
  'guest',
  'starts_at',
  'left_at',
] as const
const plain = (value: unknown) => (value instanceof Date ? value.getTime() : value)

/** What the directory says now over what we knew; what it did not mention stays. */
function merge(before: Person | undefined, user: Change, now: Date): Row {
  const said = <T>(value: T | undefined, known: T | undefined, otherwise: T): T => (value === undefined ? (known ?? otherwise) : value)
  return {
    id: user.id,
    upn: said(user.upn, before?.upn, user.id),
    name: said(user.name, before?.name || undefined, user.upn ?? user.id),
    given_name: said(user.givenName, before?.given_name, null),
    mail: said(user.mail, before?.mail, null),
    directory_language: said(user.language, before?.directory_language, null),
    department: said(user.department, before?.department, null),
    job_title: said(user.jobTitle, before?.job_title, null),
    office: said(user.office, before?.office, null),
    country: said(user.country, before?.country, null),
    enabled: said(user.enabled, before?.enabled, true),
    guest: said(user.guest, before?.guest, false),
    starts_at: said(user.startsAt, before?.starts_at, null),
    left_at: null,
    synced_at: now,
  }
}

const differs = (before: Person, row: Row) => columns.some(column => plain(before[column]) !== plain(row[column]))

/** The newest word about each person: one page may tell of the same person twice. */
function newest(changes: UserChange[]): { users: Change[]; removed: string[] } {
  const users = new Map<string, Change>()
  const removed = new Set<string>()
  for (const change of changes) {
    if (change.kind === 'removed') {
      users.delete(change.id)
      removed.add(change.id)
    } else {
      removed.delete(change.user.id)
      users.set(change.user.id, { ...users.get(change.user.id), ...change.user })
    }
  }
  return { users: [...users.values()], removed: [...removed] }
}

async function saveUsers(tx: Tx, users: Change[], now: Date): Promise<{ added: number; changed: number }> {
  if (users.length === 0) return { added: 0, changed: 0 }
  const ids = users.map(user => user.id)
  const known = await tx.selectFrom('people').selectAll().where('id', 'in', ids).execute()
  const before = new Map(known.map(person => [person.id, person]))
  const rows = users.map(user => merge(before.get(user.id), user, now))
  await tx
    .insertInto('people')
    .values(rows)
    .onConflict(conflict =>
      conflict
        .column('id')
        .doUpdateSet(eb => Object.fromEntries([...columns, 'synced_at' as const].map(column => [column, eb.ref(`excluded.${column}`)]))),
    )
    .execute()
  const changed = rows.filter(row => {
    const old = before.get(row.id)
    return old && differs(old, row)
  })
  return { added: rows.length - known.length, changed: changed.length }
}

async function markLeft(tx: Tx, ids: string[], now: Date): Promise<number> {
  if (ids.length === 0) return 0
  const gone = tx.updateTable('people').set({ left_at: now, erased_at: null }).where('id', 'in', ids).where('left_at', 'is', null)
  return Number((await gone.executeTakeFirst()).numUpdatedRows)
}

/** Keeps one page of changes: people, who left, and who is excluded now, all at once. */
export async function savePage(db: Db, changes: UserChange[], groups: ExcludedGroups, now: Date): Promise<Counted> {
  const { users, removed } = newest(changes)
  return transaction(db, async tx => {
    const saved = await saveUsers(tx, users, now)
    const left = await markLeft(tx, removed, now)
    await markExclusions(tx, { groups, now }, [...users.map(user => user.id), ...removed])
    return { ...saved, left }
  })
}

/** After everybody was read: who was not among them has left. Their rows stay, for the ledger and their cases. */
export async function markMissing(db: Db, since: Date, now: Date): Promise<number> {
  const missing = db
    .updateTable('people')
    .set({ left_at: now, erased_at: null })
    .where('synced_at', '<', since)
    .where('left_at', 'is', null)
  return Number((await missing.executeTakeFirst()).numUpdatedRows)
}

/** Everybody who may be written to has a row that says how to reach them, if only "unknown". */
export async function addConversations(db: Db, now: Date): Promise<void> {
  await sql`
    insert into conversations (person_id, state, changed_at)
    select id, 'unknown', ${now} from people p
    where excluded is null and not exists (select from conversations c where c.person_id = p.id)
    on conflict (person_id) do nothing`.execute(db)
}

/** Keeps one page of who answers to whom. */
export async function saveManagers(db: Db, pairs: { personId: string; managerId: string | null }[]): Promise<void> {
  if (pairs.length === 0) return
  const rows = sql.join(pairs.map(pair => sql`(${pair.personId}, ${pair.managerId}::text)`))
  await sql`
    update people set manager_id = said.manager_id from (values ${rows}) as said (id, manager_id)
    where people.id = said.id and people.manager_id is distinct from said.manager_id`.execute(db)
}
