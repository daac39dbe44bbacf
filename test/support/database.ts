/**
 * A database with all tables for every test of a suite, on both engines: one PGlite in memory per suite and a schema of its own per
 * test; and a schema per test on a PostgreSQL server (`test/support/postgres.ts`).
 */
import { randomUUID } from 'node:crypto'
import { sql } from 'kysely'
import type { Database } from '../../services/db/database.ts'
import { migrations } from '../../services/db/migrations/index.ts'
import { openPglite } from '../../services/db/pglite.ts'
import { openPostgres } from '../../services/db/postgres.ts'
import { postgresUrl } from './postgres.ts'

export type Engine = 'PGlite' | 'PostgreSQL'

async function withSchema(database: Database, schema: string): Promise<void> {
  await sql`create schema ${sql.id(schema)}`.execute(database.db)
  await sql`set search_path to ${sql.id(schema)}`.execute(database.db)
  for (const migration of Object.values(migrations)) await migration.up(database.db)
}

async function openServer(schema: string): Promise<Database> {
  // The pool does not wait until its sockets are closed: what these hear of the server's end after our own is no surprise.
  let closing = false
  const fail = (error: Error) => {
    if (!closing) throw error
  }
  const database = await openPostgres(await postgresUrl(), fail, schema)
  await sql`create schema ${sql.id(schema)}`.execute(database.db)
  for (const migration of Object.values(migrations)) await migration.up(database.db)
  const close = () => {
    closing = true
    return database.close()
  }
  return { ...database, close }
}

/** Call it once at the top of a suite; inside a test the returned function gives that test's own database. */
export function useDatabase(engine: Engine = 'PGlite'): () => Database {
  let shared: Database | undefined
  let current: Database | undefined
  let schema = ''

  before(async function () {
    this.timeout(60_000)
    if (engine === 'PGlite') shared = await openPglite()
    else await postgresUrl()
  })
  beforeEach(async () => {
    schema = `test_${randomUUID().replaceAll('-', '')}`
    if (shared) await withSchema(shared, schema)
    current = shared ?? (await openServer(schema))
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

/** `describe` for a suite that must pass on both engines. With `TEST_DATABASE_URL` it runs on that server alone. */
export function describeOnBoth(title: string, suite: (database: () => Database) => void): void {
  const engines: Engine[] = process.env.TEST_DATABASE_URL ? ['PostgreSQL'] : ['PGlite', 'PostgreSQL']
  for (const engine of engines) describe(`${title} (${engine})`, () => suite(useDatabase(engine)))
}

/** The address of a new, empty database on the server, for a process of its own. */
export async function freshDatabaseUrl(): Promise<string> {
  const url = new URL(await postgresUrl())
  const name = `test_${randomUUID().replaceAll('-', '')}`
  const server = await openPostgres(url.href, error => {
    throw error
  })
  await sql`create database ${sql.id(name)}`.execute(server.db)
  await server.close()
  url.pathname = `/${name}`
  return url.href
}
