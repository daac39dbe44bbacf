import assert from 'node:assert/strict'
import type { Circle } from '../../services/audiences.ts'
import { answerLasts, checkEnforcement, type Enforced, enforcedOf, isTrue, judgePolicy, wavesToCheck } from '../../services/enforcement.ts'
import type { AccessPolicy } from '../../services/ports.ts'
import { findWave, type Wave } from '../../services/waves.ts'
import { describeOnBoth } from '../support/database.ts'
import { fakeDirectory } from '../support/directory.ts'
import { addPerson, addWave, now } from '../support/rollout.ts'

const policy: AccessPolicy = {
  id: 'p',
  name: 'MFA',
  state: 'on',
  secondCheck: 'required',
  apps: 'all',
  everyone: true,
  users: [],
  groups: [],
  excludedUsers: [],
  excludedGroups: ['glass'],
  conditions: [],
}

const words: [string, AccessPolicy | undefined, Pick<Enforced, 'state' | 'doubts'>][] = [
  ['on for all', policy, { state: 'on', doubts: [] }],
  ['report-only', { ...policy, state: 'report_only' }, { state: 'report_only', doubts: [] }],
  ['off', { ...policy, state: 'off' }, { state: 'off', doubts: [] }],
  ['deleted', undefined, { state: 'missing', doubts: [] }],
  ['about something else', { ...policy, secondCheck: 'no' }, { state: 'no_second_check', doubts: [] }],
  ['about registering only', { ...policy, apps: 'none' }, { state: 'no_second_check', doubts: [] }],
  ['content with a compliant device', { ...policy, secondCheck: 'or_other' }, { state: 'on', doubts: ['or_other'] }],
  [
    'for some apps, not at the office',
    { ...policy, apps: 'some', conditions: ['locations'] },
    { state: 'on', doubts: ['locations', 'apps'] },
  ],
]

/** Of ann, ben (of the group `pilot`), cas (with more time) and the break-glass account: who of the wave is not covered. */
const covers: [string, Partial<AccessPolicy>, number][] = [
  ['everyone', {}, 0],
  ['everyone but one person', { excludedUsers: ['ann'] }, 1],
  ['everyone but a group', { excludedGroups: ['pilot'] }, 1],
  ['everyone but those with more time', { excludedGroups: ['extended', 'glass'] }, 0],
  ['a group', { everyone: false, groups: ['pilot'] }, 1],
  ['a group and a person', { everyone: false, groups: ['pilot'], users: ['ann'] }, 0],
  ['a group that is left out again', { everyone: false, groups: ['pilot'], users: ['ann'], excludedGroups: ['pilot'] }, 1],
]

describe('the judgement of a policy', () => {
  for (const [what, given, expected] of words) it(`${what}`, () => assert.deepEqual(judgePolicy(given), expected))
})

describeOnBoth('what enforces a wave', database => {
  const members = { pilot: ['ben'], extended: ['cas'], glass: ['glass'] }
  const look = (policies: AccessPolicy[], securityDefaults = false) =>
    fakeDirectory({ enforcement: { securityDefaults, policies }, members })
  const check = (wave: Wave, directory = look([])) => checkEnforcement(database().db, directory, wave.id, now)

  it('counts the people of the wave whom the policy does not reach; only what is on for all of them is true', async () => {
    const { db } = database()
    for (const id of ['ann', 'ben', 'cas']) await addPerson(db, id)
    await addPerson(db, 'glass', { excluded: 'break_glass' })
    const enforcement = { kind: 'conditional_access' as const, policyId: 'p', name: 'MFA' }
    const wave = await addWave(db, { enforcement, extension_group_id: 'extended' })
    for (const [what, more, uncovered] of covers) {
      const enforced = await check(wave, look([{ ...policy, ...more }]))
      assert.deepEqual(enforced, { state: 'on', uncovered, doubts: [] }, what)
      assert.equal(isTrue(enforced), uncovered === 0, what)
    }
    assert.equal(isTrue(await check(wave, look([{ ...policy, state: 'report_only' }]))), false)
    assert.equal(isTrue(await check(wave, look([{ ...policy, conditions: ['risk'] }]))), false)
    assert.deepEqual(await check(wave, look([{ ...policy, id: 'other' }])), { state: 'missing', uncovered: 0, doubts: [] })
    const outside: Circle = { kind: 'person', personId: 'ann', name: 'Ann' }
    const small = await addWave(db, { enforcement, audience: outside })
    assert.equal((await check(small, look([{ ...policy, excludedGroups: ['pilot'] }])))?.uncovered, 0)
  })

  it('asks again when the answer is old: daily, hourly the day before, every few minutes while the notice waits', async () => {
    const { db } = database()
    const wave = await addWave(db)
    const days = (count: number, more = 0) => new Date(wave.deadline_at.getTime() - count * 86_400_000 + more * 60_000)
    const asked = async (at: Date) => (await wavesToCheck(db, at)).length
    assert.equal(await asked(days(33)), 0)
    assert.equal(await asked(days(29)), 1)
    await checkEnforcement(db, look([], false), wave.id, days(29))
    assert.deepEqual([await asked(days(29, 60)), await asked(days(28))], [0, 1])
    await checkEnforcement(db, look([], false), wave.id, days(1))
    assert.deepEqual([await asked(days(1, 59)), await asked(days(1, 60))], [0, 1])
    await checkEnforcement(db, look([], false), wave.id, days(0))
    assert.deepEqual([await asked(days(0, 2)), await asked(days(0, 3))], [0, 1])
    assert.equal(isTrue(await checkEnforcement(db, look([], true), wave.id, days(0, 3))), true)
    assert.deepEqual([await asked(days(0, 30)), await asked(days(0, 63))], [0, 1])
    const known = await findWave(db, wave.id)
    assert.deepEqual(known && enforcedOf(known), { state: 'on', uncovered: 0, doubts: [] })
    assert.equal(known && answerLasts(known, days(-15)), null)
  })

  it('keeps what was known when Graph does not answer', async () => {
    const wave = await addWave(database().db)
    await check(wave, look([], true))
    const down = fakeDirectory({ enforcementState: () => Promise.reject(new Error('away')) })
    await assert.rejects(check(wave, down))
    const known = await findWave(database().db, wave.id)
    assert.equal(known && isTrue(enforcedOf(known)), true)
  })
})
