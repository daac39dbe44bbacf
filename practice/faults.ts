import { setTimeout as sleep } from 'node:timers/promises'
import { z } from 'zod'
import type { ApiAnswer } from './http.ts'

/** What a test can make go wrong. */
export const faultSchema = z.strictObject({
  operation: z.enum(['send', 'update', 'create', 'members', 'graph', 'token']),
  status: z.int().min(400).max(599).optional(),
  code: z.string().optional(),
  message: z.string().optional(),
  /** Teams' other body: error 209 with a JSON string inside. */
  nested: z.boolean().optional(),
  retryAfterSeconds: z.number().min(0).optional(),
  delayMs: z.number().min(0).max(600_000).optional(),
  /** Never answers. Together with `loseAnswer` the work is done first. */
  hang: z.boolean().optional(),
  /** Does the work, then destroys the socket. */
  loseAnswer: z.boolean().optional(),
  personId: z.string().optional(),
  /** Only requests whose path contains this text. */
  path: z.string().optional(),
  /** The chance of each request to be hit, 0 to 1; 1 unless said. */
  share: z.number().min(0).max(1).optional(),
  /** How often it strikes before it is used up; for ever unless said. */
  times: z.int().min(1).optional(),
})
export type Fault = z.infer<typeof faultSchema>

export interface Occasion {
  operation: Fault['operation']
  personId: string | null
  path: string
}

/** Carries the work out, unless a fault strikes. */
export async function withFaults(faults: Fault[], occasion: Occasion, work: () => ApiAnswer | Promise<ApiAnswer>): Promise<ApiAnswer> {
  const fault = takeFault(faults, occasion)
  if (!fault) return work()
  if (fault.delayMs) await sleep(fault.delayMs)
  if (fault.status) return faultAnswer(fault, fault.status)
  if (fault.hang && !fault.loseAnswer) return { status: 0, silent: true }
  const answer = await work()
  if (fault.hang) return { status: 0, silent: true }
  return fault.loseAnswer ? { status: 0, cut: true } : answer
}

function takeFault(faults: Fault[], occasion: Occasion): Fault | null {
  const at = faults.findIndex(fault => strikes(fault, occasion))
  const fault = faults[at]
  if (!fault) return null
  if (fault.times !== undefined) {
    fault.times -= 1
    if (fault.times <= 0) faults.splice(at, 1)
  }
  return fault
}

function strikes(fault: Fault, occasion: Occasion): boolean {
  if (fault.operation !== occasion.operation) return false
  if (fault.personId !== undefined && fault.personId !== occasion.personId) return false
  if (fault.path !== undefined && !occasion.path.includes(fault.path)) return false
  return fault.share === undefined || Math.random() < fault.share
}

const usualCodes: Record<number, string> = {
  400: 'BadArgument',
  401: 'BotNotRegistered',
  403: 'ConversationBlockedByUser',
  404: 'ConversationNotFound',
  412: 'PreconditionFailed',
  413: 'MessageSizeTooBig',
  429: 'Throttled',
  500: 'ServiceError',
}

function faultAnswer(fault: Fault, status: number): ApiAnswer {
  const code = fault.code ?? usualCodes[status] ?? 'ServiceUnavailable'
  const headers: Record<string, string> = fault.retryAfterSeconds === undefined ? {} : { 'retry-after': String(fault.retryAfterSeconds) }
  return { status, headers, body: fault.nested ? nestedBody(fault.code) : { error: { code, message: fault.message ?? code } } }
}

export function nestedBody(subCode = 'MessageWritesBlocked'): unknown {
  const inner = { subCode, details: 'Thread disabled for message writes by user', errorCode: null, errorSubCode: null }
  return { errorCode: 209, message: JSON.stringify(inner, null, 2) }
}
