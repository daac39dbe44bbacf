/** The chat with one person, opened where there is none yet. */
import { addressOf, findConversation, newestServiceUrl, reached } from '../services/conversations.ts'
import type { Address } from '../services/ports.ts'
import type { App } from './app.ts'

/** Where to write to this person; null when Teams does not let us. Throws when it may be tried again. */
export async function chatWith(app: App, personId: string): Promise<Address | null> {
  const known = addressOf(await findConversation(app.db, personId))
  if (known) return known
  const serviceUrl = (await newestServiceUrl(app.db)) ?? app.config.SERVICE_URLS[0] ?? ''
  const outcome = await app.messenger.createConversation(personId, serviceUrl)
  if (outcome.kind === 'throttled' || outcome.kind === 'retry') throw new Error(`A chat must be opened again: ${outcome.kind}`)
  if (outcome.kind !== 'created') return null
  const { conversationId } = outcome
  await reached(app.db, { id: personId, conversationId, serviceUrl, teamsUserId: null }, app.clock.now())
  return { conversationId, serviceUrl }
}
