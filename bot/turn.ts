/** One turn: from an activity that passed the door to the answer in Teams. */
import type { Activity } from 'botbuilder'
import type { CardMessage } from '../cards/card.ts'
import { leftByPerson, reached, saveChannel } from '../services/conversations.ts'
import { requeue } from '../services/deliveries.ts'
import { findAsSeen, type Person, seePerson } from '../services/people.ts'
import { changeSaid, lookOf } from '../services/said.ts'
import { markSeen } from '../services/seen.ts'
import type { DoorAnswer } from './adapter.ts'
import type { Answer, Turn } from './answer.ts'
import type { App } from './app.ts'
import { dispatch } from './dispatch.ts'
import { type Incoming, readActivity, type Sender } from './incoming.ts'
import { sayTo } from './say.ts'
import { sendOnce } from './say-once.ts'

const cardAnswer = (card: unknown): DoorAnswer => ({
  status: 200,
  body: { statusCode: 200, type: 'application/vnd.microsoft.card.adaptive', value: card },
})
const messageAnswer = (text: string): DoorAnswer => ({
  status: 200,
  body: { statusCode: 200, type: 'application/vnd.microsoft.activity.message', value: text },
})

const tellOnly = (text: string) => ({ message: { text, summary: text } })

/** A button of a client that cannot take a card back (Action.Submit): the message is edited instead. */
async function editPressed(turn: Turn, card: CardMessage, activityId: string | null): Promise<void> {
  const to = { conversationId: turn.sender.conversationId, serviceUrl: turn.sender.serviceUrl }
  if (activityId) await turn.app.messenger.update(to, activityId, card)
  else await sendOnce(turn, [{ message: card }], false)
}

/** What was pressed looks different now. The guide's cards are none that are compared, and a step in it waits for nothing. */
async function noteReplaced({ app, person }: Turn, incoming: Incoming, card: unknown): Promise<void> {
  if (incoming.kind !== 'action' || !incoming.activityId || incoming.pressed.verb.startsWith('guide.')) return
  await changeSaid(app.db, { personId: person.id, activityId: incoming.activityId, look: lookOf(card) })
}

async function bring(turn: Turn, incoming: Incoming, answer: Answer, invoked: boolean): Promise<DoorAnswer> {
  const again = await sendOnce(turn, answer.send ?? [], !invoked)
  if (answer.replace) await noteReplaced(turn, incoming, answer.replace.card)
  if (invoked) return answer.replace ? cardAnswer(answer.replace.card) : messageAnswer(again ?? answer.tell ?? turn.say('common.noted'))
  if (answer.replace) await editPressed(turn, answer.replace, 'activityId' in incoming ? incoming.activityId : null)
  const told = [again, answer.tell].filter(Boolean).join(' ')
  if (told) await sendOnce(turn, [tellOnly(told)], true)
  return { status: 200 }
}

async function meet(app: App, sender: Sender, now: Date): Promise<Person> {
  const { personId: id, name, locale, timeZone, platform } = sender
  const seen = { id, name, locale, timeZone, platform }
  const familiar = await findAsSeen(app.db, seen, sender.where === 'personal' ? sender : null)
  if (familiar) return familiar
  const person = await seePerson(app.db, seen, now)
  if (sender.where === 'personal') {
    const { conversationId, serviceUrl, teamsUserId } = sender
    const isNews = await reached(app.db, { id: person.id, conversationId, serviceUrl, teamsUserId }, now)
    if (isNews) await requeue(app.db, person.id, now)
  }
  return person
}

/** What Teams tells about chats, without anybody who waits for an answer. */
async function takeNews(app: App, incoming: Incoming, now: Date): Promise<boolean> {
  if (incoming.kind === 'removed') {
    await leftByPerson(app.db, incoming.sender.personId, now)
    return true
  }
  if (incoming.kind === 'installed') {
    await meet(app, incoming.sender, now)
    return true
  }
  if (incoming.kind === 'read') {
    await markSeen(app.db, incoming.personId, incoming.lastReadId, now)
    return true
  }
  if (incoming.kind !== 'channel_added') return false
  const { channelId, serviceUrl } = incoming
  await saveChannel(
    app.db,
    channelId === app.config.HELPDESK_CHANNEL_ID ? 'helpdesk' : channelId,
    { conversationId: channelId, serviceUrl },
    now,
  )
  return true
}

/** Takes one authenticated activity to its answer. What goes wrong inside becomes a kind line for the person, never its own text. */
export async function takeTurn(app: App, activity: Activity): Promise<DoorAnswer> {
  const incoming = readActivity(activity)
  const invoked = activity.type === 'invoke'
  const now = app.clock.now()
  if (incoming.kind === 'ignored') {
    app.log.debug({ why: incoming.why }, 'activity ignored')
    return { status: 200 }
  }
  if (await takeNews(app, incoming, now)) return { status: 200 }
  if (!('sender' in incoming)) return { status: 200 }
  const person = await meet(app, incoming.sender, now)
  const turn: Turn = { app, person, say: sayTo(app, person), sender: incoming.sender, now }
  try {
    return await bring(turn, incoming, await dispatch(turn, incoming), invoked)
  } catch (error) {
    app.log.error({ err: error, personId: person.id, kind: incoming.kind }, 'a turn failed')
    const sorry = turn.say('common.sorry', { phone: app.config.HELPDESK_PHONE })
    if (invoked) return messageAnswer(sorry)
    const to = { conversationId: incoming.sender.conversationId, serviceUrl: incoming.sender.serviceUrl }
    await app.messenger.send(to, { text: sorry, summary: sorry })
    return { status: 200 }
  }
}
