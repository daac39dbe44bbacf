import type { Failure } from './api.ts'
import { words } from './words.ts'

/** A failure in words that say what to do. */
export function explainFailure(failure: Failure): string {
  const { trouble } = words()
  if (failure.kind === 'offline') return trouble.offline
  if (failure.kind === 'botDown') return trouble.botDown
  return failure.message ? trouble.refused(failure.message) : trouble.action
}
