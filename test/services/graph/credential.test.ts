import assert from 'node:assert/strict'
import type { AccessToken, TokenCredential } from '@azure/identity'
import sinon from 'sinon'
import { rememberTokens } from '../../../services/graph/credential.ts'

const minute = 60_000
const scope = 'https://api.example.test/.default'

describe('tokens of the bot', () => {
  let now = 0
  let fetches: PromiseWithResolvers<AccessToken | null>[]

  beforeEach(() => {
    now = 1_800_000_000_000
    fetches = []
  })

  const source: TokenCredential = {
    getToken() {
      const fetch = Promise.withResolvers<AccessToken | null>()
      fetches.push(fetch)
      return fetch.promise
    },
  }
  const open = () => rememberTokens(source, () => now)
  const arrive = (at: number, token: string, lastsMs = 60 * minute) => fetches[at]?.resolve({ token, expiresOnTimestamp: now + lastsMs })

  it('are fetched once for everybody who asks meanwhile', async () => {
    const credential = open()
    const asked = Array.from({ length: 50 }, () => credential.getToken(scope))
    arrive(0, 'first')
    assert.deepEqual(new Set(await Promise.all(asked)), new Set(['first']))
    assert.equal(fetches.length, 1)
    assert.equal(await credential.getToken(scope), 'first')
    assert.equal(fetches.length, 1)
  })

  it('are kept per scope, and tell when they end', async () => {
    const credential = open()
    assert.equal(credential.expiresAt(scope), null)
    const warmed = credential.warm([scope, 'https://other.example.test/.default'])
    arrive(0, 'one')
    arrive(1, 'two')
    await warmed
    assert.equal(await credential.getToken(scope), 'one')
    assert.deepEqual(credential.expiresAt(scope), new Date(now + 60 * minute))
  })

  it('are renewed before they end, and nobody waits for that', async () => {
    const credential = open()
    const first = credential.getToken(scope)
    arrive(0, 'first')
    await first
    now += 56 * minute
    assert.equal(await credential.getToken(scope), 'first')
    assert.equal(await credential.getToken(scope), 'first')
    assert.equal(fetches.length, 2)
    arrive(1, 'second')
    await fetches[1]?.promise
    await new Promise(setImmediate)
    assert.equal(await credential.getToken(scope), 'second')
  })

  it('survive a renewal that fails, until they end', async () => {
    const credential = open()
    const first = credential.getToken(scope)
    arrive(0, 'first')
    await first
    now += 56 * minute
    assert.equal(await credential.getToken(scope), 'first')
    fetches[1]?.reject(new Error('authority away'))
    await new Promise(setImmediate)
    assert.equal(await credential.getToken(scope), 'first')
    fetches[2]?.reject(new Error('authority away'))
    await new Promise(setImmediate)
    now += 4 * minute
    const last = credential.getToken(scope)
    fetches[3]?.reject(new Error('authority away'))
    await assert.rejects(last, /authority away/)
  })

  it('are asked for anew after a failure', async () => {
    const credential = open()
    const failed = credential.getToken(scope)
    fetches[0]?.reject(new Error('refused'))
    await assert.rejects(failed, /refused/)
    const again = credential.getToken(scope)
    arrive(1, 'second')
    assert.equal(await again, 'second')
  })

  it('do not keep anybody waiting for ever', async () => {
    const timeout = sinon.stub(AbortSignal, 'timeout').callsFake(() => {
      const controller = new AbortController()
      setImmediate(() => controller.abort())
      return controller.signal
    })
    try {
      await assert.rejects(open().getToken(scope), /No token within 10 s/)
    } finally {
      timeout.restore()
    }
  })
})
