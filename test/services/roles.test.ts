import assert from 'node:assert/strict'
import sinon from 'sinon'
import { hasRole, type RoleDependencies, refreshRoles } from '../../services/roles.ts'
import { describeOnBoth } from '../support/database.ts'
import { fakeDirectory } from '../support/directory.ts'

const config = { ADMIN_GROUP_ID: 'group-admins', HELPDESK_GROUP_ID: 'group-desk' }

describeOnBoth('roles', database => {
  let now: Date

  beforeEach(() => {
    now = new Date('2026-11-20T09:00:00Z')
  })

  function dependencies(members: Record<string, string[]>) {
    const directory = fakeDirectory({ members })
    const memberOf = sinon.spy(directory, 'memberOf')
    const given: RoleDependencies = { db: database().db, directory, clock: { now: () => now }, config }
    return { given, directory, memberOf }
  }
  const minutes = (count: number) => {
    now = new Date(now.getTime() + count * 60_000)
  }

  it('knows a member from the last reading without asking', async () => {
    const { given, memberOf } = dependencies({ 'group-admins': ['emma'], 'group-desk': [] })
    assert.equal(await refreshRoles(given, now), true)
    minutes(9)
    assert.equal(await hasRole(given, 'emma', 'admin'), true)
    assert.equal(memberOf.callCount, 0)
  })

  it('asks live when the last reading is older than ten minutes, and believes that', async () => {
    const { given, directory, memberOf } = dependencies({ 'group-admins': ['emma'], 'group-desk': [] })
    await refreshRoles(given, now)
    directory.members['group-admins'] = []
    minutes(11)
    assert.equal(await hasRole(given, 'emma', 'admin'), false)
    assert.equal(memberOf.callCount, 1)
  })

  it('asks live before it says no: somebody who was added just now is let in', async () => {
    const { given, directory } = dependencies({ 'group-admins': [], 'group-desk': [] })
    await refreshRoles(given, now)
    directory.members['group-admins'] = ['emma']
    assert.equal(await hasRole(given, 'emma', 'admin'), true)
  })

  it('asks once for both roles of a person who asks again at once', async () => {
    const { given, memberOf } = dependencies({ 'group-admins': [], 'group-desk': ['sanne'] })
    assert.equal(await hasRole(given, 'sanne', 'admin'), false)
    assert.equal(await hasRole(given, 'sanne', 'admin'), false)
    assert.equal(await hasRole(given, 'sanne', 'helpdesk'), true)
    assert.equal(memberOf.callCount, 1)
  })

  it('forgets what it was told after ten seconds', async () => {
    const clock = sinon.useFakeTimers({ toFake: ['performance'] })
    try {
      const { given, directory, memberOf } = dependencies({ 'group-admins': [], 'group-desk': [] })
      assert.equal(await hasRole(given, 'emma', 'admin'), false)
      directory.members['group-admins'] = ['emma']
      clock.tick(10_001)
      assert.equal(await hasRole(given, 'emma', 'admin'), true)
      assert.equal(memberOf.callCount, 2)
    } finally {
      clock.restore()
    }
  })

  it('does not mix the roles up', async () => {
    const { given } = dependencies({ 'group-admins': ['emma'], 'group-desk': ['sanne'] })
    await refreshRoles(given, now)
    assert.equal(await hasRole(given, 'sanne', 'admin'), false)
    assert.equal(await hasRole(given, 'emma', 'helpdesk'), false)
  })

  it('says no when the directory fails, and asks again the next time', async () => {
    const { given, directory } = dependencies({ 'group-admins': ['emma'], 'group-desk': [] })
    const working = directory.memberOf
    directory.memberOf = async () => {
      throw new Error('unavailable')
    }
    assert.equal(await hasRole(given, 'emma', 'admin'), false)
    directory.memberOf = working
    assert.equal(await hasRole(given, 'emma', 'admin'), true)
  })

  it('says no when the directory does not answer within three seconds', async () => {
    const { given, directory } = dependencies({ 'group-admins': ['emma'], 'group-desk': [] })
    const asked = Promise.withResolvers<void>()
    directory.memberOf = () => {
      asked.resolve()
      return new Promise(() => undefined)
    }
    const clock = sinon.useFakeTimers({ toFake: ['setTimeout', 'clearTimeout'], shouldClearNativeTimers: true })
    try {
      const answer = hasRole(given, 'emma', 'admin')
      await asked.promise
      clock.tick(3_001)
      assert.equal(await answer, false)
    } finally {
      clock.restore()
    }
  })

  it('reads the members again every five minutes, in one process', async () => {
    const { given, directory } = dependencies({ 'group-admins': ['emma'], 'group-desk': [] })
    const both = await Promise.all([refreshRoles(given, now), refreshRoles(given, now)])
    assert.deepEqual(both.toSorted(), [false, true])
    minutes(4)
    assert.equal(await refreshRoles(given, now), false)
    directory.members['group-admins'] = ['daan']
    minutes(1)
    assert.equal(await refreshRoles(given, now), true)
    const rows = await database().db.selectFrom('group_members').select('person_id').execute()
    assert.deepEqual(rows, [{ person_id: 'daan' }])
  })
})
