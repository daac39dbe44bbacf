/** Logs carry ids and causes. Names, addresses, tokens and what people write never reach them. */
import { type DestinationStream, type Logger, pino } from 'pino'

const secret = ['authorization', 'token', 'password', 'text', 'name', 'upn', 'mail', 'email', 'phone', 'body', 'card', 'value']
const redacted = secret.flatMap(field => [field, `*.${field}`, `*.*.${field}`])

/** What an error may say in a log: its kind, code and place. Its message may quote what somebody wrote or a query's values. */
function safeError(error: unknown): object {
  if (!(error instanceof Error)) return { type: typeof error }
  const code = 'code' in error ? String(error.code) : undefined
  return { type: error.name, code, stack: placesOf(error) }
}

/** A stack begins with the message, whose own lines may look like places. */
function placesOf({ stack = '', message }: Error): string[] {
  const begin = stack.indexOf(message)
  const places = begin < 0 ? '' : stack.slice(begin + message.length)
  return places
    .split('\n')
    .filter(line => line.trimStart().startsWith('at '))
    .slice(0, 6)
}

export function createLog(level: string, destination?: DestinationStream): Logger {
  const options = { level, redact: { paths: redacted, censor: '[redacted]' }, serializers: { err: safeError }, base: null }
  return destination ? pino(options, destination) : pino(options)
}
