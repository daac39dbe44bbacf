/** The API over HTTP on a free port, with a token check that believes a name: `Bearer emma` is Emma. */
import { downloadEndpoint } from '../../bot/api/downloads.ts'
import { createApi } from '../../bot/api/serve.ts'
import type { CheckToken } from '../../bot/api/sso.ts'
import { createMetrics } from '../../bot/metrics.ts'
import { startServer } from '../../bot/server.ts'
import type { TestApp } from './app.ts'

const believe: CheckToken = async authorization => {
  const personId = authorization?.match(/^Bearer (\S+)$/)?.[1]
  return personId ? { kind: 'caller', personId } : { kind: 'refused', why: 'no_token' }
}

export interface Reply {
  status: number
  headers: Headers
  text: string
  /** The text as JSON; nothing where it is none. */
  body: Json
}
interface Json {
  [key: string]: Json
}

export interface Api {
  get(path: string, as?: string): Promise<Reply>
  send(method: 'POST' | 'PUT', path: string, body?: unknown, more?: { as?: string; type?: string }): Promise<Reply>
  /** Another address of the same server, as a browser asks. */
  browse(path: string): Promise<Reply>
  close(): Promise<void>
}

function parsed(text: string): Json {
  try {
    return JSON.parse(text)
  } catch {
    return {}
  }
}

/** Calls are made as `emma` unless another name is given. */
export async function openApi(app: TestApp, check: CheckToken = believe): Promise<Api> {
  const server = await startServer(0, {
    metrics: createMetrics(app.db),
    api: [...createApi(app, check), downloadEndpoint(app)],
    pages: [],
    receive: async () => ({ status: 200 }),
    notReady: async () => [],
  })
  const call = async (path: string, as: string, init: RequestInit): Promise<Reply> => {
    const headers = { authorization: `Bearer ${as}`, connection: 'close', ...(init.headers as Record<string, string>) }
    const response = await fetch(`http://127.0.0.1:${server.port}${path}`, { ...init, headers })
    // The mark for UTF-8 is part of what is looked at.
    const text = new TextDecoder('utf-8', { ignoreBOM: true }).decode(await response.arrayBuffer())
    return { status: response.status, headers: response.headers, text, body: parsed(text) }
  }
  return {
    browse: path => call(path, '', {}),
    get: (path, as = 'emma') => call(`/api/v1${path}`, as, {}),
    send: (method, path, body, { as = 'emma', type = 'application/json' } = {}) => {
      const text = typeof body === 'string' || body instanceof Uint8Array ? (body as string) : JSON.stringify(body)
      return call(`/api/v1${path}`, as, { method, headers: { 'content-type': type }, ...(body === undefined ? {} : { body: text }) })
    },
    close: () => server.close(),
  }
}
