import assert from 'node:assert/strict'
import { readFailure, readRefusal } from '../../bot/outcome.ts'

const now = Date.parse('2026-11-10T09:00:00Z')
const usual = (code: string, message = 'Something that people read') => JSON.stringify({ error: { code, message } })
/** As in Microsoft's page on proactive messages: a number and a JSON text inside the message, `errorCode` null. */
const other = (subCode: string) =>
  JSON.stringify({
    errorCode: 209,
    message: JSON.stringify({ subCode, details: 'Thread disabled', errorCode: null, errorSubCode: null }, null, 2),
  })
const inside = (inner: object) => usual('Forbidden', JSON.stringify(inner))

const refusals: [status: number, body: string, kind: string, code: string][] = [
  [400, usual('Bad Argument'), 'failed', 'Bad Argument'],
  [401, usual('BotNotRegistered'), 'failed', 'BotNotRegistered'],
  [403, usual('BotDisabledByAdmin'), 'policy_blocked', 'BotDisabledByAdmin'],
  [403, usual('BotNotInConversationRoster'), 'not_installed', 'BotNotInConversationRoster'],
  [403, usual('ConversationBlockedByUser'), 'blocked', 'ConversationBlockedByUser'],
  [403, usual('ForbiddenOperationException'), 'not_installed', 'ForbiddenOperationException'],
  [403, usual('InvalidBotApiHost'), 'retry', 'InvalidBotApiHost'],
  [403, usual('NotEnoughPermissions'), 'failed', 'NotEnoughPermissions'],
  [403, other('MessageWritesBlocked'), 'blocked', 'MessageWritesBlocked'],
  [403, JSON.stringify({ errorCode: 209, message: 'no JSON here' }), 'blocked', 'MessageWritesBlocked'],
  [403, inside({ subCode: 'MessageWritesBlocked' }), 'blocked', 'MessageWritesBlocked'],
  [403, inside({ errorCode: 209 }), 'blocked', 'MessageWritesBlocked'],
  [403, inside({ errorCode: '209', subCode: null }), 'blocked', 'MessageWritesBlocked'],
  [403, inside({ subCode: 'SomethingNew' }), 'failed', 'SomethingNew'],
  [403, usual('toString'), 'failed', 'toString'],
  [404, usual('ActivityNotFoundInConversation'), 'message_gone', 'ActivityNotFoundInConversation'],
  [404, usual('ConversationNotFound'), 'conversation_gone', 'ConversationNotFound'],
  [404, '<html>Not here</html>', 'failed', 'HTTP 404'],
  [412, usual('PreconditionFailed'), 'retry', 'PreconditionFailed'],
  [413, usual('MessageSizeTooBig'), 'failed', 'MessageSizeTooBig'],
  [413, usual('RequestEntityTooLarge'), 'failed', 'RequestEntityTooLarge'],
  [429, usual('Throttled'), 'throttled', 'Throttled'],
  [500, usual('ServiceError'), 'failed', 'ServiceError'],
  [502, '', 'uncertain', 'HTTP 502'],
  [503, usual('ServiceUnavailable'), 'retry', 'ServiceUnavailable'],
  [504, 'null', 'uncertain', 'HTTP 504'],
  [418, '{"error":"a text"}', 'failed', 'HTTP 418'],
]

describe('what an answer of the connector means', () => {
  for (const [status, body, kind, code] of refusals) {
    it(`${status} ${body.slice(0, 60)} is ${kind}`, () => {
      const { kind: found, code: why } = readRefusal({ status, body }, now)
      assert.deepEqual({ kind: found, code: why }, { kind, code })
    })
  }

  const waits: [header: string | undefined, ms: number | null][] = [
    [undefined, null],
    ['7', 7_000],
    ['0', 0],
    ['1.5', 1_500],
    ['-3', 0],
    ['Tue, 10 Nov 2026 09:00:30 GMT', 30_000],
    ['Tue, 10 Nov 2026 08:00:00 GMT', 0],
    ['soon', null],
  ]
  for (const [retryAfter, ms] of waits) {
    it(`Retry-After ${retryAfter} is a wait of ${ms} ms`, () => {
      const outcome = readRefusal({ status: 429, body: '', ...(retryAfter === undefined ? {} : { retryAfter }) }, now)
      assert.deepEqual(outcome, { kind: 'throttled', retryAfterMs: ms, code: 'HTTP 429' })
    })
  }
})

describe('what an error without an answer means', () => {
  const withCode = (code: string) => Object.assign(new Error('it broke'), { code })
  const failures: [error: unknown, kind: string, code: string][] = [
    [withCode('ECONNREFUSED'), 'retry', 'ECONNREFUSED'],
    [withCode('ENOTFOUND'), 'retry', 'ENOTFOUND'],
    [withCode('EAI_AGAIN'), 'retry', 'EAI_AGAIN'],
    [withCode('EHOSTUNREACH'), 'retry', 'EHOSTUNREACH'],
    [withCode('ENETUNREACH'), 'retry', 'ENETUNREACH'],
    [withCode('ECONNRESET'), 'uncertain', 'ECONNRESET'],
    [withCode('ETIMEDOUT'), 'uncertain', 'ETIMEDOUT'],
    [withCode('EPIPE'), 'uncertain', 'EPIPE'],
    [new DOMException('it took too long', 'TimeoutError'), 'uncertain', 'TimeoutError'],
    [Object.assign(new Error('stopped'), { name: 'AbortError' }), 'uncertain', 'AbortError'],
    ['a text', 'uncertain', 'unknown'],
  ]
  for (const [error, kind, code] of failures) {
    it(`${code} is ${kind}`, () => assert.deepEqual(readFailure(error), { kind, code }))
  }
})
