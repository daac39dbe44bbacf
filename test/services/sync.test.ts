import assert from 'node:assert/strict'
import type { JobKind } from '../../services/jobs.ts'
import { readState } from '../../services/sync/state.ts'
import { type SyncDependencies, syncPeople } from '../../services/sync.ts'
import { describeOnBoth } from '../support/database.ts'
import { fakeDirectory, reportOf, userOf } from '../support/directory.ts'
import { addWave } from '../support/rollout.ts'

const admins = 'group-admins'
const desk = 'group-desk'
const emergency = 'group-emergency'
const service = 'group-service'
const leave = 'group-leave'

describeOnBoth('sync of people', database => {
  let now: Date
  let enqueued: { kind: JobKind; data: object }[]

  beforeEach(() => {
    now = new Date('2026-11-20T01:00:00Z')
    enqueued = []
  })

  function dependencies(directory = fakeDirectory()): SyncDependencies {
    return {
      db: database().db,
      directory,
      jobs: {
        enqueue: async (_tx, kind, data) => {
          enqueued.push({ kind, data })
        },
      },
      clock: { now: () => now },
      config: {
        ADMIN_GROUP_ID: admins,
        HELPDESK_GROUP_ID: desk,
        BREAK_GLASS_GROUP_ID: emergency,
        SERVICE_ACCOUNTS_GROUP_ID: service,
        ON_LEAVE_GROUP_ID: leave,
        TELEPHONY_PROVIDER: false,
      },
    }
  }

  const everybody = (...changes: ReturnType<typeof userOf>[]) => [{ changes, next: 'link-1', full: true }]
  const person = (id: string) => database().db.selectFrom('people').selectAll().where('id', '=', id).executeTakeFirst()
  const later = (hours: number) => {
    now = new Date(now.getTime() + hours * 3600_000)
  }

  it('keeps everybody, counts them and remembers where it stopped', async () => {
    const directory = fakeDirectory({ userPages: everybody(userOf('kees'), userOf('emma', { language: null })) })
    const result = await syncPeople(dependencies(directory))
    assert.equal(result?.people, 2)
    assert.equal(result.added, 2)
    assert.equal(result.changed, 0)
    assert.equal(result.finishedAt, now.toISOString())
    assert.equal((await person('kees'))?.directory_language, 'nl-NL')
    assert.equal((await person('emma'))?.directory_language, null)
    await syncPeople(dependencies(directory))
    assert.deepEqual(directory.askedSince, [null, 'link-1'])
  })

  it('is idempotent: the same people again change nothing', async () => {
    const directory = fakeDirectory({ userPages: everybody(userOf('kees')) })
    await syncPeople(dependencies(directory))
    later(1)
    const again = await syncPeople(dependencies(directory))
    assert.deepEqual([again?.added, again?.changed, again?.left], [0, 0, 0])
  })

  it('takes a change of one property without touching the others', async () => {
    const directory = fakeDirectory({ userPages: everybody(userOf('kees')) })
    await syncPeople(dependencies(directory))
    directory.userPages = [{ changes: [{ kind: 'user', user: { id: 'kees', department: 'Finance' } }], next: 'link-2', full: false }]
    const result = await syncPeople(dependencies(directory))
    assert.equal(result?.changed, 1)
    const kees = await person('kees')
    assert.equal(kees?.department, 'Finance')
    assert.equal(kees.name, 'Name of kees')
    assert.equal(kees.office, 'Tilburg')
  })

  it('lets the last word count when one page tells of the same person twice', async () => {
    const changes = [userOf('kees', { department: 'Old' }), userOf('kees', { department: 'New' })]
    await syncPeople(dependencies(fakeDirectory({ userPages: everybody(...changes) })))
    assert.equal((await person('kees'))?.department, 'New')
  })

  it('keeps what people chose and what Teams told', async () => {
    const { db } = database()
    await db
      .insertInto('people')
      .values({
        id: 'kees',
        upn: 'kees',
        name: 'Kees',
        chosen_language: 'en',
        teams_locale: 'nl-BE',
        time_zone: 'Europe/Brussels',
        synced_at: now,
      })
      .execute()
    await syncPeople(dependencies(fakeDirectory({ userPages: everybody(userOf('kees')) })))
    const kees = await person('kees')
    assert.deepEqual([kees?.chosen_language, kees?.teams_locale, kees?.time_zone], ['en', 'nl-BE', 'Europe/Brussels'])
    assert.equal(kees?.upn, 'kees@example.test')
  })

  it('excludes by reason, and takes people back in', async () => {
    const directory = fakeDirectory({
      userPages: everybody(
        userOf('kees'),
        userOf('guest', { guest: true }),
        userOf('off', { enabled: false }),
        userOf('scanner'),
        userOf('emergency', { enabled: false }),
      ),
      members: { [emergency]: ['emergency'], [service]: ['scanner'] },
    })
    await syncPeople(dependencies(directory))
    const reasons = async () => {
      const rows = await database().db.selectFrom('people').select(['id', 'excluded']).execute()
      return Object.fromEntries(rows.map(row => [row.id, row.excluded]))
    }
    assert.deepEqual(await reasons(), { kees: null, guest: 'guest', off: 'disabled', scanner: 'service', emergency: 'break_glass' })
    directory.members[service] = []
    directory.userPages = [{ changes: [userOf('off', { enabled: true })], next: 'link-2', full: false }]
    later(1)
    await syncPeople(dependencies(directory))
    assert.deepEqual(await reasons(), { kees: null, guest: 'guest', off: null, scanner: null, emergency: 'break_glass' })
  })

  it('leaves new starters alone until their first day, people on leave while they are away, and reads the groups of waves', async () => {
    const { db } = database()
    await addWave(db, { audience: { kind: 'group', groupId: 'pilot', name: 'Pilot' } })
    const startsAt = new Date('2026-11-21T00:00:00Z')
    const directory = fakeDirectory({
      userPages: everybody(userOf('starter', { startsAt, enabled: false }), userOf('mother')),
      groupList: [{ id: 'pilot', name: 'Pilot' }],
      members: { [leave]: ['mother'], pilot: ['mother'] },
    })
    const result = await syncPeople(dependencies(directory))
    assert.deepEqual([(await person('starter'))?.excluded, (await person('mother'))?.excluded], ['not_started', 'on_leave'])
    assert.deepEqual((await db.selectFrom('group_members').select('person_id').where('group_id', '=', 'pilot').execute()).length, 1)
    assert.equal(result?.added, 2)
    directory.members[leave] = []
    directory.userPages = [{ changes: [userOf('starter', { startsAt })], next: 'link-2', full: false }]
    later(24)
    assert.equal((await syncPeople(dependencies(directory)))?.changed, 1)
    assert.deepEqual([(await person('starter'))?.excluded, (await person('mother'))?.excluded], [null, null])
  })

  it('gives everybody who may be written to a row of how to reach them', async () => {
    await syncPeople(dependencies(fakeDirectory({ userPages: everybody(userOf('kees'), userOf('guest', { guest: true })) })))
    const rows = await database().db.selectFrom('conversations').select(['person_id', 'state']).execute()
    assert.deepEqual(rows, [{ person_id: 'kees', state: 'unknown' }])
  })

  it('marks people as left when the directory removed them, and keeps their rows', async () => {
    const directory = fakeDirectory({ userPages: everybody(userOf('kees'), userOf('emma')) })
    await syncPeople(dependencies(directory))
    directory.userPages = [{ changes: [{ kind: 'removed', id: 'emma' }], next: 'link-2', full: false }]
    later(1)
    const result = await syncPeople(dependencies(directory))
    assert.equal(result?.left, 1)
    const emma = await person('emma')
    assert.equal(emma?.excluded, 'left')
    assert.deepEqual(emma.left_at, now)
    directory.userPages = [{ changes: [userOf('emma')], next: 'link-3', full: false }]
    await syncPeople(dependencies(directory))
    assert.equal((await person('emma'))?.excluded, null)
  })

  it('after a read of everybody, whoever was not among them has left; after a read of changes, nobody', async () => {
    const directory = fakeDirectory({ userPages: everybody(userOf('kees'), userOf('emma')) })
    await syncPeople(dependencies(directory))
    directory.userPages = [{ changes: [userOf('kees')], next: 'link-2', full: false }]
    later(1)
    assert.equal((await syncPeople(dependencies(directory)))?.left, 0)
    directory.userPages = everybody(userOf('kees'))
    later(1)
    assert.equal((await syncPeople(dependencies(directory)))?.left, 1)
    assert.equal((await person('emma'))?.excluded, 'left')
  })

  it('does not believe a directory without anybody', async () => {
    const directory = fakeDirectory({ userPages: everybody(userOf('kees')) })
    await syncPeople(dependencies(directory))
    directory.userPages = everybody()
    await assert.rejects(syncPeople(dependencies(directory)), /no users at all/)
    assert.equal((await person('kees'))?.excluded, null)
    assert.equal((await readState(database().db, 'last_sync'))?.error, 'Error')
  })

  it('a run that broke off is made up for by the next one, from the same place', async () => {
    const broken = fakeDirectory({
      async *users(since) {
        broken.askedSince.push(since)
        yield { changes: [userOf('kees')], next: null, full: true }
        throw new Error('connection lost')
      },
    })
    await assert.rejects(syncPeople(dependencies(broken)), /connection lost/)
    const directory = fakeDirectory({ userPages: everybody(userOf('kees'), userOf('emma')) })
    const result = await syncPeople(dependencies(directory))
    assert.deepEqual(directory.askedSince, [null])
    assert.equal(result?.added, 1)
    assert.equal(result.left, 0)
  })

  it('runs once at a time', async () => {
    const entered = Promise.withResolvers<void>()
    const go = Promise.withResolvers<void>()
    const slow = fakeDirectory({
      async *users() {
        entered.resolve()
        await go.promise
        yield { changes: [userOf('kees')], next: 'link-1', full: true }
      },
    })
    const first = syncPeople(dependencies(slow))
    await entered.promise
    assert.equal(await syncPeople(dependencies(fakeDirectory({ userPages: everybody(userOf('emma')) }))), null)
    assert.equal((await readState(database().db, 'last_sync'))?.phase, 'users')
    go.resolve()
    assert.equal((await first)?.people, 1)
    assert.notEqual(await syncPeople(dependencies(fakeDirectory({ userPages: everybody(userOf('emma')) }))), null)
  })

  it('keeps managers, also that somebody has none any more', async () => {
    const directory = fakeDirectory({
      userPages: everybody(userOf('kees'), userOf('emma')),
      managerPairs: [
        { personId: 'kees', managerId: 'emma' },
        { personId: 'emma', managerId: null },
      ],
    })
    await syncPeople(dependencies(directory))
    assert.equal((await person('kees'))?.manager_id, 'emma')
    directory.managerPairs = [{ personId: 'kees', managerId: null }]
    await syncPeople(dependencies(directory))
    assert.equal((await person('kees'))?.manager_id, null)
  })

  it('keeps the names of groups and exactly the members of the groups it needs', async () => {
    const { db } = database()
    const groupList = [admins, desk, emergency, service, leave, 'pilot'].map(id => ({ id, name: `Name of ${id}` }))
    const directory = fakeDirectory({
      userPages: everybody(userOf('kees')),
      groupList,
      members: { [admins]: ['kees', 'emma'], pilot: ['kees'] },
    })
    const result = await syncPeople(dependencies(directory))
    assert.equal(result?.groups, 6)
    directory.members[admins] = ['emma']
    directory.groupList = groupList.filter(group => group.id !== 'pilot')
    later(1)
    await syncPeople(dependencies(directory))
    const members = await db.selectFrom('group_members').select(['group_id', 'person_id']).execute()
    assert.deepEqual(members, [{ group_id: admins, person_id: 'emma' }])
    const names = await db.selectFrom('groups').select('name').orderBy('name').execute()
    assert.equal(names.length, 5)
    assert.ok(!names.some(group => group.name === 'Name of pilot'))
  })

  it('says so when the tenant has no licence for the report', async () => {
    const result = await syncPeople(dependencies(fakeDirectory({ userPages: everybody(userOf('kees')), report: null })))
    assert.equal(result?.registrations, null)
  })

  it('keeps the report of people it knows and the policy, and who is privileged', async () => {
    const report = [reportOf('kees', ['authenticator'], { privileged: true }), reportOf('stranger', ['passkey'])]
    const result = await syncPeople(dependencies(fakeDirectory({ userPages: everybody(userOf('kees')), report })))
    assert.equal(result?.registrations, 1)
    assert.equal((await person('kees'))?.privileged, true)
    const rows = await database().db.selectFrom('registrations').select(['person_id', 'done', 'source']).execute()
    assert.deepEqual(rows, [{ person_id: 'kees', done: true, source: 'report' }])
    assert.ok((await readState(database().db, 'methods_policy'))?.allowed.includes('authenticator'))
  })
})
