import assert from 'node:assert/strict'
import { readConfig } from '../../../bot/config.ts'
import { accessPolicy, groups, personas } from '../../../practice/company/constants.ts'
import { readEnforcement } from '../../../services/graph/access.ts'
import { createCredential } from '../../../services/graph/credential.ts'
import { createDirectory } from '../../../services/graph/directory.ts'
import type { AccessPolicy } from '../../../services/ports.ts'
import { newTenant, type Tenant } from '../../practice/support.ts'

/** As Graph writes it for a policy that asks everybody for a second check everywhere. */
const whole = {
  id: 'p',
  displayName: 'MFA',
  state: 'enabled',
  conditions: {
    users: { includeUsers: ['All'], excludeGroups: ['glass'], excludeRoles: ['d29b2b05-8046-44ba-8758-1e26182fcf32'] },
    applications: { includeApplications: ['All'], excludeApplications: [] },
    clientAppTypes: ['all'],
    devices: null,
    locations: null,
  },
  grantControls: { operator: 'OR', builtInControls: ['mfa'], authenticationStrength: null },
}
const conditions = (more: object) => ({ ...whole, conditions: { ...whole.conditions, ...more } })
const grant = (more: object) => ({
  ...whole,
  grantControls: { operator: 'OR', builtInControls: [], authenticationStrength: null, ...more },
})
const users = (more: object) => conditions({ users: more })

const cases: [string, object, Partial<AccessPolicy>][] = [
  [
    'on, for everybody, everywhere',
    whole,
    { state: 'on', secondCheck: 'required', apps: 'all', everyone: true, excludedGroups: ['glass'], conditions: [] },
  ],
  ['report-only', { ...whole, state: 'enabledForReportingButNotEnforced' }, { state: 'report_only' }],
  ['off', { ...whole, state: 'disabled' }, { state: 'off' }],
  ['an authentication strength', grant({ authenticationStrength: { id: 's' } }), { secondCheck: 'required' }],
  ['a compliant device instead', grant({ builtInControls: ['mfa', 'compliantDevice'] }), { secondCheck: 'or_other' }],
  ['a compliant device as well', grant({ operator: 'AND', builtInControls: ['mfa', 'compliantDevice'] }), { secondCheck: 'required' }],
  ['a block', grant({ builtInControls: ['block'] }), { secondCheck: 'no' }],
  ['nothing granted', { ...whole, grantControls: null }, { secondCheck: 'no' }],
  ['some apps', conditions({ applications: { includeApplications: ['Office365'] } }), { apps: 'some' }],
  ['all apps but one', conditions({ applications: { includeApplications: ['All'], excludeApplications: ['x'] } }), { apps: 'some' }],
  [
    'registering only',
    conditions({ applications: { includeApplications: [], includeUserActions: ['urn:user:registersecurityinfo'] } }),
    { apps: 'none' },
  ],
  [
    'a group and a person',
    users({ includeUsers: ['me'], includeGroups: ['g'], excludeUsers: ['you'] }),
    { everyone: false, users: ['me'], groups: ['g'], excludedUsers: ['you'] },
  ],
  ['not for some roles', users({ includeUsers: ['All'], excludeRoles: ['r'] }), { conditions: ['roles'] }],
  [
    'not at the office',
    conditions({ locations: { includeLocations: ['All'], excludeLocations: ['AllTrusted'] } }),
    { conditions: ['locations'] },
  ],
  ['everywhere, said at length', conditions({ locations: { includeLocations: ['All'], excludeLocations: [] } }), { conditions: [] }],
  ['on phones only', conditions({ platforms: { includePlatforms: ['android', 'iOS'] } }), { conditions: ['platforms'] }],
  ['in browsers only', conditions({ clientAppTypes: ['browser'] }), { conditions: ['clients'] }],
  ['in browsers and apps', conditions({ clientAppTypes: ['browser', 'mobileAppsAndDesktopClients'] }), { conditions: [] }],
  ['on some devices', conditions({ devices: { deviceFilter: { mode: 'exclude', rule: 'x' } } }), { conditions: ['devices'] }],
  ['at risky sign-ins', conditions({ signInRiskLevels: ['high'] }), { conditions: ['risk'] }],
]

describe('what enforces a date, over Graph', () => {
  for (const [what, policy, expected] of cases) {
    it(`reads a policy: ${what}`, async () => {
      const reply = (body: unknown) => ({ status: 200, body, code: '', message: '', retryAfterMs: null })
      const call = async ({ path }: { path: string }) => reply(path.includes('Defaults') ? { isEnabled: false } : { value: [policy] })
      const { policies } = await readEnforcement({ root: 'https://graph.example.test/v1.0', call }, async () => undefined)
      assert.deepEqual({ ...policies[0], ...expected }, policies[0])
    })
  }

  describe('against the practice tenant', () => {
    let tenant: Tenant
    before(async () => {
      tenant = await newTenant()
    })
    after(() => tenant.end())
    const connect = () => {
      const config = readConfig({ HELPDESK_PHONE: '1', HELPDESK_PLACE: 'x', INTRANET_URL: 'https://intranet.example.test', ...tenant.env })
      return createDirectory(config, createCredential(config))
    }
    const control = async (path: string, body: unknown) => assert.ok((await tenant.page(`/control/${path}`, body)).status < 300)

    it('reads the rollout’s policy and security defaults, not faster than once a second, and sees them change', async function () {
      this.timeout(20_000)
      const directory = connect()
      const before = await directory.enforcementState()
      assert.equal(before.securityDefaults, false)
      assert.deepEqual(
        before.policies.map(({ id, state, everyone, excludedGroups }) => [id, state, everyone, excludedGroups]),
        [[accessPolicy.id, 'report_only', true, [groups.breakGlass.id, groups.moreTime.id]]],
      )
      await control('policies', { state: 'enabled', includeGroups: [groups.pilot.id], securityDefaults: true })
      const after = await directory.enforcementState()
      assert.deepEqual(
        [after.securityDefaults, after.policies[0]?.state, after.policies[0]?.everyone, after.policies[0]?.groups],
        [true, 'on', false, [groups.pilot.id]],
      )
    })

    it('is switched by an admin on the chat page, and by nobody else', async function () {
      this.timeout(20_000)
      const press = async (who: string, on: boolean) => (await tenant.page(`/api/people/${who}/policy`, { on })).status
      assert.deepEqual([await press(personas.kees, false), await press(personas.daan, false)], [403, 200])
      const before = await connect().enforcementState()
      assert.equal(await press(personas.daan, true), 200)
      const after = await connect().enforcementState()
      assert.deepEqual([before.policies[0]?.state, after.policies[0]?.state], ['report_only', 'on'])
      assert.equal((await tenant.page(`/api/people/${personas.emma}/away`, { outOfOffice: true })).status, 200)
      assert.deepEqual([...(await connect().outOfOffice([personas.emma]))], [personas.emma])
      await tenant.page(`/api/people/${personas.emma}/away`, { outOfOffice: false })
    })

    it('knows who is out of office, whom Microsoft asks to register, and who has not started yet', async () => {
      const directory = connect()
      await control('people', { personId: personas.kees, patch: { outOfOffice: true } })
      const away = await directory.outOfOffice([personas.kees, personas.emma, '11111111-2222-3333-4444-555555555555'])
      assert.deepEqual([...away], [personas.kees])
      assert.deepEqual(await directory.outOfOffice([]), new Set())
      const { registrationCampaign } = await directory.methodsPolicy()
      assert.deepEqual(registrationCampaign, { target: 'passkey', state: 'managed', included: ['all_users'], excluded: [] })
      const starts: (Date | null | undefined)[] = []
      for await (const { changes } of directory.users(null)) {
        for (const change of changes) if (change.kind === 'user' && change.user.startsAt) starts.push(change.user.startsAt)
      }
      assert.deepEqual(starts, [new Date('2029-01-02T00:00:00Z'), new Date('2029-01-02T00:00:00Z')])
    })
  })
})
