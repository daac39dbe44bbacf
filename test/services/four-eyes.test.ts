import assert from 'node:assert/strict'
import { findAnnouncement } from '../../services/announcements.ts'
import { transaction } from '../../services/db/database.ts'
import { lookAgain, peopleOf } from '../../services/four-eyes.ts'
import { returnLate } from '../../services/late-questions.ts'
import { describeOnBoth } from '../support/database.ts'
import { fakeJobs } from '../support/jobs.ts'
import { addAnnouncement, addPerson, addWave, later, now, personIds } from '../support/rollout.ts'

describeOnBoth('more people than one admin decides on', database => {
  const look = async (announcementId: string) => {
    const jobs = fakeJobs()
    const gate = { announcementId, approvalAbove: 50, now }
    const out = await transaction(database().db, tx => lookAgain(tx, jobs, gate))
    return { out, jobs: jobs.queued.map(({ kind, data }) => [kind, 'news' in data ? data.news : null]) }
  }
  const find = async (id: string) => (await findAnnouncement(database().db, id)) ?? assert.fail('it is gone')
  async function people(count: number, department = 'Care'): Promise<void> {
    for (const id of personIds(count)) await addPerson(database().db, `${department}-${id}`, { department })
  }
  const of = (name: string) => ({ audience: { kind: 'department' as const, name } })

  it('what has grown by the time it goes out waits for a yes, once; what is approved, or small, goes out', async () => {
    const { db } = database()
    await people(60)
    await people(30, 'Kitchen')
    const grown = await addAnnouncement(db, { send_at: now })
    const row = { announcement_id: grown.id, person_id: 'Care-p01', language: 'en', not_before: now, changed_at: now }
    await db
      .insertInto('deliveries')
      .values({ ...row, state: 'queued' })
      .execute()
    const { out, jobs } = await look(grown.id)
    assert.equal(out, null)
    assert.deepEqual(jobs, [
      ['approval-cards', null],
      ['tell-author', 'grown'],
    ])
    const asked = await find(grown.id)
    assert.deepEqual([asked.state, asked.asked_at, asked.send_at], ['awaiting_approval', now, null])
    assert.deepEqual(await db.selectFrom('deliveries').selectAll().execute(), [])
    assert.deepEqual(await look(grown.id), { out: null, jobs: [] })

    const approved = await addAnnouncement(db, { approved_by: 'sanne' })
    const small = await addAnnouncement(db, of('Kitchen'))
    for (const { id } of [approved, small]) {
      const { out } = await look(id)
      assert.deepEqual([out?.state, out?.canary_size, out?.stage], ['expanding', 25, 0])
    }
  })

  it('counts everybody once over the announcements of a day that nobody approved', async () => {
    const { db } = database()
    for (const department of ['Care', 'Kitchen', 'Porters']) await people(30, department)
    const first = await addAnnouncement(db, { ...of('Care'), state: 'running' })
    const sent = personIds(30).map(id => ({ person_id: `Care-${id}`, state: 'delivered' as const }))
    const left = { person_id: 'Porters-p01', state: 'skipped' as const }
    const common = { announcement_id: first.id, language: 'en', not_before: now, changed_at: now }
    await db
      .insertInto('deliveries')
      .values([...sent, left].map(row => ({ ...common, ...row })))
      .execute()
    const second = await addAnnouncement(db, of('Kitchen'))
    for (const other of [
      { confirmed_at: later(-25 * 3600) },
      { approved_by: 'sanne' },
      { author_id: 'oliver' },
      { state: 'awaiting_approval' as const },
    ])
      await addAnnouncement(db, { ...of('Porters'), ...other })
    const counted = (audience: (typeof second)['audience'], announcementId: string | null = null) =>
      peopleOf(db, { authorId: 'admin', audience, announcementId, now })
    assert.deepEqual(await counted(of('Kitchen').audience, second.id), { own: 30, together: 60 })
    assert.deepEqual(await counted(of('Care').audience), { own: 30, together: 60 })
    assert.deepEqual(await counted(of('Porters').audience), { own: 30, together: 90 })
    await look(second.id)
    assert.equal((await find(second.id)).state, 'awaiting_approval')
    const planned = { ...of('Porters'), state: 'scheduled' as const, confirmed_at: later(-48 * 3600), send_at: later(3600) }
    await addAnnouncement(db, planned)
    assert.deepEqual(await counted(of('Care').audience), { own: 30, together: 60 })
  })

  it('a wave that was small when it began asks for its message, and gets a first few only once', async () => {
    const { db } = database()
    await people(60)
    const wave = await addWave(db)
    const step = (name: string, more: object = {}) =>
      addAnnouncement(db, { wave_id: wave.id, step: name, audience: { kind: 'wave', waveId: wave.id }, expires_at: later(3600), ...more })
    const first = await step('announcement')
    await look(first.id)
    assert.equal((await find(first.id)).state, 'awaiting_approval')
    assert.equal((await look((await step('reminder:-14', { approved_by: 'sanne' })).id)).out?.canary_size, 25)
    assert.equal((await look((await step('reminder:-7', { approved_by: 'sanne' })).id)).out?.canary_size, null)

    const jobs = fakeJobs()
    await returnLate(db, jobs, later(3601))
    const states = await db.selectFrom('waves').select('state').where('id', '=', wave.id).execute()
    assert.deepEqual([(await find(first.id)).state, states], ['cancelled', [{ state: 'paused' }]], 'a step is never a draft')
    assert.deepEqual(jobs.queued, [{ kind: 'approval-cards', data: { kind: 'announcement', id: first.id } }])
  })

  it('a question of which the date or the moment has passed goes back to its author', async () => {
    const { db } = database()
    const wave = await addWave(db, { state: 'awaiting_approval', asked_at: now, deadline_at: later(60) })
    const asked = { state: 'awaiting_approval' as const, asked_at: now }
    const started = await addAnnouncement(db, { ...asked, send_at: later(60) })
    const dated = await addAnnouncement(db, { ...asked, deadline_at: later(60) })
    const open = await addAnnouncement(db, { ...asked, send_at: later(61) })
    const jobs = fakeJobs()
    for (const _ of [1, 2]) await returnLate(db, jobs, later(60))
    const states = await Promise.all([started, dated, open].map(async ({ id }) => (await find(id)).state))
    assert.deepEqual(states, ['draft', 'draft', 'awaiting_approval'])
    const { state } = await db.selectFrom('waves').select('state').where('id', '=', wave.id).executeTakeFirstOrThrow()
    assert.equal(state, 'draft')
    assert.equal(jobs.queued.length, 3)
    const audit = await db.selectFrom('audit').select('action').orderBy('id').execute()
    assert.deepEqual(audit.map(({ action }) => action).sort(), [
      'announcement.approval_late',
      'announcement.approval_late',
      'wave.approval_late',
    ])
  })
})
