/** Everywhere that the buttons of the guide lead somebody, for one policy: every card is drawn, and everything on it is pressed. */
import { leads } from '../../bot/coach/topics.ts'
import { advance, first } from '../../bot/flows/advance.ts'
import type { At, GuideEvent, Looked, Situation } from '../../bot/flows/event.ts'
import { type FlowId, flowOf, stepOf, type Target } from '../../bot/flows/flow.ts'
import { guide } from '../../bot/flows/index.ts'
import { type Shown, showPlace } from '../../bot/flows/show.ts'
import type { Action, Card, CardMessage, Element } from '../../cards/card.ts'
import { type Language, speak } from '../../cards/texts/translate.ts'
import type { MethodKind } from '../../services/ports.ts'
import type { Facts, Progress } from '../../services/progress.ts'
import { judge } from '../../services/registrations.ts'
import { topicIds } from '../../services/topics.ts'

export interface World {
  name: string
  allowed: MethodKind[]
  givesKeys?: boolean
  /** The tenant has its own provider for text messages and calls. */
  provider?: boolean
  /** What the person has. */
  has: MethodKind[]
}

export interface Spot {
  /** Such as `start.front step`, with the reason for a remedy. */
  name: string
  progress: Progress
  message: CardMessage
  /** The spots that its buttons lead to, by the button's title. */
  exits: { title: string; to: string }[]
}

const now = new Date('2026-11-24T09:00:00Z')
const devices: Facts['devices'] = { phone: 'ios', computer: 'windows' }

const situationIn = ({ allowed, givesKeys, has, provider }: World): Situation => {
  const verdict = judge(has, { allowed }, provider ?? false)
  const before = { lasting: verdict.lasting, done: verdict.done }
  return { now, timeZone: 'Europe/Amsterdam', allowed, givesKeys: givesKeys ?? false, platform: 'Windows', before, has }
}

const shownIn = ({ allowed, givesKeys, provider, has }: World, language: Language): Shown => ({
  say: speak(language, 'Europe/Amsterdam'),
  viewer: '29:kees',
  platform: 'Windows',
  allowed,
  registration: { done: judge(has, { allowed }, provider ?? false).done, kinds: has, checked_at: now },
  config: {
    ORGANISATION_NAME: 'Vecht & Veld',
    HELPDESK_PHONE: '030 123 45 67',
    HELPDESK_PLACE: 'the desk in the hall',
    GIVES_SECURITY_KEYS: givesKeys ?? false,
    TELEPHONY_PROVIDER: provider ?? false,
    INTRANET_URL: 'https://intranet.example.test/signing-in',
  },
  endsLater: false,
  now,
})

const found = (lasting: number, more: Partial<Extract<Looked, { kind: 'known' }>> = {}): GuideEvent => ({
  kind: 'looked',
  looked: { kind: 'known', done: lasting > 0, endsSoon: false, kinds: [], lasting, strong: lasting, methods: lasting, ...more },
})

/** What the directory may find: what was looked for, that what had to go is gone, nothing, or a phone number only. */
const finds = ({ allowed }: World): [string, GuideEvent][] => [
  ['(found)', found(9, { kinds: [...allowed, ...(allowed.includes('phone') ? [] : (['phone'] as const))] })],
  ['(gone from the list)', found(1, { methods: 0 })],
  ['(nothing found)', found(0)],
  ...(allowed.includes('phone')
    ? [['(a phone number found)', found(0, { endsSoon: true, kinds: ['phone'], methods: 1 })] as [string, GuideEvent]]
    : []),
]

const listOf = (card: Card) => (card.body as Element[]).find(({ type }) => type === 'Input.ChoiceSet')
const valuesOf = (card: Card) => ((listOf(card)?.choices ?? []) as { title: string; value: string }[]).map(choice => choice)

/** The place that the pressed thing's situation leads to. */
function ledBy({ flow, step }: At, choice: string | null) {
  const there = stepOf(guide.flows[flow as FlowId], step)
  const target: Target | undefined =
    there?.kind === 'choice' ? there.choices[choice ?? '']?.to : there?.kind === 'answer' ? there.to : undefined
  if (typeof target !== 'object' || !('topic' in target)) return {}
  const lead = leads[target.topic]
  return typeof lead === 'function' ? { outside: true } : { led: lead }
}

/** What a button of the guide does: nothing for one that leads out of it, or back. */
function eventsOf(action: Action, card: Card): { title: string; event: GuideEvent | 'outside' }[] {
  const data = (action.data ?? {}) as At & { choice?: string; flow: FlowId; helped?: string }
  const title = String(action.title)
  const at: At = { flow: data.flow, step: data.step, revision: data.revision }
  switch (action.verb) {
    case 'guide.choose': {
      const chosen = data.choice ? [{ title, value: data.choice }] : valuesOf(card)
      return chosen.map(one => {
        const { outside, led } = ledBy(at, one.value)
        return { title: one.title, event: outside ? 'outside' : { kind: 'choose', at, choice: one.value, led } }
      })
    }
    case 'guide.next': {
      const { outside, led } = ledBy(at, null)
      return [{ title, event: outside ? 'outside' : { kind: 'next', at, led } }]
    }
    case 'guide.reason':
      return valuesOf(card).map(one => ({ title: one.title, event: { kind: 'reason', at, reason: one.value } }))
    case 'guide.helped':
      return [{ title, event: { kind: 'helped', at, helped: data.helped === 'yes' } }]
    case 'guide.trouble':
      return [{ title, event: { kind: 'trouble', at } }]
    case 'guide.fixed':
      return [{ title, event: { kind: 'fixed', at } }]
    case 'guide.start':
      return [{ title, event: { kind: 'start', flow: data.flow } }]
    case 'help.open':
      return action.style === 'positive' ? [{ title, event: 'outside' }] : []
    case 'order.open':
      return [{ title, event: 'outside' }]
    default:
      return []
  }
}

const nameOf = ({ flow, step, view, facts }: Progress) =>
  [`${flow}.${step} ${view}`, view === 'remedy' ? facts.reason : '', view === 'checking' ? facts.check?.result : '']
    .filter(Boolean)
    .join(' ')

/** Where people begin: each flow, each situation, each number of an error, each report. */
function beginnings(situation: Situation): Progress[] {
  const places: { flow: FlowId; step?: string }[] = [
    ...Object.values(guide.flows).map(({ id }) => ({ flow: id })),
    ...topicIds.map(topic => leads[topic]).filter(lead => typeof lead === 'object'),
    ...(['error_code', 'unexpected_prompt'] as const).flatMap(flow => Object.keys(guide.flows[flow].steps).map(step => ({ flow, step }))),
  ]
  return places.map(place => {
    const { progress } = first(guide, 'kees', { kind: 'start', ...place }, situation)
    return { ...progress, facts: { ...progress.facts, devices } }
  })
}

export const outside = '(outside)'

/** Everything that can be reached. */
export function mapOf(world: World, language: Language): Map<string, Spot> {
  const situation = situationIn(world)
  const shown = shownIn(world, language)
  const spots = new Map<string, Spot>()
  const waiting = beginnings(situation)
  const visit = (reached: Progress): string => {
    const progress = flowOf(guide.flows, reached.flow)?.newPhone ? { ...reached, facts: { ...reached.facts, devices } } : reached
    const name = nameOf(progress)
    if (!spots.has(name)) waiting.push(progress)
    return name
  }
  for (let progress = waiting.shift(); progress; progress = waiting.shift()) {
    const here = progress
    const name = nameOf(here)
    if (spots.has(name)) continue
    const message = showPlace(here, shown)
    const spot: Spot = { name, progress: here, message, exits: [] }
    spots.set(name, spot)
    const pressed = (message.card.actions ?? []).flatMap(action => eventsOf(action, message.card))
    const looked = here.view === 'checking' ? finds(world).map(([title, event]) => ({ title, event })) : []
    for (const { title, event } of [...pressed, ...looked]) {
      if (event === 'outside') {
        spot.exits.push({ title, to: outside })
        continue
      }
      const result = advance(guide, here, event, situation)
      const to = visit(result.progress)
      if (to !== name) spot.exits.push({ title, to })
    }
  }
  return spots
}
