import assert from 'node:assert/strict'
import { readUsers } from '../../../services/graph/users.ts'

describe('people from Graph', () => {
  it('believes a first day at work only where it is one', async () => {
    const days = ['2027-01-04T00:00:00Z', '0001-01-01T00:00:00Z', 'soon', null]
    const body = { value: days.map((employeeHireDate, at) => ({ id: `p${at}`, employeeHireDate })) }
    const call = async () => ({ status: 200, body, code: '', message: '', retryAfterMs: null })
    const found: unknown[] = []
    for await (const { changes } of readUsers({ root: 'https://graph.example.test/v1.0', call }, null)) {
      found.push(...changes.map(change => change.kind === 'user' && change.user.startsAt))
    }
    assert.deepEqual(found, [new Date('2027-01-04T00:00:00Z'), null, null, null])
  })
})
