/** Turns a Teams activity into one of a few things. Nothing later looks at the raw activity. */
import type { Activity, Attachment } from 'botbuilder'
import { z } from 'zod'
import { type Pressed, parseAction } from '../cards/actions.ts'
import { isTimeZone } from '../services/local-time.ts'
import { longestTyped } from '../services/secrets.ts'

/** Who sent it and from where, as far as the signed activity says. */
export interface Sender {
  /** Entra object id. */
  personId: string
  teamsUserId: string
  name: string
  locale: string | null
  timeZone: string | null
  platform: string | null
  conversationId: string
  /** In a channel: the channel's own id, without the thread. */
  channelId: string | null
  serviceUrl: string
  where: 'personal' | 'channel'
}

export type Incoming =
  /** `picture`: a picture, a sound, a film or a file came along. It is never opened. */
  | { kind: 'text'; sender: Sender; text: string; picture: boolean }
  /** A message that stands in the chat already got other words. */
  | { kind: 'edited'; sender: Sender; text: string }
  | { kind: 'action'; sender: Sender; pressed: Pressed; activityId: string | null; trigger: 'manual' | 'automatic' }
  /** A button that this version does not know, or a payload that makes no sense. */
  | { kind: 'unknown_action'; sender: Sender; verb: string; activityId: string | null }
  /** Teams says up to which message the chat has been read. */
  | { kind: 'read'; personId: string; lastReadId: string }
  | { kind: 'installed'; sender: Sender }
  | { kind: 'removed'; sender: Sender }
  | { kind: 'channel_added'; channelId: string; serviceUrl: string; teamId: string | null }
  | { kind: 'ignored'; why: string }

const account = z.object({ id: z.string(), name: z.string().nullish(), aadObjectId: z.string().nullish() })
const invoke = z.object({
  action: z.object({ verb: z.string().max(100), data: z.unknown().optional() }),
  trigger: z.enum(['manual', 'automatic']).optional().catch('manual'),
})
const clientInfo = z.object({ type: z.literal('clientInfo'), platform: z.string().optional(), timezone: z.string().optional() })
const channelData = z.object({ team: z.object({ id: z.string() }).optional(), channel: z.object({ id: z.string() }).optional() })

function readSender(activity: Activity): Sender | null {
  const from = account.safeParse(activity.from)
  if (!from.success || !from.data.aadObjectId || !activity.conversation?.id || !activity.serviceUrl) return null
  const client = activity.entities?.map(entity => clientInfo.safeParse(entity)).find(parsed => parsed.success)?.data
  const where = activity.conversation.conversationType === 'personal' ? 'personal' : 'channel'
  return {
    personId: from.data.aadObjectId,
    teamsUserId: from.data.id,
    name: from.data.name ?? '',
    locale: activity.locale ?? null,
    timeZone: [activity.localTimezone, client?.timezone].find(zone => zone && isTimeZone(zone)) ?? null,
    platform: client?.platform ?? null,
    conversationId: activity.conversation.id,
    channelId: where === 'channel' ? (activity.conversation.id.split(';')[0] ?? null) : null,
    serviceUrl: activity.serviceUrl,
    where,
  }
}

/** The text without the mention of the bot, which the entity names exactly; no longer than what is looked through for secrets. */
function spokenText(activity: Activity): string {
  const mentions = (activity.entities ?? []).filter(entity => entity.type === 'mention')
  const ownMention = mentions.filter(entity => entity.mentioned?.id === activity.recipient?.id)
  return ownMention
    .reduce<string>((text, entity) => text.replace(String(entity.text), ''), activity.text ?? '')
    .trim()
    .slice(0, longestTyped)
}

function readPressed(
  activity: Activity,
  sender: Sender,
  given: { verb: string; data: unknown; trigger: 'manual' | 'automatic' },
): Incoming {
  const pressed = parseAction(given.verb, given.data)
  if (!pressed) return { kind: 'unknown_action', sender, verb: given.verb, activityId: activity.replyToId ?? null }
  return { kind: 'action', sender, pressed, activityId: activity.replyToId ?? null, trigger: given.trigger }
}

function readInvoke(activity: Activity, sender: Sender): Incoming {
  const parsed = activity.name === 'adaptiveCard/action' ? invoke.safeParse(activity.value) : null
  if (!parsed?.success) return { kind: 'unknown_action', sender, verb: activity.name ?? '', activityId: activity.replyToId ?? null }
  const { action, trigger } = parsed.data
  return readPressed(activity, sender, { verb: action.verb, data: action.data, trigger: trigger ?? 'manual' })
}

/** What else stands beside typed words is the same words as HTML, a card, or the message that they answer. */
const isPicture = ({ contentType }: Attachment) =>
  /^(?:image|audio|video)\//i.test(contentType ?? '') || contentType === 'application/vnd.microsoft.teams.file.download.info'

function readMessage(activity: Activity, sender: Sender): Incoming {
  const submitted = z
    .object({ verb: z.string().max(100) })
    .loose()
    .safeParse(activity.value)
  if (submitted.success) return readPressed(activity, sender, { verb: submitted.data.verb, data: submitted.data, trigger: 'manual' })
  return { kind: 'text', sender, text: spokenText(activity), picture: (activity.attachments ?? []).some(isPicture) }
}

function readInstallation(activity: Activity, sender: Sender | null): Incoming {
  const added = activity.action?.startsWith('add')
  if (activity.conversation?.conversationType !== 'personal') {
    const data = channelData.safeParse(activity.channelData)
    if (!added || !activity.conversation?.id) return { kind: 'ignored', why: 'the app left a team' }
    const teamId = data.success ? (data.data.team?.id ?? null) : null
    return { kind: 'channel_added', channelId: activity.conversation.id, serviceUrl: activity.serviceUrl, teamId }
  }
  if (!sender) return { kind: 'ignored', why: 'an installation without a person' }
  return added ? { kind: 'installed', sender } : { kind: 'removed', sender }
}

function readMembers(activity: Activity, sender: Sender | null): Incoming {
  const isBot = (member: { id: string }) => member.id === activity.recipient?.id
  if (sender?.where !== 'personal') return { kind: 'ignored', why: 'members of a channel changed' }
  if (activity.membersAdded?.some(isBot)) return { kind: 'installed', sender }
  if (activity.membersRemoved?.some(isBot)) return { kind: 'removed', sender }
  return { kind: 'ignored', why: 'somebody else joined or left' }
}

/** In chats of two alone; where people or the tenant have switched receipts off, none come. */
function readReceipt(activity: Activity, sender: Sender | null): Incoming {
  const receipt = z.object({ lastReadMessageId: z.string() }).safeParse(activity.value)
  if (activity.name !== 'application/vnd.microsoft.readReceipt') return { kind: 'ignored', why: `event ${activity.name}` }
  if (sender?.where !== 'personal' || !receipt.success) return { kind: 'ignored', why: 'a read receipt of nobody' }
  return { kind: 'read', personId: sender.personId, lastReadId: receipt.data.lastReadMessageId }
}

export function readActivity(activity: Activity): Incoming {
  const sender = readSender(activity)
  switch (activity.type) {
    case 'installationUpdate':
      return readInstallation(activity, sender)
    case 'conversationUpdate':
      return readMembers(activity, sender)
    case 'event':
      return readReceipt(activity, sender)
    case 'message':
      return sender ? readMessage(activity, sender) : { kind: 'ignored', why: 'a message without a person' }
    case 'messageUpdate':
      return sender && activity.text
        ? { kind: 'edited', sender, text: spokenText(activity) }
        : { kind: 'ignored', why: 'an edit of no words' }
    case 'invoke':
      return sender ? readInvoke(activity, sender) : { kind: 'ignored', why: 'an invoke without a person' }
    default:
      return { kind: 'ignored', why: `activity type ${activity.type}` }
  }
}
