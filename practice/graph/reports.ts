import type { MethodKind } from '../chat-api.ts'
import type { Method, Person } from '../company/person.ts'
import { type ApiAnswer, type ApiRequest, ok } from '../http.ts'
import { now, visibleMethods, type World } from '../world.ts'
import { graphRefuse, resourceNotFound } from './errors.ts'
import { nextLink, pageOf, topOf } from './query.ts'
import type { GraphRoute } from './route.ts'

const refreshMs = 15 * 60_000
const path = '/reports/authenticationMethods/userRegistrationDetails'

export function reportRoutes(world: World): GraphRoute[] {
  return [
    {
      method: 'GET',
      pattern: path,
      options: ['$top', '$skiptoken'],
      throttle: { kind: 'reports' },
      handle: request => listDetails(world, request),
    },
    { method: 'GET', pattern: `${path}/:userId`, options: [], throttle: { kind: 'reports' }, handle: request => oneDetail(world, request) },
  ]
}

/** The report knows the state of its last refresh, not of now. */
export function refreshReport(world: World): void {
  world.report = {
    at: now(world),
    methods: new Map([...world.state.people.values()].map(person => [person.id, visibleMethods(world, person)])),
  }
}

function currentReport(world: World): World['report'] {
  const age = now(world) - world.report.at
  if (age >= refreshMs || age < 0) refreshReport(world)
  return world.report
}

const unlicensed = graphRefuse(
  403,
  'Authentication_RequestFromNonPremiumTenantOrB2CTenant',
  "Neither tenant is B2C or tenant doesn't have premium license",
)

function listDetails(world: World, request: ApiRequest): ApiAnswer {
  if (world.licence === 'none') return unlicensed
  const top = topOf(request.query, 100, 999)
  if ('refused' in top) return top.refused
  const report = currentReport(world)
  const people = [...world.state.people.values()].filter(person => !person.deleted)
  const page = pageOf(people, request.query, top.value)
  if ('refused' in page) return page.refused
  const next = page.value.next === null ? {} : { '@odata.nextLink': nextLink(world.urls.secure, path, request.query, page.value.next) }
  return ok({ ...next, value: page.value.items.map(person => detail(report, person)) })
}

function oneDetail(world: World, request: ApiRequest): ApiAnswer {
  if (world.licence === 'none') return unlicensed
  const person = world.state.people.get((request.params.userId ?? '').toLowerCase())
  return person && !person.deleted ? ok(detail(currentReport(world), person)) : resourceNotFound(request.params.userId ?? '')
}

/** What the report calls each method. */
const names: Record<MethodKind, string[]> = {
  microsoftAuthenticator: ['microsoftAuthenticatorPush', 'softwareOneTimePasscode'],
  passkeyAuthenticator: ['passKeyDeviceBoundAuthenticator', 'passKeyDeviceBound'],
  passkeySynced: ['passKeySynced'],
  securityKey: ['passKeyDeviceBound'],
  windowsHello: ['windowsHelloForBusiness'],
  softwareOath: ['softwareOneTimePasscode'],
  phone: ['mobilePhone'],
  email: ['email'],
  temporaryAccessPass: ['temporaryAccessPass'],
}
const strong: MethodKind[] = [
  'microsoftAuthenticator',
  'passkeyAuthenticator',
  'passkeySynced',
  'securityKey',
  'windowsHello',
  'softwareOath',
  'phone',
]
const passwordless: MethodKind[] = ['passkeyAuthenticator', 'passkeySynced', 'securityKey', 'windowsHello']

function detail(report: World['report'], person: Person): Record<string, unknown> {
  const methods = report.methods.get(person.id) ?? []
  const has = (kinds: MethodKind[]) => methods.some(method => kinds.includes(method.kind))
  const recovers = has([...strong, 'email'])
  return {
    id: person.id,
    userPrincipalName: person.upn,
    userDisplayName: person.name,
    userType: person.kind === 'guest' ? 'guest' : 'member',
    isAdmin: person.kind === 'breakGlass' || person.roles.includes('admin'),
    isSsprRegistered: recovers,
    isSsprEnabled: person.kind === 'member',
    isSsprCapable: recovers && person.kind === 'member',
    isMfaRegistered: has(strong),
    isMfaCapable: has(strong),
    isPasswordlessCapable: has(passwordless),
    methodsRegistered: [...new Set(methods.flatMap(method => names[method.kind]))],
    isSystemPreferredAuthenticationMethodEnabled: true,
    systemPreferredAuthenticationMethods: preferred(methods),
    userPreferredMethodForSecondaryAuthentication: has(['microsoftAuthenticator']) ? 'push' : has(['phone']) ? 'sms' : 'none',
    lastUpdatedDateTime: new Date(report.at).toISOString(),
  }
}

function preferred(methods: Method[]): string[] {
  const kinds = new Set(methods.map(method => method.kind))
  if (passwordless.some(kind => kinds.has(kind))) return ['Fido2']
  if (kinds.has('microsoftAuthenticator')) return ['PhoneAppNotification']
  if (kinds.has('softwareOath')) return ['PhoneAppOTP']
  return kinds.has('phone') ? ['OneWaySms'] : []
}
