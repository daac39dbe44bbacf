import assert from 'node:assert/strict'
import { advance } from '../../../bot/flows/advance.ts'
import type { Situation } from '../../../bot/flows/event.ts'
import { guide } from '../../../bot/flows/index.ts'
import { begin, placeOf, situation, walk } from '../../support/guide-walk.ts'

describe('the phone that somebody has', () => {
  const unknown = { ...situation, platform: 'Windows' }
  const atApp = (given: Situation) => walk(begin('start', given), ['choose both', 'choose authenticator'], given).progress

  it('is asked where the words differ and nobody knows it, once', () => {
    const asked = atApp(unknown)
    assert.equal(walk(asked, ['next'], unknown).moved, false, 'the step waits for the answer')
    assert.equal(walk(asked, ['choose nokia'], unknown).moved, false)
    const answered = walk(asked, ['choose android'], unknown).progress
    assert.deepEqual(answered.facts.devices, { computer: 'windows', phone: 'android' })
    assert.equal(placeOf(walk(answered, ['next'], unknown).progress), 'register_authenticator.account step')
    const again = advance(guide, answered, { kind: 'start', flow: 'passkey', step: 'app' }, unknown).progress
    assert.equal(placeOf(walk(again, ['next'], unknown).progress), 'passkey.app_account step')
  })
  it('is known from the phone they write from, also when they go on at a computer', () => {
    assert.equal(placeOf(walk(atApp(situation), ['next'], unknown).progress), 'register_authenticator.account step')
  })
  it('can be changed where the screens look different', () => {
    const asked = walk(atApp(situation), ['trouble', 'reason other_phone', 'choose other_way']).progress
    assert.equal(asked.facts.devices?.phone, 'ask')
    assert.equal(walk(asked, ['choose android']).progress.facts.devices?.phone, 'android')
  })
  it('is asked anew for a new phone, also of somebody who writes from the old one', () => {
    const asked = walk(begin('new_phone'), ['choose computer', 'next']).progress
    assert.equal(walk(asked, ['next']).moved, false)
    assert.equal(walk(walk(asked, ['choose android']).progress, ['next']).moved, true)
  })
  it('has a way back from the question', () => {
    assert.equal(placeOf(walk(atApp(unknown), ['back'], unknown).progress), 'start.method step')
  })
})
