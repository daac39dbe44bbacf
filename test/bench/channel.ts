/** Activities as the channel sends them: signed by the tenant's key, over connections that stay open. */
import { randomUUID } from 'node:crypto'
import http from 'node:http'
import { botUserId, tenantId } from '../../practice/company/constants.ts'
import { personalChatId, teamsUserId } from '../../practice/ids.ts'
import type { BenchTenant } from './bench.ts'

export interface Heard {
  status: number
  body: unknown
  /** From the first byte sent to the last one received. */
  ms: number
}

export class Channel {
  /** A bot closes connections that were quiet for five seconds; these are given up earlier. */
  readonly #agent = new http.Agent({ keepAlive: true, maxSockets: 50, timeout: 2000 })
  readonly #token: string
  readonly #serviceUrl: string
  private constructor(token: string, serviceUrl: string) {
    this.#token = token
    this.#serviceUrl = serviceUrl
  }

  static async open(tenant: BenchTenant): Promise<Channel> {
    const { token } = (await tenant.page('/control/token', {})).body
    return new Channel(String(token), tenant.settings.SERVICE_URLS ?? '')
  }

  close(): void {
    this.#agent.destroy()
  }

  /** Brings one activity of a person's chat to the bot at `url`. */
  send(url: string, personId: string, more: Record<string, unknown>): Promise<Heard> {
    const activity = {
      id: `f:${randomUUID()}`,
      channelId: 'msteams',
      serviceUrl: this.#serviceUrl,
      timestamp: new Date().toISOString(),
      locale: 'en-GB',
      localTimezone: 'Europe/Amsterdam',
      from: { id: teamsUserId(personId), name: 'Somebody', aadObjectId: personId },
      recipient: { id: botUserId, name: 'Bot' },
      conversation: { conversationType: 'personal', tenantId, id: personalChatId(personId) },
      entities: [{ type: 'clientInfo', locale: 'en-GB', country: 'NL', platform: 'Windows', timezone: 'Europe/Amsterdam' }],
      channelData: { tenant: { id: tenantId }, source: { name: 'message' } },
      ...more,
    }
    return this.#post(`${url}/api/messages`, JSON.stringify(activity))
  }

  press(url: string, personId: string, button: { verb: string; data: unknown }): Promise<Heard> {
    const value = { action: { type: 'Action.Execute', ...button }, trigger: 'manual' }
    return this.send(url, personId, { type: 'invoke', name: 'adaptiveCard/action', value, replyToId: `1:${personId}` })
  }

  #post(url: string, text: string): Promise<Heard> {
    const headers = {
      authorization: `Bearer ${this.#token}`,
      'content-type': 'application/json; charset=utf-8',
      'content-length': Buffer.byteLength(text),
    }
    const began = performance.now()
    return new Promise((resolve, reject) => {
      const request = http.request(url, { method: 'POST', agent: this.#agent, headers }, response => {
        let body = ''
        response.setEncoding('utf8').on('data', chunk => {
          body += chunk
        })
        response.on('end', () =>
          resolve({ status: response.statusCode ?? 0, body: body ? JSON.parse(body) : null, ms: performance.now() - began }),
        )
      })
      request.on('error', reject).end(text)
    })
  }
}
