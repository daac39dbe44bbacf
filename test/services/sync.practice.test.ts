import assert from 'node:assert/strict'
import { readConfig } from '../../bot/config.ts'
import { personas } from '../../practice/company/constants.ts'
import { createCredential } from '../../services/graph/credential.ts'
import { createDirectory } from '../../services/graph/directory.ts'
import { installMissing } from '../../services/installs.ts'
import { hasRole, refreshRoles } from '../../services/roles.ts'
import { countPeople, readSync } from '../../services/sync/status.ts'
import { syncPeople } from '../../services/sync.ts'
import { newTenant, type Tenant } from '../practice/support.ts'
import { useDatabase } from '../support/database.ts'

describe('sync, roles and installations against the practice tenant', () => {
  const database = useDatabase()
  let tenant: Tenant

  before(async () => {
    tenant = await newTenant()
  })
  after(() => tenant.end())

  function dependencies() {
    const needed = { HELPDESK_PHONE: '1', HELPDESK_PLACE: 'x', INTRANET_URL: 'https://intranet.example.test' }
    const config = readConfig({ ...needed, ...tenant.env })
    return {
      db: database().db,
      directory: createDirectory(config, createCredential(config)),
      jobs: { enqueue: async () => undefined },
      clock: { now: () => new Date() },
      config,
    }
  }

  /** The report may be read five times in ten seconds; where a test is not about it, it need not wait for that. */
  function withoutReport(given: ReturnType<typeof dependencies>) {
    return { ...given, directory: { ...given.directory, registrationReport: async () => null } }
  }

  it('knows the whole company, why some get no message, and who is ready', async () => {
    const given = dependencies()
    const done = await syncPeople(given)
    assert.deepEqual([done?.people, done?.added, done?.full, done?.registrations], [250, 250, true, 250])
    const counts = await countPeople(given.db)
    assert.deepEqual(counts.excluded, { guest: 9, disabled: 7, service: 5, break_glass: 2, left: 0, on_leave: 2, not_started: 2 })
    assert.equal(counts.people, 223)
    assert.equal(counts.reach.unknown, 223)
    const { ready, only_phone, not_ready, not_known } = counts.second
    assert.equal(ready + only_phone + not_ready + not_known, 223)
    assert.ok(ready > 0 && only_phone > 0 && not_ready > 0 && not_known === 0)
    assert.equal((await readSync(given.db)).running, false)
    const again = await syncPeople(withoutReport(given))
    assert.deepEqual([again?.people, again?.full], [0, false])
  })

  it('knows the admins', async () => {
    const given = dependencies()
    await refreshRoles(given, new Date())
    assert.equal(await hasRole(given, personas.kees, 'admin'), false)
    const admins = await given.db
      .selectFrom('group_members')
      .select('person_id')
      .where('group_id', '=', given.config.ADMIN_GROUP_ID)
      .execute()
    assert.ok(admins.length > 0)
    for (const { person_id } of admins) assert.equal(await hasRole(given, person_id, 'admin'), true)
  })

  it('installs where it can be, and knows for whom it cannot', async () => {
    const given = dependencies()
    await syncPeople(withoutReport(given))
    const { kees, emma, liam } = personas
    await given.db.updateTable('conversations').set({ state: 'reachable' }).where('person_id', 'not in', [kees, emma, liam]).execute()
    await tenant.page('/control/people', { personId: kees, patch: { app: 'absent' } })
    await tenant.page('/control/people', { personId: emma, patch: { app: 'policyBlocked' } })
    await tenant.page('/control/people', { personId: liam, patch: { app: 'unlicensed' } })
    assert.equal(await installMissing(given, new Date()), 3)
    const { reach } = await countPeople(given.db)
    assert.deepEqual([reach.unknown, reach.policy_blocked, reach.no_licence], [1, 1, 1])
  })
})
