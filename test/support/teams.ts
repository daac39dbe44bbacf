/** Activities as Teams sends them, brought to an app without a port: what people type and press, and what they then see. */
import type { Activity } from 'botbuilder'
import type { DoorAnswer } from '../../bot/adapter.ts'
import { takeTurn } from '../../bot/turn.ts'
import type { TestApp } from './app.ts'
import { serviceUrl } from './rollout.ts'

interface InvokeAnswer {
  statusCode: number
  type: string
  value: unknown
}

export class Teams {
  readonly app: TestApp
  constructor(app: TestApp) {
    this.app = app
  }

  activity(personId: string, more: object): Promise<DoorAnswer> {
    const activity = {
      type: 'message',
      channelId: 'msteams',
      serviceUrl,
      from: { id: `29:${personId}`, name: `Name of ${personId}`, aadObjectId: personId },
      recipient: { id: '28:bot', name: 'Bot' },
      conversation: { id: `chat-${personId}`, conversationType: 'personal' },
      ...more,
    }
    return takeTurn(this.app, activity as unknown as Activity)
  }

  /** Types; gives what the chat shows after it, newest last. */
  async types(personId: string, text: string): Promise<string[]> {
    this.app.messenger.clear()
    await this.activity(personId, { text })
    return this.app.messenger.sent.map(one => JSON.stringify(one.message))
  }

  /** Presses; gives the answer to the button: a card as JSON text, or a line. */
  async presses(personId: string, verb: string, data: object = {}, replyToId = 'm1'): Promise<{ card: string; line: string }> {
    const value = { action: { type: 'Action.Execute', verb, data }, trigger: 'manual' }
    const { body } = await this.activity(personId, { type: 'invoke', name: 'adaptiveCard/action', value, replyToId })
    const { type, value: shown } = body as InvokeAnswer
    return type.endsWith('card.adaptive') ? { card: JSON.stringify(shown), line: '' } : { card: '', line: String(shown) }
  }
}
