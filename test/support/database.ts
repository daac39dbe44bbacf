/**
 * A database with all tables for every test of a file: one PGlite in memory per file and a schema of its own per test, or, with
 * `TEST_DATABASE_URL`, a schema per test on that PostgreSQL server.
 */
import { randomUUID } from 'node:crypto'
import { sql } from 'kysely'
import type { Database } from '../../services/db/database.ts'
import { migrations } from '../../services/db/migrations/index.ts'
import { openPglite } from '../../services/db/pglite.ts'
import { openPostgres } from '../../services/db/postgres.ts'

async function withSchema(database: Database, schema: string): Promise<void> {
  await sql`create schema ${sql.id(schema)}`.execute(database.db)
  await sql`set search_path to ${sql.id(schema)}`.execute(database.db)
  for (const migration of Object.values(migrations)) await migration.up(database.db)
}

async function openServer(url: string, schema: string): Promise<Database> {
  const fail = (error: Error) => {
    throw error
  }
  const first = await openPostgres(url, fail)
  await sql`create schema ${sql.id(schema)}`.execute(first.db)
  await first.close()
  const database = await openPostgres(url, fail, schema)
  for (const migration of Object.values(migrations)) await migration.up(database.db)
  return database
}

/** Call it once at the top of a suite; inside a test the returned function gives that test's own database. */
export function useDatabase(): () => Database {
  const url = process.env.TEST_DATABASE_URL
  let shared: Database | undefined
  let current: Database | undefined
  let schema = ''

  before(async () => {
    if (!url) shared = await openPglite()
  })
  beforeEach(async () => {
    schema = `test_${randomUUID().replaceAll('-', '')}`
    if (shared) await withSchema(shared, schema)
    current = shared ?? (await openServer(url ?? '', schema))
  })
  afterEach(async () => {
    if (!current) return
    await sql`drop schema ${sql.id(schema)} cascade`.execute(current.db)
    if (current !== shared) await current.close()
    current = undefined
  })
  after(async () => {
    await shared?.close()
  })
  return () => {
    if (!current) throw new Error('There is a database inside tests only.')
    return current
  }
}
