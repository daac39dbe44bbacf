import assert from 'node:assert/strict'
import { sql } from 'kysely'
import { defaultCadence, officeHours } from '../../../services/waves.ts'
import { type Api, openApi } from '../../support/api.ts'
import { type TestApp, testApp } from '../../support/app.ts'
import { useDatabase } from '../../support/database.ts'
import { addAnnouncement, addReachable, later, now, personIds, texts } from '../../support/rollout.ts'

const day = 24 * 3600

describe('campaigns and waves in the API', () => {
  const database = useDatabase()
  let app: TestApp
  let api: Api

  beforeEach(async () => {
    app = testApp(database().db, now, { APPROVAL_ABOVE: '5' })
    await addReachable(app.db, ['emma', 'grace', 'lars', ...personIds(8)])
    app.directory.members = { [app.config.ADMIN_GROUP_ID]: ['emma', 'grace', 'lars'] }
    api = await openApi(app)
  })
  afterEach(() => api.close())

  const content = { sender: 'IT', phone: '030 123 45 67', texts: { en: texts, nl: texts } }
  const draft = (more: object = {}) => ({ kind: 'mfa_deadline', name: 'MFA', content, ...more })
  const newCampaign = async () => String((await api.send('POST', '/campaigns', draft())).body.id)
  const wave = (more: object = {}) => ({
    name: 'Pilot',
    audience: { kind: 'everyone' },
    deadlineAt: later(40 * day).toISOString(),
    timeZone: 'Europe/Amsterdam',
    cadence: defaultCadence,
    hours: officeHours,
    enforcement: { kind: 'security_defaults' },
    registerAt: 'anywhere',
    ...more,
  })
  const newWave = async (campaignId: string, more: object = {}) =>
    (await api.send('POST', `/campaigns/${campaignId}/waves`, wave(more))).body as unknown as { id: string; position: number }
  const actions = async () => (await app.db.selectFrom('audit').select('action').orderBy('id').execute()).map(row => row.action)

  it('a campaign is its author’s while it is a draft, and its texts are checked as in the form', async () => {
    const id = await newCampaign()
    assert.equal((await api.get(`/campaigns/${id}`, 'grace')).status, 404)
    assert.deepEqual((await api.get('/campaigns', 'grace')).body.items, [])
    const link = { ...texts, extra: 'Look at [this](https://evil.example/login)' }
    const bad = await api.send('PUT', `/campaigns/${id}`, draft({ content: { ...content, texts: { en: link, nl: texts } } }))
    assert.equal(bad.status, 400)
    assert.match(bad.text, /evil\.example/)
    const half = await api.send('POST', '/campaigns', draft({ content: { ...content, texts: { en: texts } } }))
    assert.match(half.text, /\(NL\)/)
    assert.equal((await api.send('PUT', `/campaigns/${id}`, draft({ name: 'MFA in spring' }))).body.name, 'MFA in spring')
    assert.deepEqual(await actions(), ['campaign.saved', 'campaign.saved'])
  })

  it('a wave says what is wrong with it', async () => {
    const id = await newCampaign()
    const path = `/campaigns/${id}/waves`
    const anId = '3f2b8c1e-0d4a-4b77-9a55-1c2d3e4f5a6b'
    const cases: [object, number, RegExp][] = [
      [wave({ deadlineAt: now.toISOString() }), 400, /The deadline has passed/],
      [wave({ timeZone: 'Mars/Olympus' }), 400, /no time zone of this name/],
      [wave({ cadence: [{ kind: 'reminder', days: -1 }] }), 400, /needs a step of the kind announcement/],
      [wave({ audience: { kind: 'list', listId: anId, name: 'x' } }), 404, /no list with this id/],
      [wave({ audience: { kind: 'all of them' } }), 400, /body\.audience/],
      [wave({ hours: { ...officeHours, from: '9' } }), 400, /body\.hours\.from/],
    ]
    for (const [body, status, message] of cases) {
      const reply = await api.send('POST', path, body)
      assert.equal(reply.status, status, reply.text)
      assert.match(reply.text, message)
    }
    assert.equal((await api.send('POST', `/campaigns/${anId}/waves`, wave())).status, 404)
  })

  it('few people: its author starts it; it pauses, goes on, changes and ends', async () => {
    const { body: list } = await api.send('POST', '/lists?name=Pilot', 'p01@example.test\np02@example.test', { type: 'text/csv' })
    const { id, position } = await newWave(await newCampaign(), { audience: { kind: 'list', listId: list.id, name: 'Pilot' } })
    assert.equal(position, 1)
    const step = async (name: string, body: object = {}) => {
      const reply = await api.send('POST', `/waves/${id}/${name}`, body)
      return reply.status === 200 ? reply.body.state : reply.status
    }
    assert.equal(await step('activate'), 'active')
    assert.equal(await step('pause'), 'paused')
    assert.equal(await step('pause'), 409)
    assert.equal(await step('resume'), 'active')
    assert.equal(await step('change', { deadlineAt: later(39 * day).toISOString() }), 400)
    assert.equal(await step('change', { deadlineAt: later(50 * day).toISOString() }), 'active')
    assert.equal((await api.get(`/waves/${id}`)).body.deadlineAt, later(50 * day).toISOString())
    assert.equal((await api.send('PUT', `/waves/${id}`, wave())).status, 409)
    assert.equal(await step('cancel'), 'cancelled')
    const wanted = ['wave.saved', 'wave.activated', 'wave.paused', 'wave.resumed', 'wave.changed', 'wave.cancelled']
    assert.deepEqual(
      (await actions()).filter(action => action.startsWith('wave.')),
      wanted,
    )
  })

  it('many people: another admin approves what they saw, never the author', async () => {
    const { id } = await newWave(await newCampaign())
    const activate = (as: string, body: object = {}) => api.send('POST', `/waves/${id}/activate`, body, { as })
    assert.equal((await activate('grace')).status, 404, 'a draft is its author’s alone')
    const asked = await activate('emma')
    assert.equal(asked.body.state, 'awaiting_approval')
    const { askedAt } = asked.body
    assert.equal((await activate('emma', { askedAt })).status, 403)
    assert.equal((await api.send('POST', `/waves/${id}/take-back`)).body.state, 'draft')
    assert.equal((await activate('grace', { askedAt })).status, 404)
    assert.equal((await activate('emma')).body.state, 'awaiting_approval')
    assert.equal((await activate('grace')).status, 409)
    assert.equal((await api.send('POST', `/waves/${id}/take-back`, undefined, { as: 'grace' })).status, 403)
    assert.equal((await activate('grace', { askedAt: later(5).toISOString() })).status, 409)
    await api.send('PUT', '/author-limits/lars', { audience: { kind: 'department', name: 'IT' } })
    assert.equal((await activate('lars', { askedAt })).status, 403)
    const approved = await activate('grace', { askedAt })
    assert.deepEqual([approved.body.state, approved.body.approvedBy], ['active', 'grace'])
    assert.ok(app.jobs.queued.some(job => job.kind === 'approval-cards'))
  })

  it('shows each step, and everybody of the wave once', async () => {
    const { id } = await newWave(await newCampaign())
    let made = 0
    const stepOf = async (step: string, people: string[], state: string) => {
      made += 1
      const { id: announcementId } = await addAnnouncement(app.db, { wave_id: id, step, state: 'running', created_at: later(made) })
      await sql`insert into deliveries (announcement_id, person_id, state, department, language, not_before, changed_at)
        select ${announcementId}::uuid, unnest(${people}::text[]), ${state}, 'Care', 'nl', ${now}, ${now}`.execute(app.db)
    }
    await stepOf('announcement', ['p01', 'p02', 'p03'], 'delivered')
    await stepOf('reminder:-14', ['p01', 'p02', 'p03'], 'queued')
    await stepOf('joined:2026-11-12', ['p04'], 'blocked')
    const { body } = await api.get(`/waves/${id}`)
    const found = body as unknown as { steps: { step: string; targeted: number; waiting: number }[]; numbers: Record<string, number> }
    assert.deepEqual(
      found.steps.map(({ step, targeted, waiting }) => ({ step, targeted, waiting })),
      [
        { step: 'announcement', targeted: 3, waiting: 0 },
        { step: 'reminder:-14', targeted: 3, waiting: 3 },
        { step: 'joined:2026-11-12', targeted: 1, waiting: 0 },
      ],
    )
    assert.deepEqual([found.numbers.targeted, found.numbers.delivered, found.numbers.unreachable], [4, 3, 1])
    assert.equal(body.byDepartment?.[0]?.key, 'Care')
    const { text } = await api.get(`/waves/${id}/deliveries.csv?separator=comma`)
    const rows = text.trim().split('\r\n')
    assert.equal(rows.length, 1 + 7)
    assert.match(text, /^\ufeff"Step","Name","Email"/)
    assert.equal(rows.filter(row => row.startsWith('"reminder:-14","Name of p0')).length, 3)
  })

  it('limits of authors: set by others alone', async () => {
    const audience = { kind: 'department', name: 'IT' }
    assert.equal((await api.send('PUT', '/author-limits/emma', { audience })).status, 403)
    assert.equal((await api.send('PUT', '/author-limits/nobody', { audience })).status, 404)
    const { body } = await api.send('PUT', '/author-limits/grace', { audience })
    assert.deepEqual(body.items, [{ personId: 'grace', audience, setBy: 'emma', setAt: now.toISOString() }])
    assert.equal((await api.send('PUT', '/author-limits/emma', { audience: null }, { as: 'grace' })).status, 403)
    assert.deepEqual((await api.send('PUT', '/author-limits/grace', { audience: null })).body.items, [])
  })
})
