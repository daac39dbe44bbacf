/**
 * A database with all tables for every test of a suite, on both engines: every test finds the tables empty, and the next suite takes
 * what the one before is done with. PGlite in memory; a schema on a PostgreSQL server (`test/support/postgres.ts`).
 */
import { randomUUID } from 'node:crypto'
import { sql } from 'kysely'
import type { Database } from '../../services/db/database.ts'
import { migrations } from '../../services/db/migrations/index.ts'
import { openPglite } from '../../services/db/pglite.ts'
import { openPostgres } from '../../services/db/postgres.ts'
import { atEnd } from './at-end.ts'
import { postgresUrl } from './postgres.ts'

export type Engine = 'PGlite' | 'PostgreSQL'

async function makeTables(database: Database, schema: string): Promise<void> {
  await sql`create schema ${sql.id(schema)}`.execute(database.db)
  if (database.engine.kind === 'pglite') await sql`set search_path to ${sql.id(schema)}`.execute(database.db)
  for (const migration of Object.values(migrations)) await migration.up(database.db)
}

/** Empties what a test wrote; numbers start again. Looking first is much faster than emptying tables that are empty. */
async function empty(database: Database): Promise<void> {
  await sql`do $$
    declare name text; filled text[] := '{}'; has_rows boolean;
    begin
      for name in select quote_ident(tablename) from pg_tables where schemaname = current_schema() loop
        execute format('select exists (select from %s)', name) into has_rows;
        if has_rows then filled := filled || name; end if;
      end loop;
      if filled <> '{}' then execute 'truncate ' || array_to_string(filled, ', ') || ' cascade'; end if;
      for name in select quote_ident(sequencename) from pg_sequences where schemaname = current_schema() and last_value is not null loop
        execute format('alter sequence %s restart', name);
      end loop;
    end
  $$`.execute(database.db)
}

async function open(engine: Engine, schema: string): Promise<Database> {
  if (engine === 'PGlite') return openPglite()
  // The pool does not wait until its sockets are closed: what these hear of the server's end after our own is no surprise.
  let closing = false
  const fail = (error: Error) => {
    if (!closing) throw error
  }
  const database = await openPostgres(await postgresUrl(), fail, schema)
  const close = async () => {
    await sql`drop schema ${sql.id(schema)} cascade`.execute(database.db)
    closing = true
    await database.close()
  }
  return { ...database, close }
}

/** Databases that no suite uses at the moment. */
const idle: Record<Engine, Database[]> = { PGlite: [], PostgreSQL: [] }

async function take(engine: Engine): Promise<Database> {
  const free = idle[engine].pop()
  if (free) return free
  const schema = `test_${randomUUID().replaceAll('-', '')}`
  const made = await open(engine, schema)
  atEnd(() => made.close())
  await makeTables(made, schema)
  return made
}

/** Call it once at the top of a suite; inside a test the returned function gives a database with empty tables. */
export function useDatabase(engine: Engine = 'PGlite'): () => Database {
  let shared: Database | undefined
  let inside = false

  before(async function () {
    this.timeout(60_000)
    shared = await take(engine)
  })
  beforeEach(() => {
    inside = true
  })
  afterEach(async () => {
    inside = false
    if (shared) await empty(shared)
  })
  after(() => {
    if (shared) idle[engine].push(shared)
  })
  return () => {
    if (!shared || !inside) throw new Error('There is a database inside tests only.')
    return shared
  }
}

/** `describe` for a suite that must pass on both engines. With `TEST_DATABASE_URL` it runs on that server alone. */
export function describeOnBoth(title: string, suite: (database: () => Database) => void): void {
  const engines: Engine[] = process.env.TEST_DATABASE_URL ? ['PostgreSQL'] : ['PGlite', 'PostgreSQL']
  for (const engine of engines) describe(`${title} (${engine})`, () => suite(useDatabase(engine)))
}

/** The address of a new, empty database on the server, for a process of its own. */
export async function freshDatabaseUrl(serverUrl?: string): Promise<string> {
  const url = new URL(serverUrl ?? (await postgresUrl()))
  const name = `test_${randomUUID().replaceAll('-', '')}`
  const server = await openPostgres(url.href, () => undefined)
  await sql`create database ${sql.id(name)}`.execute(server.db)
  await server.close()
  url.pathname = `/${name}`
  return url.href
}
