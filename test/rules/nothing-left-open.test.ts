import assert from 'node:assert/strict'
import { spawnSync } from 'node:child_process'
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'

const root = new URL('../..', import.meta.url).pathname

/** Runs one test file with the project's own settings, as `npm test` does. */
function run(body: string) {
  const directory = mkdtempSync(join(tmpdir(), 'mfa-bot-open-'))
  const file = join(directory, 'sample.test.mjs')
  writeFileSync(file, `import { createServer } from 'node:net'\nit('does something', async () => {\n${body}\n})\n`)
  try {
    return spawnSync(process.execPath, [join(root, 'node_modules/mocha/bin/mocha.js'), file], { cwd: root, encoding: 'utf8' })
  } finally {
    rmSync(directory, { recursive: true })
  }
}

describe('house rules: nothing is left open after a test', () => {
  it('a run that closes everything passes, and says so in its last line', () => {
    const { status, stdout } = run('const server = createServer().listen(0)\nawait new Promise(done => server.close(done))')
    assert.equal(stdout.trimEnd().split('\n').at(-1), '1 passed, 0 failed')
    assert.equal(status, 0)
  })

  it('a server that stays open fails the run, which ends all the same and names the test', () => {
    const { status, stdout } = run("createServer().listen(0, '127.0.0.1')\nawait new Promise(done => setTimeout(done, 50))")
    assert.match(stdout, /a server on .*127\.0\.0\.1.*first seen after: does something/)
    assert.match(stdout.trimEnd().split('\n').at(-1) ?? '', /^1 passed, 1 failed$/)
    assert.notEqual(status, 0)
  })

  it('a timer that goes on fails the run', () => {
    const { status, stdout } = run('setInterval(() => undefined, 1000)')
    assert.match(stdout, /1 timers/)
    assert.notEqual(status, 0)
  })
})
