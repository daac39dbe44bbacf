import assert from 'node:assert/strict'
import fc from 'fast-check'
import { advance, first, grow } from '../../../bot/flows/advance.ts'
import { guide } from '../../../bot/flows/index.ts'
import type { Progress } from '../../../services/progress.ts'
import { begin, eventOf, now, type Press, placeOf, situation, walk } from '../../support/guide-walk.ts'

/** Person presses these, one after the other, and stands there. */
const walks: [string, keyof typeof guide.flows, Press[], string][] = [
  ['a computer and a phone lead to the choice of a method', 'start', ['choose both'], 'start.method step'],
  ['the app with a computer begins at the app', 'start', ['choose both', 'choose authenticator'], 'register_authenticator.app step'],
  [
    'the app on the phone alone has its own path',
    'start',
    ['choose phone', 'choose authenticator'],
    'register_authenticator.phone_app step',
  ],
  ['a shared computer without a phone leads to a key', 'start', ['choose shared', 'choose without'], 'no_smartphone.shared step'],
  ['no phone leads to the alternatives', 'start', ['choose none'], 'no_smartphone.why step'],
  ['a path is walked in its order', 'register_authenticator', ['next', 'next', 'next', 'next'], 'register_authenticator.number step'],
  [
    'the last step asks the directory',
    'register_authenticator',
    ['next', 'next', 'next', 'next', 'next'],
    'register_authenticator.number checking',
  ],
  ['back leads to the step before', 'register_authenticator', ['next', 'next', 'back'], 'register_authenticator.account step'],
  ['back leads out of a flow to the question before it', 'start', ['choose both', 'choose authenticator', 'back'], 'start.method step'],
  ['back at the very beginning stays there', 'start', ['back'], 'start.front step'],
  ['trouble shows the reasons of the step', 'register_authenticator', ['trouble'], 'register_authenticator.app trouble'],
  ['a reason shows its remedy', 'register_authenticator', ['trouble', 'reason no_space'], 'register_authenticator.app remedy'],
  [
    'a reason of another step is not taken',
    'register_authenticator',
    ['trouble', 'reason qr_expired'],
    'register_authenticator.app trouble',
  ],
  [
    'what works now goes on at the step',
    'register_authenticator',
    ['trouble', 'reason no_space', 'fixed'],
    'register_authenticator.app step',
  ],
  [
    'back from a remedy shows the reasons',
    'register_authenticator',
    ['trouble', 'reason no_space', 'back'],
    'register_authenticator.app trouble',
  ],
  [
    'a remedy can lead another way',
    'register_authenticator',
    ['trouble', 'reason own_phone', 'choose other_way'],
    'no_smartphone.why step',
  ],
  ['later keeps the place', 'register_authenticator', ['next', 'pause'], 'register_authenticator.account paused'],
  ['going on is where it was', 'register_authenticator', ['next', 'pause', 'resume'], 'register_authenticator.account step'],
  ['a question does not move by "next"', 'start', ['next'], 'start.front step'],
  ['stolen comes first to the helpdesk, then to the password', 'lost_phone', ['choose stolen', 'next'], 'lost_phone.password step'],
  ['lost without a way in leads to a human', 'lost_phone', ['choose lost_out'], 'lost_phone.locked_out step'],
  ['found again is the end', 'lost_phone', ['choose found', 'next'], 'lost_phone.found closed'],
  ['a new phone while the old one is gone is a lost phone', 'new_phone', ['choose gone'], 'lost_phone.can_sign_in step'],
  ['a question can lead to a flow', 'question', ['choose doubts', 'choose why_me', 'next'], 'start.front step'],
  [
    'the helpdesk waits behind a number that is gone',
    'change_phone_number',
    ['choose gone', 'choose no_way'],
    'lost_phone.locked_out step',
  ],
]

describe('advance', () => {
  for (const [what, flow, presses, place] of walks) {
    it(what, () => assert.equal(placeOf(walk(begin(flow), presses).progress), place))
  }

  it('asks for a look when a check begins, and plans the next one after a minute', () => {
    const { progress, effects } = walk(begin('register_authenticator'), ['next', 'next', 'next', 'next', 'next'])
    assert.deepEqual(effects, ['check-registration'])
    assert.equal(progress.checkStartedAt, now)
    assert.deepEqual(progress.nextCheckAt, new Date('2026-11-24T09:01:00Z'))
  })

  it('asks what is there when a flow begins that has to see something new', () => {
    assert.deepEqual(first(guide, 'kees', { kind: 'start', flow: 'new_phone' }, situation).effects, ['check-registration'])
    assert.deepEqual(first(guide, 'kees', { kind: 'start', flow: 'question' }, situation).effects, [])
  })

  it('does not move twice when a button is pressed twice', () => {
    const before = begin('register_authenticator')
    const event = eventOf(before, 'next')
    const once = advance(guide, before, event, situation)
    const twice = advance(guide, once.progress, event, situation)
    assert.equal(twice.moved, false)
    assert.equal(twice.progress, once.progress)
    assert.deepEqual(twice.effects, [])
  })

  it('follows the only method that the policy leaves', () => {
    const onlyApp = { ...situation, allowed: ['authenticator'] as const }
    assert.equal(placeOf(walk(begin('start', onlyApp), ['choose both'], onlyApp).progress), 'register_authenticator.app step')
    const onlyPasskey = { ...situation, allowed: ['passkey'] as const }
    assert.equal(placeOf(walk(begin('start', onlyPasskey), ['choose phone'], onlyPasskey).progress), 'passkey.where step')
  })

  it('does not take a choice that the policy forbids', () => {
    const noPasskeys = { ...situation, allowed: ['authenticator', 'phone'] as const }
    const at = walk(begin('start', noPasskeys), ['choose none', 'choose no_phone'], noPasskeys)
    assert.equal(walk(at.progress, ['choose key'], noPasskeys).moved, false)
    assert.equal(walk(at.progress, ['choose windows'], noPasskeys).moved, false)
  })

  it('goes back past a step that was skipped', () => {
    const onlyApp = { ...situation, allowed: ['authenticator'] as const }
    assert.equal(placeOf(walk(begin('start', onlyApp), ['choose both', 'back'], onlyApp).progress), 'start.front step')
  })

  it('leads somebody who asks to begin again to the place where they were', () => {
    const at = walk(begin(), ['choose both', 'choose authenticator', 'next', 'pause']).progress
    const again = advance(guide, at, { kind: 'start', flow: 'start' }, situation)
    assert.equal(again.kept, true)
    assert.equal(placeOf(again.progress), 'register_authenticator.account step')
    assert.notEqual(again.progress.revision, at.revision)
  })

  it('never leads back to the place where somebody is already', () => {
    const again = (progress: Progress, flow: 'start' | 'question') => advance(guide, progress, { kind: 'start', flow }, situation).progress
    assert.deepEqual(again(begin(), 'start').trail, [], 'begun twice')
    const asked = again(again(begin(), 'question'), 'question')
    assert.deepEqual(again(asked, 'start').trail, [], 'begun, asked, begun again')
  })

  it('comes back to the guide after a question', () => {
    const at = walk(begin(), ['choose both', 'choose authenticator', 'next']).progress
    const asked = advance(guide, at, { kind: 'start', flow: 'question' }, situation).progress
    const read = walk(asked, ['choose doubts', 'choose why_me']).progress
    assert.equal(placeOf(advance(guide, read, { kind: 'resume' }, situation).progress), 'register_authenticator.account step')
  })

  it('keeps a running check while the person asks a question, and shows it again', () => {
    const checking = walk(begin('register_authenticator'), ['next', 'next', 'next', 'next', 'next']).progress
    const asked = advance(guide, checking, { kind: 'start', flow: 'question' }, situation).progress
    assert.ok(asked.nextCheckAt)
    assert.equal(placeOf(walk(asked, ['back']).progress), 'register_authenticator.number checking')
  })

  it('does one step again from the check, and ends the check', () => {
    const checking = walk(begin('register_authenticator'), ['next', 'next', 'next', 'next', 'next']).progress
    const again = walk(checking, ['back']).progress
    assert.equal(placeOf(again), 'register_authenticator.add step')
    assert.equal(again.facts.check, undefined)
    assert.equal(again.nextCheckAt, null)
    assert.deepEqual(
      again.trail.map(place => place.step),
      ['app', 'account'],
    )
  })

  it('keeps what was tried, with the place and the moment', () => {
    const { progress } = walk(begin('register_authenticator'), ['next', 'trouble', 'reason page_check'])
    assert.deepEqual(
      progress.noted.map(({ step, event }) => `${step} ${event}`),
      ['app started', 'app next', 'account trouble', 'account reason:page_check'],
    )
    assert.ok(progress.noted.every(({ at }) => at === now.toISOString()))
  })

  it('remembers what the person had before the flow', () => {
    const done = { ...situation, before: { lasting: 1, done: true } }
    assert.deepEqual(walk(begin('start', done), ['choose both', 'choose passkey'], done).progress.facts.before, {
      lasting: 1,
      done: true,
      live: false,
    })
  })

  it('never looks twice within twenty seconds', () => {
    const checking = walk(begin('register_authenticator'), ['next', 'next', 'next', 'next', 'next']).progress
    const look = (after: number, progress: Progress) =>
      advance(guide, progress, { kind: 'look' }, { ...situation, now: new Date(now.getTime() + after * 1000) })
    assert.deepEqual(look(5, checking).effects, [])
    const asked = look(20, checking)
    assert.deepEqual(asked.effects, ['check-registration'])
    assert.deepEqual(look(30, asked.progress).effects, [])
  })
})

describe('growing up', () => {
  it('leaves a place of this version alone', () => {
    const progress = begin()
    assert.equal(grow(guide.flows, progress), progress)
  })
  it('keeps a step that still exists, and takes the new version', () => {
    const old = { ...begin('register_authenticator'), version: 0 }
    const grown = grow(guide.flows, old)
    assert.equal(placeOf(grown), 'register_authenticator.app step')
    assert.equal(grown.version, 1)
    assert.equal(grown.revision, old.revision + 1)
  })
  it('begins a flow anew whose step is gone', () => {
    const old: Progress = { ...begin('register_authenticator'), step: 'scan_old', view: 'trouble', trail: [{ flow: 'gone', step: 'x' }] }
    const grown = grow(guide.flows, old)
    assert.equal(placeOf(grown), 'register_authenticator.app step')
    assert.deepEqual(grown.trail, [])
  })
  it('begins at the start when the whole flow is gone', () => {
    assert.equal(placeOf(grow(guide.flows, { ...begin(), flow: 'gone' })), 'start.front step')
  })
})

describe('any buttons in any order', () => {
  const press = fc.oneof(
    fc.constantFrom<Press>('next', 'back', 'pause', 'trouble', 'fixed', 'resume'),
    fc.integer({ min: 0, max: 8 }).map(index => `pick ${index}` as const),
  )

  /** The `index`th thing that this very card offers. */
  function picked(progress: Progress, index: number): Press {
    const step = guide.flows[progress.flow as keyof typeof guide.flows].steps[progress.step]
    if (progress.view === 'trouble' && step?.kind === 'do') return `reason ${step.reasons[index % step.reasons.length]}`
    if (step?.kind === 'choice') return `choose ${Object.keys(step.choices)[index % Object.keys(step.choices).length]}`
    return 'next'
  }

  it('always stand at a step that exists, never go back in revision, and keep short lists', () => {
    fc.assert(
      fc.property(fc.constantFrom(...Object.values(guide.flows)), fc.array(press, { maxLength: 80 }), (flow, presses) => {
        let progress = begin(flow.id)
        for (const one of presses) {
          const wanted = one.startsWith('pick ') ? picked(progress, Number(one.slice(5))) : (one as Press)
          const result = advance(guide, progress, eventOf(progress, wanted), situation)
          assert.ok(result.progress.revision >= progress.revision)
          assert.equal(result.moved, result.progress.revision > progress.revision)
          progress = result.progress
          const there = guide.flows[progress.flow as keyof typeof guide.flows]
          assert.ok(there.steps[progress.step], `${progress.flow}.${progress.step}`)
          assert.equal(progress.version, there.version)
          assert.ok(progress.trail.length <= 30)
        }
      }),
      { numRuns: 300 },
    )
  })
})
