import assert from 'node:assert/strict'
import { type TestApp, testApp } from '../support/app.ts'
import { useDatabase } from '../support/database.ts'
import { addReachable, later, now } from '../support/rollout.ts'
import { Teams } from '../support/teams.ts'

const isMenu = /"summary":"I help you sign in safely"/
const justSent = /I sent you that a moment ago\. It is just above\./

describe('nobody gets the same card twice in a row', () => {
  const database = useDatabase()
  let app: TestApp
  let teams: Teams
  beforeEach(async () => {
    app = testApp(database().db, now)
    teams = new Teams(app)
    await addReachable(app.db, ['kees'])
  })
  const types = async (text: string) => String(await teams.types('kees', text))
  const press = async (verb: string, data: object = {}, on = 'm99') => {
    app.messenger.clear()
    const { line } = await teams.presses('kees', verb, data, on)
    return { line, sent: app.messenger.sent.filter(one => one.kind === 'send').map(one => one.message.summary) }
  }

  it('who types the same again hears where it is, and gets it the time after', async () => {
    assert.match(await types('help'), isMenu)
    const again = await types('help')
    assert.match(again, justSent)
    assert.doesNotMatch(again, isMenu)
    assert.match(await types('help'), isMenu)
  })

  it('who presses twice gets one form, and a line that says where it is', async () => {
    assert.deepEqual((await press('help.open')).sent, ['Talk to the helpdesk'])
    const again = await press('help.open')
    assert.deepEqual(again.sent, [])
    assert.match(again.line, /You find it at the end of this chat/)
  })

  it('what looks different by now comes anew, and so does what was sent a while ago', async () => {
    await press('help.open')
    const { activityId } = app.messenger.sent[0] ?? assert.fail('there is no form')
    await press('help.cancel', {}, activityId)
    assert.deepEqual((await press('help.open')).sent, ['Talk to the helpdesk'])
    app.setTime(later(16 * 60))
    assert.deepEqual((await press('help.open')).sent, ['Talk to the helpdesk'])
  })

  it('what a press turned into the same card is the same card', async () => {
    await types('privacy')
    const { activityId } = app.messenger.sent[0] ?? assert.fail('there is no card')
    await press('my.forget', {}, activityId)
    await press('my.privacy', {}, activityId)
    assert.match(await types('privacy'), justSent)
  })

  it('a warning about a secret is given each time', async () => {
    for (const _time of [1, 2]) assert.match(await types('my code is 482913'), /Keep that to yourself/)
  })

  it('a press that changes nothing says so on the card', async () => {
    for (const _time of [1, 2]) {
      const { card } = await teams.presses('kees', 'my.language', { language: 'en' })
      assert.match(card, /From now on I write to you in English/)
    }
    await press('help.send', { sentence: 'het lukt niet' }, 'form')
    const { card } = await teams.presses('kees', 'help.refresh', { caseId: 2001, asked: true })
    assert.match(card, /I looked again at 10:00/)
    assert.doesNotMatch((await teams.presses('kees', 'help.refresh', { caseId: 2001 })).card, /I looked again/, 'Teams looks by itself')
  })

  it('the card of a case moves to the newest message, and the one before gives up its buttons', async () => {
    await press('help.send', { sentence: 'het lukt niet' }, 'form')
    await types('helpdesk')
    const { activityId } = app.messenger.sent[0] ?? assert.fail('there is no card')
    app.messenger.clear()
    await teams.activity('kees', { text: 'helpdesk' })
    const earlier = app.messenger.sent.find(one => one.activityId === activityId)
    assert.equal(earlier?.kind, 'update')
    assert.doesNotMatch(JSON.stringify(earlier?.message), /help\.reply/)
    assert.match(JSON.stringify(app.messenger.sent[0]?.message), /You already have a case/)
  })
})
