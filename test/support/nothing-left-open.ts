/**
 * After the last test nothing may keep the process alive: no server, connection, child process or timer. What is found is named
 * together with the test after which it was first there, because that is where to look.
 */
import assert from 'node:assert/strict'
import type { ChildProcess } from 'node:child_process'
import { Server, Socket } from 'node:net'
import { setTimeout as wait } from 'node:timers/promises'
import { closeShared } from './at-end.ts'

const patienceMs = 3000
const firstSeen = new Map<object, string>()

const known = process as unknown as { _getActiveHandles(): object[] }
const standard = new Set<object>([process.stdin, process.stdout, process.stderr])
const handles = () => known._getActiveHandles().filter(handle => !standard.has(handle) && !isOwnChannel(handle))

/** The pipe to a parent process, where there is one. */
const isOwnChannel = (handle: object) => handle.constructor.name === 'Control' || handle === process.channel

function describeHandle(handle: object): string {
  const place = firstSeen.get(handle) ?? 'unknown'
  return `  ${nameOf(handle)}, first seen after: ${place}`
}

function nameOf(handle: object): string {
  if (handle instanceof Server) return `a server on ${JSON.stringify(handle.address())}`
  if (handle instanceof Socket) return `a connection to ${handle.remoteAddress ?? 'a pipe'}:${handle.remotePort ?? ''}`
  if ('pid' in handle) return `child process ${(handle as ChildProcess).pid} (${(handle as ChildProcess).spawnfile})`
  return handle.constructor.name
}

/** mocha holds one timer while this check runs: its own limit for the check. */
const ownTimers = 1
const waiting = () => process.getActiveResourcesInfo().filter(kind => kind === 'Timeout').length - ownTimers

async function becomesQuiet(): Promise<boolean> {
  const end = Date.now() + patienceMs
  while (handles().length + waiting() > 0) {
    if (Date.now() > end) return false
    await wait(25)
  }
  return true
}

export const mochaHooks = {
  afterEach(this: Mocha.Context) {
    const test = this.currentTest
    for (const handle of handles()) if (!firstSeen.has(handle)) firstSeen.set(handle, test ? `${test.fullTitle()} (${test.file})` : '?')
  },
  async afterAll(this: Mocha.Context) {
    this.timeout(0)
    await closeShared()
    if (await becomesQuiet()) return
    const timers = waiting() ? [`  ${waiting()} timers`] : []
    const list = [...handles().map(describeHandle), ...timers].join('\n')
    assert.fail(`Rule "nothing left open": close what a test opened in its after or afterEach. Still open:\n${list}`)
  },
}
