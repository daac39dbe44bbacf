/** Logs carry ids and causes. Names, addresses, tokens and what people write never reach them. */
import { type DestinationStream, type Logger, pino } from 'pino'

const secret = ['authorization', 'token', 'password', 'text', 'name', 'upn', 'mail', 'email', 'phone', 'body', 'card', 'value']
const redacted = secret.flatMap(field => [field, `*.${field}`, `*.*.${field}`])

/** What an error may say in a log: its kind, code and place. Its message may quote what somebody wrote or a query's values. */
function safeError(error: unknown): object {
  if (!(error instanceof Error)) return { type: typeof error }
  const code = 'code' in error ? String(error.code) : undefined
  const stack = error.stack
    ?.split('\n')
    .filter(line => line.trimStart().startsWith('at '))
    .slice(0, 6)
  return { type: error.name, code, stack }
}

export function createLog(level: string, destination?: DestinationStream): Logger {
  const options = { level, redact: { paths: redacted, censor: '[redacted]' }, serializers: { err: safeError }, base: null }
  return destination ? pino(options, destination) : pino(options)
}
