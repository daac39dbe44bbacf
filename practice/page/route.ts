/** The person and the chat are in the address, so that two windows can be two people. */
export interface Route {
  personId: string | null
  conversationId: string | null
}

export function parseRoute(hash: string): Route {
  const [, as, personId, chat, conversationId] = hash.replace(/^#/, '').split('/').map(decode)
  if (as !== 'as' || !personId) return { personId: null, conversationId: null }
  return { personId, conversationId: chat === 'chat' && conversationId ? conversationId : null }
}

export function personLink(personId: string, conversationId?: string | null): string {
  const person = `#/as/${encodeURIComponent(personId)}`
  return conversationId ? `${person}/chat/${encodeURIComponent(conversationId)}` : person
}

export const startLink = '#/'

function decode(part: string): string {
  try {
    return decodeURIComponent(part)
  } catch {
    return ''
  }
}
