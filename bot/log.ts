/** Logs carry ids and causes. Names, addresses, tokens and what people write never reach them. */
import { type DestinationStream, type Logger, pino } from 'pino'
import { safeError } from '../services/safe-error.ts'

const secret = ['authorization', 'token', 'password', 'text', 'name', 'upn', 'mail', 'email', 'phone', 'body', 'card', 'value']
const redacted = secret.flatMap(field => [field, `*.${field}`, `*.*.${field}`])

export function createLog(level: string, destination?: DestinationStream): Logger {
  const options = { level, redact: { paths: redacted, censor: '[redacted]' }, serializers: { err: safeError }, base: null }
  return destination ? pino(options, destination) : pino(options)
}
