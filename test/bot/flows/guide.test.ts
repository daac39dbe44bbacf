import assert from 'node:assert/strict'
import { currentGuideCard, guideActions, resumeFlow, startFlow } from '../../../bot/flows/handlers.ts'
import { secretWarningCard } from '../../../cards/secret-warning.ts'
import { findProgress, findTried } from '../../../services/progress.ts'
import { useDatabase } from '../../support/database.ts'
import { meetKees, type Story, start, textOf, toLastStep } from '../../support/guide-story.ts'

describe('the guide', () => {
  const database = useDatabase()
  let story: Story

  beforeEach(async () => {
    story = await meetKees(database().db)
  })

  it('walks from the first question to "you are done", in one card and one message', async () => {
    await toLastStep(story)
    assert.deepEqual(story.titles(), ['Step 5 of 5: try it out'])
    story.has('authenticator')
    await story.press('I did it')
    assert.deepEqual(story.titles(), ['I am checking'])
    await story.work()
    assert.deepEqual(story.titles(), ['You are done', 'You are done'])
    assert.equal(story.last()?.alert, true)
    assert.match(textOf(story.last()?.card), /Microsoft Authenticator/)
    story.button('Add a passkey')
  })

  it('speaks Dutch, with the words of the Dutch screens', async () => {
    story = await meetKees(database().db, 'nl')
    await story.bring(await startFlow(await story.turn(), 'start'))
    for (const title of [
      'Een computer en mijn telefoon',
      'Met de Authenticator-app',
      'Een iPhone',
      'Hij staat erop',
      'Ja, mijn eigen naam',
    ])
      await story.press(title)
    assert.equal(story.last()?.summary, 'Stap 3 van 5: voeg de app toe op de computer')
    assert.match(textOf(story.last()?.card), /Aanmeldingsmethode toevoegen/)
    await story.press('Ik zie de QR-code')
    assert.match(textOf(story.last()?.card), /Werk- of schoolaccount/)
  })

  it('stays where it is when a button is pressed twice', async () => {
    await toLastStep(story)
    const before = story.last()
    await story.press('Back')
    await story.press('Back', {}, before)
    assert.equal(story.last()?.summary, 'Step 4 of 5: scan the QR code with your phone')
  })

  it('shows the current card, with a kind word, where an older message is used', async () => {
    await toLastStep(story)
    const older = story.last()
    await story.bring(await resumeFlow(await story.turn()))
    assert.deepEqual(story.titles(), ['This goes on in a newer message below', 'Step 5 of 5: try it out'])
    await story.press('I did it', {}, older)
    assert.match(textOf(story.messages()[0]?.card), /That card is from before/)
    assert.equal((await findProgress(story.app.db, 'kees'))?.view, 'step')
    await story.press('I did it', {}, story.messages()[0])
    assert.equal(story.messages()[0]?.summary, 'I am checking', 'and one can go on there')
  })

  it('begins when a button of a guide is pressed by somebody without a place', async () => {
    await story.bring(await startFlow(await story.turn(), 'start'))
    await story.app.db.deleteFrom('progress').execute()
    await story.press('Only my phone')
    assert.equal(story.last()?.summary, 'What do you have in front of you?')
  })

  it('keeps the place over "continue later", for the button and for typing', async () => {
    await toLastStep(story)
    await story.press('Continue later')
    assert.equal(story.last()?.summary, 'I keep your place')
    await story.press('Go on')
    assert.equal(story.last()?.summary, 'Step 5 of 5: try it out')
    await story.press('Continue later')
    await story.bring(await startFlow(await story.turn(), 'start'))
    assert.equal(story.last()?.summary, 'Step 5 of 5: try it out')
    assert.match(textOf(story.last()?.card), /I kept your place/)
  })

  it('asks what does not work, and helps with that', async () => {
    await toLastStep(story)
    await story.press('This doesn’t work')
    await story.press('Help me with this')
    assert.equal(story.last()?.summary, 'Let’s see what stops you', 'without an answer it asks again')
    await story.press('Help me with this', { reason: 'no_notification' })
    assert.equal(story.last()?.summary, 'Open the app and pull down')
    const tried = await findTried(story.app.db, 'kees')
    assert.equal(tried.at(-1)?.event, 'reason:no_notification')
    assert.deepEqual(story.button('Still stuck: helpdesk').data, { topic: 'register_authenticator' })
    await story.press('It works now')
    assert.equal(story.last()?.summary, 'Step 5 of 5: try it out')
  })

  it('offers only what the policy allows', async () => {
    const value = JSON.stringify({ allowed: ['authenticator'] })
    await story.app.db.insertInto('sync_state').values({ name: 'methods_policy', value, changed_at: start }).execute()
    await story.bring(await startFlow(await story.turn(), 'start'))
    await story.press('A computer and my phone')
    assert.equal(story.last()?.summary, 'Which phone do you have?', 'the choice of a method is skipped')
    await story.bring(await startFlow(await story.turn(), 'no_smartphone'))
    await story.press('I have no smartphone')
    assert.ok(!story.last()?.card.actions?.some(action => action.title === 'My own work computer'))
  })

  it('offers a key where the organisation gives keys', async () => {
    const keys = async (given: string) => {
      story = await meetKees(database().db, 'en', { GIVES_SECURITY_KEYS: given })
      await story.app.db.deleteFrom('progress').execute()
      await story.bring(await startFlow(await story.turn(), 'no_smartphone'))
      await story.press('I have no smartphone')
      return story.last()?.card.actions?.some(action => action.title === 'I’d like a security key')
    }
    assert.equal(await keys('true'), true)
    assert.equal(await keys('false'), false)
  })

  it('answers a refresh from the stored place and changes nothing', async () => {
    await toLastStep(story)
    const before = await findProgress(story.app.db, 'kees')
    const answer = await guideActions['guide.refresh']?.(await story.turn(), {}, 'm1')
    assert.equal(answer?.replace?.summary, 'Step 5 of 5: try it out')
    assert.deepEqual(await findProgress(story.app.db, 'kees'), before)
    const refresh = story.last()?.card.refresh as { userIds: string[] } | undefined
    assert.deepEqual(refresh?.userIds, ['29:kees'])
  })

  it('has nothing to refresh or to show for somebody who has not begun, and going on begins', async () => {
    assert.equal(await currentGuideCard(await story.turn()), null)
    const answer = await guideActions['guide.refresh']?.(await story.turn(), {}, 'm1')
    assert.match(answer?.tell ?? '', /Type start/)
    await story.bring(await resumeFlow(await story.turn()))
    assert.equal(story.last()?.summary, 'What do you have in front of you?')
  })

  it('gives somebody whose place an older version stored the current card, and goes on from there', async () => {
    await toLastStep(story)
    await story.app.db.updateTable('progress').set({ flow_version: 0, step: 'scan_with_camera' }).execute()
    await story.press('I did it')
    assert.match(textOf(story.last()?.card), /That card is from before/)
    assert.equal(story.last()?.summary, 'Step 1 of 5: get the app')
    await story.press('It’s installed')
    assert.equal(story.last()?.summary, 'Step 2 of 5: check that it’s your account')
  })

  it('begins with "start" for a flow that nobody knows', async () => {
    const answer = await guideActions['guide.start']?.(await story.turn(), { flow: 'dragons' }, null)
    assert.equal(answer?.send?.[0]?.message.summary, 'What do you have in front of you?')
  })

  it('goes on where it was from a message that is not a card of the guide', async () => {
    await toLastStep(story)
    await story.press('Continue later')
    await story.bring({ send: [{ message: secretWarningCard((await story.turn()).say, 'code') }] })
    await story.press('Go on')
    assert.equal(story.last()?.summary, 'Step 5 of 5: try it out')
    assert.doesNotMatch(textOf(story.last()?.card), /from before/)
    await story.press('Back')
    assert.equal(story.last()?.summary, 'Step 4 of 5: scan the QR code with your phone')
  })
})
