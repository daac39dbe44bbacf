import assert from 'node:assert/strict'
import { guard } from '../../bot/delivery/guard.ts'
import { sweepReminders } from '../../bot/notices/reminders.ts'
import { tasksFor } from '../../bot/tasks/index.ts'
import { sweepThanks } from '../../bot/thanks.ts'
import { claimCase, resolveCase } from '../../services/case-steps.ts'
import { findCase } from '../../services/cases.ts'
import { saveChannel } from '../../services/conversations.ts'
import { claim } from '../../services/deliveries.ts'
import { checkLive } from '../../services/live-check.ts'
import { snooze } from '../../services/snoozes.ts'
import { saveReportPage } from '../../services/sync/report.ts'
import { until } from '../support/bot-process.ts'
import { useDatabase } from '../support/database.ts'
import { reportOf } from '../support/directory.ts'
import { chat, meetKees, type Story, start, toLastStep } from '../support/guide-story.ts'
import { useLoops } from '../support/loops.ts'
import { addAnnouncement } from '../support/rollout.ts'
import { Teams } from '../support/teams.ts'

const hour = 60
const day = 24 * hour
const at = (minutes: number) => new Date(start.getTime() + minutes * 60_000)

describe('a card that finishes itself', () => {
  const database = useDatabase()
  const loop = useLoops()
  let story: Story

  beforeEach(async () => {
    story = await meetKees(database().db)
    await story.app.db.updateTable('people').set({ given_name: 'Kees' }).execute()
    await saveChannel(story.app.db, 'helpdesk', { conversationId: '19:helpdesk@thread.tacv2', serviceUrl: chat.serviceUrl }, start)
  })

  /** A card that Kees has in his chat. */
  async function has(kind: 'announcement' | 'reminder', activityId: string, more: object = {}) {
    const announcement = await addAnnouncement(story.app.db, { state: 'finished', kind, deadline_at: at(30 * day), confirmed_at: start })
    const row = { announcement_id: announcement.id, person_id: 'kees', state: 'delivered' as const, language: 'en' }
    const times = { not_before: start, changed_at: start, delivered_at: at(-10) }
    await story.app.db
      .insertInto('deliveries')
      .values({ ...row, ...times, activity_id: activityId, wanted: 1, shown: 1, ...more })
      .execute()
    return announcement
  }
  async function sweep(minutes: number) {
    story.app.setTime(at(minutes))
    await story.app.jobs.run(tasksFor(story.app))
    await sweepThanks(story.app, at(minutes))
  }
  const report = () => {
    const context = { db: story.app.db, jobs: story.app.jobs, policy: story.app.directory.policy, telephonyProvider: false }
    return saveReportPage({ ...context, now: story.app.clock.now() }, [
      reportOf('kees', ['authenticator'], { asOf: story.app.clock.now() }),
    ])
  }
  const alerts = () => story.app.messenger.sent.filter(one => one.kind === 'send' && one.message.alert).map(one => one.message.summary)
  const wanting = () =>
    story.app.db.selectFrom('deliveries').selectAll().where('state', '=', 'delivered').whereRef('wanted', '<>', 'shown').execute()

  /** All his cards are edited; gives what they say. */
  async function finished(): Promise<string[]> {
    loop(story.app, story.app.messenger)
    await until('the edits', async () => (await wanting()).length === 0)
    const edits = story.app.messenger.sent.filter(one => one.kind === 'update' && !one.activityId.startsWith('m'))
    return [...new Map(edits.map(one => [one.activityId, one.message.summary])).values()]
  }
  const bothFinished = ['You are done, Kees.', 'You are done, Kees.']

  it('every card of somebody whom the nightly report shows as ready is finished, and one thank-you comes in the morning', async () => {
    await has('announcement', 'card-1')
    await has('reminder', 'card-2')
    story.app.setTime(at(16 * hour))
    story.has('authenticator')
    await report()
    await sweep(16 * hour)
    assert.deepEqual(await finished(), bothFinished)
    await sweep(16 * hour + 5)
    assert.deepEqual(alerts(), [], 'nobody is woken up')
    for (const minutes of [23 * hour, 23 * hour + 1, 2 * day]) await sweep(minutes)
    assert.deepEqual(alerts(), ['You are done'])
    assert.match(JSON.stringify(story.last()?.card), /Keep a second way to sign in too.*Add a passkey/)
  })

  it('a night on which the directory does not answer is made up for by the next', async () => {
    await has('announcement', 'card-1')
    story.has('authenticator')
    const { methods } = story.app.directory
    story.app.directory.methods = async ids => new Map(ids.map(id => [id, { kind: 'unavailable', retryAfterMs: null }]))
    await report()
    await sweep(1)
    assert.deepEqual(await wanting(), [])
    story.app.directory.methods = methods
    story.app.setTime(at(day))
    await report()
    await sweep(day)
    assert.equal((await wanting()).length, 1)
    await sweep(day + 3)
    assert.deepEqual(alerts(), ['You are done'])
    story.app.setTime(at(2 * day))
    await report()
    assert.deepEqual(story.app.jobs.queued, [], 'and then nobody looks again')
  })

  it('the look before a reminder spares who is ready, finishes their cards and thanks them', async () => {
    await has('announcement', 'card-1')
    const reminder = await addAnnouncement(story.app.db, { state: 'running', kind: 'reminder', deadline_at: at(30 * day) })
    const row = { announcement_id: reminder.id, person_id: 'kees', state: 'queued' as const, language: 'en', not_before: start }
    await story.app.db
      .insertInto('deliveries')
      .values({ ...row, changed_at: start })
      .execute()
    story.has('passkey')
    assert.deepEqual(await guard(story.app, await claim(story.app.db, 10, start)), [])
    assert.equal((await wanting()).length, 1)
    await sweep(3)
    assert.deepEqual(alerts(), ['You are done'])
    assert.match(JSON.stringify(story.last()?.card), /Add the app/)
  })

  it('nor does a reminder come that was asked for', async () => {
    const announcement = await has('announcement', 'card-1')
    await snooze(story.app.db, { announcement, personId: 'kees' }, { until: at(hour), reason: 'tomorrow', allowed: 3 })
    story.has('authenticator')
    story.app.setTime(at(hour))
    await sweepReminders(story.app, at(hour))
    await sweep(hour + 3)
    assert.deepEqual(alerts(), ['You are done'])
    assert.equal((await wanting()).length, 1)
  })

  it('after the guide said it, no thank-you follows', async () => {
    await has('announcement', 'card-1')
    await toLastStep(story)
    story.has('authenticator')
    await story.press('I did it')
    for (const minutes of [1, 3, 10, 30, day]) await sweep(minutes)
    assert.deepEqual(alerts(), ['You are done'])
    assert.equal((await wanting()).length, 1)
  })

  it('of somebody in the middle of the guide’s check it waits for the guide', async () => {
    await has('announcement', 'card-1')
    await toLastStep(story)
    await story.press('I did it')
    await sweep(0)
    story.has('authenticator')
    await checkLive(story.app, ['kees'], at(0))
    await sweepThanks(story.app, at(3))
    assert.deepEqual(alerts(), [], 'the guide is about to say it')
    await story.at(3)
    for (const minutes of [5, 10, day]) await sweep(minutes)
    assert.deepEqual(alerts(), ['You are done'])
  })

  it('a case that an agent closes finishes the cards too', async () => {
    await has('announcement', 'card-1')
    const teams = new Teams(story.app)
    await teams.presses('kees', 'help.send', { sentence: 'my phone does not work' })
    await story.app.jobs.run(tasksFor(story.app))
    story.has('authenticator')
    await claimCase(story.app, { caseId: 2001, actorId: 'fatima', now: at(1) })
    const row = await findCase(story.app.db, 2001)
    await resolveCase(story.app, { caseId: 2001, actorId: 'fatima', now: at(1), revision: row?.revision ?? 0 }, '')
    await story.app.jobs.run(tasksFor(story.app))
    assert.equal((await wanting()).length, 1)
    await sweep(4)
    assert.equal(alerts().filter(summary => summary === 'You are done').length, 1)
  })

  it('somebody who was ready before the announcement hears no thanks', async () => {
    story.has('authenticator')
    await report()
    await has('announcement', 'card-1', { reason: 'ready' })
    story.app.setTime(at(day))
    await report()
    for (const minutes of [day, day + 5, 2 * day]) await sweep(minutes)
    assert.deepEqual(alerts(), [])
  })

  it('a double sweep and a process that dies while sending bring no second one', async () => {
    await has('announcement', 'card-1')
    story.has('authenticator')
    await report()
    await story.app.jobs.run(tasksFor(story.app))
    story.app.setTime(at(3))
    let asked = 0
    const { send } = story.app.messenger
    story.app.messenger.send = () => {
      asked++
      throw new Error('the process dies')
    }
    await Promise.all([1, 2, 3].map(() => sweepThanks(story.app, at(3))))
    story.app.messenger.send = send
    for (const minutes of [9, 20, hour]) await sweep(minutes)
    assert.equal(asked, 1)
    assert.deepEqual(alerts(), [])
  })

  it('comes a minute later when Teams is busy, and not when they are not ready after all', async () => {
    await has('announcement', 'card-1')
    story.has('authenticator')
    await report()
    await story.app.jobs.run(tasksFor(story.app))
    story.app.messenger.refusals.set(chat.conversationId, { kind: 'throttled', retryAfterMs: 1_000, code: '429' })
    await sweep(3)
    story.app.messenger.refusals.clear()
    story.has()
    await new Teams(story.app).presses('kees', 'guide.look')
    await story.app.jobs.run(tasksFor(story.app))
    await story.app.db.updateTable('registrations').set({ done: false }).execute()
    await sweep(4)
    assert.deepEqual(alerts(), [])
    assert.deepEqual(await story.app.db.selectFrom('thanks').selectAll().execute(), [], 'it is owed again when they are')
  })

  it('says it in Dutch', async () => {
    story = await meetKees(database().db, 'nl')
    await has('announcement', 'card-1')
    story.has('authenticator')
    await report()
    await sweep(1)
    await sweep(4)
    assert.deepEqual(alerts(), ['Je bent klaar'])
  })
})
