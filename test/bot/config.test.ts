import assert from 'node:assert/strict'
import { readConfig, WrongSettings } from '../../bot/config.ts'
import { testEnvironment } from '../support/app.ts'

describe('settings', () => {
  it('refuses a helpdesk that closes before it opens, and times that no clock shows', () => {
    const read = (opens: string, closes: string) =>
      readConfig({ ...testEnvironment, HELPDESK_OPENS: opens, HELPDESK_CLOSES: closes }).HELPDESK_CLOSES
    assert.equal(read('08:00', '17:30'), '17:30')
    for (const [opens, closes] of [
      ['17:30', '08:00'],
      ['09:00', '09:00'],
      ['08:00', '25:00'],
      ['8:00', '17:30'],
    ] as const) {
      assert.throws(() => read(opens, closes), WrongSettings, `${opens} to ${closes}`)
    }
  })
})
