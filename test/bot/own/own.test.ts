import assert from 'node:assert/strict'
import { guard } from '../../../bot/delivery/guard.ts'
import { sweepReminders } from '../../../bot/notices/reminders.ts'
import { tasksFor } from '../../../bot/tasks/index.ts'
import { claim } from '../../../services/deliveries.ts'
import { countUnreached } from '../../../services/mails.ts'
import { findPerson } from '../../../services/people.ts'
import { findProgress } from '../../../services/progress.ts'
import { type TestApp, testApp } from '../../support/app.ts'
import { useDatabase } from '../../support/database.ts'
import { addAnnouncement, addReachable, later, now } from '../../support/rollout.ts'
import { Teams } from '../../support/teams.ts'

const languages = { en: 'en-GB', nl: 'nl-NL' }

describe('what a person asks about themselves', () => {
  const database = useDatabase()
  let app: TestApp
  let teams: Teams
  let announcementId: string

  async function scene(language: keyof typeof languages = 'en') {
    app = testApp(database().db, now)
    teams = new Teams(app)
    await addReachable(app.db, ['kees'])
    await app.db.updateTable('people').set({ teams_locale: languages[language], time_zone: 'Europe/Amsterdam' }).execute()
    const announcement = await addAnnouncement(app.db, { state: 'running' })
    announcementId = announcement.id
    const row = {
      announcement_id: announcementId,
      person_id: 'kees',
      state: 'delivered' as const,
      language,
      not_before: now,
      changed_at: now,
    }
    await app.db
      .insertInto('deliveries')
      .values({ ...row, delivered_at: now, activity_id: 'notice' })
      .execute()
  }
  const typed = async (text: string) => (await teams.types('kees', text)).at(-1) ?? ''
  const pressed = async (verb: string, data: object = {}) => {
    const { card, line } = await teams.presses('kees', verb, data)
    return card || line
  }

  it('“later” shows when to be reminded of the announcement, in both languages, and says where there is nothing to put off', async () => {
    await scene()
    assert.match(await typed('Later'), /When shall I remind you.*Tomorrow, 09:00/)
    await app.db.insertInto('registrations').values({ person_id: 'kees', source: 'live', checked_at: now, done: true }).execute()
    assert.match(await typed('remind me later'), /no reminder comes any more/)
    await app.db.deleteFrom('registrations').execute()
    await app.db.updateTable('announcements').set({ withdrawn_at: now }).execute()
    assert.match(await typed('snooze'), /nothing to put off/)
  })

  it('“later” in Dutch', async () => {
    await scene('nl')
    assert.match(await typed('herinner me later'), /Wanneer zal ik je eraan herinneren/)
  })

  it('“stop reminders” says what still comes, drops what was asked for, and can be taken back', async () => {
    await scene()
    await pressed('notice.snooze', { announcementId, until: 'tomorrow' })
    const stopped = await typed('stop reminders')
    assert.match(stopped, /I do not remind you any more.*Still coming: the first announcement/)
    await sweepReminders(app, later(2 * 24 * 3600))
    assert.ok(!app.messenger.sent.some(one => one.message.alert))
    assert.match(await typed('status'), /stopped, because you asked/)
    assert.match(await pressed('my.reminders', { on: true }), /I remind you again/)
    assert.equal((await findPerson(app.db, 'kees'))?.reminders_stopped_at, null)
  })

  it('“stop herinneringen” in Dutch', async () => {
    await scene('nl')
    assert.match(await typed('Stop herinneringen'), /Ik herinner je niet meer/)
    assert.match(await typed('herinneringen aan'), /Ik herinner je weer/)
  })

  it('after “stop reminders” the delivery leaves out reminders, and nothing else', async () => {
    await scene()
    await typed('stop reminders')
    const kinds = ['reminder', 'announcement', 'security'] as const
    for (const kind of kinds) {
      const { id } = await addAnnouncement(app.db, { state: 'running', kind })
      await app.db
        .insertInto('deliveries')
        .values({ announcement_id: id, person_id: 'kees', state: 'queued', language: 'en', not_before: now, changed_at: now })
        .execute()
    }
    const passed = await guard(app, await claim(app.db, 10, now))
    const kindsPassed = new Set(passed.map(work => work.announcement.kind))
    assert.ok(kindsPassed.has('announcement') && kindsPassed.has('security'))
    const skipped = await app.db.selectFrom('deliveries').select(['reason']).where('state', '=', 'skipped').execute()
    assert.deepEqual(skipped, [{ reason: 'stopped' }])
  })

  it('nor does an e-mail bring a reminder to somebody who wants none', async () => {
    await scene()
    const { id } = await addAnnouncement(app.db, { state: 'running', kind: 'reminder' })
    await app.db.updateTable('people').set({ mail: 'kees@example.test' }).execute()
    const row = { announcement_id: id, person_id: 'kees', state: 'blocked' as const, language: 'en', not_before: now, changed_at: now }
    await app.db.insertInto('deliveries').values(row).execute()
    assert.equal((await countUnreached(app.db, id)).toMail, 1)
    await typed('stop reminders')
    assert.equal((await countUnreached(app.db, id)).toMail, 0)
  })

  it('“privacy” tells what is kept, for how long and who sees it; the data can be shown', async () => {
    await scene()
    await typed('start')
    const rules = await typed('privacy')
    assert.match(rules, /What I know about you/)
    assert.match(rules, /180 days after it was closed/)
    assert.match(rules, /intranet\.example\.test/)
    const shown = await pressed('my.data')
    assert.match(shown, /What do you have in front of you/)
    assert.match(shown, /Announcements you got/)
  })

  it('“forget” asks once and then erases', async () => {
    await scene('nl')
    await typed('instellen')
    assert.match(await typed('vergeet mij'), /Wissen wat ik van je weet/)
    assert.ok(await findProgress(app.db, 'kees'))
    assert.match(await pressed('my.erase'), /Het is gewist/)
    assert.equal(await findProgress(app.db, 'kees'), null)
    assert.match(await typed('hoe sta ik ervoor'), /Ik heb nog niet in je account gekeken/)
  })

  it('“forget” with an open case says that it goes too, and a card from before does not close one', async () => {
    await scene()
    await pressed('help.send', { sentence: 'the code on my screen' })
    assert.match(await pressed('my.erase'), /Your case #2001 is still open/)
    const { case_state: state } = await app.db.selectFrom('cases').select('state as case_state').executeTakeFirstOrThrow()
    assert.equal(state, 'open')
    assert.match(await pressed('my.erase', { caseId: 2001 }), /It is erased/)
    assert.doesNotMatch(JSON.stringify(await app.db.selectFrom('case_events').selectAll().execute()), /on my screen/)
  })

  it('each has its button: on the menu, on its second page, or one press further', async () => {
    await scene()
    const menu = await typed('help')
    const more = await pressed('menu.more')
    for (const verb of ['guide.start', 'menu.status', 'help.open', 'menu.more']) assert.ok(menu.includes(verb), verb)
    for (const verb of ['my.later', 'my.reminders', 'my.languages', 'my.privacy', 'menu.back']) assert.ok(more.includes(verb), verb)
    assert.match(await pressed('menu.back'), /I help you sign in safely/)
    assert.match(await pressed('my.privacy'), /my\.forget/)
  })

  it('everybody may choose a language', async () => {
    await scene()
    assert.match(await typed('language'), /my\.language/)
    assert.match(await pressed('my.language', { language: 'nl' }), /"lang":"nl"/)
  })

  it('“look again” on the status asks the directory and does not begin the guide', async () => {
    await scene()
    assert.match(await pressed('menu.look'), /I am looking now/)
    assert.equal(await findProgress(app.db, 'kees'), null)
    app.directory.methodsOf.kees = ['passkey']
    await app.jobs.run(tasksFor(app))
    const found = await pressed('menu.look')
    assert.match(found, /a passkey or security key/)
    assert.doesNotMatch(found, /I am looking now/)
    assert.deepEqual(app.jobs.queued, [])
  })
})
