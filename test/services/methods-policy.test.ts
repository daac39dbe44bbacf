import assert from 'node:assert/strict'
import { storedMethodsPolicy } from '../../services/methods-policy.ts'
import { describeOnBoth } from '../support/database.ts'

describeOnBoth('the policy for methods', database => {
  it('is assumed to allow the app and passkeys before the first sync', async () => {
    assert.deepEqual(await storedMethodsPolicy(database().db), { allowed: ['authenticator', 'passkey'] })
  })
  it('is what the last sync kept', async () => {
    const value = JSON.stringify({ allowed: ['passkey', 'windows_hello'] })
    await database().db.insertInto('sync_state').values({ name: 'methods_policy', value, changed_at: new Date() }).execute()
    assert.deepEqual(await storedMethodsPolicy(database().db), { allowed: ['passkey', 'windows_hello'] })
  })
})
