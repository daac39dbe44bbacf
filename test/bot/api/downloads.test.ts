import assert from 'node:assert/strict'
import { replaceProgress } from '../../../services/progress.ts'
import { type Api, openApi } from '../../support/api.ts'
import { type TestApp, testApp } from '../../support/app.ts'
import { useDatabase } from '../../support/database.ts'
import { addAnnouncement, addReachable, addWave, later, now } from '../../support/rollout.ts'
import { samplePlace } from '../../support/samples/guide.ts'
import { Teams } from '../../support/teams.ts'

describe('files from the chat', () => {
  const database = useDatabase()
  let app: TestApp
  let api: Api
  let teams: Teams
  let announcementId: string

  beforeEach(async () => {
    app = testApp(database().db, now, { PUBLIC_URL: 'https://bot.example.test' })
    const { db } = app
    await addReachable(db, ['emma', 'kees'])
    app.directory.members = { [app.config.ADMIN_GROUP_ID]: ['emma'] }
    announcementId = (await addAnnouncement(db, { state: 'running', targeted: 1 })).id
    const row = { announcement_id: announcementId, person_id: 'kees', language: 'nl', not_before: now, changed_at: now } as const
    await db
      .insertInto('deliveries')
      .values({ ...row, state: 'blocked' })
      .execute()
    api = await openApi(app)
    teams = new Teams(app)
  })
  afterEach(() => api.close())

  /** Presses the button and gives the path of the link that comes. */
  async function link(as: string, file = 'unreachable'): Promise<string> {
    app.messenger.clear()
    await teams.presses(as, 'announce.export', { announcementId, file })
    return JSON.stringify(app.messenger.sent).match(/https:\/\/bot\.example\.test(\/files\/[\w-]+)/)?.[1] ?? ''
  }
  const audit = () => app.db.selectFrom('audit').select(['actor_id', 'action', 'subject']).orderBy('id').execute()

  it('come by a link that works for ten minutes, and the audit says who took them', async () => {
    const path = await link('emma')
    const { status, text, headers } = await api.browse(path)
    assert.equal(status, 200)
    assert.match(text, /^\ufeff"Name","Email"/)
    assert.match(text, /"kees@example\.test"/)
    assert.equal(headers.get('cache-control'), 'no-store')
    assert.deepEqual(await audit(), [{ actor_id: 'emma', action: 'exported', subject: `announcement:${announcementId}` }])
    assert.match((await api.browse(await link('emma', 'deliveries'))).text, /What became of it/)
    app.setTime(later(10 * 60))
    const over = await api.browse(path)
    assert.equal(over.status, 404)
    assert.equal(over.text, 'This link has ended. Ask for a new one in the chat.')
  })

  it('say who never started in a wave: not who is ready, went a step, or is left out; opening a message or the guide is no step', async () => {
    const { db } = app
    await addReachable(db, ['p01', 'p02', 'p03', 'p04'])
    const noted = (event: string) => [{ at: now.toISOString(), flow: 'start', step: 'front', event }]
    for (const [personId, event] of [
      ['p03', 'started'],
      ['p04', 'choose:both'],
    ] as const) {
      await replaceProgress(db, samplePlace({ flow: 'start', step: 'front', personId, noted: noted(event) }), null)
    }
    const wave = await addWave(db)
    await db.insertInto('registrations').values({ person_id: 'p01', done: true, source: 'live', checked_at: now }).execute()
    const { id } = await addAnnouncement(db, { state: 'running', wave_id: wave.id, step: 'announcement' })
    const row = { announcement_id: id, state: 'delivered', language: 'nl', not_before: now, changed_at: now } as const
    await db
      .insertInto('deliveries')
      .values({ ...row, person_id: 'p02', answered_at: now })
      .execute()
    app.messenger.clear()
    await teams.presses('emma', 'rollout.export', { waveId: wave.id, file: 'never_started' })
    const path = JSON.stringify(app.messenger.sent).match(/https:\/\/bot\.example\.test(\/files\/[\w-]+)/)?.[1] ?? ''
    const { text } = await api.browse(path)
    assert.deepEqual(
      [...text.matchAll(/"(\w+)@example\.test"/g)].map(one => one[1]).filter((one, index, all) => all.indexOf(one) === index),
      ['emma', 'kees', 'p02', 'p03'],
    )
  })

  it('are for nobody else: no guessing, no link for others, none for who is no admin any more', async () => {
    assert.equal((await api.browse('/files/guessed')).status, 404)
    assert.equal(await link('kees'), '')
    const path = await link('emma')
    const stored = JSON.stringify(await app.db.selectFrom('downloads').selectAll().execute())
    assert.ok(!stored.includes(path.slice('/files/'.length)), 'what is stored is not the link')
    app.directory.members = {}
    app.directory.memberOf = async () => []
    app.setTime(later(60))
    const other = testApp(app.db, later(60), { PUBLIC_URL: 'https://bot.example.test' })
    const again = await openApi(other)
    assert.equal((await again.browse(path)).status, 403)
    await again.close()
    assert.deepEqual(
      (await audit()).map(({ actor_id, action }) => `${actor_id} ${action}`),
      ['kees refused', 'emma refused'],
    )
  })

  it('where the bot does not know its own address, it says what to set', async () => {
    const lone = testApp(app.db, now)
    lone.directory.members = app.directory.members
    const { line } = await new Teams(lone).presses('emma', 'announce.export', { announcementId, file: 'deliveries' })
    assert.match(line, /PUBLIC_URL/)
  })
})
