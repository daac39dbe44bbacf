import assert from 'node:assert/strict'
import { groups, personas, teamsApp } from '../../practice/company/constants.ts'
import { foundCompany } from '../../practice/company/found.ts'
import type { AppState } from '../../practice/company/person.ts'
import { call, type Json, list, newTenant, type Tenant } from './support.ts'

describe('practice Graph', () => {
  let tenant: Tenant
  before(async () => {
    tenant = await newTenant()
  })
  after(() => tenant.end())
  beforeEach(async () => {
    await tenant.page('/control/limits', { enabled: true })
  })

  /** All pages of a list, and the last page's delta link. */
  async function walk(first: string): Promise<{ items: Json[]; pages: number; deltaLink: string }> {
    const items: Json[] = []
    let pages = 0
    let path = first
    for (;;) {
      const { status, body } = await tenant.graph(path)
      assert.equal(status, 200, JSON.stringify(body))
      items.push(...list(body.value))
      pages += 1
      const next = body['@odata.nextLink']
      if (!next) return { items, pages, deltaLink: below(String(body['@odata.deltaLink'])) }
      path = below(String(next))
    }
  }

  function below(address: string): string {
    return address.slice(`${tenant.env.GRAPH_BASE_URL}/v1.0`.length)
  }

  async function someone(keep: (user: Json) => boolean): Promise<string> {
    const company = await tenant.page('/api/company')
    const found = list(company.body.people).find(keep)
    assert.ok(found)
    return String(found.id)
  }

  it('pages through everybody once, with the chosen fields only', async () => {
    const { items, pages } = await walk('/users?$select=id,displayName,accountEnabled&$top=60')
    assert.equal(pages, 5)
    assert.equal(new Set(items.map(user => user.id)).size, 250)
    assert.deepEqual(Object.keys(items[0] ?? {}).sort(), ['accountEnabled', 'displayName', 'id'])
  })

  it('filters, expands managers, and finds by id and by name', async () => {
    const disabled = await walk('/users?$filter=accountEnabled eq false&$select=id')
    assert.equal(disabled.items.length, 7)
    const { items } = await walk('/users?$select=id&$expand=manager($select=id)&$top=999')
    assert.equal(items.filter(user => !user.manager).length, 17)
    const byName = await tenant.graph('/users/kees.dewit@havenlicht.example')
    assert.equal(byName.body.id, personas.kees)
    const manager = await tenant.graph(`/users/${personas.daan}/manager`)
    assert.deepEqual([manager.status, manager.body.error?.code], [404, 'Request_ResourceNotFound'])
  })

  it('refuses what Graph would refuse, with its error body and ids', async () => {
    const cases: [string, number][] = [
      ['/unknown', 404],
      ['/users/nobody@havenlicht.example', 404],
      ['/users?$search="x"', 400],
      ['/users?top=3', 400],
      ['/users?$top=1000', 400],
      ['/users?$select=shoeSize', 400],
      ["/users?$filter=startswith(displayName,'a')", 400],
      [`/groups/${groups.everyone.id}/members/microsoft.graph.user`, 400],
    ]
    for (const [path, status] of cases) {
      const reply = await tenant.graph(path)
      assert.equal(reply.status, status, path)
      assert.equal(reply.body.error?.innerError?.['request-id'], reply.headers.get('request-id'))
      assert.ok(reply.body.error?.code)
    }
  })

  it('answers 401 without a token and with one for something else', async () => {
    const url = `${tenant.env.GRAPH_BASE_URL}/v1.0/users`
    const other = await tenant.token('https://api.botframework.com/.default')
    const tries: Record<string, string>[] = [{}, { authorization: 'Bearer x' }, { authorization: `Bearer ${other}` }]
    for (const headers of tries) {
      const reply = await call(url, { headers })
      assert.deepEqual([reply.status, reply.body.error?.code], [401, 'InvalidAuthenticationToken'])
    }
  })

  it('tells by delta who changed and who went, and nothing else', async () => {
    const { items, deltaLink } = await walk('/users/delta?$select=id,department')
    assert.equal(items.length, 250)
    const quiet = await walk(deltaLink)
    assert.deepEqual(quiet.items, [])
    const leaver = await someone(person => String(person.kind) === 'guest')
    await tenant.page('/control/people', { personId: personas.liam, patch: { department: 'Care' } })
    await tenant.page('/control/people', { personId: leaver, patch: { deleted: true } })
    await tenant.page(`/api/people/${personas.emma}/methods`, { kind: 'passkeySynced' })
    const changed = await walk(quiet.deltaLink)
    assert.deepEqual(
      changed.items.map(item => [item.id, item.department ?? item['@removed']?.reason]),
      [
        [personas.liam, 'Care'],
        [leaver, 'changed'],
      ],
    )
    assert.equal((await tenant.graph('/users/delta?$deltatoken=rubbish')).status, 410)
    const fresh = await walk('/users/delta?$deltatoken=latest')
    assert.deepEqual(fresh.items, [])
  })

  it('lists members, also through other groups, and checks membership', async () => {
    const direct = await walk(`/groups/${groups.pilot.id}/members?$select=id`)
    const cast = await tenant.graph(`/groups/${groups.pilot.id}/transitiveMembers/microsoft.graph.user?$select=id&$count=true&$top=999`, {
      headers: { consistencylevel: 'eventual' },
    })
    const ids = list(cast.body.value).map(user => String(user.id))
    assert.ok(ids.includes(personas.priya))
    assert.equal(cast.body['@odata.count'], ids.length)
    assert.ok(direct.items.some(item => String(item['@odata.type']) === '#microsoft.graph.group'))
    const check = await tenant.graph(`/users/${personas.priya}/checkMemberGroups`, {
      body: { groupIds: [groups.admins.id, groups.helpdesk.id, groups.pilot.id] },
    })
    assert.deepEqual(check.body.value, [groups.helpdesk.id, groups.pilot.id])
    const moreTime = async (wanted: boolean) => {
      await tenant.page(`/api/people/${personas.kees}/more-time`, { moreTime: wanted })
      const body = { groupIds: [groups.moreTime.id] }
      return list((await tenant.graph(`/users/${personas.kees}/checkMemberGroups`, { body })).body.value).length
    }
    assert.deepEqual([await moreTime(true), await moreTime(false)], [1, 0])
  })

  it('shows a new method after its delay, and in the report only after its refresh', async () => {
    const methods = async () => {
      const { body } = await tenant.graph(`/users/${personas.kees}/authentication/methods`)
      return list(body.value).map(method => String(method['@odata.type']).replace('#microsoft.graph.', ''))
    }
    const capable = async () => {
      const { body } = await tenant.graph(`/reports/authenticationMethods/userRegistrationDetails/${personas.kees}`)
      return body.isMfaCapable
    }
    assert.equal(await capable(), false)
    await tenant.page(`/api/people/${personas.kees}/methods`, { kind: 'passkeyAuthenticator', delaySeconds: 60 })
    assert.deepEqual(await methods(), ['passwordAuthenticationMethod'])
    await tenant.page('/control/clock', { offsetSeconds: 61 })
    assert.deepEqual(await methods(), ['passwordAuthenticationMethod', 'fido2AuthenticationMethod'])
    assert.equal(await capable(), false)
    await tenant.page('/control/report/refresh', undefined, 'POST')
    assert.equal(await capable(), true)
  })

  it('throttles reports at five in ten seconds, and policies without saying for how long', async () => {
    const report = '/reports/authenticationMethods/userRegistrationDetails?$top=10'
    const statuses: number[] = []
    for (let nr = 0; nr < 6; nr += 1) statuses.push((await tenant.graph(report)).status)
    assert.deepEqual(statuses, [200, 200, 200, 200, 200, 429])
    assert.ok(Number((await tenant.graph(report)).headers.get('retry-after')) > 0)
    await tenant.graph('/identity/conditionalAccess/policies')
    const refused = await tenant.graph('/identity/conditionalAccess/policies')
    assert.deepEqual([refused.status, refused.headers.get('retry-after')], [429, null])
    await tenant.page('/control/limits', { enabled: false })
    assert.equal((await tenant.graph(report)).status, 200)
  })

  it('answers each request of a batch on its own', async () => {
    const requests = [
      { id: '1', method: 'GET', url: `/users/${personas.fatima}/authentication/methods` },
      { id: '2', method: 'GET', url: '/users/nobody' },
      { id: '3', method: 'GET', url: '/nothing' },
    ]
    await tenant.page('/control/faults', { operation: 'graph', path: 'nobody', status: 429, retryAfterSeconds: 7, times: 1 })
    const { body } = await tenant.graph('/$batch', { body: { requests } })
    const replies = list(body.responses).map(reply => [reply.id, reply.status, reply.headers?.['Retry-After'] ?? null])
    assert.deepEqual(replies, [
      ['1', 200, null],
      ['2', 429, '7'],
      ['3', 404, null],
    ])
    const many = Array.from({ length: 21 }, (_, nr) => ({ id: String(nr), method: 'GET', url: '/users' }))
    assert.equal((await tenant.graph('/$batch', { body: { requests: many } })).status, 400)
  })

  it('installs the app only where it can be, once', async () => {
    const catalog = await tenant.graph(`/appCatalogs/teamsApps?$filter=externalId eq '${teamsApp.manifestId}'`)
    const catalogId = catalog.body.value?.[0]?.id
    assert.equal(catalogId, teamsApp.catalogId)
    const install = async (personId: string, id = String(catalogId)) => {
      const body = { 'teamsApp@odata.bind': `https://graph.microsoft.com/v1.0/appCatalogs/teamsApps/${id}` }
      return (await tenant.graph(`/users/${personId}/teamwork/installedApps`, { body })).status
    }
    const { people } = foundCompany(250)
    const memberWith = (app: AppState) => people.find(person => person.kind === 'member' && person.enabled && person.app === app)?.id ?? ''
    const [blocked, unlicensed, reachable] = [memberWith('policyBlocked'), memberWith('unlicensed'), memberWith('absent')]
    assert.deepEqual([await install(blocked), await install(unlicensed)], [403, 404])
    assert.equal(await install(reachable, teamsApp.manifestId), 404)
    assert.deepEqual([await install(reachable), await install(reachable)], [201, 409])
    const list = await tenant.graph(`/users/${reachable}/teamwork/installedApps?$expand=teamsApp`)
    assert.equal(list.body.value?.[0]?.teamsApp?.externalId, teamsApp.manifestId)
    const chat = await tenant.graph(`/users/${reachable}/teamwork/installedApps/${String(list.body.value?.[0]?.id)}/chat`)
    assert.match(String(chat.body.id), /^19:.*@unq\.gbl\.spaces$/)
    const sent = await tenant.connector(`/conversations/${encodeURIComponent(String(chat.body.id))}/activities`, {
      type: 'message',
      text: 'hi',
    })
    assert.equal(sent.status, 201)
  })

  it('knows the policies, and a tenant without licence for the report', async () => {
    const policy = await tenant.graph('/policies/authenticationMethodsPolicy')
    const sms = list(policy.body.authenticationMethodConfigurations).find(known => String(known.id) === 'Sms')
    assert.equal(sms?.state, 'enabled')
    await tenant.page('/control/licence', { licence: 'none' })
    assert.equal((await tenant.graph('/reports/authenticationMethods/userRegistrationDetails')).status, 403)
    assert.equal((await tenant.graph('/policies/identitySecurityDefaultsEnforcementPolicy')).body.isEnabled, true)
    await tenant.page('/control/licence', { licence: 'p1' })
  })
})
