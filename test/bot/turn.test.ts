import assert from 'node:assert/strict'
import { createLog } from '../../bot/log.ts'
import { findConversation } from '../../services/conversations.ts'
import { claim, findDelivery, record } from '../../services/deliveries.ts'
import { expand } from '../../services/expansion.ts'
import { type TestApp, testApp } from '../support/app.ts'
import { useDatabase } from '../support/database.ts'
import { addAnnouncement, addChat, addPerson, addReachable, later, now } from '../support/rollout.ts'
import { Teams } from '../support/teams.ts'
import { everything } from '../support/traces.ts'

const announcementId = '3f2b8c1e-0d4a-4b77-9a55-1c2d3e4f5a6b'

describe('a turn', () => {
  const database = useDatabase()
  let app: TestApp
  let teams: Teams
  let lines: string[]
  beforeEach(() => {
    lines = []
    app = { ...testApp(database().db, now), log: createLog('debug', { write: line => void lines.push(line) }) }
    app.directory.members[app.config.ADMIN_GROUP_ID] = ['admin']
    teams = new Teams(app)
  })
  const audit = () => app.db.selectFrom('audit').select(['actor_id', 'action', 'subject']).orderBy('id').execute()

  it('refuses the words and buttons of admins to everybody else, politely, and writes it down', async () => {
    await addReachable(app.db, ['kees'])
    const draft = await addAnnouncement(app.db, { state: 'draft', author_id: 'kees' })
    assert.match(String(await teams.types('kees', 'announce')), /for the people who run the rollout/)
    const forged: [verb: string, data: object][] = [
      ['announce.preview', { sender: 'Emma', announcementId: draft.id }],
      ['announce.confirm', { announcementId: draft.id }],
      ['announce.stop', { announcementId: draft.id }],
      ['announce.list', {}],
      ['announce.sample', {}],
      ['people.sync', {}],
    ]
    for (const [verb, data] of forged) {
      const { card, line } = await teams.presses('kees', verb, { ...data, role: 'admin', admin: true })
      assert.equal(card, '')
      assert.match(line, /for the people who run the rollout/, verb)
    }
    const rows = await audit()
    assert.deepEqual(
      rows.map(row => row.subject),
      ['command:announce', ...forged.map(([verb]) => verb)],
    )
    assert.ok(rows.every(row => row.actor_id === 'kees' && row.action === 'refused'))
    const announcements = await app.db.selectFrom('announcements').select(['id', 'state', 'content']).execute()
    assert.deepEqual(announcements, [{ id: draft.id, state: 'draft', content: draft.content }])
    assert.deepEqual(app.jobs.queued, [])
  })

  it('says that it cannot look at pictures, keeps none, and reads the words beside one', async () => {
    await addReachable(app.db, ['kees'])
    const picture = { contentType: 'image/*', contentUrl: 'https://smba.example/v3/attachments/secret-place/views/original' }
    const sends = async (text: string) => {
      app.messenger.clear()
      await teams.activity('kees', { text, attachments: [picture, { contentType: 'text/html', content: `<p>${text}</p>` }] })
      return app.messenger.sent.map(one => JSON.stringify(one.message))
    }
    const [alone = '', ...others] = await sends('')
    assert.deepEqual(others, [])
    assert.match(alone, /I can’t look at pictures or files.*Scan it with the app.*delete your message above/)
    assert.match(alone, /"verb":"help\.open"/)
    assert.match(String(await sends('')), /Talk to the helpdesk.*form above/, 'the second in a row goes to a human')
    const beside = await sends('I get no notification')
    assert.equal(beside.length, 2)
    assert.match(String(beside[0]), /Open the Authenticator app yourself/)
    assert.match(String(beside[1]), /I read your words only/)
    const [warning = '', ...more] = await sends('my code is 482913')
    assert.deepEqual(more, [])
    assert.match(warning, /Keep that to yourself/)
    assert.doesNotMatch((await everything(app.db)) + lines.join(''), /secret-place/)
  })

  it('refuses when the directory cannot say who is an admin', async () => {
    app.directory.memberOf = async () => {
      throw new Error('away')
    }
    assert.match((await teams.presses('admin', 'announce.list')).line, /for the people who run the rollout/)
  })

  it('answers a button that it does not know, or cannot read, with what one can do now', async () => {
    for (const [verb, data] of [
      ['guide.from.version.0', {}],
      ['notice.later', { announcementId: 'not-an-id' }],
      ['notice.later', { announcementId }],
    ] as const) {
      const { card } = await teams.presses('kees', verb, data)
      assert.match(card, /That card is from before/, verb)
      assert.match(card, /AdaptiveCard/)
    }
    app.messenger.clear()
    await teams.activity('kees', { value: { verb: 'gone' }, replyToId: 'm7' })
    assert.deepEqual(
      app.messenger.sent.map(one => [one.kind, one.activityId]),
      [['update', 'm7']],
    )
    await teams.activity('kees', { value: { verb: 'gone' } })
    assert.match(JSON.stringify(app.messenger.sent.at(-1)?.message), /That card is from before/)
  })

  it('keeps what went wrong inside to itself, and names a human', async () => {
    await addReachable(app.db, ['kees'])
    app.directory.memberOf = async () => []
    const { db } = app
    app.jobs.enqueue = async () => {
      throw new Error('relation "jobs" of Kees de Wit at 10.0.0.1')
    }
    app.directory.members[app.config.ADMIN_GROUP_ID] = ['kees']
    app.directory.memberOf = async () => [app.config.ADMIN_GROUP_ID]
    const draft = await addAnnouncement(db, { state: 'draft', author_id: 'kees' })
    const { line } = await teams.presses('kees', 'announce.confirm', { announcementId: draft.id })
    assert.match(line, /not your doing.*030 123 45 67/)
    assert.doesNotMatch(line, /relation|10\.0/)
    assert.doesNotMatch(lines.join(''), /relation|Kees|10\.0\.0\.1/)
    assert.match(lines.join(''), /a turn failed/)
    const after = await db.selectFrom('announcements').select('state').executeTakeFirstOrThrow()
    assert.equal(after.state, 'draft')
    assert.deepEqual(await audit(), [])
  })

  it('says so in the chat when typed words fail', async () => {
    app.messenger.refusals.set('chat-kees', { kind: 'failed', code: 'HTTP 400' })
    assert.deepEqual(await teams.activity('kees', { text: 'hello' }), { status: 200 })
    app.messenger.refusals.clear()
    assert.match(lines.join(''), /an answer could not be sent/)
  })

  it('never writes names, addresses, words or tokens to the log', async () => {
    await addPerson(app.db, 'kees', { name: 'Kees de Wit', upn: 'kees@firm.test', mail: 'kees.de.wit@firm.test' })
    await teams.types('kees', 'help')
    await teams.types('kees', 'my password is Welkom123!')
    await teams.types('kees', 'the code on my screen says 482913')
    await teams.types('kees', 'announce')
    await teams.presses('kees', 'help.send', { sentence: 'My mother is ill, call 06 12345678' })
    await teams.presses('kees', 'no.such.verb', { token: 'eyJhbGciOi' })
    app.messenger.refusals.set('chat-kees', { kind: 'uncertain', code: 'ECONNRESET' })
    await teams.types('kees', 'a sentence that nobody else should read')
    const text = lines.join('')
    assert.ok(text.length > 0)
    assert.doesNotMatch(text, /Kees|firm\.test|Welkom|482913|mother|12345678|eyJ|sentence that/)
  })

  it('knows people and their chats from the first event on, whichever comes first and however often', async () => {
    for (const more of [
      { type: 'installationUpdate', action: 'add' },
      { type: 'conversationUpdate', membersAdded: [{ id: '28:bot' }] },
    ]) {
      await teams.activity('kees', more)
    }
    assert.equal((await app.db.selectFrom('people').selectAll().execute()).length, 1)
    assert.equal((await findConversation(app.db, 'kees'))?.state, 'reachable')
    await teams.activity('kees', { type: 'installationUpdate', action: 'remove' })
    const gone = await findConversation(app.db, 'kees')
    assert.deepEqual([gone?.state, gone?.conversation_id], ['not_installed', null])
    assert.ok(gone?.removed_at)
  })

  it('uses the newest service URL', async () => {
    await addPerson(app.db, 'kees')
    await addChat(app.db, 'kees', { service_url: 'https://old.example/' })
    await teams.types('kees', 'help')
    assert.equal((await findConversation(app.db, 'kees'))?.service_url, 'https://smba.trafficmanager.net/teams/')
  })

  it('sends what somebody missed as soon as they can be reached again', async () => {
    await addPerson(app.db, 'kees')
    await addChat(app.db, 'kees', { state: 'blocked' })
    const announcement = await addAnnouncement(app.db)
    await expand(app.db, { announcement, languageOf: () => 'en', now })
    for (const row of await claim(app.db, 1, now)) await record(app.db, row, { state: 'blocked' }, now)
    await teams.types('kees', 'hello')
    assert.equal((await findDelivery(app.db, announcement.id, 'kees'))?.state, 'queued')
  })

  it('leaves a word in the channel, where nobody’s chat is', async () => {
    const conversation = { id: '19:helpdesk@thread.tacv2;messageid=1', conversationType: 'channel' }
    app.messenger.clear()
    await teams.activity('kees', { text: 'my password is Welkom123!', conversation })
    assert.equal(app.messenger.sent.length, 1)
    assert.doesNotMatch(JSON.stringify(app.messenger.sent), /Welkom/)
    assert.equal(await findConversation(app.db, 'kees'), undefined)
  })

  it('warns somebody who types a secret, and keeps nothing of it', async () => {
    const shown = String(await teams.types('kees', 'my code is 482913'))
    assert.doesNotMatch(shown, /482913/)
    const tables = ['people', 'conversations', 'cases', 'case_events', 'progress', 'audit'] as const
    for (const table of tables) assert.doesNotMatch(JSON.stringify(await app.db.selectFrom(table).selectAll().execute()), /482913/)
  })

  it('lets an admin write, look, test and send, and keeps who did it', async () => {
    await addReachable(app.db, ['admin', 'kees'])
    assert.match(String(await teams.types('admin', 'Announce!')), /AdaptiveCard/)
    const texts = Object.fromEntries(
      ['what', 'why', 'otherwise', 'alternative', 'hours'].flatMap(slot => [`${slot}_en`, `${slot}_nl`]).map(id => [id, 'Plain words.']),
    )
    const form = {
      sender: 'Emma',
      phone: '030 123 45 67',
      date: '2026-11-24',
      time: '10:00',
      zone: 'Europe/Amsterdam',
      audience: 'everyone',
      send: 'now',
      ...texts,
    }
    const wrong = await teams.presses('admin', 'announce.preview', { ...form, date: '2026-11-01' })
    assert.match(wrong.card, /Nothing is lost/)
    assert.match((await teams.presses('admin', 'announce.preview', form)).card, /announce\.confirm/)
    const { id } = await app.db.selectFrom('announcements').select('id').executeTakeFirstOrThrow()
    assert.equal((await teams.presses('admin', 'announce.test', { announcementId: id })).card, '')
    await teams.presses('admin', 'announce.confirm', { announcementId: id }, 'm9')
    const again = await teams.presses('admin', 'announce.confirm', { announcementId: id })
    assert.doesNotMatch(again.card, /announce\.confirm/)
    assert.deepEqual(app.jobs.queued, [{ kind: 'expand-audience', data: { announcementId: id } }])
    const row = await app.db.selectFrom('announcements').selectAll().executeTakeFirstOrThrow()
    assert.deepEqual([row.state, row.board_activity_id, row.author_id], ['expanding', 'm9', 'admin'])
    await teams.presses('admin', 'announce.stop', { announcementId: id })
    assert.match(JSON.stringify(app.messenger.sent.at(-1)?.message), /There is no way back/)
    await teams.presses('admin', 'announce.stop_sure', { announcementId: id })
    assert.deepEqual(
      (await audit()).map(one => one.action),
      ['announcement.confirmed', 'announcement.stopped'],
    )
  })

  it('does not send a draft whose moment passed while it lay there, nor the draft of another admin', async () => {
    app.directory.members[app.config.ADMIN_GROUP_ID] = ['admin', 'other']
    const draft = await addAnnouncement(app.db, { state: 'draft', author_id: 'admin', deadline_at: later(3600) })
    const press = (who: string, verb: string) => teams.presses(who, verb, { announcementId: draft.id, language: 'nl' })
    for (const verb of ['confirm', 'edit', 'show', 'test', 'discard'])
      assert.doesNotMatch((await press('other', `announce.${verb}`)).card, /announce\.confirm/)
    app.setTime(later(7200))
    assert.match((await press('admin', 'announce.confirm')).card, /must be a real moment in the future/)
    const row = await app.db.selectFrom('announcements').select('state').executeTakeFirstOrThrow()
    assert.equal(row.state, 'draft')
    assert.deepEqual(app.jobs.queued, [])
  })
})
