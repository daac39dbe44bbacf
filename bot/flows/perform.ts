/** Carries out what `advance` decides: the new place and its follow-up jobs commit together. */
import { transaction } from '../../services/db/database.ts'
import type { MethodKind } from '../../services/ports.ts'
import { findGuided, type Guided, type Progress, replaceProgress } from '../../services/progress.ts'
import { judge, signInKinds } from '../../services/registrations.ts'
import type { Turn } from '../answer.ts'
import { sayTo } from '../say.ts'
import { advance, first, grow } from './advance.ts'
import type { Effect, GuideEvent, Situation } from './event.ts'
import { guide } from './index.ts'
import { listen } from './silence.ts'

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
  /** Methods that the policy allows. */
  allowed: readonly MethodKind[]
  /** What we know of the person's methods. */
  registration: Guided['registration']
}

/** To whom it happens, and when. */
type Who = Pick<Turn, 'app' | 'person' | 'now'>

function situationOf({ app, person, now }: Who, { policy, registration }: Guided): Situation {
  const verdict = judge((registration?.kinds ?? []) as MethodKind[], policy, app.config.TELEPHONY_PROVIDER)
  return {
    now,
    timeZone: sayTo(app, person).timeZone,
    allowed: policy.allowed,
    givesKeys: app.config.GIVES_SECURITY_KEYS,
    platform: person.platform,
    before: { lasting: verdict.lasting, done: registration?.done ?? false },
    has: signInKinds(registration?.kinds ?? []),
  }
}

const bySystem = (event: GuideEvent) => event.kind === 'looked' || event.kind === 'baseline'

function decide(who: Who, event: GuideEvent, guided: Guided): Performed & { effects: Effect[] } {
  const stored = guided.stored?.progress ?? null
  const current = stored ? grow(guide.flows, stored) : null
  const grown = current !== stored
  const skip = grown && event.kind !== 'start' && !bySystem(event)
  const result = skip && current ? { progress: current, effects: [], moved: true } : apply(who, current, event, situationOf(who, guided))
  const over = stored?.view === 'finished' || stored?.view === 'closed'
  const heard = listen(guide.flows, { event, moved: result.moved }, result.progress, who.now)
  return {
    progress: event.kind === 'start' ? { ...heard, activityId: null } : heard,
    effects: result.effects,
    moved: result.moved,
    kept: 'kept' in result && result.kept === true,
    earlier: over ? null : (stored?.activityId ?? null),
    grown: skip,
    allowed: guided.policy.allowed,
    registration: guided.registration,
  }
}

function apply(who: Who, current: Progress | null, event: GuideEvent, situation: Situation) {
  if (current) return advance(guide, current, event, situation)
  if (event.kind !== 'start') throw new Error(`A guide cannot begin with "${event.kind}".`)
  return first(guide, who.person.id, event, situation)
}

/** Gives whether it was kept: not when the place changed since it was read. */
async function keep({ app, person, now }: Who, decided: { progress: Progress; effects: Effect[] }, { stored }: Guided): Promise<boolean> {
  const { progress, effects } = decided
  if (progress === stored?.progress) return true
  const place = { ...progress, changedAt: now }
  const mark = stored?.mark ?? null
  if (effects.length === 0) return replaceProgress(app.db, place, mark)
  return transaction(app.db, async tx => {
    const kept = await replaceProgress(tx, place, mark)
    if (kept) for (const effect of effects) await app.jobs.enqueue(tx, effect, { personId: person.id })
    return kept
  })
}

/** A place that changes under our hands is read again; each time somebody else got further, so this ends. */
const mostTries = 50

/**
 * Applies an event to a person's place. `null` where the person has no place and the event is not a start. `known`: what was read of
 * the person a moment ago.
 */
export async function perform(who: Who, event: GuideEvent, known?: Guided): Promise<Performed | null> {
  let guided = known ?? (await findGuided(who.app.db, who.person.id))
  for (let tries = 0; tries < mostTries; tries++) {
    if (!guided.stored && event.kind !== 'start') return null
    const decided = decide(who, event, guided)
    if (await keep(who, decided, guided)) return decided
    guided = await findGuided(who.app.db, who.person.id)
  }
  throw new Error('A place in the guide changes faster than it can be read.')
}
