import { z } from 'zod'
import { bot } from '../company/constants.ts'
import type { Person } from '../company/person.ts'
import { isRecord } from '../http.ts'
import { activityFrom, type Place } from '../toBot/activities.ts'
import type { World } from '../world.ts'

const loopback = new Set(['localhost', '127.0.0.1', '[::1]'])

/** What the relay reads of an activity from a Playground; everything else in it goes on as it came. */
export const activitySchema = z.looseObject({
  type: z.string().min(1),
  /** Where this Playground takes messages; nothing of practice may leave the machine. */
  serviceUrl: z.url().refine(address => loopback.has(new URL(address).hostname), 'must be on this machine'),
  from: z.looseObject({ aadObjectId: z.string().min(1) }),
  conversation: z.looseObject({ id: z.string().min(1) }),
  text: z.string().optional(),
  value: z.unknown().optional(),
  action: z.string().optional(),
  replyToId: z.string().optional(),
  entities: z.array(z.unknown()).optional(),
  channelData: z.record(z.string(), z.unknown()).optional(),
})
export type PlaygroundActivity = z.infer<typeof activitySchema>

/**
 * The Playground's activity as if it came from Teams: who, where, when and in which language are practice's, the rest is
 * untouched. `id` names the activity; `replyToId` is already practice's.
 */
export function adopt(
  world: World,
  person: Person,
  place: Place,
  given: { activity: PlaygroundActivity; id: string; replyToId: string | undefined },
): Record<string, unknown> {
  const { activity, id, replyToId } = given
  const own = activityFrom(world, person, place, id)
  const others = (activity.entities ?? []).filter(entity => !isRecord(entity) || entity.type !== 'clientInfo')
  return {
    ...activity,
    ...own,
    // The channel stays as the Playground says it: the bot takes only Teams, and says so to everything else.
    channelId: activity.channelId,
    replyToId,
    channelData: { ...activity.channelData, ...(isRecord(own.channelData) ? own.channelData : {}) },
    entities: [...(Array.isArray(own.entities) ? own.entities : []), ...others],
  }
}

/** Whether a message is for the bot: always in a personal chat, in a channel only when it is mentioned. */
export function isForBot(activity: PlaygroundActivity, place: Place): boolean {
  return place.conversation.personId !== null || (activity.text ?? '').includes(`<at>${bot.name}</at>`)
}
