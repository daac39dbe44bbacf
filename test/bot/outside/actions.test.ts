import assert from 'node:assert/strict'
import { dispatch } from '../../../bot/dispatch.ts'
import { sendMails } from '../../../bot/outside/send.ts'
import type { Packed, Verb } from '../../../cards/actions.ts'
import { parseAction } from '../../../cards/actions.ts'
import { speak } from '../../../cards/texts/translate.ts'
import type { Announcement } from '../../../services/announcements.ts'
import { setLimit } from '../../../services/author-limits.ts'
import { transaction } from '../../../services/db/database.ts'
import { findPerson } from '../../../services/people.ts'
import { type TestApp, testApp } from '../../support/app.ts'
import { addDelivery, addSent, contentWith } from '../../support/broadcasts.ts'
import { useDatabase } from '../../support/database.ts'
import { addPerson, now } from '../../support/rollout.ts'

describe('an announcement outside Teams, in chat', () => {
  const database = useDatabase()
  let app: TestApp
  let announcement: Announcement

  async function start(environment: Record<string, string> = {}) {
    app = testApp(database().db, now, { PUBLIC_URL: 'https://bot.example.test', MAIL_SENDER: 'mfa@example.test', ...environment })
    for (const id of ['emma', 'p02', 'p03', 'p04']) await addPerson(app.db, id, { mail: id === 'p04' ? null : `${id}@example.test` })
    app.directory.members[app.config.ADMIN_GROUP_ID] = ['emma']
    announcement = await addSent(app.db, now, { code: 'blue heron', content: contentWith({}) })
    for (const id of ['p02', 'p03', 'p04']) await addDelivery(app.db, announcement.id, id, { state: 'blocked' })
  }

  async function press<V extends Verb>(as: string, verb: V, data: Partial<Packed<V>> = {}) {
    const person = await findPerson(app.db, as)
    const pressed = parseAction(verb, { announcementId: announcement.id, ...data })
    assert.ok(person && pressed)
    const sender = { where: 'personal', conversationId: `chat-${as}` } as Parameters<typeof dispatch>[0]['sender']
    const turn = { app, person, say: speak('en', 'Europe/Amsterdam'), sender, now }
    return dispatch(turn, { kind: 'action', pressed, activityId: 'm1' } as Parameters<typeof dispatch>[1])
  }
  const textOf = (answer: Awaited<ReturnType<typeof press>>) =>
    JSON.stringify(answer.replace?.card ?? answer.send?.[0]?.message.card ?? answer)

  it('opens everything with one click, at full addresses', async () => {
    await start()
    const opened = await press('emma', 'announce.outside')
    assert.equal(opened.replace, undefined, 'the board keeps itself up to date in its own message')
    const shown = textOf(opened)
    assert.equal(textOf(await press('emma', 'announce.outside', { own: true })), shown)
    const urls = [...shown.matchAll(/"url":"([^"]+)"/g)].map(match => match[1]).sort()
    const below = ['mail', 'poster', 'talk-note'].flatMap(sheet =>
      ['en', 'nl'].map(language => `/blue-heron/${sheet}?language=${language}`),
    )
    assert.deepEqual(
      urls,
      ['', ...below].map(path => `https://bot.example.test/broadcasts${path}`),
    )
  })

  it('e-mails nobody for an admin who may not write to all of them, and writes down that they tried', async () => {
    await start()
    const audience = { kind: 'person', personId: 'p02', name: 'p02' } as const
    await transaction(app.db, tx => setLimit(tx, { personId: 'emma', audience, by: 'oliver', now }))
    assert.match((await press('emma', 'announce.mail_send')).tell ?? '', /may not write to 3 people/)
    assert.deepEqual(await app.db.selectFrom('mails').selectAll().execute(), [])
    const audit = await app.db.selectFrom('audit').select(['actor_id', 'details']).where('action', '=', 'refused').execute()
    assert.deepEqual(audit, [{ actor_id: 'emma', details: { why: 'author_limit', people: 3 } }])
  })

  it('e-mails whom Teams does not reach after one question, once, and writes down who asked', async () => {
    await start()
    const question = textOf(await press('emma', 'announce.mail'))
    assert.match(question, /E-mail 2 people\?/)
    assert.match(question, /mfa@example\.test/)
    assert.match(question, /One person has no e-mail address/)
    assert.deepEqual(await app.db.selectFrom('mails').selectAll().execute(), [])
    await Promise.all([press('emma', 'announce.mail_send'), press('emma', 'announce.mail_send')])
    await sendMails(app, now)
    assert.equal(app.mailer.sent.length, 2)
    assert.match(textOf(await press('emma', 'announce.outside', { own: true })), /E-mails sent","value":"2"/)
    const audit = await app.db.selectFrom('audit').selectAll().where('action', '=', 'announcement.mailed').execute()
    assert.deepEqual(
      audit.map(({ actor_id, subject, details }) => [actor_id, subject, details]),
      [['emma', `announcement:${announcement.id}`, { count: 2 }]],
    )
  })

  it('is for admins only', async () => {
    await start()
    for (const verb of ['announce.outside', 'announce.mail', 'announce.mail_send'] as const) {
      assert.match(JSON.stringify(await press('p02', verb)), /for the people who run the rollout/)
    }
    assert.deepEqual(await app.db.selectFrom('mails').selectAll().execute(), [])
  })

  it('sends nothing of what was withdrawn or stopped, though the card still lies there', async () => {
    await start()
    for (const change of [{ state: 'cancelled' as const }, { state: 'finished' as const, withdrawn_at: now }]) {
      await app.db.updateTable('announcements').set(change).execute()
      await press('emma', 'announce.mail_send')
      assert.doesNotMatch(textOf(await press('emma', 'announce.mail')), /announce\.mail_send/)
    }
    assert.deepEqual(await app.db.selectFrom('mails').selectAll().execute(), [])
  })

  it('says what to set where an address or a mailbox is missing', async () => {
    await start({ PUBLIC_URL: '', MAIL_SENDER: '' })
    const shown = textOf(await press('emma', 'announce.outside'))
    assert.match(shown, /PUBLIC_URL/)
    assert.doesNotMatch(shown, /"url"/)
    const noMailbox = { ...app, mailer: null }
    app = noMailbox as unknown as TestApp
    const without = textOf(await press('emma', 'announce.outside'))
    assert.match(without, /MAIL_SENDER/)
    assert.doesNotMatch(without, /announce\.mail"/)
  })
})
