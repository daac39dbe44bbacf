/**
 * One way to Microsoft Graph. The library's own retries are left out of its chain, because they wait inside the call without a bound;
 * what is tried again, how often and how long is decided here. Answers come back as values, whatever their status.
 */
import { setTimeout as sleep } from 'node:timers/promises'
import {
  AuthenticationHandler,
  Client,
  type Context,
  HTTPMessageHandler,
  GraphError as LibraryError,
  ResponseType,
  TelemetryHandler,
} from '@microsoft/microsoft-graph-client'
import { z } from 'zod'

/** Somebody waits for the answer, or a sweep through the whole directory that may take its time. */
export type Urgency = 'interactive' | 'sweep'

export interface Call {
  /** Below the version, such as `/users/delta`, or a whole address that Graph gave (`@odata.nextLink`). */
  path: string
  urgency: Urgency
  body?: object
  headers?: Record<string, string>
  /** Tries in all; by default 2 when somebody waits and 6 in a sweep. */
  attempts?: number
}

/** `status` 0: no answer came. `code` and `message` are Graph's own words for an error. */
export interface Reply {
  status: number
  body: unknown
  code: string
  message: string
  retryAfterMs: number | null
}

export interface Graph {
  /** The address that paths are below, such as `https://graph.microsoft.com/v1.0`. */
  root: string
  call(call: Call): Promise<Reply>
}

/** Graph said no to something that must work: a permission is missing, or it is down for long. */
export class GraphError extends Error {
  readonly status: number
  readonly code: string
  constructor(what: string, reply: Reply) {
    super(`Microsoft Graph refused ${what}: ${reply.status} ${reply.code}`)
    this.name = 'GraphError'
    this.status = reply.status
    this.code = reply.code
  }
}

export interface GraphSettings {
  /** `https://graph.microsoft.com` or that of another cloud; a path is kept. */
  baseUrl: string
  getToken(): Promise<string>
  /** Waits between tries; tests hand in one that does not. */
  pause?: (ms: number) => Promise<unknown>
}

const version = 'v1.0'
const rules: Record<Urgency, { timeoutMs: number; attempts: number; longestPauseMs: number; priority: 'High' | 'Low' }> = {
  interactive: { timeoutMs: 10_000, attempts: 2, longestPauseMs: 3_000, priority: 'High' },
  sweep: { timeoutMs: 30_000, attempts: 6, longestPauseMs: 120_000, priority: 'Low' },
}
/** Entra answered, and would not give the bot a token: trying again does not help. */
const refusedSignIn = new Set(['AuthenticationError', 'AuthenticationRequiredError'])
const errorBody = z.object({ error: z.object({ code: z.string().catch(''), message: z.string().catch('') }) })

export function retryAfterMs(value: string | null | undefined): number | null {
  if (!value) return null
  const seconds = Number(value)
  if (Number.isFinite(seconds)) return Math.max(0, seconds * 1000)
  const at = Date.parse(value)
  return Number.isNaN(at) ? null : Math.max(0, at - Date.now())
}

/** What a body says about an error; empty words where it says nothing. */
export function errorOf(body: unknown): { code: string; message: string } {
  const parsed = errorBody.safeParse(body)
  return parsed.success ? parsed.data.error : { code: '', message: '' }
}

async function read(response: Response): Promise<Reply> {
  const text = await response.text()
  const body = parseJson(text)
  return { status: response.status, body, ...errorOf(body), retryAfterMs: retryAfterMs(response.headers.get('Retry-After')) }
}

function parseJson(text: string): unknown {
  try {
    return JSON.parse(text)
  } catch {
    return null
  }
}

const worthAnotherTry = (status: number) => status === 0 || status === 429 || status >= 500

/**
 * The library keeps of an error only its name, so the name of what failed below goes there: `ECONNREFUSED` says that nothing was sent,
 * `TypeError` would not.
 */
class NamedErrors extends HTTPMessageHandler {
  override async execute(context: Context): Promise<void> {
    await super.execute(context).catch((error: Error & { cause?: { code?: unknown } }) => {
      const code = error.cause?.code
      throw typeof code === 'string' ? Object.assign(new Error(error.message), { name: code }) : error
    })
  }
}

export function createGraph({ baseUrl, getToken, pause = sleep }: GraphSettings): Graph {
  const base = baseUrl.replace(/\/+$/, '')
  const client = Client.initWithMiddleware({
    baseUrl: base,
    defaultVersion: version,
    // Tokens are attached for these hosts only, so an address from an answer can never take one elsewhere.
    customHosts: new Set([new URL(base).hostname]),
    middleware: [new AuthenticationHandler({ getAccessToken: getToken }), new TelemetryHandler(), new NamedErrors()],
  })

  async function once(call: Call): Promise<Reply> {
    const { timeoutMs, priority } = rules[call.urgency]
    const request = client
      .api(call.path)
      .headers({ 'x-ms-throttle-priority': priority, ...call.headers })
      .option('signal', AbortSignal.timeout(timeoutMs))
      .responseType(ResponseType.RAW)
    try {
      const response: Response = await (call.body ? request.post(call.body) : request.get())
      return await read(response)
    } catch (error) {
      // The library puts the name of what went wrong into `code`: TimeoutError, AuthenticationError, ECONNREFUSED …
      const named = error instanceof LibraryError ? error.code : null
      const status = named && refusedSignIn.has(named) ? 401 : 0
      return { status, body: null, code: named ?? 'unknown', message: '', retryAfterMs: null }
    }
  }

  return {
    root: `${base}/${version}`,
    async call(call) {
      const { attempts, longestPauseMs } = rules[call.urgency]
      for (let attempt = 1; ; attempt += 1) {
        const reply = await once(call)
        if (!worthAnotherTry(reply.status) || attempt >= (call.attempts ?? attempts)) return reply
        const wait = reply.retryAfterMs ?? (0.5 + Math.random()) * 500 * 2 ** attempt
        if (wait > longestPauseMs) return reply
        await pause(wait)
      }
    },
  }
}

const link = z.string().startsWith('https://').optional()
const pageBody = z.object({ value: z.array(z.unknown()), '@odata.nextLink': link, '@odata.deltaLink': link })

export interface Page<T> {
  items: T[]
  nextLink: string | null
  deltaLink: string | null
}

/** One page with its items read by `item`. Throws `GraphError` unless Graph answered 200 with a page. */
export function readPage<T>(reply: Reply, item: z.ZodType<T>, what: string): Page<T> {
  const page = pageBody.safeParse(reply.body)
  if (reply.status !== 200 || !page.success) throw new GraphError(what, reply)
  return {
    items: page.data.value.map(value => item.parse(value)),
    nextLink: page.data['@odata.nextLink'] ?? null,
    deltaLink: page.data['@odata.deltaLink'] ?? null,
  }
}

/** All pages of a collection, as they are read. `before` runs ahead of each request (it paces). */
export async function* pages<T>(graph: Graph, call: Call, read: { item: z.ZodType<T>; what: string; before?: () => Promise<void> }) {
  let path: string | null = call.path
  while (path) {
    await read.before?.()
    const page: Page<T> = readPage(await graph.call({ ...call, path }), read.item, read.what)
    yield page.items
    path = page.nextLink
  }
}
