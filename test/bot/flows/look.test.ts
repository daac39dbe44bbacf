import assert from 'node:assert/strict'
import { advance, first } from '../../../bot/flows/advance.ts'
import type { Advanced, Looked, Situation } from '../../../bot/flows/event.ts'
import type { FlowId } from '../../../bot/flows/flow.ts'
import { guide } from '../../../bot/flows/index.ts'
import type { Progress } from '../../../services/progress.ts'

const pressed = new Date('2026-11-24T09:00:00Z')
const onAfter = (minutes: number) => new Date(pressed.getTime() + minutes * 60_000)
const at = (now: Date, before = { lasting: 0, done: false }): Situation => ({
  now,
  timeZone: 'Europe/Amsterdam',
  allowed: ['authenticator', 'passkey'],
  givesKeys: false,
  platform: null,
  before,
  has: [],
})

const nothing: Looked = { kind: 'known', done: false, endsSoon: false, kinds: [], lasting: 0, strong: 0, methods: 0 }
const phoneOnly: Looked = { kind: 'known', done: false, endsSoon: true, kinds: ['phone'], lasting: 0, strong: 0, methods: 1 }
const app: Looked = { kind: 'known', done: true, endsSoon: false, kinds: ['authenticator'], lasting: 1, strong: 1, methods: 1 }
const twoApps: Looked = { ...app, lasting: 2, strong: 2, methods: 2 }
const away: Looked = { kind: 'unavailable', retryAfterMs: null }

/** Somebody who just pressed "I did it" at `step`. */
function checking(flow: FlowId, step: string, before = { lasting: 0, done: false }): Progress {
  const begun = first(guide, 'kees', { kind: 'start', flow, step }, at(pressed, before)).progress
  return advance(guide, begun, { kind: 'next', at: { flow, step, revision: begun.revision } }, at(pressed, before)).progress
}

const look = (progress: Progress, minutes: number, looked: Looked): Advanced =>
  advance(guide, progress, { kind: 'looked', looked }, at(onAfter(minutes)))

/** Somebody whose new phone was seen beside the old one, and who pressed "The old one is gone". */
function removing(): Progress {
  const { progress } = look(checking('new_phone', 'number', { lasting: 1, done: true }), 1, twoApps)
  const here = { flow: 'new_phone', step: 'remove', revision: progress.revision }
  return advance(guide, progress, { kind: 'next', at: here }, at(onAfter(1))).progress
}

const lastStep = () => checking('register_authenticator', 'number')

describe('the looks at the directory', () => {
  it('come at once and 1, 2, 5 and 10 minutes after the press, then once in the night, then no more', () => {
    let progress = lastStep()
    const times: (string | undefined)[] = []
    for (let minutes = 0.05; progress.nextCheckAt && times.length < 9; ) {
      progress = look(progress, minutes, nothing).progress
      times.push(progress.nextCheckAt?.toISOString().slice(11, 16))
      minutes = ((progress.nextCheckAt?.getTime() ?? 0) - pressed.getTime()) / 60_000
    }
    assert.deepEqual(times, ['09:01', '09:02', '09:05', '09:10', '01:30', undefined])
    assert.equal(progress.facts.check?.stopped, true)
    assert.equal(progress.checks, 6)
  })

  it('of the night happen at half past two where the person lives', () => {
    const stopped = advance(guide, lastStep(), { kind: 'looked', looked: nothing }, { ...at(onAfter(10)), timeZone: 'America/New_York' })
    assert.equal(stopped.progress.nextCheckAt?.toISOString(), '2026-11-25T07:30:00.000Z')
  })

  it('that the person asks for do not use up the planned ones', () => {
    const { progress } = look(look(lastStep(), 0.1, nothing).progress, 0.5, nothing)
    assert.equal(progress.nextCheckAt?.toISOString(), onAfter(1).toISOString())
    const stopped = look(progress, 10, nothing).progress
    const asked = look(stopped, 12, nothing).progress
    assert.deepEqual(asked.nextCheckAt, stopped.nextCheckAt)
  })

  it('do not make a button out of date', () => {
    const before = lastStep()
    assert.equal(look(before, 1, nothing).progress.revision, before.revision)
  })

  it('that the directory does not answer do not count, and nobody is given up on', () => {
    let progress = lastStep()
    for (const minutes of [1, 2, 5, 10, 11]) progress = look(progress, minutes, away).progress
    assert.equal(progress.facts.check?.stopped, false)
    assert.equal(progress.facts.check?.result, 'unavailable')
    assert.equal(progress.checks, 0)
    assert.equal(progress.nextCheckAt?.toISOString(), onAfter(12).toISOString())
    const patient = look(progress, 12, { kind: 'unavailable', retryAfterMs: 300_000 }).progress
    assert.equal(patient.nextCheckAt?.toISOString(), onAfter(17).toISOString())
  })

  it('for an account that is gone stop at once', () => {
    const { progress } = look(lastStep(), 1, { kind: 'gone' })
    assert.equal(progress.nextCheckAt, null)
    assert.equal(progress.facts.check?.result, 'gone')
  })
})

describe('a check that passes', () => {
  it('finishes the flow and tells everybody who must know, once', () => {
    const found = look(lastStep(), 1, app)
    assert.equal(found.progress.view, 'finished')
    assert.deepEqual(found.effects, ['tell-done'])
    assert.deepEqual(found.progress.facts.passed, { flow: 'register_authenticator', endsSoon: false, kinds: ['authenticator'] })
    assert.equal(found.progress.nextCheckAt, null)
    assert.deepEqual(look(found.progress, 2, app).effects, [])
  })

  it('at night is told in the morning', () => {
    const stopped = look(lastStep(), 10, nothing).progress
    const night = look(stopped, 16.5 * 60, app)
    assert.deepEqual(night.effects, [])
    assert.equal(night.progress.tellAt?.toISOString(), '2026-11-25T07:00:00.000Z')
  })

  it('at night is told at once to somebody who just asked', () => {
    const stopped = look(lastStep(), 10, nothing).progress
    const asked = advance(guide, stopped, { kind: 'look' }, at(onAfter(16.5 * 60))).progress
    assert.ok(look(asked, 16.5 * 60 + 0.1, app).effects.includes('tell-done'))
  })

  it('does not take away the card of somebody who is asking a question meanwhile', () => {
    const asking = advance(guide, lastStep(), { kind: 'start', flow: 'question' }, at(onAfter(1))).progress
    const found = look(asking, 2, app)
    assert.equal(found.moved, false)
    assert.equal(found.progress.flow, 'question')
    assert.ok(found.effects.includes('tell-done'))
  })

  it('in the middle of a flow leads to the next step', () => {
    const found = look(checking('new_phone', 'number', { lasting: 1, done: true }), 1, twoApps)
    assert.deepEqual([found.progress.step, found.progress.view, found.effects], ['remove', 'step', []])
  })
})

describe('what counts', () => {
  const rows: [string, Progress, Looked, 'passes' | 'waits'][] = [
    ['the app, for somebody who had nothing', lastStep(), app, 'passes'],
    ['a phone number does not', lastStep(), phoneOnly, 'waits'],
    [
      'the app that was there before is not the new one',
      checking('register_authenticator', 'number', { lasting: 1, done: true }),
      app,
      'waits',
    ],
    ['a second one is', checking('register_authenticator', 'number', { lasting: 1, done: true }), twoApps, 'passes'],
    ['the old phone is not the new phone', checking('new_phone', 'number', { lasting: 1, done: true }), app, 'waits'],
    ['one phone left is enough after removing the old one', removing(), app, 'passes'],
    ['a changed number counts for itself', checking('change_phone_number', 'confirm'), phoneOnly, 'passes'],
    ['a changed number that is not there does not', checking('change_phone_number', 'confirm'), nothing, 'waits'],
  ]
  for (const [what, progress, looked, result] of rows) {
    it(what, () => assert.equal(look(progress, 1, looked).moved ? 'passes' : 'waits', result))
  }

  it('of a removal: one less than before, and something that is left', () => {
    const left = (looked: Looked) => look(removing(), 2, looked).progress
    assert.equal(left(app).view, 'finished')
    assert.equal(left(twoApps).view, 'checking', 'the old one is still there')
    assert.deepEqual([left(nothing).step, left(nothing).view, left(nothing).facts.check], ['nothing_left', 'step', undefined])
    assert.equal(left(phoneOnly).step, 'nothing_left', 'a phone number is nothing that lasts')
  })

  it('tells of a removal that left nothing to somebody who does something else meanwhile', () => {
    const asking = advance(guide, removing(), { kind: 'start', flow: 'question' }, at(onAfter(1))).progress
    const found = look(asking, 2, nothing)
    assert.deepEqual([found.progress.flow, found.progress.step, found.moved], ['new_phone', 'nothing_left', true])
    assert.equal(found.progress.trail.at(-1)?.flow, 'question')
  })

  it('asks nobody to remove what could be the last way in', () => {
    const found = look(checking('new_phone', 'number'), 1, app)
    assert.equal(found.progress.view, 'finished', 'the old phone was not in the account')
  })

  it('tells honestly that a phone number ends soon', () => {
    assert.equal(look(lastStep(), 1, phoneOnly).progress.facts.check?.result, 'ends_soon')
    assert.equal(look(checking('change_phone_number', 'confirm'), 1, phoneOnly).progress.facts.passed?.endsSoon, true)
  })

  it('compares with what the directory showed at the beginning, not with what was remembered', () => {
    const begun = first(guide, 'kees', { kind: 'start', flow: 'new_phone', step: 'number' }, at(pressed)).progress
    const baseline = advance(guide, begun, { kind: 'baseline', looked: app }, at(pressed)).progress
    const next = advance(
      guide,
      baseline,
      { kind: 'next', at: { flow: 'new_phone', step: 'number', revision: baseline.revision } },
      at(pressed),
    )
    assert.equal(look(next.progress, 1, app).moved, false)
    assert.equal(look(next.progress, 1, twoApps).moved, true)
  })

  it('does not compare a running check with itself', () => {
    const progress = checking('new_phone', 'number')
    assert.equal(advance(guide, progress, { kind: 'baseline', looked: app }, at(pressed)).progress, progress)
  })
})
