import assert from 'node:assert/strict'
import { sweepExtensions } from '../../../bot/extensions/sweep.ts'
import { sweepReminders } from '../../../bot/notices/reminders.ts'
import { findDelivery, record } from '../../../services/deliveries.ts'
import { expand } from '../../../services/expansion.ts'
import { deadlineFor } from '../../../services/extensions.ts'
import { testApp, testEnvironment } from '../../support/app.ts'
import { useDatabase } from '../../support/database.ts'
import { addAnnouncement, addReachable, later, now } from '../../support/rollout.ts'
import { Teams } from '../../support/teams.ts'

const day = 24 * 3600
const group = '00000000-0000-4000-8000-00000000000e'
const admins = testEnvironment.ADMIN_GROUP_ID ?? ''

describe('more time', () => {
  const database = useDatabase()

  /** Kees has an announcement for 24 November, 10:00; Emma and Daan are admins. */
  async function scene(environment = { EXTENSION_GROUP_ID: group }) {
    const app = testApp(database().db, now, environment)
    const { db } = app
    await addReachable(db, ['kees', 'emma', 'daan'])
    app.directory.members[admins] = ['emma', 'daan']
    await db.insertInto('groups').values({ id: admins, name: 'Admins', synced_at: now, members_at: now }).execute()
    await db.insertInto('groups').values({ id: group, name: 'MFA more time', synced_at: now }).execute()
    const members = ['emma', 'daan'].map(person_id => ({ group_id: admins, person_id }))
    await db.insertInto('group_members').values(members).execute()
    const announcement = await addAnnouncement(db)
    await expand(db, { announcement, languageOf: () => 'en', now })
    const row = await findDelivery(db, announcement.id, 'kees')
    assert.ok(row)
    await record(db, row, { state: 'delivered', activityId: 'm1', shown: 1 }, now)
    const teams = new Teams(app)
    const announcementId = announcement.id
    const press = async (who: string, verb: string, more: object = {}) => (await teams.presses(who, verb, { announcementId, ...more })).card
    const ask = (more: object = {}) => press('kees', 'notice.ask', { weeks: '2', reason: 'repair', sentence: 'Phone in repair', ...more })
    const found = () => db.selectFrom('extensions').selectAll().executeTakeFirst()
    const sweep = (seconds: number) => {
      app.setTime(later(seconds))
      return sweepExtensions(app, later(seconds))
    }
    /** Titles of the new messages in somebody's chat. */
    const got = (who: string) => app.messenger.sent.filter(one => one.to.conversationId === `chat-${who}`).map(one => one.message.summary)
    const id = async () => ({ extensionId: (await found())?.id })
    return { app, teams, announcement, press, ask, found, sweep, got, id }
  }

  it('is asked with a reason and a date, and counts for nothing until the directory shows it', async () => {
    const { app, press, ask, found, sweep, got, id, announcement } = await scene()
    assert.match(await press('kees', 'notice.time'), /One week: until Tuesday 1 December, 10:00/)
    assert.match(await ask(), /Asked, not yet granted: your deadline is still Tuesday 24 November, 10:00/)
    await sweep(1)
    assert.deepEqual(
      [got('emma'), got('daan'), got('kees')],
      [['Name of kees asks for more time'], ['Name of kees asks for more time'], []],
    )

    const approved = await press('emma', 'extensions.approve', await id())
    assert.match(approved, /add Name of kees to the group MFA more time in Entra, until Tuesday 8 December, 10:00/)
    assert.match(await press('kees', 'notice.refresh'), /approved, not yet in force: your deadline is still Tuesday 24 November/)
    await sweep(200)
    assert.deepEqual(await deadlineFor(app.db, 'kees', announcement), announcement.deadline_at)
    assert.deepEqual(got('kees'), [], 'a promise is no news')

    app.directory.members[group] = ['kees']
    await sweep(400)
    assert.deepEqual(got('kees'), ['You have more time: until Tuesday 8 December, 10:00'])
    assert.match(await press('kees', 'notice.refresh'), /From Tuesday 8 December, 10:00/)
    assert.match(await press('kees', 'notice.later'), /starts Tuesday 8 December, 10:00/)
    const actions = (await app.db.selectFrom('audit').select('action').orderBy('id').execute()).map(one => one.action)
    assert.deepEqual(actions, ['extension.asked', 'extension.approved', 'extension.granted'])
    assert.equal((await found())?.state, 'granted')
  })

  it('stands in the status and in a case as it is', async () => {
    const { app, teams, press, ask, id, sweep } = await scene()
    await ask()
    assert.match((await teams.types('kees', 'status')).join(), /Asked, not yet granted \(Tuesday 8 December, 10:00\)/)
    await press('emma', 'extensions.approve', await id())
    app.directory.members[group] = ['kees']
    await sweep(1)
    assert.match((await teams.types('kees', 'status')).join(), /The check starts","value":"Tuesday 8 December, 10:00 \(in 28 days\)"/)
    await teams.presses('kees', 'help.send', { sentence: 'the code expired' })
    const { context } = await app.db.selectFrom('cases').select('context').executeTakeFirstOrThrow()
    assert.equal(context.deadlineAt, '2026-12-08T09:00:00.000Z')
  })

  it('is decided once, by an admin who is not the one who asks, and by nobody else', async () => {
    const { app, teams, announcement, press, ask, found, id } = await scene()
    await ask()
    assert.match((await teams.presses('kees', 'extensions.approve', await id())).line, /people who run the rollout/)
    const answers = await Promise.all([
      press('emma', 'extensions.approve', await id()),
      press('daan', 'extensions.decline', { ...(await id()), note: 'No' }),
    ])
    assert.equal(answers.filter(card => /Somebody was faster/.test(card)).length, 1)
    assert.ok(['approved', 'declined'].includes((await found())?.state ?? ''))

    await app.db.deleteFrom('extensions').execute()
    const row = await findDelivery(app.db, announcement.id, 'emma')
    if (row) await record(app.db, row, { state: 'delivered', activityId: 'm2', shown: 1 }, now)
    await press('emma', 'notice.ask', { weeks: '1', reason: 'leave' })
    assert.match(await press('emma', 'extensions.approve', await id()), /your own request/)
    assert.equal((await found())?.state, 'asked')
  })

  it('is declined with a reason that the person reads; no secret goes along, in neither direction', async () => {
    const { press, ask, found, sweep, got, id, app } = await scene()
    assert.match(await ask({ sentence: 'my password is Welkom123!' }), /I threw it away/)
    assert.equal(await found(), undefined)
    await ask()
    assert.match(await press('emma', 'extensions.decline', { ...(await id()), note: ' ' }), /Write a few words first/)
    assert.match(await press('emma', 'extensions.decline', { ...(await id()), note: 'use 123456' }), /I threw it away/)
    await press('emma', 'extensions.decline', { ...(await id()), note: 'Your phone is back on Thursday' })
    app.messenger.clear()
    await sweep(1)
    assert.deepEqual(got('kees'), ['No extra time. Your deadline stays Tuesday 24 November, 10:00'])
    assert.match(JSON.stringify(app.messenger.sent), /back on Thursday/)
    assert.match(await press('kees', 'notice.time'), /How much longer/, 'another wish is possible')
  })

  it('is open once per person, and can be taken back while it is not in force', async () => {
    const { app, press, ask, found } = await scene()
    await Promise.all([ask(), ask({ weeks: '4' })])
    assert.equal((await app.db.selectFrom('extensions').select('id').execute()).length, 1)
    assert.doesNotMatch(await press('kees', 'notice.take_back'), /more time/)
    assert.equal((await found())?.state, 'withdrawn')
  })

  it('ends at its time: the admins are told to take the person out, and the person was reminded before', async () => {
    const { app, press, ask, sweep, got, id, announcement } = await scene()
    await ask()
    await press('emma', 'extensions.approve', await id())
    app.directory.members[group] = ['kees']
    await sweep(1)
    assert.equal((await findDelivery(app.db, announcement.id, 'kees'))?.snoozed_until?.toISOString(), '2026-12-07T08:00:00.000Z')
    app.messenger.clear()
    app.setTime(later(27 * day))
    await sweepReminders(app, later(27 * day))
    assert.match(got('kees').join(), /From Tuesday 8 December, 10:00/)
    app.messenger.clear()
    await sweep(28 * day)
    await sweep(28 * day + 1)
    assert.deepEqual([got('emma'), got('daan')], [['The extra time of Name of kees is over'], ['The extra time of Name of kees is over']])
    assert.match(JSON.stringify(app.messenger.sent), /take Name of kees out of the group MFA more time/)
    assert.deepEqual(await deadlineFor(app.db, 'kees', announcement), announcement.deadline_at)
  })

  it('is over when the directory no longer shows it, and the person hears that', async () => {
    const { app, press, ask, sweep, got, id } = await scene()
    await ask()
    await press('emma', 'extensions.approve', await id())
    app.directory.members[group] = ['kees']
    await sweep(1)
    app.directory.members[group] = []
    app.messenger.clear()
    await sweep(2 * 3600)
    assert.deepEqual([got('kees'), got('emma')], [['Your extra time has ended. Your deadline is Tuesday 24 November, 10:00'], []])
  })

  it('is told again when Teams refused for a moment, and to nobody twice', async () => {
    const { app, ask, sweep, got } = await scene()
    await ask()
    for (const who of ['emma', 'daan'])
      app.messenger.refusals.set(`chat-${who}`, { kind: 'throttled', retryAfterMs: 100, code: 'Throttled' })
    await sweep(1)
    app.messenger.refusals.clear()
    await sweep(2)
    assert.deepEqual(got('emma'), [], 'the round before still has it')
    await Promise.all([sweep(90), sweep(90)])
    await sweep(200)
    assert.deepEqual(got('emma'), ['Name of kees asks for more time'])
  })

  it('is not offered where no group can prove it', async () => {
    const { press, ask, teams, found } = await scene({ EXTENSION_GROUP_ID: '' })
    assert.doesNotMatch(await press('kees', 'notice.later'), /I need more time/)
    await ask()
    assert.equal(await found(), undefined)
    assert.match((await teams.types('kees', 'uitstel')).join(), /no date for you to move/)
  })

  it('is one word: the form for an employee, the list for an admin', async () => {
    const { teams, ask } = await scene()
    assert.match((await teams.types('kees', 'more time')).join(), /How much longer/)
    await ask()
    assert.match((await teams.types('emma', 'uitstel')).join(), /One person and more time/)
  })
})
