import { z } from 'zod'
import type { AccessCondition, AccessPolicy, EnforcementState } from '../ports.ts'
import { type Graph, GraphError, pages } from './client.ts'

const list = z
  .array(z.string())
  .nullish()
  .transform(value => value ?? [])
const someObject = z.looseObject({}).nullish()
const policyBody = z.object({
  id: z.string(),
  displayName: z.string().nullish(),
  state: z.string(),
  conditions: z.object({
    users: z.object({ includeUsers: list, includeGroups: list, excludeUsers: list, excludeGroups: list, excludeRoles: list }).nullish(),
    applications: z.object({ includeApplications: list, excludeApplications: list }).nullish(),
    locations: z.object({ includeLocations: list, excludeLocations: list }).nullish(),
    platforms: z.object({ includePlatforms: list, excludePlatforms: list }).nullish(),
    clientAppTypes: list,
    devices: someObject,
    signInRiskLevels: list,
    userRiskLevels: list,
  }),
  grantControls: z.object({ operator: z.string().nullish(), builtInControls: list, authenticationStrength: someObject }).nullish(),
})
type Body = z.output<typeof policyBody>
type Conditions = Body['conditions']

/** Sync accounts of Entra Connect, which every template leaves out and nobody signs in with. */
const syncAccounts = 'd29b2b05-8046-44ba-8758-1e26182fcf32'
const states: Record<string, AccessPolicy['state']> = { enabled: 'on', enabledForReportingButNotEnforced: 'report_only' }

function secondCheckOf(grant: Body['grantControls']): AccessPolicy['secondCheck'] {
  const strength = grant?.authenticationStrength ? 1 : 0
  const controls = grant?.builtInControls ?? []
  if (!strength && !controls.includes('mfa')) return 'no'
  return grant?.operator?.toUpperCase() === 'OR' && controls.length + strength > 1 ? 'or_other' : 'required'
}

function appsOf(applications: Conditions['applications']): AccessPolicy['apps'] {
  if (!applications || applications.includeApplications.length === 0 || applications.includeApplications.includes('None')) return 'none'
  return applications.includeApplications.includes('All') && applications.excludeApplications.length === 0 ? 'all' : 'some'
}

/** Every client that people use: a browser and the apps. */
const allClients = (types: string[]) =>
  types.length === 0 || types.includes('all') || ['browser', 'mobileAppsAndDesktopClients'].every(type => types.includes(type))
const narrows = (included: string[], excluded: string[]) =>
  excluded.length > 0 || !(included.length === 0 || included.some(one => one.toLowerCase() === 'all'))

function conditionsOf({
  users,
  locations,
  platforms,
  clientAppTypes,
  devices,
  signInRiskLevels,
  userRiskLevels,
}: Conditions): AccessCondition[] {
  const found: [AccessCondition, boolean][] = [
    ['roles', users?.excludeRoles.some(role => role !== syncAccounts) ?? false],
    ['locations', narrows(locations?.includeLocations ?? [], locations?.excludeLocations ?? [])],
    ['platforms', narrows(platforms?.includePlatforms ?? [], platforms?.excludePlatforms ?? [])],
    ['clients', !allClients(clientAppTypes)],
    ['devices', Object.values(devices ?? {}).some(value => value !== null && !(Array.isArray(value) && value.length === 0))],
    ['risk', signInRiskLevels.length + userRiskLevels.length > 0],
  ]
  return found.filter(([, narrowing]) => narrowing).map(([condition]) => condition)
}

function readPolicyBody(body: Body): AccessPolicy {
  const { users, applications } = body.conditions
  return {
    id: body.id,
    name: body.displayName ?? body.id,
    state: states[body.state] ?? 'off',
    secondCheck: secondCheckOf(body.grantControls),
    apps: appsOf(applications),
    everyone: users?.includeUsers.includes('All') ?? false,
    users: users?.includeUsers ?? [],
    groups: users?.includeGroups ?? [],
    excludedUsers: users?.excludeUsers ?? [],
    excludedGroups: users?.excludeGroups ?? [],
    conditions: conditionsOf(body.conditions),
  }
}

const defaults = z.object({ isEnabled: z.boolean() })

/** All policies, and whether security defaults are on. `slot` waits for a free place: one request a second, whoever asks. */
export async function readEnforcement(graph: Graph, slot: () => Promise<void>): Promise<EnforcementState> {
  await slot()
  const reply = await graph.call({ path: '/policies/identitySecurityDefaultsEnforcementPolicy', urgency: 'sweep' })
  const parsed = defaults.safeParse(reply.body)
  if (reply.status !== 200 || !parsed.success) throw new GraphError('the security defaults', reply)
  const policies: AccessPolicy[] = []
  const read = { item: policyBody, what: 'the Conditional Access policies', before: slot }
  for await (const page of pages(graph, { path: '/identity/conditionalAccess/policies', urgency: 'sweep' }, read)) {
    policies.push(...page.map(readPolicyBody))
  }
  return { securityDefaults: parsed.data.isEnabled, policies }
}
