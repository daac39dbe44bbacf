/** From a stored place to the card that shows it. */
import type { CardMessage } from '../../cards/card.ts'
import { type CheckingCard, checkingCard } from '../../cards/checking.ts'
import { choiceCard } from '../../cards/choice.ts'
import { type Done, finishedCard } from '../../cards/done.ts'
import type { GuideFrame } from '../../cards/guide-card.ts'
import { methodList, type Way, wayList } from '../../cards/methods.ts'
import { closedCard, handedCard, pausedCard } from '../../cards/paused.ts'
import { phoneEnd } from '../../cards/phone-end.ts'
import { remedyCard } from '../../cards/remedy.ts'
import { shortAnswerCard } from '../../cards/short-answer.ts'
import { stepCard } from '../../cards/step.ts'
import { hasText, type Say, type TextKey, textKey, type Values } from '../../cards/texts/translate.ts'
import { troubleCard } from '../../cards/trouble.ts'
import type { MethodKind } from '../../services/ports.ts'
import type { Guided, Progress } from '../../services/progress.ts'
import { judge, signInKinds } from '../../services/registrations.ts'
import type { Config } from '../config.ts'
import { devicesToChoose, knownDevices, unknownDevice } from './device.ts'
import { aboutOf, type Flow, type FlowId, flowOf, positionOf, type Step, stepText } from './flow.ts'
import { guide } from './index.ts'
import { choicesOf, hasLasting, lastingWays, offered } from './offers.ts'

export interface Shown {
  say: Say
  /** Teams user id of the person. */
  viewer: string | null
  /** What Teams said the person uses: "iOS", "Android", "Windows" … */
  platform: string | null
  allowed: readonly MethodKind[]
  /** What we know of the person's methods. */
  registration: Guided['registration']
  config: Pick<
    Config,
    'ORGANISATION_NAME' | 'HELPDESK_PHONE' | 'HELPDESK_PLACE' | 'GIVES_SECURITY_KEYS' | 'TELEPHONY_PROVIDER' | 'INTRANET_URL'
  >
  /** The day on which phone numbers stop may be a later one for this person. */
  endsLater: boolean
  now: Date
}

/** What works without the phone that somebody has not at hand. */
const elsewhere = (allowed: readonly MethodKind[]): Way[] => [
  ...(allowed.includes('passkey') ? (['passkey_elsewhere'] as const) : []),
  ...(allowed.includes('windows_hello') ? (['windows_hello'] as const) : []),
  ...(allowed.includes('passkey') ? (['key'] as const) : []),
  'phone',
]

function valuesOf({ facts }: Progress, shown: Shown): Values {
  const { say, platform, config, allowed, registration } = shown
  const { phone, computer } = knownDevices(facts, platform)
  return {
    lasts: hasLasting(allowed) ? 'yes' : 'no',
    lasting: lastingList(say, allowed),
    elsewhere: wayList(say, elsewhere(allowed)),
    platform: phone ?? 'other',
    computer: computer ?? 'other',
    org: config.ORGANISATION_NAME,
    phone: config.HELPDESK_PHONE,
    place: config.HELPDESK_PLACE,
    intranet: config.INTRANET_URL,
    keys: config.GIVES_SECURITY_KEYS && allowed.includes('passkey') ? 'yes' : 'no',
    ends: config.TELEPHONY_PROVIDER ? 'no' : 'yes',
    day: phoneEnd(say, shown.endsLater),
    passkeys: allowed.includes('passkey') ? 'yes' : 'no',
    numbers: allowed.includes('phone') ? 'yes' : 'no',
    pass: allowed.includes('temporary_pass') ? 'yes' : 'no',
    hello: allowed.includes('windows_hello') ? 'yes' : 'no',
    app: allowed.includes('authenticator') ? 'yes' : 'no',
    first: signInKinds(registration?.kinds ?? []).length === 0 ? 'yes' : 'no',
  }
}

/** What the first card of a flow says before anything else: the time it takes, what to have at hand, and what is there already. */
function openingOf(progress: Progress, { say, registration }: Shown, values: Values): string[] {
  const flow = guide.flows[progress.flow as FlowId]
  if (progress.trail.at(-1)?.flow === progress.flow) return []
  const own = `flow.${flow.id}.${progress.step}.opening`
  const needed = hasText(own) ? own : `flow.${flow.id}.opening`
  const kinds = signInKinds(registration?.kinds ?? [])
  const known = flow.baseline && registration && kinds.length > 0
  return [
    ...(hasText(needed) ? [say(textKey(needed), values)] : []),
    ...(known ? [say('guide.have', { methods: methodList(say, kinds), at: say.moment(registration.checked_at) })] : []),
  ]
}

const titleOf = (frame: GuideFrame, flow: Flow, step: string) => frame.say(textKey(stepText(flow, step, 'title')), frame.values)

const lastingList = (say: Say, allowed: readonly MethodKind[]): string =>
  wayList(
    say,
    lastingWays.filter(way => allowed.includes(way)),
  )

/** What somebody can add to these kinds. Whoever has two that go on working needs nothing more. */
export function whatNext(
  say: Say,
  kinds: readonly string[],
  allowed: readonly MethodKind[],
): Pick<Done, 'second' | 'hasSecond' | 'lasting'> {
  const hasSecond = judge([...kinds] as MethodKind[], { allowed: [...allowed] }, false).lasting > 1
  const lasting = lastingList(say, allowed)
  if (hasSecond || !lasting) return { second: null, hasSecond, lasting }
  const wanted = [
    { kind: 'passkey', flow: 'passkey' },
    { kind: 'authenticator', flow: 'register_authenticator' },
  ] as const
  const second = wanted.find(({ kind }) => allowed.includes(kind) && !kinds.includes(kind))?.flow ?? 'backup_method'
  return { second, hasSecond, lasting }
}

const situationOf = ({ allowed, config, registration }: Shown) => ({
  allowed,
  givesKeys: config.GIVES_SECURITY_KEYS,
  has: signInKinds(registration?.kinds ?? []),
})

function showStep(frame: GuideFrame, progress: Progress, step: Step, shown: Shown): CardMessage {
  const flow = guide.flows[progress.flow as FlowId]
  const device = unknownDevice(step, progress.facts, shown.platform)
  if (device) {
    const canGoBack = progress.trail.length > 0
    return choiceCard(frame, {
      text: `guide.which.${device}`,
      picture: device === 'phone' ? 'phone' : 'laptop',
      choices: [...devicesToChoose[device]],
      list: false,
      callMe: false,
      canGoBack,
    })
  }
  const text = stepText(flow, progress.step, '').slice(0, -1)
  const common = { text, picture: step.picture, link: step.link, canGoBack: progress.trail.length > 0 }
  if (step.kind === 'do') return stepCard(frame, { ...common, position: positionOf(flow, progress.step) })
  const situation = situationOf(shown)
  if (step.kind === 'answer')
    return shortAnswerCard(frame, {
      ...common,
      hasNext: step.to !== undefined && offered(step.needs, situation),
      helpFirst: step.help === 'main',
      orders: step.orders ?? false,
      asks: step.helps !== undefined,
    })
  return choiceCard(frame, {
    ...common,
    choices: choicesOf(step, situation).map(([id]) => id),
    list: step.list ?? false,
    callMe: step.help === 'call',
  })
}

/** Where the app is set up: with a computer beside it, or alone. */
const appSteps: Record<string, CheckingCard['hint']> = { number: 'app', phone_test: 'phone', test: 'phone' }
const hintFor = ({ step }: Progress): CheckingCard['hint'] => (Object.hasOwn(appSteps, step) ? appSteps[step] : undefined) ?? 'other'

const firstMinute = 60_000

function showCheck(frame: GuideFrame, progress: Progress, step: Step, now: Date): CardMessage {
  const wanted = step.kind === 'do' ? step.check?.goal : undefined
  const goal: CheckingCard['goal'] = wanted === 'spare' || wanted === 'removed' ? wanted : 'new'
  const { check } = progress.facts
  const started = progress.checkStartedAt?.getTime() ?? 0
  const early = now.getTime() - started < firstMinute && check?.result !== 'ends_soon'
  const stage: CheckingCard['stage'] = check?.stopped ? 'stopped' : early ? 'checking' : 'not_yet'
  return checkingCard(frame, {
    stage,
    result: check?.result ?? null,
    seen: check?.seen?.kinds ?? [],
    seenWorks: check?.seen?.done ?? false,
    lastLook: stage === 'checking' ? null : progress.lastCheckAt,
    nextLook: stage === 'checking' ? null : progress.nextCheckAt,
    hint: goal === 'removed' ? 'removed' : hintFor(progress),
    goal,
  })
}

function showFinished(frame: GuideFrame, progress: Progress, shown: Shown): CardMessage {
  const passed = progress.facts.passed ?? { flow: progress.flow, endsSoon: false, kinds: [] }
  return finishedCard(frame, { ...passed, endsLater: shown.endsLater, ...whatNext(shown.say, passed.kinds, shown.allowed) })
}

/** The card for a place. `note`: a kind word above it. The place must be one of this version (`grow`). */
export function showPlace(progress: Progress, shown: Shown, note?: TextKey): CardMessage {
  const { say, viewer, now } = shown
  const at = { flow: progress.flow, step: progress.step, revision: progress.revision }
  const flow = guide.flows[progress.flow as FlowId]
  const step = flow.steps[progress.step] as Step
  const topic = aboutOf(step) ?? flow.id
  const values = valuesOf(progress, shown)
  const opening = progress.view === 'step' ? openingOf(progress, shown, values) : []
  const frame: GuideFrame = { say, at, viewer, topic, opening, values, ...(note ? { note: say(note) } : {}) }
  const reason = progress.facts.reason ?? ''
  switch (progress.view) {
    case 'step':
      return showStep(frame, progress, step, shown)
    case 'trouble':
      return troubleCard(frame, {
        stepTitle: titleOf(frame, flow, progress.step),
        reasons: step.kind === 'do' ? step.reasons.filter(one => offered(guide.remedies[one]?.needs, situationOf(shown))) : [],
      })
    case 'remedy':
      return remedyCard(frame, {
        reason,
        link: guide.remedies[reason]?.link,
        leadsOn: guide.remedies[reason]?.to !== undefined || guide.remedies[reason]?.forgets !== undefined,
      })
    case 'checking':
      return showCheck(frame, progress, step, now)
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
