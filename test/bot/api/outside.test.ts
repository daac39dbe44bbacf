import assert from 'node:assert/strict'
import { sendMails } from '../../../bot/outside/send.ts'
import { type Api, openApi } from '../../support/api.ts'
import { type TestApp, testApp } from '../../support/app.ts'
import { addDelivery, addSent, contentWith } from '../../support/broadcasts.ts'
import { useDatabase } from '../../support/database.ts'
import { addPerson, now } from '../../support/rollout.ts'

describe('the API outside Teams', () => {
  const database = useDatabase()
  let app: TestApp
  let api: Api
  let id: string
  beforeEach(async () => {
    app = testApp(database().db, now, { PUBLIC_URL: 'https://bot.example.test', MAIL_SENDER: 'mfa@example.test' })
    app.directory.members[app.config.ADMIN_GROUP_ID] = ['emma']
    for (const person of ['emma', 'kees', 'amy']) await addPerson(app.db, person, { mail: `${person}@example.test` })
    id = (await addSent(app.db, now, { code: 'blue heron', content: contentWith({}) })).id
    for (const person of ['kees', 'amy']) await addDelivery(app.db, id, person, { state: 'not_installed' })
    api = await openApi(app)
  })
  afterEach(() => api.close())

  it('says where the sheets are and how the e-mails go, and sends them once', async () => {
    const before = await api.get(`/announcements/${id}/outside`)
    assert.deepEqual([before.status, before.body.standing, before.body.toMail], [200, 'public', 2])
    assert.match(before.text, /https:\/\/bot\.example\.test\/broadcasts\/blue-heron\/poster\?language=nl/)
    assert.deepEqual((await api.send('POST', `/announcements/${id}/mails`, undefined)).body, { added: 2 })
    assert.deepEqual((await api.send('POST', `/announcements/${id}/mails`, undefined)).body, { added: 0 })
    await sendMails(app, now)
    const after = await api.get(`/announcements/${id}/outside`)
    assert.deepEqual([after.body.toMail, after.body.progress?.sent], [0, 2])
    const audit = await app.db.selectFrom('audit').select(['actor_id', 'details']).where('action', '=', 'announcement.mailed').execute()
    assert.deepEqual(audit, [{ actor_id: 'emma', details: { count: 2 } }])
  })

  it('is for admins, and sends nothing of what was stopped', async () => {
    assert.equal((await api.send('POST', `/announcements/${id}/mails`, undefined, { as: 'kees' })).status, 403)
    await app.db.updateTable('announcements').set({ state: 'cancelled' }).execute()
    assert.equal((await api.send('POST', `/announcements/${id}/mails`, undefined)).status, 409)
    assert.equal((await api.get('/announcements/3f2b8c1e-0d4a-4b77-9a55-1c2d3e4f5a6b/outside')).status, 404)
    assert.deepEqual(await app.db.selectFrom('mails').selectAll().execute(), [])
  })
})
