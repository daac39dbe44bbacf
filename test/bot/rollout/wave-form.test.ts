import assert from 'node:assert/strict'
import { readWaveForm, toWaveDraft, waveValues } from '../../../bot/rollout/wave-form.ts'
import type { WaveForm, WaveValues } from '../../../cards/rollout-wave-form.ts'
import { languages, speak } from '../../../cards/texts/translate.ts'
import { transaction } from '../../../services/db/database.ts'
import { findWave, saveWave, type WaveDraft } from '../../../services/waves.ts'
import { testApp } from '../../support/app.ts'
import { useDatabase } from '../../support/database.ts'
import { addPerson, addWave, now } from '../../support/rollout.ts'

const say = speak('en', 'Europe/Amsterdam')
const policies: WaveForm['policies'] = [{ id: 'p1', name: 'MFA for everybody', state: 'report_only' }]
const list = '7a1c2d3e-4f5a-4b6c-8d7e-9f0a1b2c3d4e'

const typed: WaveValues = {
  name: 'Pilot',
  who: 'named',
  named: 'information technology',
  leftOut: 'Works Council\n\n finance ',
  date: '2026-12-15',
  time: '10:00',
  zone: 'Europe/Amsterdam',
  announceDays: '30',
  reminderDays: '14, 7, 3, 1',
  rescueDays: '1, 3',
  weekdays: '1,2,3,4,5,6',
  from: '22:00',
  to: '06:00',
  holidays: 'true',
  enforcement: 'p1',
  registerAt: 'at_work',
  extensionGroup: 'Extra time',
}

describe('the form of a wave', () => {
  const database = useDatabase()
  const read = async (more: Partial<WaveValues>, reader = say) =>
    toWaveDraft(testApp(database().db, now), reader, { ...typed, ...more }, { campaignId: 'c1', policies, now })
  const draftOf = async (more: Partial<WaveValues> = {}): Promise<WaveDraft> => {
    const draft = await read(more)
    assert.ok(!Array.isArray(draft), String(draft))
    return draft
  }
  const problemsOf = async (more: Partial<WaveValues>): Promise<string[]> => {
    const problems = await read(more)
    assert.ok(Array.isArray(problems), 'it should not be accepted')
    return problems
  }

  beforeEach(async () => {
    const { db } = database()
    const groups = ['Information Technology', 'Works Council', 'Extra time'].map((name, index) => ({
      id: `g${index}`,
      name,
      synced_at: now,
    }))
    await db.insertInto('groups').values(groups).execute()
    await addPerson(db, 'p01', { department: 'Finance' })
    await addPerson(db, 'p02', { department: 'Sales', left_at: now })
    const lists = [
      { id: list, name: 'pilot.csv', uploaded_by: 'admin', at: now, finished_at: now },
      { id: '7a1c2d3e-4f5a-4b6c-8d7e-9f0a1b2c3d4f', name: 'half.csv', uploaded_by: 'admin', at: now, finished_at: null },
    ]
    await db.insertInto('lists').values(lists).execute()
  })

  it('becomes a draft with names found, whatever their capitals, and the steps in order', async () => {
    const draft = await draftOf()
    assert.deepEqual(draft.audience, { kind: 'group', groupId: 'g0', name: 'Information Technology' })
    assert.deepEqual(draft.leftOut, [
      { kind: 'group', groupId: 'g1', name: 'Works Council' },
      { kind: 'department', name: 'Finance' },
    ])
    assert.equal(draft.deadlineAt.toISOString(), '2026-12-15T09:00:00.000Z')
    assert.deepEqual(
      draft.cadence.map(({ kind, days }) => `${kind} ${days}`),
      ['announcement -30', 'reminder -14', 'reminder -7', 'reminder -3', 'reminder -1', 'day_zero 0', 'rescue 1', 'rescue 3'],
    )
    assert.deepEqual(draft.hours, { days: [1, 2, 3, 4, 5, 6], from: '22:00', to: '06:00', holidays: true })
    assert.deepEqual(draft.enforcement, { kind: 'conditional_access', policyId: 'p1', name: 'MFA for everybody' })
    assert.deepEqual([draft.registerAt, draft.extensionGroupId], ['at_work', 'g2'])
  })

  it('takes days as people write them: before as minus, in any order, one twice, none at all', async () => {
    const days = async (more: Partial<WaveValues>) => (await draftOf(more)).cadence.map(step => step.days)
    assert.deepEqual(await days({ announceDays: '-21', reminderDays: '3;  -10 3', rescueDays: '' }), [-21, -10, -3, 0])
    assert.deepEqual(await days({ reminderDays: '', rescueDays: '+5, 2' }), [-30, 0, 2, 5])
  })

  it('means everybody, people with only a phone number, a department, or a list that was read to its end', async () => {
    const audience = async (who: string) => (await draftOf({ who })).audience
    assert.deepEqual(await audience('everyone'), { kind: 'everyone' })
    assert.deepEqual(await audience('phone_only'), { kind: 'phone_only' })
    assert.deepEqual(await audience('department:Finance'), { kind: 'department', name: 'Finance' })
    assert.deepEqual(await audience(`list:${list}`), { kind: 'list', listId: list, name: 'pilot.csv' })
    for (const who of ['department:Sales', 'list:7a1c2d3e-4f5a-4b6c-8d7e-9f0a1b2c3d4f', "' or 1=1", '']) {
      assert.deepEqual(await problemsOf({ who }), [say('rollout.problem_gone', { field: say('rollout.who') })], who)
    }
  })

  it('tells everything that is wrong at once, in the language of the reader', async () => {
    const wrong: Partial<WaveValues> = {
      name: '',
      named: 'Technology',
      leftOut: 'Nobody',
      date: '2026-11-09',
      announceDays: '30, 20',
      reminderDays: 'weekly',
      rescueDays: '31',
      weekdays: '',
      from: '9',
      enforcement: 'p2',
      extensionGroup: 'No such group',
    }
    for (const language of languages) {
      const problems = await read(wrong, speak(language, 'Europe/Amsterdam'))
      assert.ok(Array.isArray(problems))
      assert.equal(problems.length, 11, problems.join('\n'))
      assert.equal(new Set(problems).size, 11)
    }
    assert.match((await problemsOf(wrong))[1] ?? '', /Did you mean: Information Technology\?/)
  })

  const spoiled: [Partial<WaveValues>, RegExp][] = [
    [{ reminderDays: '40, 7' }, /40 is too early/],
    [{ announceDays: '0' }, /from 1 to 90/],
    [{ announceDays: '' }, /from 1 to 90/],
    [{ reminderDays: '3.5' }, /whole numbers/],
    [{ to: '22:00' }, /not the same twice/],
    [{ to: '24:00' }, /09:00/],
    [{ zone: 'Mars/Olympus' }, /in the future/],
    [{ date: '2026-11-31' }, /in the future/],
    [{ enforcement: '' }, /report-only is enough/],
  ]
  for (const [values, problem] of spoiled) {
    it(`refuses ${JSON.stringify(values)}`, async () => {
      const problems = await problemsOf(values)
      assert.equal(problems.length, 1, problems.join('\n'))
      assert.match(problems[0] ?? '', problem)
    })
  }

  it('does not guess between a group and a department of the same name', async () => {
    await addPerson(database().db, 'p03', { department: 'works council' })
    const named = 'Works council'
    const leftOut = ''
    assert.match(String(await problemsOf({ named, leftOut })), /Write which one you mean: group Works Council, department works council/)
    assert.deepEqual((await draftOf({ named: `Group ${named}`, leftOut })).audience, {
      kind: 'group',
      groupId: 'g1',
      name: 'Works Council',
    })
    assert.deepEqual((await draftOf({ named: `department ${named}`, leftOut })).audience, { kind: 'department', name: 'works council' })
  })

  it('asks for the name of who is in it, where it was left empty', async () => {
    assert.deepEqual(await problemsOf({ named: ' ' }), ['“Name of the group, department or list” is empty.'])
  })

  it('can be gone on with: a kept wave gives the same form again', async () => {
    const { db } = database()
    const { campaign_id: campaignId } = await addWave(db)
    const draft = { ...(await draftOf()), campaignId }
    const saved = await transaction(db, tx => saveWave(tx, draft, { authorId: 'admin', now }))
    const wave = await findWave(db, saved.kind === 'saved' ? saved.id : '')
    assert.ok(wave)
    assert.deepEqual(waveValues(say, wave, { extensionGroup: 'Extra time', departments: ['Finance'] }), {
      ...typed,
      named: 'group Information Technology',
      leftOut: 'group Works Council\ndepartment Finance',
    })
  })

  it('reads any payload without falling over, and trims', () => {
    for (const payload of [{}, { name: 5, weekdays: null, registerAt: 'moon', holidays: 1, leftOut: ['x'] }]) {
      const values = readWaveForm(payload)
      assert.deepEqual([values.name, values.weekdays, values.registerAt, values.holidays], ['', '', 'anywhere', 'false'])
    }
    assert.equal(readWaveForm({ name: '  Pilot ' }).name, 'Pilot')
  })
})
