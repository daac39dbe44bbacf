import assert from 'node:assert/strict'
import { leftByPerson, reached, unreachable } from '../../services/conversations.ts'
import { installMissing } from '../../services/installs.ts'
import type { InstallOutcome } from '../../services/ports.ts'
import { describeOnBoth } from '../support/database.ts'

describeOnBoth('installations for people without the app', database => {
  let now: Date
  let asked: string[]
  let outcomes: Record<string, InstallOutcome>

  beforeEach(() => {
    now = new Date('2026-11-20T09:00:00Z')
    asked = []
    outcomes = {}
  })

  const minutes = (count: number) => {
    now = new Date(now.getTime() + count * 60_000)
  }
  const directory = {
    async installApp(personId: string): Promise<InstallOutcome> {
      asked.push(personId)
      return outcomes[personId] ?? { kind: 'installed' }
    },
  }
  const install = () => installMissing({ db: database().db, directory }, now)
  const stateOf = async (id: string) =>
    (await database().db.selectFrom('conversations').select('state').where('person_id', '=', id).executeTakeFirst())?.state

  async function person(id: string, excluded: 'guest' | null = null) {
    await database().db.insertInto('people').values({ id, upn: id, name: id, excluded, synced_at: now }).execute()
    await database().db.insertInto('conversations').values({ person_id: id, state: 'unknown', changed_at: now }).execute()
  }
  const comesIn = (id: string) =>
    reached(database().db, { id, conversationId: `a:${id}`, serviceUrl: 'https://example.test/', teamsUserId: null }, now)

  it('asks for everybody who cannot be reached, once a day', async () => {
    await person('kees')
    await person('emma')
    assert.equal(await install(), 2)
    assert.deepEqual(asked.toSorted(), ['emma', 'kees'])
    minutes(23 * 60)
    assert.equal(await install(), 0)
    minutes(61)
    assert.equal(await install(), 2)
  })

  it('leaves alone who is reachable, excluded, blocked the bot or removed the app', async () => {
    for (const id of ['reachable', 'blocked', 'removed']) await person(id)
    await person('guest', 'guest')
    await comesIn('reachable')
    await comesIn('removed')
    await unreachable(database().db, 'blocked', 'blocked', now)
    await leftByPerson(database().db, 'removed', now)
    minutes(3 * 24 * 60)
    assert.equal(await install(), 0)
    assert.deepEqual(asked, [])
  })

  it('installs again for a person of whom the connector says that the app is gone', async () => {
    await person('kees')
    await comesIn('kees')
    await unreachable(database().db, 'kees', 'not_installed', now)
    assert.equal(await install(), 1)
    assert.equal(await stateOf('kees'), 'unknown')
  })

  it('writes down why it cannot be', async () => {
    for (const id of ['blocked', 'unlicensed']) await person(id)
    outcomes = { blocked: { kind: 'policy_blocked' }, unlicensed: { kind: 'no_licence' } }
    await install()
    assert.equal(await stateOf('blocked'), 'policy_blocked')
    assert.equal(await stateOf('unlicensed'), 'no_licence')
  })

  it('does not undo an installation event that was faster than the answer', async () => {
    await person('kees')
    const eager = {
      async installApp(personId: string): Promise<InstallOutcome> {
        await comesIn(personId)
        return { kind: 'installed' }
      },
    }
    await installMissing({ db: database().db, directory: eager }, now)
    assert.equal(await stateOf('kees'), 'reachable')
  })

  it('stops at once when Graph throttles, holds on as long as it asks, and loses nobody', async () => {
    for (let at = 0; at < 5; at += 1) await person(`p${at}`)
    outcomes = { p0: { kind: 'throttled', retryAfterMs: 60_000 } }
    const done = await install()
    assert.ok(done < 5)
    const before = asked.length
    outcomes = {}
    assert.equal(await install(), 0)
    assert.equal(asked.length, before)
    await database().db.updateTable('pace').set({ next_at: '2000-01-01T00:00:00Z' }).execute()
    assert.equal(done + (await install()), 5)
  })

  it('does not ask for each person while our own set-up is wrong', async () => {
    for (let at = 0; at < 20; at += 1) await person(`p${String(at).padStart(2, '0')}`)
    outcomes = { p00: { kind: 'failed', code: 'app_not_in_catalogue' } }
    await install()
    assert.ok(asked.length < 20, `asked ${asked.length} times`)
    assert.equal(await install(), 0)
    assert.equal(await stateOf('p00'), 'unknown')
  })

  it('tries again a minute after a failure', async () => {
    await person('kees')
    outcomes = { kees: { kind: 'failed', code: 'graph_500' } }
    await install()
    assert.equal(await install(), 0)
    minutes(1)
    assert.equal(await install(), 1)
  })

  it('a process that dies in between costs its people two minutes', async () => {
    await person('kees')
    const dying = {
      async installApp(): Promise<InstallOutcome> {
        throw new Error('killed')
      },
    }
    await assert.rejects(installMissing({ db: database().db, directory: dying }, now), /killed/)
    minutes(1)
    assert.equal(await install(), 0)
    minutes(1)
    assert.equal(await install(), 1)
  })

  it('two processes never ask for the same person', async () => {
    for (let at = 0; at < 12; at += 1) await person(`p${at}`)
    await Promise.all([install(), install(), install()])
    assert.equal(asked.length, 12)
    assert.equal(new Set(asked).size, 12)
  })
})
