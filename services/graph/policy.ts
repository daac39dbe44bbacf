import { z } from 'zod'
import type { MethodKind, MethodsPolicy } from '../ports.ts'
import { type Graph, GraphError } from './client.ts'
import { kindOfPolicy } from './kinds.ts'

const policy = z.object({
  policyMigrationState: z.string().nullish(),
  authenticationMethodConfigurations: z.array(
    z.object({ id: z.string(), state: z.string().catch('disabled'), '@odata.type': z.string().catch('') }),
  ),
})

/** Managed by device policy, never by this one: whoever has them may use them. */
const always: MethodKind[] = ['windows_hello', 'platform_credential']
/** Until a tenant has migrated, its older settings, which Graph does not show, may allow these as well. */
const older: MethodKind[] = ['authenticator', 'software_oath', 'hardware_oath', 'phone']

export async function readPolicy(graph: Graph): Promise<MethodsPolicy> {
  const reply = await graph.call({ path: '/policies/authenticationMethodsPolicy', urgency: 'interactive' })
  // Some national clouds have no such policy: there the older settings rule.
  if (reply.status === 404) return { allowed: [...always, ...older] }
  const parsed = policy.safeParse(reply.body)
  if (reply.status !== 200 || !parsed.success) throw new GraphError('the authentication methods policy', reply)
  const { policyMigrationState, authenticationMethodConfigurations } = parsed.data
  const enabled = authenticationMethodConfigurations
    .filter(one => one.state.toLowerCase() === 'enabled')
    .map(one => kindOfPolicy(one.id, one['@odata.type']))
    .filter(kind => kind !== null)
  const migrated = !policyMigrationState || policyMigrationState.toLowerCase() === 'migrationcomplete'
  return { allowed: [...new Set([...always, ...(migrated ? [] : older), ...enabled])] }
}
