import assert from 'node:assert/strict'
import { checkGuide } from '../../../bot/flows/check-guide.ts'
import type { Guide } from '../../../bot/flows/event.ts'
import { type DoStep, type Flow, nextInPath, positionOf, type Step, stepText } from '../../../bot/flows/flow.ts'
import { guide } from '../../../bot/flows/index.ts'
import { speak, textKey } from '../../../cards/texts/translate.ts'

function withStep(step: Step): Guide {
  const start = { ...guide.flows.start, steps: { ...guide.flows.start.steps, front: step } }
  return { ...guide, flows: { ...guide.flows, start } }
}

const faultsOf = (changed: Guide) => checkGuide(changed).join('\n')

describe('the tables of the guide', () => {
  it('are complete', () => assert.deepEqual(checkGuide(guide), []))

  it('say where a choice leads nowhere', () => {
    const broken = withStep({ kind: 'choice', picture: 'key', choices: { both: { to: { step: 'nowhere' } } } })
    assert.match(faultsOf(broken), /start\.front leads to start\.nowhere/)
  })
  it('say where a text is missing', () => {
    const broken = withStep({ kind: 'choice', picture: 'key', choices: { flying: { to: 'end' } } })
    assert.match(faultsOf(broken), /start\.front has no text "flow\.start\.front\.choice\.flying"/)
  })
  it('say where a reason has no remedy, and where a step is in no path', () => {
    const broken = withStep({ kind: 'do', picture: 'key', reasons: ['dragons'] })
    assert.match(faultsOf(broken), /names the reason "dragons"/)
    assert.match(faultsOf(broken), /in no path/)
  })
  it('say where a path ends without a check', () => {
    const broken = { ...guide, flows: { ...guide.flows, passkey: { ...guide.flows.passkey, paths: [['app', 'app_account']] } } }
    assert.match(faultsOf(broken), /passkey\.app_account ends a path without a check/)
  })
  it('say where something can be removed without a look before and after', () => {
    const { new_phone: flow } = guide.flows
    const remove = flow.steps.remove as DoStep
    const blind = { ...flow, steps: { ...flow.steps, remove: { ...remove, check: { goal: 'kept', again: 'remove' } } } } satisfies Flow
    assert.match(
      faultsOf({ ...guide, flows: { ...guide.flows, new_phone: blind } }),
      /remove removes something, and does not look afterwards/,
    )
    const early = { ...flow, paths: [['keep', 'remove', 'number']] }
    assert.match(faultsOf({ ...guide, flows: { ...guide.flows, new_phone: early } }), /does not look whether that can be missed/)
    const around = withStep({ kind: 'choice', picture: 'key', choices: { both: { to: { flow: 'new_phone', step: 'remove' } } } })
    assert.match(faultsOf(around), /A button leads to new_phone\.remove around the look before it/)
  })
  it('say where nobody could tell that their phone is another one', () => {
    const broken = withStep({ kind: 'do', picture: 'key', asks: 'phone', reasons: [] })
    assert.match(faultsOf(broken), /"other_phone" is not among its reasons/)
  })
  it('say where a last step that needs no check leads nowhere', () => {
    const { choose } = guide.flows.sspr.steps
    const steps = { ...guide.flows.sspr.steps, choose: { ...(choose as DoStep), to: { step: 'nowhere' } } }
    assert.match(
      faultsOf({ ...guide, flows: { ...guide.flows, sspr: { ...guide.flows.sspr, steps } } }),
      /sspr\.choose leads to sspr\.nowhere/,
    )
  })
  it('say where the policy may leave a step without a choice', () => {
    const { method } = guide.flows.start.steps
    assert.ok(method?.kind === 'choice')
    assert.match(faultsOf(withStep({ ...method, none: undefined })), /start\.front may be left without a choice/)
  })
  it('have titles that can be said without knowing who reads them', () => {
    const say = speak('en', 'UTC')
    for (const flow of Object.values(guide.flows)) {
      for (const step of Object.keys(flow.steps)) assert.ok(say(textKey(stepText(flow, step, 'title'))), `${flow.id}.${step}`)
    }
  })
  it('say where a remedy has no words', () => {
    assert.match(
      faultsOf({ ...guide, remedies: { ...guide.remedies, dragons: {} } }),
      /The remedy "dragons" has no text "trouble\.dragons"/,
    )
  })

  it('count the steps of a path', () => {
    const flow = guide.flows.register_authenticator
    assert.deepEqual(positionOf(flow, 'account'), { number: 2, of: 5 })
    assert.deepEqual(positionOf(flow, 'phone_test'), { number: 4, of: 4 })
    assert.equal(positionOf(guide.flows.start, 'front'), null)
    assert.equal(nextInPath(flow, 'number'), null)
  })
})
