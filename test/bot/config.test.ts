import assert from 'node:assert/strict'
import { practiceSettings, readConfig, WrongSettings, wantsPractice } from '../../bot/config.ts'
import { testEnvironment } from '../support/app.ts'

/** The settings that the message about this environment names. */
function complaints(more: Record<string, string | undefined>, base = testEnvironment): string[] {
  try {
    readConfig({ ...base, ...more })
    return []
  } catch (error) {
    assert.ok(error instanceof WrongSettings, String(error))
    assert.match(error.message, /^Settings that are missing or wrong:\n/)
    return error.message
      .split('\n')
      .slice(1)
      .map(line => line.trim().split(' ')[0] ?? '')
  }
}

describe('settings', () => {
  it('are complete as they stand, with the usual values for what is not said', () => {
    const config = readConfig({ ...testEnvironment, PORT: '8080', GIVES_SECURITY_KEYS: 'true', HELPDESK_OPENS: '' })
    assert.deepEqual(
      [config.PORT, config.MicrosoftAppType, config.SERVICE_URLS, config.GIVES_SECURITY_KEYS, config.HELPDESK_OPENS],
      [8080, 'SingleTenant', ['https://smba.trafficmanager.net/'], true, '08:00'],
    )
  })

  it('let phone numbers go on in the clouds in which Microsoft does not end them', () => {
    const lasting = (more: Record<string, string>) => readConfig({ ...testEnvironment, ...more }).TELEPHONY_PROVIDER
    assert.deepEqual(
      ['https://login.microsoftonline.com', 'https://login.microsoftonline.us', 'https://login.chinacloudapi.cn'].map(AUTHORITY_HOST =>
        lasting({ AUTHORITY_HOST }),
      ),
      [false, true, true],
    )
    assert.equal(lasting({ TELEPHONY_PROVIDER: 'true' }), true)
  })

  it('tell everything that is missing at once, each with where to find it', () => {
    assert.deepEqual(complaints({}, { NODE_ENV: 'production' }), [
      'MicrosoftAppId',
      'MicrosoftAppTenantId',
      'TEAMS_APP_ID',
      'ADMIN_GROUP_ID',
      'HELPDESK_GROUP_ID',
      'HELPDESK_TEAM_ID',
      'HELPDESK_CHANNEL_ID',
      'HELPDESK_PHONE',
      'HELPDESK_PLACE',
      'ORGANISATION_NAME',
      'INTRANET_URL',
      'MicrosoftAppPassword',
    ])
    assert.throws(() => readConfig({ NODE_ENV: 'production' }), /MicrosoftAppId is missing: in the Azure portal/)
  })

  it('start practice only where nothing of Microsoft is set, and never in production', () => {
    assert.equal(wantsPractice({}), true)
    assert.equal(wantsPractice({ MicrosoftAppId: '' }), true)
    assert.equal(wantsPractice({ MicrosoftAppId: 'x' }), false)
    assert.equal(wantsPractice({ NODE_ENV: 'production' }), false)
  })

  it('need a password, unless a managed identity stands for it', () => {
    assert.deepEqual(complaints({ MicrosoftAppPassword: '' }), ['MicrosoftAppPassword'])
    assert.deepEqual(complaints({ MicrosoftAppPassword: '  ' }), ['MicrosoftAppPassword'])
    assert.deepEqual(complaints({ MicrosoftAppPassword: undefined, MicrosoftAppType: 'UserAssignedMSI' }), [])
  })

  it('take the public address with https, or of this machine, without its last slash', () => {
    const publicUrl = (value: string) => readConfig({ ...testEnvironment, PUBLIC_URL: value }).PUBLIC_URL
    assert.deepEqual(['https://mfa.example.com/', 'https://example.com/bot', 'http://localhost:3978', ''].map(publicUrl), [
      'https://mfa.example.com',
      'https://example.com/bot',
      'http://localhost:3978',
      undefined,
    ])
    assert.deepEqual(complaints({ PUBLIC_URL: 'http://mfa.example.com' }), ['PUBLIC_URL'])
    assert.deepEqual(complaints({ PUBLIC_URL: 'javascript:alert(1)' }), ['PUBLIC_URL'])
  })

  const wrong: [name: string, values: string[]][] = [
    ['PORT', ['abc', '-1', '70000', '1.5']],
    ['LOG_LEVEL', ['loud']],
    ['DATABASE_URL', ['mysql://x', 'localhost']],
    ['MicrosoftAppType', ['MultiTenant']],
    ['MicrosoftAppId', ['not-an-id']],
    ['AUTHORITY_HOST', ['http://login.example', 'login.example']],
    ['GRAPH_BASE_URL', ['http://graph.example']],
    ['SERVICE_URLS', ['http://smba.example/', 'https://fine.example/,smba']],
    ['INTRANET_URL', ['javascript:alert(1)', 'intranet', 'ftp://intranet.example', '   ']],
    ['DEFAULT_LANGUAGE', ['fr']],
    ['DEFAULT_TIME_ZONE', ['Europe/Atlantis']],
    ['TELEPHONY_PROVIDER', ['yes']],
    ['HELPDESK_PHONE', ['  ']],
  ]
  for (const [name, values] of wrong) {
    it(`refuse a ${name} that cannot be`, () => {
      for (const value of values) assert.deepEqual(complaints({ [name]: value }), [name], value)
    })
  }

  it('refuse a helpdesk that closes before it opens, and times that no clock shows', () => {
    for (const [opens, closes] of [
      ['17:30', '08:00'],
      ['09:00', '09:00'],
      ['08:00', '25:00'],
      ['8:00', '17:30'],
    ] as const) {
      assert.ok(complaints({ HELPDESK_OPENS: opens, HELPDESK_CLOSES: closes }).length > 0, `${opens} to ${closes}`)
    }
  })

  it('never repeat a secret in the message', () => {
    assert.throws(
      () => readConfig({ ...testEnvironment, MicrosoftAppPassword: 'hush-hush', DATABASE_URL: 'mysql://me:s3cret@host/db', PORT: 'x' }),
      (error: Error) => !/hush|s3cret/.test(error.message),
    )
  })

  it('are few before practice can tell the others', () => {
    assert.equal(practiceSettings({}).PRACTICE_PORT, 3979)
    assert.throws(() => practiceSettings({ PRACTICE_PORT: 'x', PORT: 'y' }), /PORT .*\n.*PRACTICE_PORT/)
  })
})
