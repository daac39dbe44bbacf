/**
 * From a request to an answer, the same way for every resource: who asks, how often, what role, what was asked, and only then the
 * handler. Nothing here knows HTTP's library; `server.ts` carries.
 */
import { z } from 'zod'
import { record } from '../../services/audit.ts'
import { transaction } from '../../services/db/database.ts'
import { hasRole } from '../../services/roles.ts'
import type { App } from '../app.ts'
import { secretIn } from '../guard.ts'
import { describe } from './description.ts'
import { resources } from './index.ts'
import { type Asking, Download, Failure, type Input, type Method, type Resource } from './resource.ts'
import { type CheckToken, createTokenCheck, type Verdict } from './sso.ts'

export interface ApiRequest {
  params: Record<string, string>
  query: URLSearchParams
  authorization: string | undefined
  /** Without parameters, in lower case; empty when absent. */
  contentType: string
  contentEncoding: string
  body: AsyncIterable<Uint8Array>
}

export interface ApiAnswer {
  status: number
  headers: Record<string, string>
  /** One text, or one that is written while it is sent. */
  body: string | AsyncIterable<string>
}

export interface Endpoint {
  method: Method
  path: string
  answer(request: ApiRequest): Promise<ApiAnswer>
}

export const prefix = '/api/v1'
const largestJson = 256 * 1024
const largestUpload = 64 * 1024 * 1024
const perMinute = 300

export const always = { 'cache-control': 'no-store', 'x-content-type-options': 'nosniff' }
const json = (status: number, body: unknown, headers: Record<string, string> = {}): ApiAnswer => ({
  status,
  headers: { ...always, 'content-type': 'application/json; charset=utf-8', ...headers },
  body: JSON.stringify(body),
})

export const failed = ({ status, code, message }: Failure, headers: Record<string, string> = {}): ApiAnswer =>
  json(status, { error: { code, message } }, headers)

const refusals: Record<Extract<Verdict, { kind: 'refused' }>['why'], string> = {
  no_token: 'Send the token that Teams gives (getAuthToken) as "Authorization: Bearer …".',
  expired: 'The token has expired. Ask Teams for a new one (getAuthToken) for every call; Teams remembers it for you.',
  not_valid: 'The token is not one of this organisation for this app. Ask Teams for one (getAuthToken).',
  no_scope: 'The token lacks the scope access_as_user. Expose it in the app registration and consent to it.',
  no_person: 'The token is not one of a person.',
}

async function callerOf(check: CheckToken, request: ApiRequest): Promise<string | ApiAnswer> {
  const verdict = await check(request.authorization)
  if (verdict.kind === 'caller') return verdict.personId
  if (verdict.kind === 'unavailable')
    return failed(new Failure(503, 'Unavailable', 'The keys of the organisation cannot be read now. Try again in a minute.'), {
      'retry-after': '60',
    })
  const error = verdict.why === 'no_token' ? '' : ' error="invalid_token"'
  return failed(new Failure(401, 'Unauthorized', refusals[verdict.why]), { 'www-authenticate': `Bearer${error}` })
}

/** Requests of each caller in the minute that runs, in this process: a page that runs wild harms itself alone. */
function createLimit(): (personId: string) => boolean {
  let minute = 0
  let counts = new Map<string, number>()
  return personId => {
    const now = Math.floor(performance.now() / 60_000)
    if (now !== minute) {
      minute = now
      counts = new Map()
    }
    const count = (counts.get(personId) ?? 0) + 1
    counts.set(personId, count)
    return count <= perMinute
  }
}

export async function refuse({ app, personId, now }: Asking, subject: string): Promise<ApiAnswer> {
  await transaction(app.db, tx => record(tx, { at: now, actorId: personId, action: 'refused', subject, details: { role: 'admin' } }))
  return failed(new Failure(403, 'Forbidden', 'Only admins may do this. Ask whoever looks after the group of admins to add you.'))
}

class TooBig extends Error {}

/** Not more than `most` bytes. The socket stays open when the reader stops, so that the answer can still be sent. */
async function* limited(body: AsyncIterable<Uint8Array>, most: number): AsyncGenerator<Uint8Array> {
  let size = 0
  for await (const chunk of body) {
    size += chunk.length
    if (size > most) throw new TooBig()
    yield chunk
  }
}

const tooBig = (most: number) => new Failure(413, 'TooBig', `A body may have ${most / 1024 / 1024} MiB at most. Send less at a time.`)
const wrongType = (wanted: string) =>
  new Failure(415, 'UnsupportedMediaType', `Send the body as ${wanted}, not compressed, and say so in Content-Type.`)

async function readJson(request: ApiRequest): Promise<unknown> {
  if (request.contentType !== 'application/json' || request.contentEncoding !== '') return wrongType('application/json')
  const chunks: Uint8Array[] = []
  for await (const chunk of limited(request.body, largestJson)) chunks.push(chunk)
  try {
    return JSON.parse(Buffer.concat(chunks).toString('utf8'))
  } catch {
    return new Failure(400, 'BadRequest', 'The body is not valid JSON.')
  }
}

const none = z.object({})

function parse(schema: z.ZodType, value: unknown, where: string): unknown {
  const result = schema.safeParse(value)
  if (result.success) return result.data
  const lines = result.error.issues.map(({ path, message }) => `${[where, ...path].join('.')}: ${message}`)
  return new Failure(400, 'BadRequest', `${lines.join('; ')}. /api/v1/openapi.json says what is expected.`)
}

async function readInput(resource: Resource, request: ApiRequest): Promise<Input | Failure> {
  const params = parse(resource.params ?? none, request.params, 'path')
  if (params instanceof Failure) return params
  const query = parse((resource.query ?? none).strict(), Object.fromEntries(request.query), 'query')
  if (query instanceof Failure) return query
  const isCsv = request.contentType === 'text/csv' && request.contentEncoding === ''
  if (resource.upload && !isCsv) return wrongType('text/csv')
  const given = resource.body ? await readJson(request) : undefined
  if (given instanceof Failure) return given
  const body = resource.body ? parse(resource.body, given, 'body') : undefined
  if (body instanceof Failure) return body
  return { params, query, body, bytes: limited(request.body, largestUpload) }
}

/** Every text in a value, with the name of the field that it stands in. `cursor` is packed by us. */
function textsIn(value: unknown, field = ''): [field: string, text: string][] {
  if (typeof value === 'string') return field === 'cursor' ? [] : [[field, value]]
  if (typeof value !== 'object' || value === null) return []
  return Object.entries(value).flatMap(([name, inner]) => textsIn(inner, Array.isArray(value) ? field : name))
}

/** What was typed is looked through before anything is done with it, as everywhere. */
function secretProblem(app: App, { query, body }: Input): Failure | null {
  const found = [...textsIn(query), ...textsIn(body)].find(([, text]) => secretIn(app, text, 'admin'))
  if (!found) return null
  return new Failure(400, 'LooksSecret', `"${found[0]}" looks as if it holds a code or a password. Leave that out; nothing was kept.`)
}

async function carryOut(resource: Resource, asking: Asking, request: ApiRequest): Promise<ApiAnswer> {
  try {
    const input = await readInput(resource, request)
    const refused = input instanceof Failure ? input : secretProblem(asking.app, input)
    const result = refused ?? (await resource.handle(asking, input as Input))
    if (result instanceof Failure) return failed(result)
    if (result instanceof Download) return download(result)
    // What the contract does not name never leaves.
    return json(200, resource.answer === 'text/csv' ? result : resource.answer.parse(result))
  } catch (error) {
    if (error instanceof TooBig) return failed(tooBig(resource.upload ? largestUpload : largestJson))
    throw error
  }
}

export function download({ filename, text }: Download): ApiAnswer {
  const disposition = `attachment; filename="${filename}"`
  return { status: 200, headers: { ...always, 'content-type': 'text/csv; charset=utf-8', 'content-disposition': disposition }, body: text }
}

/** What is said where no endpoint is. */
export const noEndpoint = (status: number) => ({
  error:
    status === 405
      ? { code: 'MethodNotAllowed', message: `This can be done in another way only. ${prefix}/openapi.json says how.` }
      : { code: 'NotFound', message: `There is nothing here. ${prefix}/openapi.json lists what there is.` },
})

/** The API as endpoints, ready to be put behind routes. */
export function createApi(app: App, check: CheckToken = createTokenCheck(app.config)): Endpoint[] {
  const isWithinLimit = createLimit()
  const description = json(200, describe(resources), { 'cache-control': 'public, max-age=300' })
  const endpoints = resources.map((resource): Endpoint => {
    const subject = `api:${resource.method} ${resource.path}`
    const answer = async (request: ApiRequest) => {
      const caller = await callerOf(check, request)
      if (typeof caller !== 'string') return caller
      const wait = new Failure(429, 'TooManyRequests', 'That was a lot at once. Wait a minute.')
      if (!isWithinLimit(caller)) return failed(wait, { 'retry-after': '60' })
      const asking = { app, personId: caller, now: app.clock.now() }
      if (!(await hasRole(app, caller, 'admin'))) return refuse(asking, subject)
      return carryOut(resource, asking, request)
    }
    const surprised = (error: unknown) => {
      app.log.error({ err: error, resource: subject }, 'a call of the API failed')
      return failed(new Failure(500, 'ServerError', 'Something went wrong here. Try again; the log of the bot says what it was.'))
    }
    return { method: resource.method, path: `${prefix}${resource.path}`, answer: request => answer(request).catch(surprised) }
  })
  return [{ method: 'GET', path: `${prefix}/openapi.json`, answer: async () => description }, ...endpoints]
}
