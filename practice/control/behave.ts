import { z } from 'zod'
import { addMethod } from '../chat/device.ts'
import { messageFor, personalChatOf } from '../chat/events.ts'
import { press } from '../chat/press.ts'
import { say } from '../chat/write.ts'
import { personas, seed } from '../company/constants.ts'
import { languageOf, type Person } from '../company/person.ts'
import { randomFrom, shuffled } from '../company/random.ts'
import { type ApiAnswer, isRecord, ok } from '../http.ts'
import { reportSurprise } from '../toBot/install.ts'
import type { World } from '../world.ts'

/**
 * People who act by themselves, one action of one person every `everyMs`: they press a button of their newest card (`press` the
 * first, `pressSecond` the second), `register` Authenticator, `ask` a question. Each does every action of the list once.
 */
export const behaveSchema = z.strictObject({
  share: z.number().min(0).max(1),
  actions: z
    .array(z.enum(['press', 'pressSecond', 'register', 'ask']))
    .min(1)
    .max(10),
  everyMs: z.number().min(1).max(60_000),
})
type Behaviour = z.infer<typeof behaveSchema>
type Act = Behaviour['actions'][number]

const named = new Set<string>(Object.values(personas))

export function startBehaving(world: World, behaviour: Behaviour): ApiAnswer {
  stopBehaving(world)
  const people = shuffled(
    [...world.state.people.values()].filter(person => canAct(world, person)),
    randomFrom(seed),
  )
  const chosen = people.slice(0, Math.round(people.length * behaviour.share))
  const queue = behaviour.actions.flatMap(action => chosen.map(person => ({ person, action })))
  world.behaving = setInterval(() => {
    const next = queue.shift()
    if (next) act(world, next.person, next.action).catch(reportSurprise)
    else stopBehaving(world)
  }, behaviour.everyMs)
  world.behaving.unref()
  return ok({ people: chosen.length, actions: queue.length })
}

export function stopBehaving(world: World): ApiAnswer {
  clearInterval(world.behaving)
  return { status: 204 }
}

/** Nobody whom somebody may be playing, and only people to whom the bot has written. */
function canAct(world: World, person: Person): boolean {
  if (named.has(person.id) || person.app !== 'installed' || person.botBlocked || !person.enabled || person.deleted) return false
  return [...personalChatOf(world, person).messages.values()].some(message => message.from.isBot)
}

async function act(world: World, person: Person, action: Act): Promise<void> {
  if (action === 'register') addMethod(world, person, 'microsoftAuthenticator')
  else if (action === 'ask') say(world, person, personalChatOf(world, person), { text: question(person), threadId: null })
  else await pressNewest(world, person, action === 'press' ? 0 : 1)
}

function question(person: Person): string {
  return languageOf(person) === 'nl' ? 'Ik heb een vraag' : 'I have a question'
}

async function pressNewest(world: World, person: Person, nr: number): Promise<void> {
  const conversation = personalChatOf(world, person)
  const newest = [...conversation.messages.values()].findLast(message => message.content.cards.length > 0 && message.deletedAt === null)
  if (!newest) return
  const button = messageFor(world, person, newest).cards.flatMap(buttonsOf)[nr]
  if (!button) return
  await press(world, person, conversation, {
    activityId: newest.id,
    kind: button.type === 'Action.Submit' ? 'Action.Submit' : 'Action.Execute',
    verb: typeof button.verb === 'string' ? button.verb : undefined,
    id: typeof button.id === 'string' ? button.id : undefined,
    data: isRecord(button.data) ? button.data : {},
    trigger: 'manual',
  })
}

/** The buttons of a card that reach the bot, in the order in which one reads them; not the one of its refresh. */
function buttonsOf(part: unknown): Record<string, unknown>[] {
  if (Array.isArray(part)) return part.flatMap(buttonsOf)
  if (!isRecord(part)) return []
  if (part.type === 'Action.Execute' || part.type === 'Action.Submit') return [part]
  return ['body', 'items', 'columns', 'actions'].flatMap(name => buttonsOf(part[name]))
}
