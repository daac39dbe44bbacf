/** A connector that carries requests out in memory and keeps when each came; a test says who is refused, and how. */
import type { CreateOutcome, Messenger, OutgoingMessage, SendOutcome } from '../../services/ports.ts'

export interface Asked {
  kind: 'send' | 'update' | 'remove' | 'create'
  /** A conversation, or for `create` a person. */
  whom: string
  activityId: string
  message: OutgoingMessage | null
  /** Milliseconds on a clock that never jumps. */
  at: number
}

export interface FakeConnector extends Messenger {
  asked: Asked[]
  /** Answers instead of carrying out; `undefined` carries it out. */
  refuse: (asked: Asked) => Exclude<SendOutcome, { kind: 'delivered' }> | undefined
  to(whom: string, kind?: Asked['kind']): Asked[]
}

export function fakeConnector(): FakeConnector {
  let next = 0
  const request = (kind: Asked['kind'], whom: string, activityId: string, message: OutgoingMessage | null): Asked => {
    const one = { kind, whom, activityId, message, at: performance.now() }
    connector.asked.push(one)
    return one
  }
  const outcome = (asked: Asked): SendOutcome => connector.refuse(asked) ?? { kind: 'delivered', activityId: asked.activityId }
  const connector: FakeConnector = {
    asked: [],
    refuse: () => undefined,
    to: (whom, kind) => connector.asked.filter(one => one.whom === whom && (kind === undefined || one.kind === kind)),
    send: async (to, message) => outcome(request('send', to.conversationId, `m${++next}`, message)),
    update: async (to, activityId, message) => outcome(request('update', to.conversationId, activityId, message)),
    remove: async (to, activityId) => outcome(request('remove', to.conversationId, activityId, null)),
    createConversation: async (personId, serviceUrl): Promise<CreateOutcome> => {
      const refused = connector.refuse(request('create', personId, '', null))
      return refused ?? { kind: 'created', conversationId: `chat-${personId}`, serviceUrl }
    },
  }
  return connector
}

/** The most requests that came within any one second. */
export function busiestSecond(asked: Pick<Asked, 'at'>[]): number {
  const times = asked.map(one => one.at).sort((a, b) => a - b)
  return Math.max(0, ...times.map((from, index) => times.slice(index).filter(at => at < from + 1000).length))
}
