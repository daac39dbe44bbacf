/** A helpdesk with one employee (Kees, Dutch) and two agents (Fatima, Joris), on fakes: what they press, and what each then sees. */
import assert from 'node:assert/strict'
import type { Answer, Turn } from '../../bot/answer.ts'
import { dispatch } from '../../bot/dispatch.ts'
import { sayTo } from '../../bot/say.ts'
import { checkRegistration } from '../../bot/tasks/check-registration.ts'
import { postCase } from '../../bot/tasks/post-case.ts'
import { tellCaseEvent } from '../../bot/tasks/tell-case-event.ts'
import { type Pressed, parseAction, type Verb } from '../../cards/actions.ts'
import type { Card } from '../../cards/card.ts'
import { findCase } from '../../services/cases.ts'
import { reached, saveChannel } from '../../services/conversations.ts'
import type { Db } from '../../services/db/database.ts'
import { seePerson } from '../../services/people.ts'
import { type TestApp, testApp } from './app.ts'

export const start = new Date('2026-11-24T09:00:00Z')
export const channel = '19:helpdesk@thread.tacv2'
export const chat = 'chat-kees'
const serviceUrl = 'https://smba.example.test/'

/** The body and the buttons of a card, the way a reader meets them. */
export const read = (card: unknown) => JSON.stringify((card as Card).body)
export const buttons = (card: unknown) => ((card as Card).actions ?? []).map(action => String(action.title))

const kees = 'kees'
const cast = [
  [kees, 'Kees de Wit', 'nl-NL'],
  ['fatima', 'Fatima Yilmaz', 'en-GB'],
  ['joris', 'Joris Bos', 'en-GB'],
] as const

async function turnOf(app: TestApp, personId: string): Promise<Turn> {
  const person = await app.db.selectFrom('people').selectAll().where('id', '=', personId).executeTakeFirstOrThrow()
  const place =
    personId === kees
      ? { where: 'personal' as const, conversationId: chat, channelId: null }
      : { where: 'channel' as const, conversationId: channel, channelId: channel }
  const sender = { personId, teamsUserId: `29:${personId}`, name: person.name, locale: null, timeZone: null, platform: null, serviceUrl }
  return { app, person, say: sayTo(app, person), sender: { ...sender, ...place }, now: app.clock.now() }
}

export async function caseStage(db: Db) {
  const app = testApp(db, start)
  app.directory.members[app.config.HELPDESK_GROUP_ID] = ['fatima', 'joris']
  for (const [id, name, locale] of cast) {
    await seePerson(db, { id, name, locale, timeZone: 'Europe/Amsterdam', platform: 'Windows' }, start)
  }
  await reached(db, { id: kees, conversationId: chat, serviceUrl, teamsUserId: '29:kees' }, start)
  await saveChannel(db, 'helpdesk', { conversationId: channel, serviceUrl }, start)

  /** Does all jobs that wait. */
  const work = () => app.jobs.run([postCase(app), tellCaseEvent(app), checkRegistration(app)])
  /** Presses a button the way it arrives: verb and payload go the same way as everything from Teams. */
  async function press(personId: string, verb: Verb, data: object, activityId: string | null = 'm1'): Promise<Answer> {
    const pressed: Pressed | null = parseAction(verb, data)
    assert.ok(pressed, `${verb} was refused`)
    const turn = await turnOf(app, personId)
    return dispatch(turn, { kind: 'action', sender: turn.sender, pressed, activityId, trigger: 'manual' })
  }
  const revision = async () => (await findCase(db, 2001))?.revision ?? 0

  return {
    app,
    work,
    press,
    revision,
    turn: (personId: string) => turnOf(app, personId),
    later: (minutes: number) => app.setTime(new Date(start.getTime() + minutes * 60_000)),
    /** Kees asks for help, and the case is brought to the channel. */
    async ask(more: object = {}) {
      const asked = await press(kees, 'help.send', { sentence: 'de QR-code is verlopen', ...more }, 'form')
      await work()
      return asked
    },
    /** Presses a button of the newest card of the case, and all that follows from it happens. */
    async act(personId: string, verb: Verb, more: object = {}) {
      const answer = await press(personId, verb, { caseId: 2001, revision: await revision(), ...more })
      await work()
      return answer
    },
    inChannel: () => app.messenger.shown(channel).at(-1),
    inChat: () => app.messenger.shown(chat),
    inThread: () => app.messenger.shown(`${channel};messageid=m1`),
  }
}
export type CaseStage = Awaited<ReturnType<typeof caseStage>>
