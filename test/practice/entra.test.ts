import assert from 'node:assert/strict'
import { ClientSecretCredential } from '@azure/identity'
import { createRemoteJWKSet, decodeJwt, jwtVerify } from 'jose'
import { call, newTenant, type Tenant } from './support.ts'

describe('practice Entra', () => {
  let tenant: Tenant
  before(async () => {
    tenant = await newTenant()
  })
  after(() => tenant.end())

  const credential = (secret?: string) => {
    const { env } = tenant
    return new ClientSecretCredential(env.MicrosoftAppTenantId ?? '', env.MicrosoftAppId ?? '', secret ?? env.MicrosoftAppPassword ?? '', {
      authorityHost: env.AUTHORITY_HOST ?? '',
      disableInstanceDiscovery: true,
    })
  }
  const ask = (form: Record<string, string>) =>
    fetch(`${tenant.env.AUTHORITY_HOST}/${tenant.env.MicrosoftAppTenantId}/oauth2/v2.0/token`, {
      method: 'POST',
      body: new URLSearchParams({
        grant_type: 'client_credentials',
        client_id: tenant.env.MicrosoftAppId ?? '',
        client_secret: tenant.env.MicrosoftAppPassword ?? '',
        scope: 'https://graph.microsoft.com/.default',
        ...form,
      }),
    })

  it('gives @azure/identity tokens for Graph and for the connector', async () => {
    for (const [scope, audience] of [
      ['https://graph.microsoft.com/.default', 'https://graph.microsoft.com'],
      [`${tenant.secureUrl}/.default`, 'https://graph.microsoft.com'],
      ['https://api.botframework.com/.default', 'https://api.botframework.com'],
    ]) {
      const { token, expiresOnTimestamp } = await credential().getToken(scope ?? '')
      assert.equal(decodeJwt(token).aud, audience)
      assert.ok(expiresOnTimestamp > Date.now() + 3500_000)
    }
  })

  it('signs them with the key that its document leads to', async () => {
    const { token } = await credential().getToken('https://graph.microsoft.com/.default')
    const document = await call(`${tenant.secureUrl}/${tenant.env.MicrosoftAppTenantId}/v2.0/.well-known/openid-configuration`, {})
    const { payload } = await jwtVerify(token, createRemoteJWKSet(new URL(String(document.body.jwks_uri))))
    assert.equal(payload.tid, tenant.env.MicrosoftAppTenantId)
  })

  it('refuses a wrong secret, app, scope and grant', async () => {
    await assert.rejects(credential('wrong').getToken('https://graph.microsoft.com/.default'), /AADSTS7000215/)
    const cases: [Record<string, string>, number, RegExp][] = [
      [{ client_id: '00000000-0000-0000-0000-000000000000' }, 400, /AADSTS700016/],
      [{ scope: 'https://graph.microsoft.com/User.Read' }, 400, /AADSTS1002012/],
      [{ scope: 'https://elsewhere.example/.default' }, 400, /AADSTS1002012/],
      [{ grant_type: 'password' }, 400, /AADSTS70003/],
    ]
    for (const [form, status, expected] of cases) {
      const response = await ask(form)
      assert.equal(response.status, status)
      assert.match(await response.text(), expected)
    }
  })

  it("publishes the channel's keys with the endorsement that botbuilder demands", async () => {
    const document = await call(tenant.env.ToBotFromChannelOpenIdMetadataUrl ?? '', {})
    assert.equal(document.body.issuer, tenant.env.ToBotFromChannelTokenIssuer)
    const keys = await call(String(document.body.jwks_uri), {})
    assert.deepEqual(keys.body.keys?.[0]?.endorsements, ['msteams'])
    assert.equal(keys.body.keys?.[0]?.d, undefined)
  })

  it('is refused by whoever does not trust its authority', async () => {
    const { rootCertificates } = await import('node:tls')
    const https = await import('node:https')
    const request = https.get(tenant.secureUrl, { ca: [...rootCertificates], agent: false })
    const error = await new Promise<Error>(resolve => request.once('error', resolve))
    assert.match(error.message, /certificate/)
  })
})
