import assert from 'node:assert/strict'
import { createLog } from '../../../bot/log.ts'
import { slotNames } from '../../../cards/slots.ts'
import { type Api, openApi } from '../../support/api.ts'
import { type TestApp, testApp } from '../../support/app.ts'
import { useDatabase } from '../../support/database.ts'
import { addReachable, now } from '../../support/rollout.ts'
import { everything } from '../../support/traces.ts'

describe('a secret that is sent to the API', () => {
  const database = useDatabase()
  let app: TestApp
  let api: Api
  let lines: string[]
  beforeEach(async () => {
    lines = []
    app = { ...testApp(database().db, now), log: createLog('debug', { write: line => void lines.push(line) }) }
    app.directory.members[app.config.ADMIN_GROUP_ID] = ['emma']
    await addReachable(app.db, ['kees', 'emma'])
    api = await openApi(app)
  })
  afterEach(() => api.close())

  async function leavesNoTrace(work: () => Promise<unknown>): Promise<void> {
    const before = await everything(app.db)
    await work()
    assert.equal(await everything(app.db), before, 'nothing whatsoever is written')
    assert.deepEqual(lines, [])
  }
  const texts = Object.fromEntries(slotNames.map(slot => [slot, 'Plain words.']))

  it('is refused with the name of the field, and not kept', async () => {
    const content = { sender: 'IT', phone: '030 123 45 67', texts: { en: { ...texts, why: 'the code is 482913' }, nl: texts } }
    await leavesNoTrace(async () => {
      const replies = [
        await api.send('POST', '/campaigns', { kind: 'mfa_deadline', name: 'MFA', content }),
        await api.send('POST', '/campaigns', { kind: 'mfa_deadline', name: 'password Welkom01', content }),
        await api.send('PUT', '/features/out_of_office', { on: true, note: 'agreed, pass k7#Qx2!pL' }),
        await api.send('PUT', '/author-limits/kees', { audience: { kind: 'person', personId: 'kees', name: 'code 482913' } }),
        await api.get('/people?search=482913'),
        await api.send('POST', '/lists?name=code%20482913', 'a@b.example', { type: 'text/csv' }),
      ]
      for (const { status, text } of replies) {
        assert.equal(status, 400, text)
        assert.match(text, /LooksSecret/)
        assert.doesNotMatch(text, /482913|Welkom01|k7#/)
      }
    })
  })

  it('takes harmless numbers', async () => {
    const content = {
      sender: 'IT',
      phone: '030 123 45 67',
      texts: { en: { ...texts, why: 'From 1 February 2027, see 53003.' }, nl: texts },
    }
    const { status, body } = await api.send('POST', '/campaigns', { kind: 'mfa_deadline', name: 'MFA 2027', content })
    assert.equal(status, 200, JSON.stringify(body))
    const cursor = await api.get('/lists?limit=1')
    assert.equal(cursor.status, 200)
  })

  it('keeps of a list only the number of the line where something secret stands', async () => {
    const { body } = await api.send('POST', '/lists?name=Pilot', 'upn\nkees@example.test\nWelkom2026!\nnobody\n', { type: 'text/csv' })
    assert.equal(body.rows, 3)
    const misses = await api.get(`/lists/${body.id}/misses`)
    assert.doesNotMatch(misses.text + (await everything(app.db)), /Welkom2026/)
    assert.match(misses.text, /"line":3,"value":""/)
    assert.match(misses.text, /nobody/)
  })

  it('is not kept where it stands in an address', async () => {
    await leavesNoTrace(async () => {
      const limit = await api.send('PUT', '/author-limits/482913', { audience: null })
      for (const { status, text } of [limit, await api.get('/people/482913/history'), await api.get('/nothing/482913?code=482913')]) {
        assert.equal(status, 404)
        assert.doesNotMatch(text, /482913/)
      }
    })
  })
})
