import { type ApiAnswer, type ApiRequest, isRecord, ok } from '../http.ts'
import { badRequest } from './errors.ts'

const mostRequests = 20

interface BatchItem {
  id: string
  method: string
  url: string
  body: unknown
  headers: Record<string, string>
}

/** POST $batch: each request is answered (and throttled) on its own. */
export async function answerBatch(request: ApiRequest, one: (request: ApiRequest) => Promise<ApiAnswer>): Promise<ApiAnswer> {
  const items = itemsOf(request.body)
  if (typeof items === 'string') return badRequest(items)
  const responses = await Promise.all(items.map(item => answerItem(request, item, one)))
  return ok({ responses })
}

function itemsOf(body: unknown): BatchItem[] | string {
  const list = isRecord(body) ? body.requests : undefined
  if (!Array.isArray(list) || list.length === 0) return 'A batch needs at least one request.'
  if (list.length > mostRequests) return `A batch may have ${mostRequests} requests, this one has ${list.length}.`
  const items = list.map(itemOf)
  if (items.some(item => item === null)) return 'Each request of a batch needs an id, a method and a relative url.'
  const good = items.filter(item => item !== null)
  return new Set(good.map(item => item.id)).size === good.length ? good : 'The ids in a batch must differ.'
}

function itemOf(value: unknown): BatchItem | null {
  if (!isRecord(value) || typeof value.id !== 'string' || typeof value.method !== 'string' || typeof value.url !== 'string') return null
  if (/^https?:/i.test(value.url)) return null
  const headers: Record<string, string> = {}
  for (const [name, text] of Object.entries(isRecord(value.headers) ? value.headers : {})) headers[name.toLowerCase()] = String(text)
  return { id: value.id, method: value.method.toUpperCase(), url: value.url, body: value.body, headers }
}

async function answerItem(request: ApiRequest, item: BatchItem, one: (request: ApiRequest) => Promise<ApiAnswer>): Promise<unknown> {
  const url = new URL(item.url.startsWith('/') ? item.url : `/${item.url}`, 'https://batch.invalid')
  const answer = await one({
    method: item.method,
    path: url.pathname,
    query: url.searchParams,
    headers: { ...item.headers, authorization: request.headers.authorization },
    body: item.body,
    params: {},
  })
  if (answer.cut || answer.silent) return { id: item.id, status: 504, body: { error: { code: 'GatewayTimeout', message: 'No answer.' } } }
  const headers = { 'Content-Type': 'application/json', ...capitalised(answer.headers) }
  return { id: item.id, status: answer.status, headers, body: answer.body ?? null }
}

function capitalised(headers: Record<string, string> = {}): Record<string, string> {
  return Object.fromEntries(Object.entries(headers).map(([name, value]) => [name === 'retry-after' ? 'Retry-After' : name, value]))
}
