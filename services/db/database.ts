/**
 * One way to the database for both engines. Inside `transaction` the plain `db` is refused: on PGlite, which has a single
 * connection, it would wait for ever for the transaction that waits for it; on PostgreSQL it would silently leave the transaction.
 */
import { AsyncLocalStorage } from 'node:async_hooks'
import type { DatabaseConnection, Dialect, Driver, Kysely, Transaction } from 'kysely'
import { Migrator } from 'kysely/migration'
import type pg from 'pg'
import { migrations } from './migrations/index.ts'
import type { PgliteClient } from './pglite-client.ts'
import type { Schema } from './schema.ts'

export type Db = Kysely<Schema>
export type Tx = Transaction<Schema>
/** Reads and writes that may run inside or outside a transaction. */
export type DbOrTx = Db | Tx

export interface Database {
  db: Db
  /** The engine below, for the job queue, which speaks to it without Kysely. */
  engine: { kind: 'pglite'; pglite: PgliteClient } | { kind: 'postgres'; pool: pg.Pool }
  close(): Promise<void>
}

const insideTransaction = new AsyncLocalStorage<true>()

/** Runs work that several callers share as if nobody had called it. */
export const outsideTransactions: <T>(work: () => T) => T = AsyncLocalStorage.snapshot()

/** Throws where the plain database would wait for ever for the transaction that waits for it. */
export function refuseInsideTransaction(): void {
  if (insideTransaction.getStore()) throw new Error('The plain database was used inside a transaction: pass the transaction instead.')
}

class GuardedDriver implements Driver {
  readonly inner: Driver
  constructor(inner: Driver) {
    this.inner = inner
  }
  init() {
    return this.inner.init()
  }
  async acquireConnection() {
    refuseInsideTransaction()
    return this.inner.acquireConnection()
  }
  beginTransaction(connection: DatabaseConnection, settings: Parameters<Driver['beginTransaction']>[1]) {
    return this.inner.beginTransaction(connection, settings)
  }
  commitTransaction(connection: DatabaseConnection) {
    return this.inner.commitTransaction(connection)
  }
  rollbackTransaction(connection: DatabaseConnection) {
    return this.inner.rollbackTransaction(connection)
  }
  releaseConnection(connection: DatabaseConnection) {
    return this.inner.releaseConnection(connection)
  }
  destroy() {
    return this.inner.destroy()
  }
}

export function guarded(dialect: Dialect): Dialect {
  return {
    createAdapter: () => dialect.createAdapter(),
    createDriver: () => new GuardedDriver(dialect.createDriver()),
    createIntrospector: db => dialect.createIntrospector(db),
    createQueryCompiler: () => dialect.createQueryCompiler(),
  }
}

/** Runs `work` in one transaction; a throw rolls everything back. */
export function transaction<T>(db: Db, work: (tx: Tx) => Promise<T>): Promise<T> {
  return db.transaction().execute(tx => insideTransaction.run(true, () => work(tx)))
}

/** Brings the database to the newest shape. Several processes may start at once: one migrates, the others wait. */
export async function migrate(db: Db): Promise<void> {
  const migrator = new Migrator({ db, provider: { getMigrations: async () => migrations } })
  const { error } = await migrator.migrateToLatest()
  if (error) throw error
}
