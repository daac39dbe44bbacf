import assert from 'node:assert/strict'
import { createRemoteJWKSet, errors, jwtVerify } from 'jose'
import { personas } from '../../practice/company/constants.ts'
import { foundCompany } from '../../practice/company/found.ts'
import { personalChatId } from '../../practice/ids.ts'
import { isIdle } from '../../practice/world.ts'
import { list, newBot, newTenant, type Tenant, type TinyBot, until } from './support.ts'

const button = { type: 'Action.Execute', title: 'Set it up now', verb: 'start', data: {} }
const announcement = {
  type: 'message',
  attachments: [
    {
      contentType: 'application/vnd.microsoft.card.adaptive',
      content: { type: 'AdaptiveCard', version: '1.5', body: [{ type: 'TextBlock', text: 'News' }], actions: [button] },
    },
  ],
}

describe('the control API', () => {
  let tenant: Tenant
  let bot: TinyBot
  before(async () => {
    bot = await newBot()
    tenant = await newTenant({ botUrl: bot.url })
  })
  after(async () => {
    await tenant.end()
    bot.close()
  })

  it('makes tokens that are good, and each kind of bad', async () => {
    const keys = createRemoteJWKSet(new URL(`${tenant.secureUrl}/botframework/v1/.well-known/keys`))
    const rules = { issuer: 'https://api.botframework.com', audience: tenant.env.MicrosoftAppId ?? '' }
    const make = async (wanted: Record<string, unknown>) => String((await tenant.page('/control/token', wanted)).body.token)
    const { payload } = await jwtVerify(await make({}), keys, rules)
    assert.equal(payload.serviceurl, tenant.env.SERVICE_URLS)
    const without = await jwtVerify(await make({ serviceUrl: null }), keys, rules)
    assert.equal(without.payload.serviceurl, undefined)
    await assert.rejects(
      make({ key: 'other' }).then(token => jwtVerify(token, keys, rules)),
      errors.JWSSignatureVerificationFailed,
    )
    await assert.rejects(
      make({ expiresInSeconds: -600 }).then(token => jwtVerify(token, keys, rules)),
      errors.JWTExpired,
    )
    await assert.rejects(
      make({ audience: 'x' }).then(token => jwtVerify(token, keys, rules)),
      errors.JWTClaimValidationFailed,
    )
    await assert.rejects(
      make({ issuer: 'x' }).then(token => jwtVerify(token, keys, rules)),
      errors.JWTClaimValidationFailed,
    )
    await assert.rejects(
      make({ unsigned: true }).then(token => jwtVerify(token, keys, rules)),
      errors.JOSEError,
    )
  })

  it('sets methods, and people who act by themselves do what they were told, once each', async () => {
    await tenant.page('/control/methods', { personId: personas.emma, kinds: ['phone', 'passkeySynced'] })
    const device = await tenant.page(`/api/people/${personas.emma}/device`)
    assert.deepEqual(
      list(device.body.methods).map(method => String(method.kind)),
      ['phone', 'passkeySynced'],
    )
    await tenant.page('/control/limits', { enabled: false })
    const named = new Set<string>(Object.values(personas))
    const reached = foundCompany(250)
      .people.filter(person => !named.has(person.id) && person.app === 'installed' && person.enabled)
      .slice(0, 10)
    for (const person of reached.filter(someone => !someone.botBlocked)) {
      await tenant.connector(`/conversations/${encodeURIComponent(personalChatId(person.id))}/activities`, announcement)
    }
    const { body } = await tenant.page('/control/behave', { share: 0.5, actions: ['press', 'register'], everyMs: 1 })
    assert.deepEqual([body.people, body.actions], [5, 10])
    const pressed = () => bot.activities.filter(({ activity }) => activity.value?.action?.verb && activity.type)
    await until(() => pressed().length === 5)
    assert.equal(new Set(pressed().map(({ activity }) => String(activity.from?.aadObjectId))).size, 5)
    const registered = async () => {
      const devices = await Promise.all(reached.map(person => tenant.page(`/api/people/${person.id}/device`)))
      const had = (nr: number) => reached[nr]?.methods.length ?? 0
      return devices.filter((known, nr) => list(known.body.methods).length === had(nr) + 1).length
    }
    await until(async () => (await registered()) === 5)
  })

  it('sums up who got what', async () => {
    const { body } = await tenant.page('/control/received/summary')
    assert.equal(Object.values(body.people ?? {}).length, Number(body.requests?.send))
    assert.ok(Object.values(body.people ?? {}).every(person => Number(person.messages) === 1))
    assert.ok(String(body.requests?.firstAt) <= String(body.requests?.lastAt))
    await tenant.page('/control/received/summary', undefined, 'DELETE')
    const anew = await tenant.page('/control/received/summary')
    assert.deepEqual([anew.body.requests?.send, anew.body.requests?.maxInAnySecond, anew.body.people], [0, 0, body.people])
    const calls = await tenant.page('/control/calls')
    assert.ok(list(calls.body.calls).some(made => String(made.type) === 'invoke adaptiveCard/action' && String(made.outcome) === '200'))
  })

  it('refuses what it does not know', async () => {
    for (const [path, wrong] of [
      ['/control/faults', { operation: 'everything' }],
      ['/control/faults', { operation: 'send', status: 200 }],
      ['/control/clock', { offset: 3 }],
      ['/control/methods', { personId: personas.kees, kinds: ['carrierPigeon'] }],
      ['/control/behave', { share: 2, actions: ['press'], everyMs: 10 }],
    ] as const) {
      assert.equal((await tenant.page(path, wrong)).status, 400)
    }
  })

  it('calls practice idle after an hour without page, bot or question', () => {
    const hour = 3600_000
    assert.equal(isIdle({ listeners: new Set(), lastUsed: 0 }, hour), false)
    assert.equal(isIdle({ listeners: new Set(), lastUsed: 0 }, hour + 1), true)
    assert.equal(isIdle({ listeners: new Set([{ personId: personas.kees, send: () => undefined }]), lastUsed: 0 }, 2 * hour), false)
  })
})
