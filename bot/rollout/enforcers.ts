/** What can make a date true, as Entra shows it now, for the form of a wave. */
import type { WaveForm } from '../../cards/rollout-wave-form.ts'
import type { EnforcementState } from '../../services/ports.ts'
import type { Wave } from '../../services/waves.ts'
import type { App } from '../app.ts'

export type Enforcers = Pick<WaveForm, 'policies' | 'securityDefaults'>

/** Microsoft answers one such question a second for the whole tenant, so an answer is used for a minute. */
const lastsMs = 60_000
/** Teams shows an error when a button takes much longer. */
const timeoutMs = 6_000
const remembered = new WeakMap<App['directory'], { at: number; state: EnforcementState }>()

async function ask({ directory, clock }: App): Promise<EnforcementState | null> {
  const known = remembered.get(directory)
  const now = clock.now().getTime()
  if (known && now - known.at < lastsMs && now >= known.at) return known.state
  const late = Promise.withResolvers<null>()
  const timer = setTimeout(() => late.resolve(null), timeoutMs)
  try {
    const state = await Promise.race([directory.enforcementState(), late.promise])
    if (state) remembered.set(directory, { at: now, state })
    return state
  } catch {
    return null
  } finally {
    clearTimeout(timer)
  }
}

/** Policies that ask for a second check, by name; the one that `wave` names is always among them. */
export async function enforcersFor(app: App, wave: Pick<Wave, 'enforcement'> | null): Promise<Enforcers> {
  const state = await ask(app)
  const asking = (state?.policies ?? []).filter(policy => policy.secondCheck !== 'no')
  const policies: Enforcers['policies'] = asking.map(({ id, name, state: how }) => ({ id, name, state: how }))
  const chosen = wave?.enforcement.kind === 'conditional_access' ? wave.enforcement : null
  if (chosen && !policies.some(({ id }) => id === chosen.policyId))
    policies.push({ id: chosen.policyId, name: chosen.name, state: 'unknown' })
  policies.sort((a, b) => a.name.localeCompare(b.name))
  return { policies, securityDefaults: state ? (state.securityDefaults ? 'on' : 'off') : 'unknown' }
}
