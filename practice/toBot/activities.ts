import { randomUUID } from 'node:crypto'
import { bot, botUserId, helpdeskTeam, tenantId } from '../company/constants.ts'
import type { Person } from '../company/person.ts'
import { teamsUserId } from '../ids.ts'
import type { Conversation } from '../state.ts'
import { now, type World } from '../world.ts'
import { serviceUrl } from './call.ts'

export interface Place {
  conversation: Conversation
  /** The root message of a channel's thread. */
  root: string | null
}

/** What every activity from Teams carries. */
export function activityFrom(world: World, person: Person, place: Place, id: string): Record<string, unknown> {
  const at = now(world)
  const locale = person.preferredLanguage ?? 'en-US'
  return {
    id,
    channelId: 'msteams',
    serviceUrl: serviceUrl(world),
    timestamp: new Date(at).toISOString(),
    localTimestamp: localTime(at, person.timeZone),
    localTimezone: person.timeZone,
    locale,
    from: { id: teamsUserId(person.id), name: person.name, aadObjectId: person.id },
    recipient: { id: botUserId, name: bot.name },
    conversation: conversationAccount(place),
    entities: [{ type: 'clientInfo', locale, country: person.country, platform: platformOf(person), timezone: person.timeZone }],
    channelData: channelData(place),
  }
}

function conversationAccount(place: Place): Record<string, unknown> {
  if (place.conversation.personId !== null) return { conversationType: 'personal', tenantId, id: place.conversation.id }
  const id = place.root === null ? place.conversation.id : `${place.conversation.id};messageid=${place.root}`
  return { conversationType: 'channel', isGroup: true, tenantId, id }
}

function channelData(place: Place): Record<string, unknown> {
  const tenant = { id: tenantId }
  if (place.conversation.personId !== null) return { tenant, source: { name: 'message' } }
  return {
    tenant,
    teamsTeamId: helpdeskTeam.teamId,
    teamsChannelId: helpdeskTeam.channelId,
    team: { id: helpdeskTeam.teamId, name: helpdeskTeam.teamName, aadGroupId: helpdeskTeam.groupId },
    channel: { id: helpdeskTeam.channelId, name: helpdeskTeam.channelName },
  }
}

/** People with a smartphone read Teams there; the others sit at a computer. */
function platformOf(person: Person): string {
  if (person.phone.platform === 'ios') return 'iOS'
  return person.phone.platform === 'android' ? 'Android' : 'Windows'
}

/** ISO 8601 with the offset of the zone, as Teams sends it. */
function localTime(at: number, timeZone: string): string {
  const parts = new Intl.DateTimeFormat('en-GB', { timeZone, timeZoneName: 'longOffset' }).formatToParts(at)
  const offset = (parts.find(part => part.type === 'timeZoneName')?.value ?? 'GMT').replace('GMT', '') || '+00:00'
  const [hours = '0', minutes = '0'] = offset.slice(1).split(':')
  const shift = (Number(hours) * 60 + Number(minutes)) * 60_000 * (offset.startsWith('-') ? -1 : 1)
  return new Date(at + shift).toISOString().replace('Z', offset)
}

/** What a person typed or pasted; in the channel with the bot's mention as Teams writes it. */
export function textActivity(
  base: Record<string, unknown>,
  { text, picture }: { text: string; picture?: boolean | undefined },
  mentionsBot: boolean,
): Record<string, unknown> {
  const mention = `<at>${bot.name}</at>`
  const said = mentionsBot ? text.replaceAll(`@${bot.name}`, mention) : text
  const entities = Array.isArray(base.entities) ? base.entities : []
  const mentioned = mentionsBot ? [{ type: 'mention', text: mention, mentioned: { id: botUserId, name: bot.name } }] : []
  return {
    ...base,
    type: 'message',
    textFormat: 'plain',
    text: said,
    attachments: [
      ...(picture ? [{ contentType: 'image/*', contentUrl: `${String(base.serviceUrl)}v3/attachments/picture/views/original` }] : []),
      { contentType: 'text/html', content: `<p>${escaped(text)}</p>` },
    ],
    entities: [...entities, ...mentioned],
  }
}

function escaped(text: string): string {
  return text.replaceAll('&', '&amp;').replaceAll('<', '&lt;').replaceAll('>', '&gt;')
}

export interface Pressed {
  activityId: string
  verb: string | undefined
  id: string | undefined
  data: Record<string, unknown>
  trigger: 'manual' | 'automatic'
}

export function executeActivity(base: Record<string, unknown>, pressed: Pressed): Record<string, unknown> {
  const action = { type: 'Action.Execute', id: pressed.id, verb: pressed.verb, data: pressed.data }
  return {
    ...base,
    id: `f:${randomUUID()}`,
    type: 'invoke',
    name: 'adaptiveCard/action',
    value: { action, trigger: pressed.trigger },
    replyToId: pressed.activityId,
  }
}

export function submitActivity(base: Record<string, unknown>, pressed: Pressed): Record<string, unknown> {
  return { ...base, type: 'message', value: pressed.data, replyToId: pressed.activityId }
}

/** The person has read the chat up to this message. */
export function readActivity(base: Record<string, unknown>, lastReadMessageId: string): Record<string, unknown> {
  return { ...base, id: `f:${randomUUID()}`, type: 'event', name: 'application/vnd.microsoft.readReceipt', value: { lastReadMessageId } }
}

/** The two activities of an install or a removal; Teams promises no order. */
export function installActivities(base: Record<string, unknown>, added: boolean): Record<string, unknown>[] {
  const self = [{ id: botUserId }]
  return [
    { ...base, id: `f:${randomUUID()}`, type: 'conversationUpdate', ...(added ? { membersAdded: self } : { membersRemoved: self }) },
    { ...base, id: `f:${randomUUID()}`, type: 'installationUpdate', action: added ? 'add' : 'remove' },
  ]
}
