/** Walks through the tables of the guide without an app: presses in, a place out. */
import { advance, first } from '../../bot/flows/advance.ts'
import type { Advanced, GuideEvent, Situation } from '../../bot/flows/event.ts'
import type { FlowId } from '../../bot/flows/flow.ts'
import { guide } from '../../bot/flows/index.ts'
import type { Progress } from '../../services/progress.ts'

export const now = new Date('2026-11-24T09:00:00Z')
export const situation: Situation = {
  now,
  timeZone: 'Europe/Amsterdam',
  allowed: ['authenticator', 'passkey', 'windows_hello', 'temporary_pass'],
  givesKeys: true,
  platform: 'iOS',
  before: { lasting: 0, done: false },
  has: [],
}

export const begin = (flow: FlowId = 'start', given: Situation = situation) => first(guide, 'kees', { kind: 'start', flow }, given).progress
const atOf = ({ flow, step, revision }: Progress) => ({ flow, step, revision })
export type Press = 'next' | 'back' | 'pause' | 'trouble' | 'fixed' | 'resume' | `choose ${string}` | `reason ${string}`

export function eventOf(progress: Progress, press: Press): GuideEvent {
  const at = atOf(progress)
  const [kind, word] = press.split(' ') as [string, string]
  if (kind === 'choose') return { kind, at, choice: word }
  if (kind === 'reason') return { kind, at, reason: word }
  return kind === 'resume' ? { kind } : { kind: kind as 'next', at }
}

export function walk(from: Progress, presses: Press[], given: Situation = situation): Advanced {
  return presses.reduce<Advanced>((result, press) => advance(guide, result.progress, eventOf(result.progress, press), given), {
    progress: from,
    effects: [],
    moved: false,
  })
}

export const placeOf = ({ flow, step, view }: Progress) => `${flow}.${step} ${view}`
