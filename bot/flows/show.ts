/** From a stored place to the card that shows it. */
import type { CardMessage } from '../../cards/card.ts'
import { type CheckingCard, checkingCard } from '../../cards/checking.ts'
import { choiceCard } from '../../cards/choice.ts'
import { type Done, finishedCard } from '../../cards/done.ts'
import type { GuideFrame } from '../../cards/guide-card.ts'
import { closedCard, handedCard, pausedCard } from '../../cards/paused.ts'
import { remedyCard } from '../../cards/remedy.ts'
import { shortAnswerCard } from '../../cards/short-answer.ts'
import { stepCard } from '../../cards/step.ts'
import { type Say, type TextKey, textKey, type Values } from '../../cards/texts/translate.ts'
import { troubleCard } from '../../cards/trouble.ts'
import type { MethodKind } from '../../services/ports.ts'
import type { Progress } from '../../services/progress.ts'
import type { Config } from '../config.ts'
import { offered } from './advance.ts'
import { type Flow, type FlowId, flowOf, positionOf, type Step, stepText } from './flow.ts'
import { guide } from './index.ts'

export interface Shown {
  say: Say
  /** Teams user id of the person. */
  viewer: string | null
  /** What Teams said the person uses: "iOS", "Android", "Windows" … */
  platform: string | null
  allowed: readonly MethodKind[]
  config: Pick<
    Config,
    'ORGANISATION_NAME' | 'HELPDESK_PHONE' | 'HELPDESK_PLACE' | 'GIVES_SECURITY_KEYS' | 'TELEPHONY_PROVIDER' | 'INTRANET_URL'
  >
  now: Date
}

function valuesOf({ platform, config, allowed }: Shown): Values {
  const known = platform?.toLowerCase() ?? ''
  return {
    platform: known === 'ios' || known === 'android' ? known : 'other',
    org: config.ORGANISATION_NAME,
    phone: config.HELPDESK_PHONE,
    place: config.HELPDESK_PLACE,
    intranet: config.INTRANET_URL,
    keys: config.GIVES_SECURITY_KEYS ? 'yes' : 'no',
    ends: config.TELEPHONY_PROVIDER ? 'no' : 'yes',
    passkeys: allowed.includes('passkey') ? 'yes' : 'no',
  }
}

const titleOf = (frame: GuideFrame, flow: Flow, step: string) => frame.say(textKey(stepText(flow, step, 'title')), frame.values)

/** A method worth adding as a second one. */
export function secondMethod(kinds: readonly string[], allowed: readonly MethodKind[]): Done['second'] {
  const wanted = [
    { kind: 'passkey', flow: 'passkey' },
    { kind: 'authenticator', flow: 'register_authenticator' },
  ] as const
  return wanted.find(({ kind }) => allowed.includes(kind) && !kinds.includes(kind))?.flow ?? null
}

function showStep(frame: GuideFrame, progress: Progress, step: Step, shown: Shown): CardMessage {
  const flow = guide.flows[progress.flow as FlowId]
  const text = stepText(flow, progress.step, '').slice(0, -1)
  const common = { text, picture: step.picture, link: step.link, canGoBack: progress.trail.length > 0 }
  if (step.kind === 'do') return stepCard(frame, { ...common, position: positionOf(flow, progress.step) })
  if (step.kind === 'answer')
    return shortAnswerCard(frame, {
      ...common,
      hasNext: step.to !== undefined,
      helpFirst: step.help === 'main',
      asks: step.helps !== undefined,
    })
  const situation = { allowed: shown.allowed, givesKeys: shown.config.GIVES_SECURITY_KEYS }
  const choices = Object.entries(step.choices).filter(([, choice]) => offered(choice.needs, situation))
  return choiceCard(frame, {
    ...common,
    choices: choices.map(([id]) => id),
    list: step.list ?? false,
    callMe: step.help === 'call',
  })
}

const firstMinute = 60_000

function showCheck(frame: GuideFrame, progress: Progress, now: Date): CardMessage {
  const { check } = progress.facts
  const started = progress.checkStartedAt?.getTime() ?? 0
  const early = now.getTime() - started < firstMinute && check?.result !== 'ends_soon'
  const app = progress.flow === 'register_authenticator' || progress.flow === 'new_phone'
  const stage: CheckingCard['stage'] = check?.stopped ? 'stopped' : early ? 'checking' : 'not_yet'
  return checkingCard(frame, {
    stage,
    result: check?.result ?? null,
    seen: check?.seen?.kinds ?? [],
    seenWorks: check?.seen?.done ?? false,
    lastLook: stage === 'checking' ? null : progress.lastCheckAt,
    nextLook: stage === 'checking' ? null : progress.nextCheckAt,
    hint: app ? (progress.step.startsWith('phone_') ? 'phone' : 'app') : 'other',
  })
}

function showFinished(frame: GuideFrame, progress: Progress, shown: Shown): CardMessage {
  const passed = progress.facts.passed ?? { flow: progress.flow, endsSoon: false, kinds: [] }
  return finishedCard(frame, { ...passed, second: secondMethod(passed.kinds, shown.allowed) })
}

const aboutOf = (step: Step) => step.topic ?? (step.kind === 'answer' ? step.helps?.topic : undefined)

/** The card for a place. `note`: a kind word above it. The place must be one of this version (`grow`). */
export function showPlace(progress: Progress, shown: Shown, note?: TextKey): CardMessage {
  const { say, viewer, now } = shown
  const at = { flow: progress.flow, step: progress.step, revision: progress.revision }
  const flow = guide.flows[progress.flow as FlowId]
  const step = flow.steps[progress.step] as Step
  const topic = aboutOf(step) ?? (flow.id === 'start' ? 'stuck' : flow.id)
  const frame: GuideFrame = { say, at, viewer, topic, values: valuesOf(shown), ...(note ? { note: say(note) } : {}) }
  const reason = progress.facts.reason ?? ''
  switch (progress.view) {
    case 'step':
      return showStep(frame, progress, step, shown)
    case 'trouble':
      return troubleCard(frame, {
        stepTitle: titleOf(frame, flow, progress.step),
        reasons: step.kind === 'do' ? [...step.reasons] : [],
      })
    case 'remedy':
      return remedyCard(frame, {
        reason,
        link: guide.remedies[reason]?.link,
        leadsOn: guide.remedies[reason]?.to !== undefined,
      })
    case 'checking':
      return showCheck(frame, progress, now)
    case 'paused':
      return pausedCard(frame, titleOf(frame, flow, progress.step))
    case 'finished':
      return showFinished(frame, progress, shown)
    case 'closed':
      return closedCard(frame, flow.aside === true && progress.trail.some(place => !flowOf(guide.flows, place.flow)?.aside))
    case 'handed':
      return handedCard(frame)
  }
}
