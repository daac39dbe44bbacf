import assert from 'node:assert/strict'
import { sweepJoiners } from '../../../bot/rollout/joiners.ts'
import { expandAudience } from '../../../bot/tasks/expand-audience.ts'
import { planWaves } from '../../../services/planner.ts'
import { syncPeople } from '../../../services/sync.ts'
import { type TestApp, testApp } from '../../support/app.ts'
import { describeOnBoth } from '../../support/database.ts'
import { userOf } from '../../support/directory.ts'
import { addWave, later, now } from '../../support/rollout.ts'

const minute = 60

describeOnBoth('people who join', database => {
  let app: TestApp
  beforeEach(async () => {
    app = testApp(database().db, now)
    app.directory.userPages = [{ changes: [userOf('kees'), userOf('emma')], next: 'link-1', full: true }]
    app.directory.members = { pilot: ['kees'] }
    await syncPeople(app)
    await addWave(app.db, { audience: { kind: 'group', groupId: 'pilot', name: 'Pilot' }, deadline_at: later(20 * 86_400) })
    await planWaves(app.db, app.jobs, now)
    await app.jobs.run([expandAudience(app)])
    app.directory.userPages = []
  })
  const pass = async (minutes: number, ...apps: TestApp[]) => {
    const at = later(minutes * minute)
    for (const one of [app, ...apps]) one.setTime(at)
    await Promise.all([app, ...apps].map(one => sweepJoiners(one, at)))
    await app.jobs.run([expandAudience(app)])
  }
  const told = async () => {
    const rows = await app.db.selectFrom('deliveries').select('person_id').execute()
    return rows.map(row => row.person_id).sort()
  }

  it('a wave’s group have their announcement within ten minutes', async () => {
    assert.deepEqual(await told(), ['kees'])
    await pass(1)
    app.directory.members.pilot = ['kees', 'emma']
    await pass(10)
    assert.deepEqual(await told(), ['kees'], 'it is not time yet')
    await pass(11)
    assert.deepEqual(await told(), ['emma', 'kees'])
  })

  it('the organisation have it too, and nobody has it twice, whichever process looks', async () => {
    app.directory.userPages = [{ changes: [userOf('new')], next: 'link-2', full: false }]
    app.directory.members.pilot = ['kees', 'new']
    const other = testApp(database().db, now)
    other.directory = app.directory
    other.jobs = app.jobs
    await pass(1, other)
    await pass(12, other)
    assert.deepEqual(await told(), ['kees', 'new'])
    assert.equal(app.directory.askedSince.length, 3, 'one process asks each time')
  })

  it('are not looked for while the directory does not answer, and are the next time', async () => {
    app.directory.members.pilot = ['kees', 'emma']
    const { users } = app.directory
    app.directory.users = () => {
      throw new Error('away')
    }
    await assert.rejects(pass(1), /away/)
    app.directory.users = users
    await pass(12)
    assert.deepEqual(await told(), ['emma', 'kees'])
  })
})
