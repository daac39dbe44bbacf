/** Which methods the tenant allows, as the last sync found it: buttons must not wait for the directory. */
import { z } from 'zod'
import type { DbOrTx } from './db/database.ts'
import type { MethodKind, MethodsPolicy } from './ports.ts'

/** Until the first sync has read the policy: the two methods that every tenant has had on since September 2026. */
const assumed: MethodKind[] = ['authenticator', 'passkey']

export type StoredPolicy = MethodsPolicy | null | undefined
export const policyFrom = (stored: StoredPolicy): MethodsPolicy => stored ?? { allowed: assumed }

export async function storedMethodsPolicy(db: DbOrTx): Promise<MethodsPolicy> {
  const row = await db.selectFrom('sync_state').select('value').where('name', '=', 'methods_policy').executeTakeFirst()
  return policyFrom(row?.value as StoredPolicy)
}

/** Microsoft's own request to register, which may appear after somebody signed in; null: it does not. */
export type RegistrationPrompt = 'passkey' | 'authenticator' | null

const campaignSchema = z
  .object({ registrationCampaign: z.object({ target: z.enum(['passkey', 'authenticator']) }).nullish() })
  .transform(({ registrationCampaign }) => registrationCampaign?.target ?? null)
  .catch(null)

/** Which prompt of Microsoft's people may meet, as the last sync found it. */
export async function storedPrompt(db: DbOrTx): Promise<RegistrationPrompt> {
  const row = await db.selectFrom('sync_state').select('value').where('name', '=', 'methods_policy').executeTakeFirst()
  return campaignSchema.parse(row?.value)
}

/** Whether the helpdesk can give out temporary passes. */
export const hasPasses = async (db: DbOrTx): Promise<boolean> => (await storedMethodsPolicy(db)).allowed.includes('temporary_pass')
