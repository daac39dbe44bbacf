/** A messenger that keeps what was sent, and says what the test told it to say. */
import type { Address, CreateOutcome, Messenger, OutgoingMessage, SendOutcome } from '../../services/ports.ts'

export interface Sent {
  kind: 'send' | 'update' | 'remove'
  to: Address
  activityId: string
  message: OutgoingMessage
}

export interface FakeMessenger extends Messenger {
  /** Every request that was carried out, in order. */
  sent: Sent[]
  /** What conversations answer instead of accepting, by conversation id. */
  refusals: Map<string, Exclude<SendOutcome, { kind: 'delivered' }>>
  /** What stands in a conversation now: the newest content of each message. */
  shown(conversationId: string): OutgoingMessage[]
  clear(): void
}

export function fakeMessenger(): FakeMessenger {
  const sent: Sent[] = []
  const refusals: FakeMessenger['refusals'] = new Map()
  let next = 0

  function request(kind: Sent['kind'], to: Address, activityId: string, message: OutgoingMessage): SendOutcome {
    const refusal = refusals.get(to.conversationId)
    if (refusal) return refusal
    sent.push({ kind, to, activityId, message })
    return { kind: 'delivered', activityId }
  }

  return {
    sent,
    refusals,
    send: async (to, message) => request('send', to, `m${++next}`, message),
    update: async (to, activityId, message) => request('update', to, activityId, message),
    remove: async (to, activityId) => request('remove', to, activityId, { summary: '' }),
    createConversation: async (personId, serviceUrl): Promise<CreateOutcome> => ({
      kind: 'created',
      conversationId: `chat-${personId}`,
      serviceUrl,
    }),
    shown(conversationId) {
      const newest = new Map<string, OutgoingMessage>()
      for (const one of sent.filter(({ to }) => to.conversationId === conversationId)) {
        if (one.kind === 'remove') newest.delete(one.activityId)
        else newest.set(one.activityId, one.message)
      }
      return [...newest.values()]
    },
    clear: () => sent.splice(0),
  }
}
