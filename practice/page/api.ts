import type {
  ActionAnswer,
  ChatMessage,
  ChatSummary,
  Company,
  Device,
  ErrorBody,
  MethodKind,
  PostAction,
  PostMessage,
} from '../chat-api.ts'

/** What can go wrong: the practice server is away, the bot behind it is away, or the server said no and why. */
export type Failure = { kind: 'offline' } | { kind: 'botDown' } | { kind: 'refused'; message: string }
export type Result<T> = { ok: true; value: T } | { ok: false; failure: Failure }

const botDown = new Set([502, 503, 504])

export const api = {
  company: () => call<Company>('GET', '/api/company'),
  chats: (as: string) => call<ChatSummary[]>('GET', `/api/chats?as=${encodeURIComponent(as)}`),
  messages: (as: string, conversationId: string) =>
    call<ChatMessage[]>('GET', `${chat(conversationId)}/messages?as=${encodeURIComponent(as)}`),
  post: (conversationId: string, body: PostMessage) => call<{ id: string }>('POST', `${chat(conversationId)}/messages`, body),
  act: (conversationId: string, body: PostAction) => call<ActionAnswer>('POST', `${chat(conversationId)}/actions`, body),
  read: (as: string, conversationId: string) => call<null>('POST', `${chat(conversationId)}/read`, { as }),
  device: (id: string) => call<Device>('GET', `${person(id)}/device`),
  addMethod: (id: string, kind: MethodKind, delaySeconds: number) => call<Device>('POST', `${person(id)}/methods`, { kind, delaySeconds }),
  removeMethod: (id: string, methodId: string) => call<Device>('DELETE', `${person(id)}/methods/${encodeURIComponent(methodId)}`),
  app: (id: string, installed: boolean) => call<Device>('POST', `${person(id)}/app`, { installed }),
  block: (id: string, blocked: boolean) => call<Device>('POST', `${person(id)}/block`, { blocked }),
  moreTime: (id: string, moreTime: boolean) => call<Device>('POST', `${person(id)}/more-time`, { moreTime }),
  away: (id: string, outOfOffice: boolean) => call<Device>('POST', `${person(id)}/away`, { outOfOffice }),
  policy: (id: string, on: boolean) => call<Device>('POST', `${person(id)}/policy`, { on }),
  eventsUrl: (as: string) => `/api/events?as=${encodeURIComponent(as)}`,
}

function chat(conversationId: string): string {
  return `/api/chats/${encodeURIComponent(conversationId)}`
}

function person(id: string): string {
  return `/api/people/${encodeURIComponent(id)}`
}

async function call<T>(method: string, path: string, body?: object): Promise<Result<T>> {
  try {
    const response = await fetch(path, {
      method,
      headers: body ? { 'content-type': 'application/json' } : {},
      body: body ? JSON.stringify(body) : null,
    })
    if (response.ok) return { ok: true, value: (response.status === 204 ? null : await response.json()) as T }
    return { ok: false, failure: await explain(response) }
  } catch {
    return { ok: false, failure: { kind: 'offline' } }
  }
}

async function explain(response: Response): Promise<Failure> {
  if (botDown.has(response.status)) return { kind: 'botDown' }
  const text = await response.text()
  try {
    const body = JSON.parse(text) as Partial<ErrorBody>
    return { kind: 'refused', message: body.error?.message ?? String(response.status) }
  } catch {
    return { kind: 'refused', message: `${response.status} ${response.statusText}` }
  }
}
