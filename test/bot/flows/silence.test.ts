import assert from 'node:assert/strict'
import type { GuideEvent } from '../../../bot/flows/event.ts'
import { guide } from '../../../bot/flows/index.ts'
import { listen, patienceOf, stayOf } from '../../../bot/flows/silence.ts'
import type { Progress } from '../../../services/progress.ts'
import { samplePlace } from '../../support/samples/guide.ts'

const now = new Date('2026-11-24T09:00:00Z')
const minutesTo = (at: Date | null) => at && (at.getTime() - now.getTime()) / 60_000
const pressed: GuideEvent = { kind: 'resume' }
const heard = (place: Progress, moved = true, event: GuideEvent = pressed) => listen(guide.flows, { event, moved }, place, now)
const at = (flow: string, step: string, more: Partial<Progress> = {}) => samplePlace({ flow, step, ...more })

describe('silence in the guide', () => {
  it('is noticed after twenty minutes with a screen open, an hour with a choice, a day where the key must come, a day when paused', () => {
    const dueIn = (place: Progress) => minutesTo(heard(place).silentAt)
    assert.equal(dueIn(at('register_authenticator', 'scan')), 20)
    assert.equal(dueIn(at('start', 'method')), 60)
    assert.equal(dueIn(at('no_smartphone', 'key')), 24 * 60)
    assert.equal(dueIn(at('register_authenticator', 'scan', { view: 'paused' })), 24 * 60)
  })

  it('is not noticed once all is done or said', () => {
    const before = { silentAt: now, nudges: 1, stay: 'register_authenticator.number' }
    for (const view of ['finished', 'closed'] as const) {
      const { silentAt, nudges, stay } = heard(at('register_authenticator', 'number', { view, ...before }))
      assert.deepEqual([silentAt, nudges, stay], [null, 0, null], view)
    }
  })

  it('counts for the stay at a step: another card of the same step keeps the nudges, another step begins anew', () => {
    const asked = { nudges: 1, stay: 'register_authenticator.scan' }
    const trouble = heard(at('register_authenticator', 'scan', { view: 'trouble', ...asked }))
    assert.deepEqual([trouble.nudges, minutesTo(trouble.silentAt)], [1, 20])
    const next = heard(at('register_authenticator', 'number', asked))
    assert.deepEqual([next.nudges, next.stay], [0, 'register_authenticator.number'])
    assert.equal(heard(at('register_authenticator', 'scan', { nudges: 3, stay: 'register_authenticator.scan' })).silentAt, null)
  })

  it('of somebody in a side talk is about where they were, and of somebody who only asked something is no silence', () => {
    const trail = [{ flow: 'register_authenticator', step: 'scan' }]
    const aside = at('question', 'why', { trail })
    assert.deepEqual(stayOf(guide.flows, aside), trail[0])
    assert.equal(heard(aside).stay, 'register_authenticator.scan')
    const asked = heard(at('question', 'why', { trail: [{ flow: 'question', step: 'menu' }] }))
    assert.deepEqual([asked.silentAt, asked.stay], [null, null])
  })

  it('is not broken by what the bot does itself, and a press that changes nothing is no write until somebody was nudged', () => {
    const place = at('register_authenticator', 'scan', { silentAt: now, stay: 'register_authenticator.scan' })
    const looked: GuideEvent = { kind: 'looked', looked: { kind: 'gone' } }
    assert.equal(heard(place, false, looked), place)
    assert.equal(heard(place, false), place)
    const nudged = { ...place, nudges: 1 }
    assert.equal(heard(nudged, false, looked), nudged)
    assert.equal(minutesTo(heard(nudged, false).silentAt), 20)
  })

  it('has a patience at every step', () => {
    for (const flow of Object.values(guide.flows))
      for (const step of Object.values(flow.steps)) assert.ok(patienceOf(step, 'step') >= 10 * 60_000, flow.id)
  })
})
