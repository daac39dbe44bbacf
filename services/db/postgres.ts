import { Kysely, PostgresDialect } from 'kysely'
import pg from 'pg'
import { type Database, guarded } from './database.ts'
import type { Schema } from './schema.ts'

/**
 * Opens a PostgreSQL server (15 or newer). `schema` puts every table in a schema of that name (tests use one per test).
 * `onError` hears of connections that broke while idle; the pool replaces them.
 */
export async function openPostgres(url: string, onError: (error: Error) => void, schema?: string): Promise<Database> {
  const pool = new pg.Pool({
    connectionString: url,
    max: 10,
    connectionTimeoutMillis: 10_000,
    application_name: 'mfa-rollout-bot',
    ...(schema ? { options: `-c search_path=${schema}` } : {}),
  })
  pool.on('error', onError)
  const db = new Kysely<Schema>({ dialect: guarded(new PostgresDialect({ pool })) })
  return {
    db,
    engine: { kind: 'postgres', pool },
    close: () => db.destroy(),
  }
}
