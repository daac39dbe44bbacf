import type { IncomingMessage, ServerResponse } from 'node:http'

/** A request with everything that a handler may look at; a batch makes these without any socket. */
export interface ApiRequest {
  method: string
  path: string
  query: URLSearchParams
  headers: Record<string, string | undefined>
  body: unknown
  params: Record<string, string>
}

/** What goes back. `body` undefined sends none; `cut` destroys the socket instead of answering; `silent` never answers. */
export interface ApiAnswer {
  status: number
  body?: unknown
  headers?: Record<string, string>
  cut?: boolean
  silent?: boolean
}

export type Handler = (request: ApiRequest) => ApiAnswer | Promise<ApiAnswer>
export interface Route {
  method: 'GET' | 'HEAD' | 'POST' | 'PUT' | 'PATCH' | 'DELETE'
  /** Segments beginning with `:` are parameters, given to the handler decoded. */
  pattern: string
  handle: Handler
}

export type Match = { kind: 'found'; route: Route; params: Record<string, string> } | { kind: 'wrongMethod' } | { kind: 'unknown' }

export function ok(body: unknown): ApiAnswer {
  return { status: 200, body }
}

export function refuse(status: number, code: string, message: string): ApiAnswer {
  return { status, body: { error: { code, message } } }
}

/** Finds the first route whose pattern fits the path (letter case of fixed segments does not matter, as at Microsoft). */
export function findRoute(routes: readonly Route[], method: string, path: string): Match {
  const segments = path.split('/').filter(Boolean)
  let otherMethod = false
  for (const route of routes) {
    const params = paramsIn(route.pattern, segments)
    if (!params) continue
    if (route.method === method) return { kind: 'found', route, params }
    otherMethod = true
  }
  return otherMethod ? { kind: 'wrongMethod' } : { kind: 'unknown' }
}

function paramsIn(pattern: string, segments: string[]): Record<string, string> | null {
  const wanted = pattern.split('/').filter(Boolean)
  if (wanted.length !== segments.length) return null
  const params: Record<string, string> = {}
  for (const [at, name] of wanted.entries()) {
    const segment = decoded(segments[at] ?? '')
    if (segment === null) return null
    if (name.startsWith(':')) params[name.slice(1)] = segment
    else if (name.toLowerCase() !== segment.toLowerCase()) return null
  }
  return params
}

function decoded(text: string): string | null {
  try {
    return decodeURIComponent(text)
  } catch {
    return null
  }
}

export type Body =
  | { kind: 'json'; value: unknown }
  | { kind: 'text'; value: string }
  | { kind: 'none' }
  | { kind: 'tooBig' }
  | { kind: 'notJson' }

/** Reads at most `limit` bytes; `json` when the content type says so. */
export async function readBody(message: IncomingMessage, limit: number): Promise<Body> {
  const chunks: Buffer[] = []
  let size = 0
  for await (const chunk of message) {
    size += chunk.length
    if (size > limit) return { kind: 'tooBig' }
    chunks.push(chunk)
  }
  if (size === 0) return { kind: 'none' }
  const text = Buffer.concat(chunks).toString('utf8')
  if (!/\bjson\b/i.test(message.headers['content-type'] ?? '')) return { kind: 'text', value: text }
  try {
    return { kind: 'json', value: JSON.parse(text) }
  } catch {
    return { kind: 'notJson' }
  }
}

export function headersOf(message: IncomingMessage): Record<string, string | undefined> {
  const headers: Record<string, string | undefined> = {}
  for (const [name, value] of Object.entries(message.headers)) headers[name] = Array.isArray(value) ? value.join(', ') : value
  return headers
}

export function sendAnswer(response: ServerResponse, answer: ApiAnswer): void {
  if (answer.silent) return
  if (answer.cut) {
    response.destroy()
    return
  }
  if (response.headersSent || response.destroyed) return
  const body = answer.body === undefined ? '' : JSON.stringify(answer.body)
  const type: Record<string, string> = body ? { 'content-type': 'application/json; charset=utf-8' } : {}
  response.writeHead(answer.status, {
    ...type,
    'content-length': String(Buffer.byteLength(body)),
    'cache-control': 'no-store',
    ...answer.headers,
  })
  response.end(body)
}

export function isRecord(value: unknown): value is Record<string, unknown> {
  return typeof value === 'object' && value !== null && !Array.isArray(value)
}

export function asText(value: unknown): string | undefined {
  return typeof value === 'string' ? value : undefined
}
