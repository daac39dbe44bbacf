/** Brings new messages to a chat. Nobody gets the same card twice in a row: whoever asks again hears where it is. */
import type { OutgoingMessage } from '../services/ports.ts'
import { forgetSaid, keepSaid, lookOf, saidJustNow } from '../services/said.ts'
import type { Answer, Turn } from './answer.ts'

type NewMessage = NonNullable<Answer['send']>[number]

async function send({ app, person, sender }: Turn, message: OutgoingMessage): Promise<string> {
  const { conversationId, serviceUrl } = sender
  const outcome = await app.messenger.send({ conversationId, serviceUrl }, message)
  if (outcome.kind === 'delivered') return outcome.activityId
  app.log.warn({ personId: person.id, outcome: outcome.kind, code: outcome.code }, 'an answer could not be sent')
  throw new Error(`An answer could not be sent: ${outcome.kind}`)
}

/** A message that something goes on in has a life of its own, and a warning is given each time. */
const comparable = ({ message, sent, eachTime }: NewMessage) => message.card !== undefined && !sent && !eachTime

/** Gives what to say where something was held back, because it is the last answer that stands there. */
export async function sendOnce(turn: Turn, messages: readonly NewMessage[], typed: boolean): Promise<string | undefined> {
  const { app, person, now, sender } = turn
  const personal = sender.where === 'personal'
  let told: string | undefined
  for (const one of messages) {
    const look = personal && comparable(one) ? lookOf(one.message.card) : null
    if (look && (await saidJustNow(app.db, { personId: person.id, look }, now))) {
      told = one.again ?? turn.say('common.just_sent', { typed: typed ? 'yes' : 'no' })
      continue
    }
    const activityId = await send(turn, one.message)
    await one.sent?.(activityId)
    if (look) await keepSaid(app.db, { personId: person.id, activityId, look }, now)
    else if (personal) await forgetSaid(app.db, person.id)
  }
  return told
}
