/** Walks every path of the guide that buttons open, with an account in which things are added and removed on the way. */
import assert from 'node:assert/strict'
import { advance, first, grow } from '../../../bot/flows/advance.ts'
import type { Situation } from '../../../bot/flows/event.ts'
import type { DoStep, FlowId } from '../../../bot/flows/flow.ts'
import { guide } from '../../../bot/flows/index.ts'
import type { MethodKind } from '../../../services/ports.ts'
import type { Progress } from '../../../services/progress.ts'
import { judge } from '../../../services/registrations.ts'
import { eventOf, type Press, placeOf, situation } from '../../support/guide-walk.ts'

const allowed: MethodKind[] = ['authenticator', 'passkey', 'windows_hello', 'phone', 'temporary_pass']
const given: Situation = { ...situation, allowed }

interface World {
  progress: Progress
  account: MethodKind[]
  /** How the person came here, for the message of a test that fails. */
  way: string[]
}

const verdictOf = (account: MethodKind[]) => judge(account, { allowed }, false)
const stepOf = ({ flow, step }: Progress) => guide.flows[flow as FlowId].steps[step]

function without(account: MethodKind[], removal: NonNullable<DoStep['removes']>): MethodKind[] {
  const index = account.findIndex(kind => (kind === 'phone') === (removal === 'number'))
  return account.filter((_, at) => at !== index)
}

const pressed = (world: World, press: Press): World => ({
  ...world,
  progress: advance(guide, world.progress, eventOf(world.progress, press), given).progress,
  way: [...world.way, press],
})

const looked = (world: World): World => ({
  ...world,
  progress: advance(guide, world.progress, { kind: 'looked', looked: { kind: 'known', ...verdictOf(world.account) } }, given).progress,
  way: [...world.way, 'looked'],
})

const started = (flow: FlowId, account: MethodKind[]): World => {
  const progress = first(guide, 'kees', { kind: 'start', flow }, given).progress
  const known = { kind: 'known', ...verdictOf(account) } as const
  return { progress: advance(guide, progress, { kind: 'baseline', looked: known }, given).progress, account, way: [flow] }
}

/** What pressing the main button can mean: done as told, done and something added, done and the wrong things removed as well. */
function onward(world: World): World[] {
  const step = stepOf(world.progress)
  const next = pressed(world, 'next')
  if (step?.kind !== 'do' || !step.check) return [next]
  if (!step.removes) return world.account.length < 3 ? [next, { ...next, account: [...world.account, 'authenticator'] }] : [next]
  const once = without(world.account, step.removes)
  return [next, { ...next, account: once }, { ...next, account: without(once, step.removes) }]
}

const removals = Object.values(guide.flows).flatMap(flow =>
  Object.entries(flow.steps).flatMap(([step, it]) => (it.kind === 'do' && it.removes ? [{ flow: flow.id, step }] : [])),
)
const changeFlows: FlowId[] = [
  ...new Set<FlowId>([...removals.map(({ flow }) => flow), 'change_phone_number', 'wrong_number_listed', 'change_default_method']),
]

/** Elsewhere the person may add or lose something, and comes back. */
function elsewhere(world: World): World[] {
  if (guide.flows[world.progress.flow as FlowId].aside) return [pressed(world, 'back'), pressed(world, 'resume')]
  const accounts = [world.account, [...world.account, 'authenticator' as const].slice(0, 3), world.account.slice(1)]
  return [...accounts.map(account => ({ ...pressed(world, 'back'), account })), ...(world.progress.facts.check ? [looked(world)] : [])]
}

function options(world: World, own: FlowId): World[] {
  const { progress } = world
  if (progress.flow !== own) return elsewhere(world)
  const step = stepOf(progress)
  const choices = step?.kind === 'choice' ? Object.keys(step.choices) : ['ios', 'other_way', 'lasting']
  const leading = Object.keys(guide.remedies).filter(reason => guide.remedies[reason]?.to)
  const reasons = step?.kind === 'do' ? step.reasons.filter((reason, index) => index === 0 || leading.includes(reason)) : []
  const looks = step?.kind === 'do' && step.check
  return [
    ...(progress.view === 'step' ? onward(world) : []),
    ...choices.map(choice => pressed(world, `choose ${choice}`)),
    pressed(world, 'back'),
    ...(looks ? (['pause', 'resume', 'trouble', 'fixed'] as const).map(press => pressed(world, press)) : []),
    ...(progress.view === 'trouble' ? reasons.map(reason => pressed(world, `reason ${reason}`)) : []),
    ...(progress.facts.check ? [looked(world)] : []),
    ...(step?.kind === 'do' && step.removes ? begun(world) : []),
  ]
}

/** In the middle of a removal the person types something else. */
const begun = (world: World): World[] =>
  (['question', 'remove_old_device', 'lost_phone'] as const).map(flow => ({
    ...world,
    progress: advance(guide, world.progress, { kind: 'start', flow }, given).progress,
    way: [...world.way, `start ${flow}`],
  }))

/** What decides how it can go on. A trail is told apart by its newest place. */
function keyOf({ progress, account }: World): string {
  const { check, reason, there } = progress.facts
  const newest = progress.trail.slice(-1).map(place => `${place.flow}.${place.step}`)
  const permit = there === undefined ? 'no' : String(there)
  const phone = progress.facts.devices?.phone
  return [placeOf(progress), phone, check?.step, check?.result, reason, permit, progress.facts.before?.lasting, ...account, ...newest].join(
    ' ',
  )
}

/** Every world of one flow; what happens in the others is taken as anything that can happen to an account. */
function everyWorld(flow: FlowId): World[] {
  const all = new Map<string, World>()
  let newest = accounts.map(account => started(flow, account))
  while (newest.length > 0) {
    const unseen = newest.filter(world => {
      const key = keyOf(world)
      const isNew = !all.has(key)
      if (isNew) all.set(key, world)
      return isNew
    })
    newest = unseen.flatMap(world => options(world, flow))
  }
  return [...all.values()]
}

const accounts: MethodKind[][] = [['phone'], ['authenticator'], ['authenticator', 'phone'], ['authenticator', 'passkey']]

describe('removing something from the account', () => {
  let worlds: World[]
  before(function () {
    this.timeout(60_000)
    worlds = changeFlows.flatMap(everyWorld)
  })

  it('is asked for only where something else works, on every path', () => {
    const reached = worlds.filter(({ progress }) => {
      const step = stepOf(progress)
      return progress.view === 'step' && step?.kind === 'do' && step.removes
    })
    const places = new Set(reached.map(({ progress }) => `${progress.flow}.${progress.step}`))
    assert.deepEqual([...places].sort(), removals.map(({ flow, step }) => `${flow}.${step}`).sort(), 'each is reached')
    for (const { progress, account, way } of reached) {
      const { removes } = stepOf(progress) as DoStep & { removes: 'method' | 'number' }
      assert.ok(verdictOf(without(account, removes)).done, `${placeOf(progress)} with only ${account.join(', ')}: ${way.join(' > ')}`)
    }
  })

  it('is followed by a look, and whoever has nothing left is told so', () => {
    const bare = worlds.filter(({ progress, account }) => {
      const step = stepOf(progress)
      return progress.view === 'checking' && step?.kind === 'do' && step.removes && !verdictOf(account).done
    })
    assert.ok(bare.length > 3, 'some remove the wrong thing')
    for (const world of bare) assert.equal(looked(world).progress.step, 'nothing_left', world.way.join(' > '))
  })

  it('begins with the look for somebody whose place an older version stored', () => {
    const { progress } = started('remove_old_device', ['authenticator'])
    const old = grow(guide.flows, { ...progress, step: 'remove', version: 0 })
    assert.equal(placeOf(old), 'remove_old_device.keep step')
    const linked = first(guide, 'kees', { kind: 'start', flow: 'new_phone', step: 'remove' }, given).progress
    assert.equal(placeOf(linked), 'new_phone.number step')
  })
})
