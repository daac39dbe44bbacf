import assert from 'node:assert/strict'
import { findCampaign, listCampaigns, readyMade, saveCampaign } from '../../services/campaigns.ts'
import { type Tx, transaction } from '../../services/db/database.ts'
import {
  activateWave,
  cancelWave,
  changeWave,
  declineWave,
  moveWave,
  pauseWave,
  resumeWave,
  sendDayZeroAnyway,
} from '../../services/wave-steps.ts'
import { defaultCadence, discardWave, findWave, officeHours, saveWave, type WaveDraft, wavesOf } from '../../services/waves.ts'
import { useDatabase } from '../support/database.ts'
import { addAnnouncement, addPerson, addWave, later, now, personIds, texts } from '../support/rollout.ts'

const author = { authorId: 'ada', now }
const ada = { by: 'ada', now }
const ben = { by: 'ben', now }
const content = { sender: 'IT', phone: '030 123 45 67', texts: { en: texts } }

describe('campaigns and waves', () => {
  const database = useDatabase()
  const within = <T>(work: (tx: Tx) => Promise<T>) => transaction(database().db, work)
  const actions = async () => (await database().db.selectFrom('audit').select('action').orderBy('id').execute()).map(row => row.action)

  async function campaign(): Promise<string> {
    const id = await saveCampaign(database().db, { kind: 'mfa_deadline', name: 'MFA', content }, author)
    return id ?? assert.fail('the campaign was not saved')
  }
  function draftOf(campaignId: string, more: Partial<WaveDraft> = {}): WaveDraft {
    const place = { campaignId, name: 'Pilot', audience: { kind: 'everyone' as const }, leftOut: [], registerAt: 'anywhere' as const }
    const when = { deadlineAt: later(40 * 86_400), timeZone: 'Europe/Amsterdam', cadence: defaultCadence, hours: officeHours }
    return { ...place, ...when, enforcement: { kind: 'security_defaults' }, extensionGroupId: null, ...more }
  }
  async function save(draft: WaveDraft, id?: string): Promise<string> {
    const saved = await within(tx => saveWave(tx, draft, id ? { ...author, id } : author))
    return saved.kind === 'saved' ? saved.id : assert.fail(JSON.stringify(saved))
  }
  const stateOf = async (id: string) => (await findWave(database().db, id))?.state

  it('keeps what the author says, in order, and lets only the author change a draft', async () => {
    const { db } = database()
    const campaignId = await campaign()
    const pilot = await save(draftOf(campaignId))
    const rest = await save(draftOf(campaignId, { name: 'Everybody else' }))
    assert.deepEqual(
      (await wavesOf(db, campaignId)).map(wave => [wave.name, wave.position]),
      [
        ['Pilot', 1],
        ['Everybody else', 2],
      ],
    )
    assert.equal(await within(tx => moveWave(tx, rest, { ...ada, where: 'earlier' })), true)
    assert.equal(await within(tx => moveWave(tx, rest, { ...ada, where: 'earlier' })), false)
    assert.deepEqual(
      (await wavesOf(db, campaignId)).map(wave => wave.name),
      ['Everybody else', 'Pilot'],
    )
    await save(draftOf(campaignId, { name: 'Volunteers', leftOut: [{ kind: 'department', name: 'Board' }] }), pilot)
    const kept = await findWave(db, pilot)
    assert.deepEqual([kept?.name, kept?.position, kept?.left_out], ['Volunteers', 2, [{ kind: 'department', name: 'Board' }]])
    assert.deepEqual(await within(tx => saveWave(tx, draftOf(campaignId), { authorId: 'ben', now, id: pilot })), { kind: 'gone' })
    assert.equal(await discardWave(db, pilot, 'ben'), false)
    assert.equal(await discardWave(db, pilot, 'ada'), true)
    assert.equal((await listCampaigns(db, 'ben', 9)).length, 0)
    assert.equal((await listCampaigns(db, 'ada', 9))[0]?.name, 'MFA')
  })

  it('says everything that is wrong with a wave', async () => {
    const campaignId = await campaign()
    await save(draftOf(campaignId, { position: 4 }))
    const cadence = [
      { kind: 'reminder' as const, days: 1 },
      { kind: 'day_zero' as const, days: -1 },
      { kind: 'rescue' as const, days: -1 },
    ]
    const wrong = draftOf(campaignId, { position: 4, deadlineAt: now, timeZone: 'Mars/Olympus', cadence })
    assert.deepEqual(await within(tx => saveWave(tx, wrong, author)), {
      kind: 'refused',
      problems: [
        'deadline_in_past',
        'zone_unknown',
        'reminder_after_deadline',
        'day_zero_on_other_day',
        'rescue_before_deadline',
        'no_announcement_step',
        'two_steps_on_one_day',
        'position_taken',
      ],
    })
  })

  it('waits for a second admin above the threshold; the author is not one; an approval is of what was shown', async () => {
    const { db } = database()
    for (const id of personIds(3)) await addPerson(db, id)
    const campaignId = await campaign()
    const wave = await save(draftOf(campaignId))
    const start = (by: typeof ada, approvalAbove: number) => within(tx => activateWave(tx, wave, { ...by, approvalAbove }))
    assert.deepEqual(await start(ben, 2), { kind: 'gone' })
    assert.deepEqual(await start(ada, 2), { kind: 'awaiting_approval' })
    assert.deepEqual(await start(ada, 2), { kind: 'own' })
    const changed = { kind: 'mfa_deadline' as const, name: 'Other', content }
    assert.equal(await saveCampaign(db, changed, { ...author, id: campaignId }), null)
    assert.deepEqual(await within(tx => saveWave(tx, draftOf(campaignId), { ...author, id: wave })), { kind: 'gone' })
    assert.equal(await within(tx => declineWave(tx, wave, ben)), true)
    assert.equal(await saveCampaign(db, changed, { ...author, id: campaignId }), campaignId)
    await start(ada, 2)
    assert.deepEqual(await start(ben, 2), { kind: 'active' })
    const active = await findWave(db, wave)
    assert.deepEqual([active?.state, active?.approved_by, (await findCampaign(db, campaignId))?.state], ['active', 'ben', 'active'])
    assert.deepEqual(await start(ben, 2), { kind: 'gone' })
    const told = ['wave.approval_asked', 'wave.declined', 'wave.approval_asked', 'wave.approved']
    assert.deepEqual(await actions(), told)
  })

  it('starts at once up to the threshold, in order, and never for nobody', async () => {
    const { db } = database()
    await addPerson(db, 'p01', { department: 'IT' })
    await addPerson(db, 'p02')
    const campaignId = await campaign()
    const pilot = await save(draftOf(campaignId, { audience: { kind: 'department', name: 'IT' } }))
    const rest = await save(draftOf(campaignId))
    const nobody = await save(draftOf(campaignId))
    const start = (id: string) => within(tx => activateWave(tx, id, { ...ada, approvalAbove: 1 }))
    assert.deepEqual(await start(rest), { kind: 'refused', problems: ['earlier_wave_waits'] })
    assert.deepEqual(await start(pilot), { kind: 'active' })
    assert.deepEqual(await start(rest), { kind: 'active' })
    assert.deepEqual(await start(nobody), { kind: 'refused', problems: ['empty_audience'] })
  })

  it('pausing, going on and cancelling take the announcements along, but not those that stopped for themselves', async () => {
    const { db } = database()
    const wave = await addWave(db)
    const one = await addAnnouncement(db, { wave_id: wave.id, step: 'announcement', state: 'running' })
    const other = await addAnnouncement(db, { wave_id: wave.id, step: 'reminder:-14', state: 'paused', stopped_because: 'canary' })
    const states = async () =>
      (await db.selectFrom('announcements').select(['id', 'state']).execute())
        .map(row => [row.id === one.id ? 'one' : 'other', row.state])
        .sort()
    assert.equal(await within(tx => pauseWave(tx, wave.id, ada)), true)
    assert.equal(await within(tx => pauseWave(tx, wave.id, ada)), false)
    assert.deepEqual(await states(), [
      ['one', 'paused'],
      ['other', 'paused'],
    ])
    assert.equal(await within(tx => resumeWave(tx, wave.id, ben)), true)
    assert.deepEqual(await states(), [
      ['one', 'running'],
      ['other', 'paused'],
    ])
    await db.updateTable('campaigns').set({ state: 'active' }).execute()
    assert.equal(await within(tx => cancelWave(tx, wave.id, ben)), true)
    assert.equal((await findCampaign(db, wave.campaign_id))?.state, 'ended')
    assert.equal((await db.selectFrom('announcements').select('state').where('id', '=', one.id).executeTakeFirst())?.state, 'cancelled')
    assert.equal(await stateOf(wave.id), 'cancelled')
    assert.deepEqual(await actions(), ['wave.paused', 'wave.resumed', 'wave.cancelled'])
    assert.ok(other)
  })

  it('moves a deadline forward only, and people’s cards follow', async () => {
    const { db } = database()
    const wave = await addWave(db)
    const announcement = await addAnnouncement(db, { wave_id: wave.id, step: 'announcement', state: 'running' })
    const row = { announcement_id: announcement.id, person_id: 'p01', language: 'en', not_before: now, changed_at: now }
    await db
      .insertInto('deliveries')
      .values({ ...row, state: 'delivered', shown: 1 })
      .execute()
    const change = (deadlineAt: Date) => within(tx => changeWave(tx, wave.id, { deadlineAt }, ben))
    assert.deepEqual(await change(later(20 * 86_400)), { kind: 'refused', problems: ['deadline_earlier'] })
    const moved = later(50 * 86_400)
    assert.deepEqual(await change(moved), { kind: 'changed' })
    assert.deepEqual((await findWave(db, wave.id))?.deadline_at, moved)
    const shown = await db.selectFrom('announcements').select('deadline_at').executeTakeFirst()
    const card = await db.selectFrom('deliveries').select(['wanted', 'shown']).executeTakeFirst()
    assert.deepEqual([shown?.deadline_at, card], [moved, { wanted: 2, shown: 1 }])
    const hours = { ...officeHours, days: [6] }
    const cadence = [{ kind: 'announcement' as const, days: -30 }]
    assert.deepEqual(await within(tx => changeWave(tx, wave.id, { hours, cadence }, ben)), { kind: 'changed' })
    assert.deepEqual((await findWave(db, wave.id))?.hours.days, [6])
    assert.equal(await within(tx => sendDayZeroAnyway(tx, wave.id, ada)), true)
    assert.equal(await within(tx => sendDayZeroAnyway(tx, wave.id, ben)), false)
    assert.deepEqual(await actions(), ['wave.changed', 'wave.changed', 'wave.day_zero_sent_anyway'])
  })

  it('knows the campaign for the day on which text messages end', () => {
    const made = readyMade('phone_ends')
    assert.deepEqual([made.deadline?.date, made.audience.kind], ['2027-02-01', 'phone_only'])
    assert.equal(readyMade('mfa_deadline').deadline, null)
  })
})
