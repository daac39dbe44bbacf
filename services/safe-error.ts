/** What may be kept of an error: its kind, code and place. Its message may quote what somebody wrote or a query's values. */
export interface SafeError {
  type: string
  code?: string | undefined
  stack?: string[]
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

export function safeError(error: unknown): SafeError {
  if (!(error instanceof Error)) return { type: typeof error }
  const code = 'code' in error ? String(error.code) : undefined
  return { type: error.name, code, stack: placesOf(error) }
}
