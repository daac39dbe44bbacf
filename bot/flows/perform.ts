/** Carries out what `advance` decides: the new place and its follow-up jobs commit together. */
import { type Tx, transaction } from '../../services/db/database.ts'
import { storedMethodsPolicy } from '../../services/methods-policy.ts'
import type { Person } from '../../services/people.ts'
import type { MethodKind } from '../../services/ports.ts'
import { lockProgress, type Progress, saveProgress } from '../../services/progress.ts'
import { findRegistration, judge } from '../../services/registrations.ts'
import type { App } from '../app.ts'
import { sayTo } from '../say.ts'
import { advance, first, grow } from './advance.ts'
import type { GuideEvent, Situation } from './event.ts'
import { guide } from './index.ts'

export interface Performed {
  progress: Progress
  /** The person sees another card than before. */
  moved: boolean
  /** The person asked to begin, and is where they were. */
  kept: boolean
  /** The message that showed the guide until now, when another one takes over. */
  earlier: string | null
  /** The place was stored by an older version of the flow: the event was not applied. */
  grown: boolean
}

async function situationOf(app: App, tx: Tx, person: Person, now: Date): Promise<Situation> {
  const policy = await storedMethodsPolicy(tx)
  const known = await findRegistration(tx, person.id)
  const verdict = judge((known?.kinds ?? []) as MethodKind[], policy, app.config.TELEPHONY_PROVIDER)
  return {
    now,
    timeZone: sayTo(app, person).timeZone,
    allowed: policy.allowed,
    givesKeys: app.config.GIVES_SECURITY_KEYS,
    before: { lasting: verdict.lasting, done: known?.done ?? false },
  }
}

const bySystem = (event: GuideEvent) => event.kind === 'looked' || event.kind === 'baseline'

/** Applies an event to a person's place. `null` where the person has no place and the event is not a start. */
export function perform(app: App, person: Person, event: GuideEvent, now: Date): Promise<Performed | null> {
  return transaction(app.db, async tx => {
    const stored = await lockProgress(tx, person.id)
    if (!stored && event.kind !== 'start') return null
    const situation = await situationOf(app, tx, person, now)
    const current = stored ? grow(guide.flows, stored) : null
    const grown = current !== stored
    const skip = grown && event.kind !== 'start' && !bySystem(event)
    const result = skip && current ? { progress: current, effects: [], moved: true } : apply(person, current, event, situation)
    const progress = event.kind === 'start' ? { ...result.progress, activityId: null } : result.progress
    if (progress !== stored) await saveProgress(tx, { ...progress, changedAt: now })
    for (const effect of result.effects) await app.jobs.enqueue(tx, effect, { personId: person.id })
    const over = stored?.view === 'finished' || stored?.view === 'closed'
    const earlier = over ? null : (stored?.activityId ?? null)
    return { progress, earlier, moved: result.moved, kept: 'kept' in result && result.kept === true, grown: skip }
  })
}

function apply(person: Person, current: Progress | null, event: GuideEvent, situation: Situation) {
  if (current) return advance(guide, current, event, situation)
  if (event.kind !== 'start') throw new Error(`A guide cannot begin with "${event.kind}".`)
  return first(guide, person.id, event, situation)
}
