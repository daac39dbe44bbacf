import assert from 'node:assert/strict'
import { readState } from '../../services/sync/state.ts'
import { syncChanges, syncPeople } from '../../services/sync.ts'
import { testApp } from '../support/app.ts'
import { describeOnBoth } from '../support/database.ts'
import { type FakeDirectory, fakeDirectory, userOf } from '../support/directory.ts'
import { addWave, now } from '../support/rollout.ts'

const group = (last: number) => `00000000-0000-4000-8000-00000000000${last}`
const [emergency, service, leave] = [group(7), group(8), group(9)]

describeOnBoth('the light pass between two syncs', database => {
  const everybody = (...changes: ReturnType<typeof userOf>[]) => [{ changes, next: 'link-1', full: true }]
  const excluding = { BREAK_GLASS_GROUP_ID: emergency, SERVICE_ACCOUNTS_GROUP_ID: service, ON_LEAVE_GROUP_ID: leave }
  const appWith = (directory: FakeDirectory) => Object.assign(testApp(database().db, now, excluding), { directory })
  const excludedOf = async (id: string) =>
    (await database().db.selectFrom('people').select('excluded').where('id', '=', id).executeTakeFirst())?.excluded
  const wave = { audience: { kind: 'group', groupId: 'pilot', name: 'Pilot' } } as const
  const membersOf = async (groupId: string) => {
    const rows = await database().db.selectFrom('group_members').select('person_id').where('group_id', '=', groupId).execute()
    return rows.map(row => row.person_id).sort()
  }

  it('waits for the first sync, which reads everybody', async () => {
    const directory = fakeDirectory({ userPages: everybody(userOf('kees')) })
    assert.equal(await syncChanges(appWith(directory)), null)
    assert.deepEqual(directory.askedSince, [])
  })

  it('reads who is new, the groups of waves under way and those that exclude, and nothing else', async () => {
    const { db } = database()
    const directory = fakeDirectory({ userPages: everybody(userOf('kees'), userOf('robot')) })
    await syncPeople(appWith(directory))
    await addWave(db, wave)
    await addWave(db, { audience: { kind: 'group', groupId: 'planned', name: 'Planned' }, state: 'draft' })
    const asked: string[] = []
    const members: Record<string, string[]> = { pilot: ['kees', 'new'], [service]: ['robot'] }
    directory.groupMembers = async function* (groupId) {
      asked.push(groupId)
      yield members[groupId] ?? []
    }
    directory.userPages = [{ changes: [userOf('new')], next: 'link-2', full: false }]
    const before = await readState(db, 'last_sync')
    assert.equal((await syncChanges(appWith(directory)))?.added, 1)
    assert.deepEqual(asked.sort(), [emergency, leave, service, 'pilot'].sort())
    assert.deepEqual(await membersOf('pilot'), ['kees', 'new'])
    assert.equal(await excludedOf('robot'), 'service')
    assert.deepEqual(await readState(db, 'last_sync'), before, 'what admins read about the last sync stays')
    members.pilot = ['new']
    await syncChanges(appWith(directory))
    assert.deepEqual(await membersOf('pilot'), ['new'])
    assert.deepEqual(directory.askedSince, [null, 'link-1', 'link-2'])
  })
})
