import assert from 'node:assert/strict'
import type { Answer, Turn } from '../../../bot/answer.ts'
import { sweepChecks } from '../../../bot/flows/check.ts'
import { currentGuideCard, guideActions, resumeFlow, startFlow } from '../../../bot/flows/handlers.ts'
import { sayTo } from '../../../bot/say.ts'
import { checkRegistration } from '../../../bot/tasks/check-registration.ts'
import { tellDone } from '../../../bot/tasks/tell-done.ts'
import { type Pressed, parseAction } from '../../../cards/actions.ts'
import type { Action, Card } from '../../../cards/card.ts'
import { reached } from '../../../services/conversations.ts'
import type { Task } from '../../../services/jobs.ts'
import { seePerson } from '../../../services/people.ts'
import { findProgress } from '../../../services/progress.ts'
import { type TestApp, testApp } from '../../support/app.ts'
import { useDatabase } from '../../support/database.ts'

const start = new Date('2026-11-24T09:00:00Z')
const chat = { conversationId: 'chat-kees', serviceUrl: 'https://smba.example.test/' }
const languages = { en: 'en-GB', nl: 'nl-NL' }

/** Kees and the bot: he presses buttons by their title, and the chat shows what came of it. */
class Story {
  readonly app: TestApp
  readonly refreshed: string[] = []

  constructor(app: TestApp) {
    this.app = app
  }

  async turn(): Promise<Turn> {
    const person = await this.app.db.selectFrom('people').selectAll().where('id', '=', 'kees').executeTakeFirstOrThrow()
    const sender: Turn['sender'] = {
      personId: 'kees',
      teamsUserId: '29:kees',
      name: 'Kees de Wit',
      locale: null,
      timeZone: null,
      platform: null,
      ...chat,
      channelId: null,
      where: 'personal',
    }
    return { app: this.app, person, say: sayTo(this.app, person), sender, now: this.app.clock.now() }
  }

  /** Brings an answer to the chat as Teams would. */
  async bring(answer: Answer, activityId: string | null = null): Promise<void> {
    for (const { message, sent } of answer.send ?? []) {
      const outcome = await this.app.messenger.send(chat, message)
      if (outcome.kind === 'delivered') await sent?.(outcome.activityId)
    }
    if (answer.replace && activityId) await this.app.messenger.update(chat, activityId, answer.replace)
  }

  /** The messages in the chat, oldest first, each with its id. */
  messages() {
    const ids = [...new Set(this.app.messenger.sent.map(one => one.activityId))]
    const shown = this.app.messenger.shown(chat.conversationId)
    return ids.map((id, index) => ({
      id,
      summary: shown[index]?.summary ?? '',
      card: shown[index]?.card as Card,
      alert: shown[index]?.alert,
    }))
  }
  last = () => this.messages().at(-1)
  titles = () => this.messages().map(one => one.summary)

  async deliver(action: Action, activityId: string): Promise<void> {
    const pressed = parseAction(String(action.verb), action.data) as Pressed
    const handler = guideActions[pressed.verb] as (turn: Turn, data: object, activityId: string) => Promise<Answer>
    await this.bring(await handler(await this.turn(), pressed.data, activityId), activityId)
  }

  button(title: string, from = this.last()): Action {
    const found = from?.card.actions?.find(action => action.title === title)
    assert.ok(found, `no button "${title}" among: ${from?.card.actions?.map(action => action.title).join(', ')}`)
    return found
  }
  async press(title: string, inputs: object = {}, from = this.last()): Promise<void> {
    const action = this.button(title, from)
    await this.deliver({ ...action, data: { ...(action.data as object), ...inputs } }, from?.id ?? '')
  }

  async work(): Promise<void> {
    const refresh: Task = { kind: 'refresh-announcements', run: async ({ personId }) => void this.refreshed.push(personId) }
    await this.app.jobs.run([checkRegistration(this.app), tellDone(this.app), refresh])
  }
  /** Moves the clock and does what is due then. */
  async at(minutes: number): Promise<void> {
    const now = new Date(start.getTime() + minutes * 60_000)
    this.app.setTime(now)
    await sweepChecks(this.app, now)
    await this.work()
  }
  has(...methods: ('authenticator' | 'phone' | 'passkey')[]): void {
    this.app.directory.methodsOf.kees = methods
  }
}

const text = (card: Card | undefined) => JSON.stringify(card?.body)

async function toLastStep(story: Story): Promise<void> {
  await story.bring(await startFlow(await story.turn(), 'start'))
  await story.work()
  const titles = [
    'A computer and my phone',
    'With the Authenticator app',
    'It’s installed',
    'Yes, my own name',
    'I see the QR code',
    'My address is in the app',
  ]
  for (const title of titles) await story.press(title)
}

describe('the guide', () => {
  const database = useDatabase()
  let story: Story

  async function meet(language: keyof typeof languages = 'en', environment = {}): Promise<Story> {
    const app = testApp(database().db, start, environment)
    const person = { id: 'kees', name: 'Kees de Wit', locale: languages[language], timeZone: 'Europe/Amsterdam', platform: 'Windows' }
    await seePerson(app.db, person, start)
    await reached(app.db, { id: 'kees', ...chat, teamsUserId: '29:kees' }, start)
    return new Story(app)
  }
  beforeEach(async () => {
    story = await meet()
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
    assert.match(text(story.last()?.card), /Microsoft Authenticator/)
    story.button('Add a passkey')
    assert.deepEqual(story.refreshed, ['kees'])
  })

  it('speaks Dutch, with the words of the Dutch screens', async () => {
    story = await meet('nl')
    await story.bring(await startFlow(await story.turn(), 'start'))
    for (const title of ['Een computer en mijn telefoon', 'Met de Authenticator-app', 'Hij staat erop', 'Ja, mijn eigen naam'])
      await story.press(title)
    assert.equal(story.last()?.summary, 'Stap 3 van 5: voeg de app toe op de computer')
    assert.match(text(story.last()?.card), /Aanmeldingsmethode toevoegen/)
    await story.press('Ik zie de QR-code')
    assert.match(text(story.last()?.card), /Werk- of schoolaccount/)
  })

  it('says "I am checking" in the first minute, then "I don’t see it yet" with the times, and asks by itself', async () => {
    await toLastStep(story)
    await story.press('I did it')
    await story.work()
    assert.deepEqual(story.titles(), ['I am checking'])
    await story.at(1)
    assert.deepEqual(story.titles(), ['I don’t see it yet. I keep looking.'])
    assert.match(text(story.last()?.card), /Last looked 10:01, next 10:02/)
    await story.at(2)
    assert.match(text(story.last()?.card), /Last looked 10:02, next 10:05/)
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
    assert.match(text(story.last()?.card), /I have stopped looking by myself/)
  })

  it('tells somebody with a phone number only that it ends, and shows the way to something that lasts', async () => {
    await toLastStep(story)
    story.has('phone')
    await story.press('I did it')
    await story.work()
    assert.match(text(story.last()?.card), /ends on 1 February 2027/)
    story.button('Choose a way that lasts')
  })

  it('says nothing about an end where the organisation has a provider of its own', async () => {
    story = await meet('en', { TELEPHONY_PROVIDER: 'true' })
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
    await story.press('I did it', {}, older)
    assert.match(text(story.messages()[0]?.card), /That card is from before/)
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
    assert.match(text(story.last()?.card), /I kept your place/)
  })

  it('asks what does not work, and helps with that', async () => {
    await toLastStep(story)
    await story.press('This doesn’t work')
    await story.press('Help me with this')
    assert.equal(story.last()?.summary, 'Let’s see what stops you', 'without an answer it asks again')
    await story.press('Help me with this', { reason: 'no_notification' })
    assert.equal(story.last()?.summary, 'Open the app and pull down')
    const { tried } = (await findProgress(story.app.db, 'kees')) ?? { tried: [] }
    assert.equal(tried.at(-1)?.event, 'reason:no_notification')
    assert.deepEqual(story.button('Still stuck').data, { topic: 'register_authenticator' })
    await story.press('It works now')
    assert.equal(story.last()?.summary, 'Step 5 of 5: try it out')
  })

  it('keeps the old phone until the directory has seen the new one, then removes it, then is done', async () => {
    story.has('authenticator')
    await story.bring(await startFlow(await story.turn(), 'new_phone'))
    await story.work()
    const titles = [
      'Yes, and I have a computer',
      'I have both phones',
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

  it('offers only what the policy allows', async () => {
    const value = JSON.stringify({ allowed: ['authenticator'] })
    await story.app.db.insertInto('sync_state').values({ name: 'methods_policy', value, changed_at: start }).execute()
    await story.bring(await startFlow(await story.turn(), 'start'))
    await story.press('A computer and my phone')
    assert.equal(story.last()?.summary, 'Step 1 of 5: get the app', 'the choice of a method is skipped')
    await story.bring(await startFlow(await story.turn(), 'no_smartphone'))
    await story.press('I have no smartphone')
    assert.ok(!story.last()?.card.actions?.some(action => action.title === 'My own work computer'))
  })

  it('offers a key where the organisation gives keys', async () => {
    const keys = async (given: string) => {
      story = await meet('en', { GIVES_SECURITY_KEYS: given })
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
    assert.deepEqual(story.last()?.card.refresh && (story.last()?.card.refresh as { userIds: string[] }).userIds, ['29:kees'])
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
    assert.match(text(story.last()?.card), /That card is from before/)
    assert.equal(story.last()?.summary, 'Step 1 of 5: get the app')
    await story.press('It’s installed')
    assert.equal(story.last()?.summary, 'Step 2 of 5: check that it’s your account')
  })

  it('begins with "start" for a flow that nobody knows', async () => {
    const answer = await guideActions['guide.start']?.(await story.turn(), { flow: 'dragons' }, null)
    assert.equal(answer?.send?.[0]?.message.summary, 'What do you have in front of you?')
  })
})
