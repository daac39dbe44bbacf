import { z } from 'zod'
import type { MethodKind, MethodsPolicy, RegistrationCampaign } from '../ports.ts'
import { type Graph, GraphError } from './client.ts'
import { kindOfPolicy } from './kinds.ts'

const ids = z.array(z.object({ id: z.string() })).catch([])
const campaign = z.object({
  state: z.string(),
  includeTargets: z.array(z.object({ id: z.string(), targetedAuthenticationMethod: z.string() })),
  excludeTargets: ids,
})
const policy = z.object({
  registrationEnforcement: z
    .object({ authenticationMethodsRegistrationCampaign: campaign.nullish().catch(null) })
    .nullish()
    .catch(null),
  policyMigrationState: z.string().nullish(),
  authenticationMethodConfigurations: z.array(
    z.object({ id: z.string(), state: z.string().catch('disabled'), '@odata.type': z.string().catch('') }),
  ),
})

/** Managed by device policy, never by this one: whoever has them may use them. */
const always: MethodKind[] = ['windows_hello', 'platform_credential']
/** Until a tenant has migrated, its older settings, which Graph does not show, may allow these as well. */
const older: MethodKind[] = ['authenticator', 'software_oath', 'hardware_oath', 'phone']

/** `default` is Microsoft's own choice: on, since September 2026 [E-CAMP, 2 September 2026]. */
function readCampaign(found: z.output<typeof campaign> | null | undefined): RegistrationCampaign | null {
  const [first] = found?.includeTargets ?? []
  if (!found || !first || found.state.toLowerCase() === 'disabled') return null
  return {
    target: first.targetedAuthenticationMethod.toLowerCase() === 'fido2' ? 'passkey' : 'authenticator',
    state: found.state.toLowerCase() === 'enabled' ? 'enabled' : 'managed',
    included: found.includeTargets.map(({ id }) => id),
    excluded: found.excludeTargets.map(({ id }) => id),
  }
}

export async function readPolicy(graph: Graph): Promise<MethodsPolicy> {
  const reply = await graph.call({ path: '/policies/authenticationMethodsPolicy', urgency: 'interactive' })
  // Some national clouds have no such policy: there the older settings rule.
  if (reply.status === 404) return { allowed: [...always, ...older] }
  const parsed = policy.safeParse(reply.body)
  if (reply.status !== 200 || !parsed.success) throw new GraphError('the authentication methods policy', reply)
  const { policyMigrationState, authenticationMethodConfigurations, registrationEnforcement } = parsed.data
  const enabled = authenticationMethodConfigurations
    .filter(one => one.state.toLowerCase() === 'enabled')
    .map(one => kindOfPolicy(one.id, one['@odata.type']))
    .filter(kind => kind !== null)
  const migrated = !policyMigrationState || policyMigrationState.toLowerCase() === 'migrationcomplete'
  return {
    allowed: [...new Set([...always, ...(migrated ? [] : older), ...enabled])],
    registrationCampaign: readCampaign(registrationEnforcement?.authenticationMethodsRegistrationCampaign),
  }
}
