/** Kees walks through the guide: an app with fakes around it, his chat, and what time brings. */
import assert from 'node:assert/strict'
import type { Answer, Turn } from '../../bot/answer.ts'
import { helpActions } from '../../bot/cases/employee.ts'
import { sweepChecks } from '../../bot/flows/check.ts'
import { guideActions, startFlow } from '../../bot/flows/handlers.ts'
import { sayTo } from '../../bot/say.ts'
import { checkRegistration } from '../../bot/tasks/check-registration.ts'
import { postCase } from '../../bot/tasks/post-case.ts'
import { tellCaseEvent } from '../../bot/tasks/tell-case-event.ts'
import { tellDone } from '../../bot/tasks/tell-done.ts'
import { type Pressed, parseAction } from '../../cards/actions.ts'
import type { Action, Card } from '../../cards/card.ts'
import { reached } from '../../services/conversations.ts'
import type { Db } from '../../services/db/database.ts'
import { seePerson } from '../../services/people.ts'
import type { MethodKind } from '../../services/ports.ts'
import { type TestApp, testApp } from './app.ts'

export const start = new Date('2026-11-24T09:00:00Z')
export const chat = { conversationId: 'chat-kees', serviceUrl: 'https://smba.example.test/' }
const languages = { en: 'en-GB', nl: 'nl-NL' }

/** Kees and the bot: he presses buttons by their title, and the chat shows what came of it. */
export class Story {
  readonly app: TestApp

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
    const here = this.app.messenger.sent.filter(one => one.to.conversationId === chat.conversationId)
    const ids = [...new Set(here.map(one => one.activityId))]
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
    const handler = { ...guideActions, ...helpActions }[pressed.verb] as (turn: Turn, data: object, activityId: string) => Promise<Answer>
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
    await this.app.jobs.run([checkRegistration(this.app), tellDone(this.app), postCase(this.app), tellCaseEvent(this.app)])
  }
  /** Moves the clock and does what is due then. */
  async at(minutes: number): Promise<void> {
    const now = new Date(start.getTime() + minutes * 60_000)
    this.app.setTime(now)
    await sweepChecks(this.app, now)
    await this.work()
  }
  has(...methods: MethodKind[]): void {
    this.app.directory.methodsOf.kees = methods
  }
}

/** Everything that a card says. */
export const textOf = (card: Card | undefined) => JSON.stringify(card?.body)

/** Kees, who can be reached and has not begun. */
export async function meetKees(db: Db, language: keyof typeof languages = 'en', environment = {}): Promise<Story> {
  const app = testApp(db, start, environment)
  const person = { id: 'kees', name: 'Kees de Wit', locale: languages[language], timeZone: 'Europe/Amsterdam', platform: 'Windows' }
  await seePerson(app.db, person, start)
  await reached(app.db, { id: 'kees', ...chat, teamsUserId: '29:kees' }, start)
  return new Story(app)
}

/** Registers Authenticator with a computer and a phone, up to the button that asks for a look. */
export async function toLastStep(story: Story): Promise<void> {
  await story.bring(await startFlow(await story.turn(), 'start'))
  await story.work()
  const titles = [
    'A computer and my phone',
    'With the Authenticator app',
    'An iPhone',
    'It’s installed',
    'Yes, my own name',
    'I see the QR code',
    'My address is in the app',
  ]
  for (const title of titles) await story.press(title)
}
