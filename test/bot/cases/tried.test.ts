import assert from 'node:assert/strict'
import { triedWords } from '../../../bot/cases/tried.ts'
import { guide } from '../../../bot/flows/index.ts'
import { hasText, speak, textKey } from '../../../cards/texts/translate.ts'

const say = speak('en', 'Europe/Amsterdam')
const line = (step: string, event: string, flow = 'register_authenticator') => ({ flow, step, event, at: '2026-11-24T09:00:00.000Z' })
const title = (step: string) => say(textKey(`flow.register_authenticator.${step}.title`))

describe('what was tried, in words', () => {
  it('names the steps, what went wrong there, and that the directory was asked', () => {
    const tried = [
      line('app', 'started'),
      line('app', 'next'),
      line('app', 'reason:no_space'),
      line('app', 'looked:not_yet'),
      line('app', 'look'),
    ]
    assert.deepEqual(triedWords(say, tried), [
      title('app'),
      `${title('app')} (${say(textKey('trouble.no_space'))})`,
      say('case.tried.looked'),
      title('app'),
    ])
  })

  it('keeps the newest six, and leaves out what this version does not know', () => {
    const flow = guide.flows.register_authenticator
    const steps = Object.keys(flow.steps).filter(step => hasText(`flow.register_authenticator.${step}.title`))
    const words = triedWords(say, [...steps.map(step => line(step, 'next')), line('gone', 'next'), line('x', 'next', 'gone')])
    assert.deepEqual(words, steps.slice(-6).map(title))
  })
})
