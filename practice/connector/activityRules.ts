import { cardProblems } from '../cardRules.ts'
import { type ApiAnswer, isRecord, refuse } from '../http.ts'
import type { Content } from '../state.ts'

/** A message may be about 100 KB, counted as UTF-16. */
const mostBytes = 100 * 1024
export const cardType = 'application/vnd.microsoft.card.adaptive'

const knownFields = new Set(
  (
    'type id timestamp localTimestamp localTimezone callerId serviceUrl channelId from conversation recipient textFormat attachmentLayout ' +
    'membersAdded membersRemoved reactionsAdded reactionsRemoved topicName historyDisclosed locale text speak inputHint summary ' +
    'suggestedActions attachments entities channelData action replyToId label valueType value name relatesTo code expiration importance ' +
    'deliveryMode listenFor textHighlights semanticAction'
  ).split(' '),
)
const knownAttachmentFields = new Set(['contentType', 'contentUrl', 'content', 'name', 'thumbnailUrl'])

/** What the bot wants said, in one or two messages; or the refusal that Teams would give. */
export type Parsed =
  | { kind: 'message'; parts: Content[]; replyToId: string | null }
  | { kind: 'typing' }
  | { kind: 'refused'; answer: ApiAnswer }

export function parseActivity(body: unknown): Parsed {
  if (!isRecord(body)) return refused('The activity is missing or is not an object.')
  const unknown = Object.keys(body).filter(field => !knownFields.has(field))
  if (unknown.length > 0) return refused(`Unknown activity fields: ${unknown.join(', ')}.`)
  if (body.type === 'typing') return { kind: 'typing' }
  if (body.type !== 'message') return refused(`Activity type ${String(body.type)} cannot be sent.`)
  const bytes = JSON.stringify(body).length * 2
  if (bytes > mostBytes) {
    return { kind: 'refused', answer: refuse(413, 'MessageSizeTooBig', `The message is ${bytes} bytes as UTF-16, at most ${mostBytes}.`) }
  }
  return parseMessage(body)
}

function parseMessage(body: Record<string, unknown>): Parsed {
  const problems = [...fieldProblems(body), ...attachmentProblems(body.attachments)]
  if (problems.length > 0) return refused(problems.join('; '))
  const text = typeof body.text === 'string' && body.text !== '' ? body.text : null
  const cards = Array.isArray(body.attachments) ? body.attachments.map(attachment => attachment.content) : []
  if (text === null && cards.length === 0) return refused('The message has neither text nor attachments.')
  const common = commonContent(body)
  const parts: Content[] =
    text !== null && cards.length > 0
      ? [
          { ...common, text, cards: [] },
          { ...common, text: null, cards },
        ]
      : [{ ...common, text, cards }]
  return { kind: 'message', parts, replyToId: typeof body.replyToId === 'string' ? body.replyToId : null }
}

function commonContent(body: Record<string, unknown>): Omit<Content, 'text' | 'cards'> {
  const format = body.textFormat
  const channelData = isRecord(body.channelData) ? body.channelData : null
  const notification = channelData && isRecord(channelData.notification) ? channelData.notification : null
  return {
    textFormat: format === 'plain' || format === 'xml' ? format : 'markdown',
    summary: typeof body.summary === 'string' ? body.summary : null,
    alert: notification?.alert === true,
    channelData,
  }
}

function fieldProblems(body: Record<string, unknown>): string[] {
  const problems: string[] = []
  for (const field of ['text', 'summary', 'textFormat', 'replyToId', 'locale']) {
    const value = body[field]
    if (value !== undefined && value !== null && typeof value !== 'string') problems.push(`${field} must be a string`)
  }
  const formats = ['markdown', 'plain', 'xml', 'extendedmarkdown']
  if (typeof body.textFormat === 'string' && !formats.includes(body.textFormat)) problems.push(`textFormat ${body.textFormat} is unknown`)
  problems.push(...entityProblems(body.entities, typeof body.text === 'string' ? body.text : ''))
  return problems
}

/** A mention whose text is not in the message is silently lost at Teams; here it is a mistake. */
function entityProblems(entities: unknown, text: string): string[] {
  if (entities === undefined || entities === null) return []
  if (!Array.isArray(entities)) return ['entities must be a list']
  const lost = entities.filter(entity => isRecord(entity) && entity.type === 'mention' && !text.includes(String(entity.text)))
  return lost.map(entity => `the mention ${String(entity.text)} is not in the text`)
}

function attachmentProblems(attachments: unknown): string[] {
  if (attachments === undefined || attachments === null) return []
  if (!Array.isArray(attachments)) return ['attachments must be a list']
  return attachments.flatMap((attachment, nr) => {
    if (!isRecord(attachment)) return [`attachments[${nr}] must be an object`]
    const unknown = Object.keys(attachment).filter(field => !knownAttachmentFields.has(field))
    if (unknown.length > 0) return [`attachments[${nr}] has unknown fields: ${unknown.join(', ')}`]
    if (attachment.contentType !== cardType)
      return [`attachments[${nr}] has content type ${String(attachment.contentType)}; only ${cardType} is taken`]
    return cardProblems(attachment.content).map(problem => `attachments[${nr}] ${problem}`)
  })
}

function refused(message: string): Parsed {
  return { kind: 'refused', answer: refuse(400, 'BadArgument', message) }
}
