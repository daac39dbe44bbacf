import assert from 'node:assert/strict'
import { doneMessage } from '../../cards/done.ts'
import { speak } from '../../cards/texts/translate.ts'

const say = speak('en', 'Europe/Amsterdam')
const said = (...kinds: string[]) =>
  JSON.stringify(
    doneMessage(say, { flow: 'start', kinds, endsSoon: false, endsLater: false, second: null, hasSecond: false, lasting: '' }).card,
  )

describe('the message that somebody is done', () => {
  it('names what they sign in with from now on: no number that ends, and nothing that is for a new password only', () => {
    assert.match(said('authenticator', 'email', 'phone'), /in your account: Microsoft Authenticator\. With that you sign in/)
  })
  it('names the number where nothing else is there and numbers go on', () => {
    assert.match(said('email', 'phone'), /in your account: a phone number\. With that you sign in/)
  })
})
