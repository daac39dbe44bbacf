import { createHash } from 'node:crypto'
import { bot, tenantId } from './company/constants.ts'

/**
 * Teams' ids for people and chats, computed from the directory's object id and back, so that nothing needs to be remembered.
 * The checksum makes an invented id as unknown here as it is at Teams.
 */
const userPrefix = '29:1'
const chatPrefix = 'a:1'

function encoded(prefix: string, personId: string): string {
  const bytes = Buffer.from(personId.replaceAll('-', ''), 'hex')
  return prefix + Buffer.concat([bytes, checksum(prefix, bytes)]).toString('base64url')
}

function checksum(prefix: string, bytes: Buffer): Buffer {
  return createHash('sha256').update(tenantId).update(prefix).update(bytes).digest().subarray(0, 8)
}

function decoded(prefix: string, id: string): string | null {
  if (!id.startsWith(prefix)) return null
  const all = Buffer.from(id.slice(prefix.length), 'base64url')
  if (all.length !== 24 || encoded(prefix, all.subarray(0, 16).toString('hex')) !== id) return null
  const hex = all.subarray(0, 16).toString('hex')
  return `${hex.slice(0, 8)}-${hex.slice(8, 12)}-${hex.slice(12, 16)}-${hex.slice(16, 20)}-${hex.slice(20)}`
}

export function teamsUserId(personId: string): string {
  return encoded(userPrefix, personId)
}

export function personalChatId(personId: string): string {
  return encoded(chatPrefix, personId)
}

/** The id that Graph gives for the same chat; the connector takes both. */
export function graphChatId(personId: string): string {
  return `19:${personId}_${bot.appId}@unq.gbl.spaces`
}

/** Directory id from `29:…`, from `8:orgid:<object id>` or from the object id itself; null when it is none of these. */
export function personIdFrom(userId: string): string | null {
  const plain = userId.replace(/^8:orgid:/i, '').toLowerCase()
  if (/^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/.test(plain)) return plain
  return decoded(userPrefix, userId)
}

export function personIdOfChat(conversationId: string): string | null {
  const graphChat = /^19:([0-9a-f-]{36})_([0-9a-f-]{36})@unq\.gbl\.spaces$/i.exec(conversationId)
  if (graphChat) return graphChat[2] === bot.appId ? (graphChat[1] ?? '').toLowerCase() : null
  return decoded(chatPrefix, conversationId)
}
