import assert from 'node:assert/strict'
import { createTokenCheck, type Verdict } from '../../../bot/api/sso.ts'
import { newTenant, type Tenant } from '../../practice/support.ts'
import { testApp } from '../../support/app.ts'
import { useDatabase } from '../../support/database.ts'
import { now } from '../../support/rollout.ts'

const kees = 'b0a1e2c3-1001-4d5e-9f60-a7b8c9d0e101'

describe('single sign-on', () => {
  const database = useDatabase()
  let tenant: Tenant

  before(async function () {
    this.timeout(60_000)
    tenant = await newTenant()
  })
  after(() => tenant.end())

  const configOf = (more: Record<string, string> = {}) => testApp(database().db, now, { ...tenant.env, ...more }).config
  const token = async (wanted: object = {}) => String((await tenant.page('/control/user-token', { personId: kees, ...wanted })).body.token)
  const check = async (wanted: object = {}): Promise<Verdict> => createTokenCheck(configOf())(`Bearer ${await token(wanted)}`)

  it('the token of Teams names the caller, in both versions', async () => {
    assert.deepEqual(await check(), { kind: 'caller', personId: kees })
    assert.deepEqual(await check({ version: '1.0' }), { kind: 'caller', personId: kees })
    assert.deepEqual(await check({ scope: 'profile access_as_user' }), { kind: 'caller', personId: kees })
  })

  const appId = () => String(tenant.env.MicrosoftAppId)
  const tenantId = () => String(tenant.env.MicrosoftAppTenantId)
  const other = '11111111-2222-4333-8444-555555555555'
  const bad: [what: string, wanted: () => object, why: string][] = [
    ['for another app', () => ({ audience: other }), 'not_valid'],
    ['for Graph', () => ({ audience: 'https://graph.microsoft.com' }), 'not_valid'],
    ['for the address of another app', () => ({ version: '1.0', audience: `api://evil.example/botid-${appId()}` }), 'not_valid'],
    ['of version 2 for an address', () => ({ audience: `api://botid-${appId()}` }), 'not_valid'],
    ['of another issuer', () => ({ issuer: `https://login.example.com/${tenantId()}/v2.0` }), 'not_valid'],
    ['of version 2 with the issuer of version 1', () => ({ issuer: `https://sts.windows.net/${tenantId()}/` }), 'not_valid'],
    ['of another tenant', () => ({ tenantId: other }), 'not_valid'],
    ['without the scope', () => ({ scope: 'profile' }), 'no_scope'],
    ['of which the scope only looks like it', () => ({ scope: 'not_access_as_user' }), 'no_scope'],
    ['of an app without a person', () => ({ scope: null }), 'no_scope'],
    ['that has expired', () => ({ expiresInSeconds: -600 }), 'expired'],
    ['that does not count yet', () => ({ startsInSeconds: 600 }), 'not_valid'],
    ['signed with a foreign key', () => ({ key: 'other' }), 'not_valid'],
    ['signed by nobody', () => ({ unsigned: true }), 'not_valid'],
  ]
  for (const [what, wanted, why] of bad)
    it(`refuses a token ${what}`, async () => assert.deepEqual(await check(wanted()), { kind: 'refused', why }))

  it('refuses what is no bearer token', async () => {
    const ask = createTokenCheck(configOf())
    assert.deepEqual(await ask(undefined), { kind: 'refused', why: 'no_token' })
    assert.deepEqual(await ask(`Basic ${await token()}`), { kind: 'refused', why: 'no_token' })
    assert.deepEqual(await ask('Bearer x.y.z'), { kind: 'refused', why: 'not_valid' })
  })

  it('the token with which Teams calls the bot opens nothing here', async () => {
    const channel = String((await tenant.page('/control/token', {})).body.token)
    assert.deepEqual(await createTokenCheck(configOf())(`Bearer ${channel}`), { kind: 'refused', why: 'not_valid' })
  })

  it('says so when the keys cannot be read', async () => {
    const away = createTokenCheck(configOf({ AUTHORITY_HOST: 'https://localhost:9' }))
    assert.deepEqual(await away(`Bearer ${await token()}`), { kind: 'unavailable' })
    const wrong = createTokenCheck(configOf({ AUTHORITY_HOST: `${tenant.env.AUTHORITY_HOST}/nothing-here` }))
    assert.deepEqual(await wrong(`Bearer ${await token()}`), { kind: 'unavailable' })
  })

  it('nobody gets a token whose account is disabled, or who does not exist', async () => {
    await tenant.page('/control/people', { personId: kees, patch: { enabled: false } })
    assert.equal((await tenant.page('/control/user-token', { personId: kees })).status, 403)
    await tenant.page('/control/people', { personId: kees, patch: { enabled: true } })
    assert.equal((await tenant.page('/control/user-token', { personId: other })).status, 404)
  })
})
