import assert from 'node:assert/strict'
import { readConfig } from '../../../bot/config.ts'
import { groups, personas } from '../../../practice/company/constants.ts'
import { createCredential } from '../../../services/graph/credential.ts'
import { createDirectory } from '../../../services/graph/directory.ts'
import type { Directory, ReportRow, UserChange } from '../../../services/ports.ts'
import { newTenant, type Tenant } from '../../practice/support.ts'

async function all<T>(pages: AsyncIterable<T[]>): Promise<T[]> {
  const items: T[] = []
  for await (const page of pages) items.push(...page)
  return items
}

async function readAll(directory: Directory, since: string | null) {
  const changes: UserChange[] = []
  let last = { next: null as string | null, full: false }
  let count = 0
  for await (const page of directory.users(since)) {
    changes.push(...page.changes)
    last = page
    count += 1
  }
  return { changes, next: last.next, full: last.full, pages: count }
}

describe('the directory over Graph, against the practice tenant', () => {
  let tenant: Tenant
  let directory: Directory

  const connect = (more: Record<string, string> = {}) => {
    const config = readConfig({ ...needed, ...tenant.env, ...more })
    return createDirectory(config, createCredential(config), async () => undefined)
  }
  const needed = { HELPDESK_PHONE: '1', HELPDESK_PLACE: 'x', INTRANET_URL: 'https://intranet.example.test' }
  const control = async (path: string, body: unknown) => assert.ok((await tenant.page(`/control/${path}`, body)).status < 300)

  before(async () => {
    tenant = await newTenant()
    directory = connect()
  })
  beforeEach(async () => {
    await tenant.page('/control/faults', undefined, 'DELETE')
    await control('limits', { enabled: false })
  })
  after(() => tenant.end())

  it('reads everybody, page by page, and then only what changed', async () => {
    const first = await readAll(directory, null)
    assert.equal(first.changes.length, 250)
    assert.ok(first.pages > 1)
    assert.equal(first.full, true)
    const kees = first.changes.find(change => change.kind === 'user' && change.user.id === personas.kees)
    assert.ok(kees?.kind === 'user')
    assert.deepEqual([kees.user.language, kees.user.department, kees.user.enabled, kees.user.guest], ['nl-NL', 'Warehouse', true, false])
    assert.ok(first.changes.some(change => change.kind === 'user' && change.user.guest))
    assert.ok(first.changes.some(change => change.kind === 'user' && change.user.enabled === false))
    await control('people', { personId: personas.kees, patch: { department: 'Finance' } })
    const second = await readAll(directory, first.next)
    assert.deepEqual([second.changes.length, second.full], [1, false])
    assert.ok(second.changes[0]?.kind === 'user' && second.changes[0].user.department === 'Finance')
  })

  it('begins anew when the link is too old', async () => {
    const again = await readAll(directory, `${tenant.env.GRAPH_BASE_URL}/v1.0/users/delta?$deltatoken=gone`)
    assert.deepEqual([again.changes.length, again.full], [250, true])
  })

  it('reads managers, groups and members, nested ones too', async () => {
    const managers = await all(directory.managers())
    assert.equal(managers.length, 250)
    assert.ok(managers.some(pair => pair.managerId === null))
    assert.ok(managers.find(pair => pair.personId === personas.kees)?.managerId)
    const names = await all(directory.groups())
    assert.deepEqual(
      names.find(group => group.id === groups.admins.id),
      { id: groups.admins.id, name: 'MFA rollout admins' },
    )
    const desk = await all(directory.groupMembers(groups.helpdesk.id))
    const pilot = await all(directory.groupMembers(groups.pilot.id))
    assert.ok(desk.length > 0 && desk.every(id => pilot.includes(id)))
  })

  it('knows live in which groups a person is', async () => {
    const [agent] = await all(directory.groupMembers(groups.helpdesk.id))
    assert.deepEqual(await directory.memberOf(agent ?? '', [groups.helpdesk.id]), [groups.helpdesk.id])
    assert.deepEqual(await directory.memberOf(personas.kees, [groups.helpdesk.id, groups.admins.id]), [])
    assert.deepEqual(await directory.memberOf('11111111-2222-3333-4444-555555555555', [groups.admins.id]), [])
  })

  it('reads the kinds of methods of many people, and who is gone', async () => {
    await control('methods', {
      personId: personas.kees,
      kinds: ['microsoftAuthenticator', 'phone', 'passkeySynced', 'temporaryAccessPass'],
    })
    const everybody = (await all(directory.managers())).map(pair => pair.personId)
    const answers = await directory.methods([...everybody.slice(0, 45), 'nobody'])
    assert.equal(answers.size, 46)
    assert.deepEqual(answers.get('nobody'), { kind: 'gone' })
    const kees = answers.get(personas.kees)
    assert.ok(kees?.kind === 'found')
    assert.deepEqual(kees.methods.toSorted(), ['authenticator', 'passkey', 'phone', 'temporary_pass'])
    assert.ok([...answers.values()].every(answer => answer.kind !== 'unavailable'))
  })

  it('says for each person of a batch alone that Graph could not answer now', async () => {
    await control('faults', { operation: 'graph', personId: personas.emma, status: 429, retryAfterSeconds: 17 })
    const answers = await directory.methods([personas.kees, personas.emma])
    assert.equal(answers.get(personas.kees)?.kind, 'found')
    assert.deepEqual(answers.get(personas.emma), { kind: 'unavailable', retryAfterMs: 17_000 })
  })

  it('reads which methods the policy allows', async () => {
    const { allowed } = await directory.methodsPolicy()
    for (const kind of ['authenticator', 'passkey', 'phone', 'windows_hello'] as const) assert.ok(allowed.includes(kind), kind)
    assert.ok(!allowed.includes('hardware_oath'))
  })

  it('reads the whole registration report, and knows a tenant without the licence for it', async () => {
    await control('report/refresh', {})
    const rows: ReportRow[] = await all((await directory.registrationReport()) ?? assert.fail('no report'))
    assert.equal(rows.length, 250)
    const kees = rows.find(row => row.personId === personas.kees)
    assert.ok(kees?.capable && kees.asOf)
    await control('licence', { licence: 'none' })
    assert.equal(await directory.registrationReport(), null)
    await control('licence', { licence: 'p1' })
  })

  it('gets through while Graph throttles and fails now and then', async () => {
    await control('faults', { operation: 'graph', path: '/groups', status: 429, retryAfterSeconds: 1, times: 2 })
    await control('faults', { operation: 'graph', path: '/groups', status: 503, times: 2 })
    assert.equal((await all(directory.groups())).length, Object.keys(groups).length)
  })

  it('installs the app and says why not', async () => {
    const install = async (app: string) => {
      await control('people', { personId: personas.liam, patch: { app } })
      return directory.installApp(personas.liam)
    }
    assert.deepEqual(await install('absent'), { kind: 'installed' })
    assert.deepEqual(await directory.installApp(personas.liam), { kind: 'installed' })
    assert.deepEqual(await install('policyBlocked'), { kind: 'policy_blocked' })
    assert.deepEqual(await install('unlicensed'), { kind: 'no_licence' })
    await control('faults', { operation: 'graph', path: 'installedApps', status: 429, retryAfterSeconds: 4, times: 1 })
    assert.deepEqual(await install('absent'), { kind: 'throttled', retryAfterMs: 4000 })
  })

  it('says that the app is not in the catalogue', async () => {
    const other = connect({ TEAMS_APP_ID: '11111111-2222-3333-4444-555555555555' })
    assert.deepEqual(await other.installApp(personas.liam), { kind: 'failed', code: 'app_not_in_catalogue' })
  })

  it('a wrong password is told as such, at once', async () => {
    const other = connect({ MicrosoftAppPassword: 'wrong' })
    await assert.rejects(all(other.groups()), { name: 'GraphError', status: 401 })
  })

  it('says who left', async () => {
    const { next } = await readAll(directory, null)
    await control('people', { personId: personas.oliver, patch: { deleted: true } })
    assert.deepEqual((await readAll(directory, next)).changes, [{ kind: 'removed', id: personas.oliver }])
  })
})
