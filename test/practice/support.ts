import { mkdtemp, rm } from 'node:fs/promises'
import http from 'node:http'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { setTimeout as sleep } from 'node:timers/promises'
import { type Practice, type PracticeOptions, startPractice } from '../../practice/start.ts'

export interface Reply {
  status: number
  headers: Headers
  text: string
  /** The text as JSON; nothing where it is none. */
  body: Json
}
/** JSON of which a test says by its assertions what it expects: any field may be asked for. */
export interface Json {
  [key: string]: Json
}

/** The items of a JSON list; none for anything else. */
export function list(value: Json | undefined): Json[] {
  return Array.isArray(value) ? value : []
}

export interface Tenant extends Practice {
  dataDir: string
  /** Calls an address of the page's port, such as `/api/company`. */
  page(path: string, body?: unknown, method?: string): Promise<Reply>
  graph(path: string, more?: { body?: unknown; headers?: Record<string, string>; method?: string }): Promise<Reply>
  connector(path: string, body?: unknown, method?: string): Promise<Reply>
  token(scope: string): Promise<string>
  end(): Promise<void>
}

/** A tenant of its own on free ports; it ends with this process at the latest. */
export async function newTenant(options: Partial<PracticeOptions> = {}): Promise<Tenant> {
  const dataDir = options.dataDir ?? (await mkdtemp(join(tmpdir(), 'practice-')))
  const botUrl = 'http://localhost:9/api/messages'
  const practice = await startPractice({ dataDir, port: 0, botUrl, detached: false, ...options })
  const tokens = new Map<string, Promise<string>>()
  const token = (scope: string) => {
    const known = tokens.get(scope) ?? fetchToken(practice, scope)
    tokens.set(scope, known)
    return known
  }
  return {
    ...practice,
    dataDir,
    token,
    page: (path, body, method) => call(`${practice.url}${path}`, { body, method }),
    graph: async (path, more = {}) => {
      const authorization = `Bearer ${await token('https://graph.microsoft.com/.default')}`
      return call(`${practice.env.GRAPH_BASE_URL}/v1.0${path}`, { ...more, headers: { authorization, ...more.headers } })
    },
    connector: async (path, body, method) => {
      const authorization = `Bearer ${await token('https://api.botframework.com/.default')}`
      return call(`${practice.env.SERVICE_URLS}v3${path}`, { body, method, headers: { authorization } })
    },
    end: async () => {
      await practice.stop()
      if (options.dataDir === undefined) await rm(dataDir, { recursive: true, force: true })
    },
  }
}

export async function call(
  url: string,
  more: { body?: unknown; headers?: Record<string, string>; method?: string | undefined },
): Promise<Reply> {
  const given = more.body !== undefined
  const response = await fetch(url, {
    method: more.method ?? (given ? 'POST' : 'GET'),
    headers: { ...(given ? { 'content-type': 'application/json' } : {}), ...more.headers },
    ...(given ? { body: typeof more.body === 'string' ? more.body : JSON.stringify(more.body) } : {}),
  })
  const text = await response.text()
  return { status: response.status, headers: response.headers, text, body: parsed(text) }
}

function parsed(text: string): Json {
  try {
    return JSON.parse(text)
  } catch {
    return {}
  }
}

async function fetchToken(practice: Practice, scope: string): Promise<string> {
  const { env } = practice
  const response = await fetch(`${env.AUTHORITY_HOST}/${env.MicrosoftAppTenantId}/oauth2/v2.0/token`, {
    method: 'POST',
    body: new URLSearchParams({
      grant_type: 'client_credentials',
      client_id: env.MicrosoftAppId ?? '',
      client_secret: env.MicrosoftAppPassword ?? '',
      scope,
    }),
  })
  const body = (await response.json()) as { access_token: string }
  return body.access_token
}

export interface TinyBot {
  url: string
  /** What practice sent, in order, with the header that signed it. */
  activities: { activity: Json; authorization: string | undefined }[]
  /** What it answers to an invoke; 200 and nothing to everything else. */
  answer: (activity: Json) => { status: number; body?: unknown }
  close(): void
}

/** A bot that only listens. */
export async function newBot(): Promise<TinyBot> {
  const server = http.createServer(async (request, response) => {
    let text = ''
    for await (const chunk of request) text += chunk
    const activity: Json = JSON.parse(text)
    bot.activities.push({ activity, authorization: request.headers.authorization })
    const { status, body } = String(activity.type) === 'invoke' ? bot.answer(activity) : { status: 200, body: undefined }
    response.writeHead(status, { 'content-type': 'application/json' })
    response.end(body === undefined ? '' : JSON.stringify(body))
  })
  await new Promise<void>(resolve => server.listen(0, '127.0.0.1', resolve))
  const address = server.address()
  const port = typeof address === 'object' && address ? address.port : 0
  const close = () => {
    server.close()
    server.closeAllConnections()
  }
  const bot: TinyBot = { url: `http://localhost:${port}/api/messages`, activities: [], answer: () => ({ status: 200 }), close }
  return bot
}

/** Waits until the question has an answer; fails after five seconds. */
export async function until<T>(ask: () => T | undefined | null | false | Promise<T | undefined | null | false>): Promise<T> {
  const end = Date.now() + 5000
  while (Date.now() < end) {
    const answer = await ask()
    if (answer) return answer
    await sleep(10)
  }
  throw new Error('it did not come true within five seconds')
}
