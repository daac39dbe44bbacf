/** What an answer of the connector means, by its cause. Source: Microsoft's "Status codes from bot conversational APIs" (May 2026). */
import { z } from 'zod'
import type { SendOutcome } from '../services/ports.ts'

type Unsent = Exclude<SendOutcome, { kind: 'delivered' }>

const text = z.string().nullish()
const number = z.union([z.number(), z.string()]).nullish()
/** The usual shape has `error`; the other one carries an `errorCode` and, as JSON inside its `message`, a `subCode`. */
const body = z.object({ error: z.object({ code: text, message: text }).nullish(), errorCode: number, message: text })
const nested = z.object({ subCode: text, errorCode: number })
const writesBlocked = 209
/** Neither a connection nor a request came about, so nothing can have been carried out. */
const neverSent = new Set(['NO_TOKEN', 'ECONNREFUSED', 'ENOTFOUND', 'EAI_AGAIN', 'EHOSTUNREACH', 'ENETUNREACH'])

const byCode: Record<string, Unsent['kind']> = {
  ConversationBlockedByUser: 'blocked',
  MessageWritesBlocked: 'blocked',
  BotDisabledByAdmin: 'policy_blocked',
  BotNotInConversationRoster: 'not_installed',
  ForbiddenOperationException: 'not_installed',
  ConversationNotFound: 'conversation_gone',
  ActivityNotFoundInConversation: 'message_gone',
  // Another host serves this tenant; nothing was carried out.
  InvalidBotApiHost: 'retry',
}

function parseJson(text: string): unknown {
  try {
    return JSON.parse(text)
  } catch {
    return null
  }
}

/** The cause may stand in `error.code`, or in a JSON string inside the message (`subCode`, errorCode 209). */
function causes(answer: string): string[] {
  const parsed = body.safeParse(parseJson(answer))
  if (!parsed.success) return []
  const { error, errorCode, message } = parsed.data
  const inner = nested.safeParse(parseJson(error?.message ?? message ?? '')).data
  const byNumber = [errorCode, inner?.errorCode].some(code => Number(code) === writesBlocked) ? 'MessageWritesBlocked' : null
  return [inner?.subCode, byNumber, error?.code].filter(cause => typeof cause === 'string')
}

function retryAfter(header: string | undefined, now: number): number | null {
  if (!header) return null
  const seconds = Number(header)
  if (Number.isFinite(seconds)) return Math.max(0, seconds * 1000)
  const at = Date.parse(header)
  return Number.isNaN(at) ? null : Math.max(0, at - now)
}

export interface Refusal {
  status: number
  body: string
  retryAfter?: string
}

/** Reads an answer that was no success. */
export function readRefusal(refusal: Refusal, now: number): Unsent {
  const found = causes(refusal.body)
  const code = found[0] ?? `HTTP ${refusal.status}`
  switch (refusal.status) {
    case 429:
      return { kind: 'throttled', retryAfterMs: retryAfter(refusal.retryAfter, now), code }
    case 412:
    case 503:
      return { kind: 'retry', code }
    case 502:
    case 504:
      return { kind: 'uncertain', code }
    case 403:
    case 404: {
      const known = found.find(cause => Object.hasOwn(byCode, cause))
      return known ? ({ kind: byCode[known], code: known } as Unsent) : { kind: 'failed', code }
    }
    default:
      return { kind: 'failed', code }
  }
}

/** Reads an error without an answer: refused at the door is a clean retry, everything later may have been carried out. */
export function readFailure(error: unknown): Unsent {
  const code = codeOf(error)
  return neverSent.has(code) ? { kind: 'retry', code } : { kind: 'uncertain', code }
}

function codeOf(error: unknown): string {
  if (!(error instanceof Error)) return 'unknown'
  return 'code' in error && typeof error.code === 'string' ? error.code : error.name
}
