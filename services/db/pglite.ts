/**
 * PGlite: PostgreSQL inside this process, on disk. Two processes on one directory would silently lose data, so an abstract Unix
 * socket, which the kernel frees when its process dies, marks the owner before anything is opened.
 */
import { createHash } from 'node:crypto'
import { mkdirSync, realpathSync } from 'node:fs'
import { createServer, type Server } from 'node:net'
import { join } from 'node:path'
import { Kysely } from 'kysely'
import { type Database, guarded } from './database.ts'
import { startPglite } from './pglite-client.ts'
import { pgliteDialect } from './pglite-dialect.ts'
import type { Schema } from './schema.ts'

export class DirectoryInUse extends Error {}

async function lockDirectory(directory: string): Promise<Server> {
  const name = createHash('sha256').update(realpathSync(directory)).digest('hex').slice(0, 32)
  const server = createServer()
  await new Promise<void>((resolve, reject) => {
    server.once('error', (error: NodeJS.ErrnoException) =>
      reject(
        error.code === 'EADDRINUSE'
          ? new DirectoryInUse(`Another process is using the data in ${directory}. Stop it first, or set DATA_DIR to another directory.`)
          : error,
      ),
    )
    server.listen(`\0mfa-rollout-bot-${name}`, resolve)
  })
  server.unref()
  return server
}

/** Opens the embedded database in `directory` (made with mode 0700), or in memory without one. Throws `DirectoryInUse`. */
export async function openPglite(directory?: string): Promise<Database> {
  let lock: Server | undefined
  if (directory) {
    mkdirSync(directory, { recursive: true, mode: 0o700 })
    lock = await lockDirectory(directory)
  }
  const pglite = await startPglite(directory && join(directory, 'pglite'))
  const db = new Kysely<Schema>({ dialect: guarded(pgliteDialect(pglite)) })
  return {
    db,
    engine: { kind: 'pglite', pglite },
    async close() {
      await db.destroy()
      await pglite.close()
      await new Promise<void>(resolve => (lock ? lock.close(() => resolve()) : resolve()))
    },
  }
}
