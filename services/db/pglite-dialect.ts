/**
 * Kysely's way to PGlite. Its own dialect sends one statement and waits for the answer before the next, so that the thread of the
 * database and this one take turns; here statements of different callers wait in the thread, and a transaction keeps them out there.
 */
import {
  type CompiledQuery,
  type DatabaseConnection,
  type Dialect,
  PGliteAdapter,
  PostgresIntrospector,
  PostgresQueryCompiler,
  type QueryResult,
} from 'kysely'
import type { PgliteClient } from './pglite-client.ts'

class Adapter extends PGliteAdapter {
  override get supportsMultipleConnections() {
    return true
  }
}

class Connection implements DatabaseConnection {
  readonly pglite: PgliteClient
  inTransaction = false
  constructor(pglite: PgliteClient) {
    this.pglite = pglite
  }
  async executeQuery<R>({ sql, parameters }: CompiledQuery): Promise<QueryResult<R>> {
    const { rows, affectedRows } = await this.pglite.query<R>(sql, [...parameters], this.inTransaction)
    return { rows, ...(affectedRows === undefined ? {} : { numAffectedRows: BigInt(affectedRows) }) }
  }
  streamQuery<R>(): AsyncIterableIterator<QueryResult<R>> {
    throw new Error('PGlite gives all rows at once.')
  }
}

export function pgliteDialect(pglite: PgliteClient): Dialect {
  return {
    createAdapter: () => new Adapter(),
    createIntrospector: db => new PostgresIntrospector(db),
    createQueryCompiler: () => new PostgresQueryCompiler(),
    createDriver: () => ({
      init: async () => {},
      acquireConnection: async () => new Connection(pglite),
      async beginTransaction(connection) {
        await pglite.begin()
        ;(connection as Connection).inTransaction = true
      },
      async commitTransaction(connection) {
        ;(connection as Connection).inTransaction = false
        await pglite.commit()
      },
      async rollbackTransaction(connection) {
        ;(connection as Connection).inTransaction = false
        await pglite.rollback()
      },
      releaseConnection: async () => {},
      destroy: async () => {},
    }),
  }
}
