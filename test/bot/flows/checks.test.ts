import assert from 'node:assert/strict'
import { startFlow } from '../../../bot/flows/handlers.ts'
import { tellDone } from '../../../bot/tasks/tell-done.ts'
import { findProgress } from '../../../services/progress.ts'
import { useDatabase } from '../../support/database.ts'
import { chat, meetKees, type Story, start, textOf, toLastStep } from '../../support/guide-story.ts'

describe('the check at the end of the guide', () => {
  const database = useDatabase()
  let story: Story

  beforeEach(async () => {
    story = await meetKees(database().db)
  })

  it('says "I am checking" in the first minute, then "I don’t see it yet" with the times, and asks by itself', async () => {
    await toLastStep(story)
    await story.press('I did it')
    await story.work()
    assert.deepEqual(story.titles(), ['I am checking'])
    await story.at(1)
    assert.deepEqual(story.titles(), ['I don’t see it yet. I keep looking.'])
    assert.match(textOf(story.last()?.card), /Last looked 10:01, next 10:02/)
    await story.at(2)
    assert.match(textOf(story.last()?.card), /Last looked 10:02, next 10:05/)
    await story.at(5)
    story.has('authenticator')
    await story.at(10)
    assert.deepEqual(story.titles(), ['You are done', 'You are done'])
  })

  it('stops after ten minutes with one step to do again or a human, looks at night, and tells in the morning', async () => {
    await toLastStep(story)
    await story.press('I did it')
    for (const minutes of [0, 1, 2, 5, 10]) await story.at(minutes)
    assert.deepEqual(story.titles(), ['I still don’t see it'])
    story.button('Helpdesk')
    story.button('Do one step again')
    const messages = story.app.messenger.sent.length
    await story.at(120)
    assert.equal(story.app.messenger.sent.length, messages, 'nothing happens in between')
    story.has('authenticator')
    await story.at(16.5 * 60)
    assert.deepEqual(story.titles(), ['You are done'], 'the card turns at night, without a message')
    await story.at(22 * 60 - 1)
    assert.equal(story.messages().length, 1)
    await story.at(22 * 60)
    assert.equal(story.messages().length, 2)
    assert.equal(story.last()?.alert, true)
  })

  it('leaves somebody alone when the night brought nothing', async () => {
    await toLastStep(story)
    await story.press('I did it')
    for (const minutes of [0, 1, 2, 5, 10, 16.5 * 60, 24 * 60, 48 * 60]) await story.at(minutes)
    assert.deepEqual(story.titles(), ['I still don’t see it'])
    assert.match(textOf(story.last()?.card), /I have stopped looking by myself/)
  })

  it('tells somebody with a phone number only that it ends, and shows the way to something that lasts', async () => {
    await toLastStep(story)
    story.has('phone')
    await story.press('I did it')
    await story.work()
    assert.match(textOf(story.last()?.card), /ends on 1 February 2027/)
    await story.press('Choose a way that lasts')
    assert.equal(story.last()?.summary, 'What do you have in front of you?')
    story.has('phone', 'authenticator')
    await story.at(1)
    assert.deepEqual(story.titles(), ['What do you have in front of you?', 'You are done'])
  })

  it('says nothing about an end where the organisation has a provider of its own', async () => {
    story = await meetKees(database().db, 'en', { TELEPHONY_PROVIDER: 'true' })
    await toLastStep(story)
    story.has('phone')
    await story.press('I did it')
    await story.work()
    assert.deepEqual(story.titles(), ['You are done', 'You are done'])
  })

  it('says so when the directory does not answer, and finds it later', async () => {
    await toLastStep(story)
    const { methods } = story.app.directory
    story.app.directory.methods = async ids => new Map(ids.map(id => [id, { kind: 'unavailable', retryAfterMs: null }]))
    await story.press('I did it')
    await story.work()
    assert.deepEqual(story.titles(), ['I cannot look right now. I keep trying.'])
    story.app.directory.methods = methods
    story.has('authenticator')
    await story.at(1)
    assert.deepEqual(story.titles(), ['You are done', 'You are done'])
  })

  it('takes a directory that breaks like one that does not answer', async () => {
    await toLastStep(story)
    story.app.directory.methodsPolicy = async () => {
      throw new Error('no connection')
    }
    await story.press('I did it')
    await story.work()
    assert.deepEqual(story.titles(), ['I cannot look right now. I keep trying.'])
  })

  it('looks now when asked, but not again within twenty seconds', async () => {
    await toLastStep(story)
    await story.press('I did it')
    await story.work()
    await story.at(1)
    story.has('authenticator')
    story.app.setTime(new Date(start.getTime() + 70_000))
    await story.press('Look now')
    assert.deepEqual(story.app.jobs.queued, [])
    story.app.setTime(new Date(start.getTime() + 85_000))
    await story.press('Look now')
    await story.work()
    assert.deepEqual(story.titles(), ['You are done', 'You are done'])
  })

  it('tells that somebody is done once, however often the job comes', async () => {
    await toLastStep(story)
    story.has('authenticator')
    await story.press('I did it')
    await story.work()
    await tellDone(story.app).run({ personId: 'kees' } as never)
    assert.equal(story.messages().length, 2)
  })

  it('tells it later when Teams asks to wait, and not at all to somebody who blocked the bot', async () => {
    await toLastStep(story)
    story.has('authenticator')
    await story.press('I did it')
    story.app.messenger.refusals.set(chat.conversationId, { kind: 'throttled', retryAfterMs: 1000, code: '429' })
    await assert.rejects(story.work())
    story.app.messenger.refusals.set(chat.conversationId, { kind: 'blocked', code: 'ConversationBlockedByUser' })
    await tellDone(story.app).run({ personId: 'kees' } as never)
    const conversation = await story.app.db.selectFrom('conversations').select('state').executeTakeFirstOrThrow()
    assert.equal(conversation.state, 'blocked')
    assert.equal((await findProgress(story.app.db, 'kees'))?.toldAt, null)
  })

  it('keeps the old phone until the directory has seen the new one, then removes it, then is done', async () => {
    story.has('authenticator')
    await story.bring(await startFlow(await story.turn(), 'new_phone'))
    await story.work()
    const titles = [
      'Yes, and I have a computer',
      'I have both phones',
      'An Android phone',
      'It’s on the new phone',
      'Yes, my own name',
      'I see the QR code',
      'My address is in the app',
      'It worked',
    ]
    for (const title of titles) await story.press(title)
    await story.work()
    assert.equal(story.last()?.summary, 'I am checking', 'the old phone is not the new one')
    await story.at(1)
    story.has('authenticator', 'authenticator')
    await story.at(2)
    assert.equal(story.last()?.summary, 'Step 7 of 7: now remove the old phone')
    assert.equal(story.last()?.alert, true, 'after minutes of waiting it comes as a message')
    story.has('authenticator')
    await story.press('The old one is gone')
    await story.work()
    assert.equal(story.last()?.summary, 'It works. You are up to date')
  })
})
