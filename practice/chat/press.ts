import type { ActionAnswer, PostAction } from '../chat-api.ts'
import type { Person } from '../company/person.ts'
import { isRecord } from '../http.ts'
import type { Conversation, StoredMessage } from '../state.ts'
import { activityFrom, executeActivity, type Place, submitActivity } from '../toBot/activities.ts'
import { type BotAnswer, callBot } from '../toBot/call.ts'
import { nextId, now, setSight, type World } from '../world.ts'

export type Press = Omit<PostAction, 'as'>
export type PressAnswer = ActionAnswer | { outcome: 'unreachable' }

/** A person presses a button (or her client asks for a refresh): what the bot answers, as Teams would show it. */
export async function press(world: World, person: Person, conversation: Conversation, pressed: Press): Promise<PressAnswer> {
  const message = conversation.messages.get(pressed.activityId)
  if (!message || message.deletedAt !== null) return { outcome: 'error', text: 'The message is no longer there.' }
  const place: Place = { conversation, root: conversation.personId === null ? message.threadId : null }
  const base = activityFrom(world, person, place, nextId(world))
  const data = {
    activityId: pressed.activityId,
    verb: pressed.verb,
    id: pressed.id,
    data: pressed.data,
    trigger: pressed.trigger ?? 'manual',
  }
  const isSubmit = pressed.kind === 'Action.Submit'
  const heard = await callBot(world, isSubmit ? submitActivity(base, data) : executeActivity(base, data), person.id)
  if (heard.kind === 'unreachable') return { outcome: 'unreachable' }
  const answer = isSubmit ? submitAnswer(heard) : executeAnswer(heard)
  if (answer.outcome === 'card' && answer.card) keepView(world, person, message, answer.card)
  return answer
}

/** A card in the answer is for the one who asked; the message itself stays as it is. */
function keepView(world: World, person: Person, message: StoredMessage, card: Record<string, unknown>): void {
  setSight(world, person.id, message.id, { card, askedAt: now(world) })
}

const broken = 'Something went wrong. Please try again.'

type Heard = Exclude<BotAnswer, { kind: 'unreachable' }>

function submitAnswer(answer: Heard): ActionAnswer {
  const problem = transportProblem(answer)
  return problem ? { outcome: 'error', text: problem } : { outcome: 'accepted' }
}

function transportProblem(answer: Heard): string | null {
  if (answer.kind === 'late') return 'The app did not answer within 15 seconds.'
  return answer.status >= 200 && answer.status < 300 ? null : `${broken} (HTTP ${answer.status})`
}

/** Teams wants HTTP 200 with a status of its own inside. */
function executeAnswer(answer: Heard): ActionAnswer {
  const problem = transportProblem(answer)
  if (problem) return { outcome: 'error', text: problem }
  const body = answer.kind === 'answered' ? answer.body : null
  if (!isRecord(body) || typeof body.statusCode !== 'number' || typeof body.type !== 'string') {
    return { outcome: 'error', text: `${broken} (the answer has no statusCode and type)` }
  }
  if (body.type === 'application/vnd.microsoft.card.adaptive' && body.statusCode === 200 && isRecord(body.value)) {
    return { outcome: 'card', card: body.value }
  }
  if (body.type === 'application/vnd.microsoft.activity.message' && typeof body.value === 'string')
    return { outcome: 'message', text: body.value }
  const said = isRecord(body.value) && typeof body.value.message === 'string' ? body.value.message : broken
  return { outcome: 'error', text: said }
}
