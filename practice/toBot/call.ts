import { bot, tenantId } from '../company/constants.ts'
import { channelIssuer, signToken } from '../tokens.ts'
import type { World } from '../world.ts'

/** Teams waits this long for an answer. */
const deadlineMs = 15_000
const tokenSeconds = 3600
const callsKept = 200

export type BotAnswer = { kind: 'answered'; status: number; body: unknown } | { kind: 'late' } | { kind: 'unreachable'; why: string }

export function serviceUrl(world: World): string {
  return `${world.urls.secure}/connector/`
}

/** Sends one activity to the bot, signed as the channel signs. */
export async function callBot(world: World, activity: Record<string, unknown>, personId: string | null): Promise<BotAnswer> {
  const answer = await post(world, activity)
  const name = typeof activity.name === 'string' ? `invoke ${activity.name}` : String(activity.type)
  world.calls.push({ at: new Date().toISOString(), type: name, personId, outcome: outcomeOf(answer) })
  if (world.calls.length > callsKept) world.calls.shift()
  return answer
}

async function post(world: World, activity: Record<string, unknown>): Promise<BotAnswer> {
  try {
    const response = await fetch(world.botUrl, {
      method: 'POST',
      headers: { 'content-type': 'application/json; charset=utf-8', authorization: `Bearer ${await channelToken(world)}` },
      body: JSON.stringify(activity),
      signal: AbortSignal.timeout(deadlineMs),
    })
    return { kind: 'answered', status: response.status, body: jsonOrText(await response.text()) }
  } catch (error) {
    if (error instanceof Error && error.name === 'TimeoutError') return { kind: 'late' }
    return { kind: 'unreachable', why: error instanceof Error && error.cause instanceof Error ? error.cause.message : String(error) }
  }
}

function jsonOrText(text: string): unknown {
  try {
    return JSON.parse(text)
  } catch {
    return text
  }
}

function outcomeOf(answer: BotAnswer): string {
  if (answer.kind === 'answered') return String(answer.status)
  return answer.kind === 'late' ? `no answer within ${deadlineMs / 1000} s` : `unreachable: ${answer.why}`
}

async function channelToken(world: World): Promise<string> {
  if (world.channelToken && world.channelToken.until > Date.now()) return world.channelToken.token
  const token = await signToken(world.secrets.keys.channel, {
    issuer: channelIssuer,
    audience: bot.appId,
    expiresInSeconds: tokenSeconds,
    more: { serviceurl: serviceUrl(world), tid: tenantId },
  })
  world.channelToken = { token, until: Date.now() + (tokenSeconds - 300) * 1000 }
  return token
}
