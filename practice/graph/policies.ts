import { accessPolicy, tenantId } from '../company/constants.ts'
import { type ApiAnswer, type ApiRequest, ok } from '../http.ts'
import type { World } from '../world.ts'
import { resourceNotFound } from './errors.ts'
import type { GraphRoute } from './route.ts'

const everyone = [{ targetType: 'group', id: 'all_users', isRegistrationRequired: false }]

/** What the tenant allows. SMS works until 1 February 2027; voice and hardware tokens are off. */
const configurations = [
  configuration('Fido2', 'fido2', 'enabled', { isSelfServiceRegistrationAllowed: true, isAttestationEnforced: false }),
  configuration('MicrosoftAuthenticator', 'microsoftAuthenticator', 'enabled', { isSoftwareOathEnabled: true }),
  configuration('Sms', 'sms', 'enabled', {}),
  configuration('Voice', 'voice', 'disabled', { isOfficePhoneAllowed: false }),
  configuration('TemporaryAccessPass', 'temporaryAccessPass', 'enabled', {
    defaultLifetimeInMinutes: 60,
    defaultLength: 8,
    minimumLifetimeInMinutes: 60,
    maximumLifetimeInMinutes: 480,
    isUsableOnce: true,
  }),
  configuration('SoftwareOath', 'softwareOath', 'enabled', {}),
  configuration('HardwareOath', 'hardwareOath', 'disabled', {}),
  configuration('Email', 'email', 'enabled', { allowExternalIdToUseEmailOtp: 'default' }),
  configuration('X509Certificate', 'x509Certificate', 'disabled', {}),
  configuration('QRCodePin', 'qrCodePin', 'disabled', {}),
]

function configuration(
  id: string,
  type: string,
  state: 'enabled' | 'disabled',
  more: Record<string, unknown>,
): Record<string, unknown> & { id: string } {
  return {
    '@odata.type': `#microsoft.graph.${type}AuthenticationMethodConfiguration`,
    id,
    state,
    excludeTargets: [],
    includeTargets: everyone,
    ...more,
  }
}

const methodsPolicy = {
  id: 'authenticationMethodsPolicy',
  displayName: 'Authentication Methods Policy',
  policyVersion: '1.5',
  policyMigrationState: 'migrationComplete',
  lastModifiedDateTime: '2026-09-01T06:00:00Z',
  registrationEnforcement: {
    authenticationMethodsRegistrationCampaign: {
      snoozeDurationInDays: 1,
      state: 'default',
      excludeTargets: [],
      includeTargets: [{ id: 'all_users', targetType: 'group', targetedAuthenticationMethod: 'fido2' }],
    },
  },
  authenticationMethodConfigurations: configurations,
}

function conditionalAccess({ state }: World): unknown[] {
  const { includeGroups, excludeGroups } = state.access
  const included = includeGroups ? { includeUsers: [], includeGroups } : { includeUsers: ['All'], includeGroups: [] }
  const users = { ...included, excludeUsers: [], excludeGroups, includeRoles: [], excludeRoles: [] }
  return [
    {
      ...accessPolicy,
      state: state.access.state,
      createdDateTime: '2026-09-14T09:00:00Z',
      modifiedDateTime: null,
      conditions: {
        users,
        applications: { includeApplications: ['All'], excludeApplications: [], includeUserActions: [] },
        clientAppTypes: ['all'],
        locations: null,
        platforms: null,
        devices: null,
        signInRiskLevels: [],
        userRiskLevels: [],
      },
      grantControls: {
        operator: 'OR',
        builtInControls: ['mfa'],
        customAuthenticationFactors: [],
        termsOfUse: [],
        authenticationStrength: null,
      },
      sessionControls: null,
    },
  ]
}

const plans = { p1: '41781fb2-bc02-4b7c-bd55-b576c07bb09d', teams: '57ff2da0-773e-42df-b2af-ffb7a2317929' }

export function policyRoutes(world: World): GraphRoute[] {
  const rare = { kind: 'identity', cost: 1 } as const
  const policies = '/policies/authenticationMethodsPolicy'
  return [
    { method: 'GET', pattern: policies, options: [], throttle: rare, handle: () => ok(methodsPolicy) },
    {
      method: 'GET',
      pattern: `${policies}/authenticationMethodConfigurations/:id`,
      options: [],
      throttle: rare,
      handle: request => oneConfiguration(request),
    },
    {
      method: 'GET',
      pattern: '/policies/identitySecurityDefaultsEnforcementPolicy',
      options: [],
      throttle: rare,
      handle: () =>
        ok({
          id: '00000000-0000-0000-0000-000000000005',
          displayName: 'Security Defaults',
          isEnabled: world.state.access.securityDefaults ?? world.licence === 'none',
        }),
    },
    {
      method: 'GET',
      pattern: '/identity/conditionalAccess/policies',
      options: ['$select', '$top'],
      throttle: { kind: 'policies' },
      handle: () => ok({ value: world.licence === 'none' ? [] : conditionalAccess(world) }),
    },
    {
      method: 'GET',
      pattern: '/subscribedSkus',
      options: ['$select'],
      throttle: { kind: 'identity', cost: 3 },
      handle: () => ok({ value: skus(world) }),
    },
    {
      method: 'GET',
      pattern: '/organization',
      options: ['$select'],
      throttle: rare,
      handle: () => ok({ value: [{ id: tenantId, displayName: 'Havenlicht' }] }),
    },
  ]
}

function oneConfiguration(request: ApiRequest): ApiAnswer {
  const wanted = (request.params.id ?? '').toLowerCase()
  const found = configurations.find(known => known.id.toLowerCase() === wanted)
  return found ? ok(found) : resourceNotFound(wanted)
}

function skus(world: World): unknown[] {
  const plan = (name: string, id: string) => ({
    servicePlanId: id,
    servicePlanName: name,
    provisioningStatus: 'Success',
    appliesTo: 'User',
  })
  const premium = world.licence === 'p1' ? [plan('AAD_PREMIUM', plans.p1)] : []
  const units = { enabled: world.state.people.size, suspended: 0, warning: 0 }
  return [
    {
      id: `${tenantId}_sku`,
      skuPartNumber: world.licence === 'p1' ? 'SPE_E3' : 'O365_BUSINESS_ESSENTIALS',
      capabilityStatus: 'Enabled',
      prepaidUnits: units,
      servicePlans: [plan('TEAMS1', plans.teams), ...premium],
    },
  ]
}
