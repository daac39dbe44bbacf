/** What a person in practice sees and does, without a browser: the page's own HTTP API. */
import type { ActionAnswer, ChatMessage, ChatSummary, Company, Device, MethodKind } from '../../practice/chat-api.ts'
import { until } from './bot-process.ts'

type Json = Record<string, unknown>

/** All objects inside a card, depth first. */
function* parts(value: unknown): Generator<Json> {
  if (Array.isArray(value)) for (const one of value) yield* parts(one)
  if (value === null || typeof value !== 'object' || Array.isArray(value)) return
  yield value as Json
  for (const inner of Object.values(value)) yield* parts(inner)
}

/** Every text of a card, one a line. */
export const textOf = (card: unknown): string =>
  [...parts(card)].flatMap(part => [part.text, part.title, part.value].filter(text => typeof text === 'string')).join('\n')

export const buttons = (card: unknown): Json[] => [...parts(card)].filter(part => part.type === 'Action.Execute')

const inputValues = (card: unknown): Json =>
  Object.fromEntries(
    [...parts(card)]
      .filter(part => typeof part.type === 'string' && part.type.startsWith('Input.') && part.value !== undefined)
      .map(part => [String(part.id), part.value]),
  )

export class PracticeClient {
  readonly page: string
  readonly company: Company
  constructor(page: string, company: Company) {
    this.page = page
    this.company = company
  }

  static async connect(page: string): Promise<PracticeClient> {
    const response = await fetch(`${page}/api/company`)
    return new PracticeClient(page, (await response.json()) as Company)
  }

  async call<T>(path: string, body?: unknown, method = body === undefined ? 'GET' : 'POST'): Promise<T> {
    const response = await fetch(`${this.page}${path}`, {
      method,
      ...(body === undefined ? {} : { headers: { 'content-type': 'application/json' }, body: JSON.stringify(body) }),
    })
    const text = await response.text()
    if (!response.ok) throw new Error(`${method} ${path}: ${response.status} ${text}`)
    return (text ? JSON.parse(text) : null) as T
  }

  person(id: string): Employee {
    return new Employee(this, id)
  }

  /** How many messages of the bot each person has, and what the connector was asked. */
  received(): Promise<{ people: Record<string, { messages: number }>; requests: Record<string, number> }> {
    return this.call('/control/received/summary')
  }
}

export class Employee {
  readonly client: PracticeClient
  readonly id: string
  constructor(client: PracticeClient, id: string) {
    this.client = client
    this.id = id
  }

  async chat(kind: 'personal' | 'channel' = 'personal'): Promise<string> {
    const chats = await this.client.call<ChatSummary[]>(`/api/chats?as=${this.id}`)
    const chat = chats.find(one => one.kind === kind)
    if (!chat) throw new Error(`There is no ${kind} chat.`)
    return encodeURIComponent(chat.conversationId)
  }

  async messages(kind: 'personal' | 'channel' = 'personal'): Promise<ChatMessage[]> {
    return this.client.call(`/api/chats/${await this.chat(kind)}/messages?as=${this.id}`)
  }

  async type(text: string): Promise<void> {
    await this.client.call(`/api/chats/${await this.chat()}/messages`, { as: this.id, text })
  }

  /** Waits for a message of the bot whose text or card holds `words`, newest first. */
  sees(words: string, kind: 'personal' | 'channel' = 'personal', seconds = 30): Promise<ChatMessage> {
    return until(
      `“${words}”`,
      async () => (await this.messages(kind)).findLast(one => one.from.isBot && `${one.text}\n${textOf(one.cards)}`.includes(words)),
      seconds,
    )
  }

  /** Presses the button with this title on the newest message that has it; `values` fill its inputs. */
  async press(title: string, values: Json = {}, kind: 'personal' | 'channel' = 'personal'): Promise<ActionAnswer> {
    const message = await until(`the button “${title}”`, async () =>
      (await this.messages(kind)).findLast(one => buttons(one.cards).some(button => button.title === title)),
    )
    const button = buttons(message.cards).find(one => one.title === title)
    const data = { ...(button?.data as Json), ...inputValues(message.cards), ...values }
    return this.client.call(`/api/chats/${await this.chat(kind)}/actions`, {
      as: this.id,
      activityId: message.id,
      kind: 'Action.Execute',
      verb: button?.verb,
      data,
    })
  }

  async register(kind: MethodKind): Promise<Device> {
    return this.client.call(`/api/people/${this.id}/methods`, { kind })
  }
}
