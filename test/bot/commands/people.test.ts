import assert from 'node:assert/strict'
import type { Answer, Turn } from '../../../bot/answer.ts'
import { peopleCommand } from '../../../bot/commands/people.ts'
import { dispatch } from '../../../bot/dispatch.ts'
import { syncPeopleTask } from '../../../bot/tasks/sync-people.ts'
import { speak } from '../../../cards/texts/translate.ts'
import { findPerson } from '../../../services/people.ts'
import { type TestApp, testApp } from '../../support/app.ts'
import { useDatabase } from '../../support/database.ts'
import { reportOf, userOf } from '../../support/directory.ts'

describe('the people card', () => {
  const database = useDatabase()
  const now = new Date('2026-11-20T09:00:00Z')
  let app: TestApp

  beforeEach(() => {
    app = testApp(database().db, now)
    app.directory.userPages = [{ changes: [userOf('emma'), userOf('kees'), userOf('guest', { guest: true })], next: 'link', full: true }]
    app.directory.members = { [app.config.ADMIN_GROUP_ID]: ['emma'] }
    app.directory.report = [reportOf('kees', ['phone'])]
  })

  const sync = () => app.jobs.run([syncPeopleTask(app)])
  async function turnOf(id: string): Promise<Turn> {
    const person = (await findPerson(app.db, id)) ?? assert.fail(`no ${id}`)
    const sender = {
      personId: id,
      teamsUserId: `29:${id}`,
      name: id,
      locale: null,
      timeZone: null,
      platform: null,
      conversationId: `a:${id}`,
      channelId: null,
      serviceUrl: 'https://example.test/',
      where: 'personal' as const,
    }
    return { app, person, say: speak('en', 'Europe/Amsterdam'), sender, now }
  }
  const shown = (answer: Answer | undefined) => JSON.stringify(answer?.replace?.card ?? answer?.send?.[0]?.message.card)
  async function press(verb: 'people.show' | 'people.sync', id: string) {
    const turn = await turnOf(id)
    return dispatch(turn, { kind: 'action', sender: turn.sender, pressed: { verb, data: {} }, activityId: null, trigger: 'manual' })
  }

  async function askForSync() {
    const jobs = app.jobs
    jobs.queued.push({ kind: 'sync-people', data: { reason: 'start' } })
    await sync()
  }

  it('shows what the last reading did and who can be reached', async () => {
    await askForSync()
    const answer = await peopleCommand.run(await turnOf('emma'))
    assert.equal(answer.send?.[0]?.message.summary, '0 of 2 people can get a message from me now')
    assert.match(shown(answer), /Last read: Friday 20 November, 10:00\. Microsoft reported 3 people: 3 new, 0 changed, 0 left\./)
    assert.match(shown(answer), /Guests/)
    assert.match(shown(answer), /"userIds":\["29:emma"\]/)
  })

  it('starts a reading for an admin, once', async () => {
    await askForSync()
    const answer = await press('people.sync', 'emma')
    assert.match(shown(answer), /I am reading the directory now: the groups/)
    await press('people.sync', 'emma')
    assert.deepEqual(app.jobs.queued, [{ kind: 'sync-people', data: { reason: 'asked' } }])
  })

  it('shows and starts nothing for others', async () => {
    await askForSync()
    for (const verb of ['people.show', 'people.sync'] as const) {
      const answer = await press(verb, 'kees')
      assert.equal(answer.replace, undefined)
      assert.ok(answer.tell)
    }
    assert.deepEqual(app.jobs.queued, [])
  })

  it('tells why a reading stopped', async () => {
    await askForSync()
    app.directory.managers = async function* () {
      yield []
      throw Object.assign(new Error('refused'), { status: 403, code: 'Authorization_RequestDenied' })
    }
    await assert.rejects(askForSync())
    const answer = await press('people.show', 'emma')
    assert.match(shown(answer), /403 Authorization_RequestDenied/)
    assert.match(shown(answer), /lacks a permission/)
  })

  it('a task that finds another one at work comes back later', async () => {
    const entered = Promise.withResolvers<void>()
    const go = Promise.withResolvers<void>()
    const { users } = app.directory
    app.directory.users = async function* (since) {
      entered.resolve()
      await go.promise
      yield* users(since)
    }
    const task = syncPeopleTask(app)
    assert.ok(task.kind === 'sync-people')
    const first = task.run({ reason: 'start' })
    await entered.promise
    await task.run({ reason: 'asked' })
    assert.deepEqual(app.jobs.queued, [{ kind: 'sync-people', data: { reason: 'asked' } }])
    go.resolve()
    await first
  })
})
