import { randomUUID } from 'node:crypto'
import { withFaults } from '../faults.ts'
import { type ApiAnswer, type ApiRequest, findRoute, isRecord } from '../http.ts'
import { checkToken, graphAudience } from '../tokens.ts'
import type { World } from '../world.ts'
import { appRoutes } from './apps.ts'
import { answerBatch } from './batch.ts'
import { graphRefuse, resourceNotFound } from './errors.ts'
import { groupRoutes } from './groups.ts'
import { mailRoutes } from './mail.ts'
import { methodRoutes } from './methods.ts'
import { policyRoutes } from './policies.ts'
import { presenceRoutes } from './presence.ts'
import { unsupportedOption } from './query.ts'
import { reportRoutes } from './reports.ts'
import type { GraphRoute } from './route.ts'
import { throttle } from './throttle.ts'
import { userRoutes } from './users.ts'

const version = '/graph/v1.0'

/** Everything that Graph v1.0 answers here; each route names the query options it takes. */
function graphRoutes(world: World): GraphRoute[] {
  return [
    ...userRoutes(world),
    ...methodRoutes(world),
    ...groupRoutes(world),
    ...reportRoutes(world),
    ...policyRoutes(world),
    ...appRoutes(world),
    ...presenceRoutes(world),
    ...mailRoutes(world),
  ]
}

/** Answers requests to Graph, with the checks and headers that all of them share. */
export function graphHandler(world: World): (request: ApiRequest) => Promise<ApiAnswer> {
  const routes = graphRoutes(world)
  return async request => {
    const requestId = randomUUID()
    const answer = await checkedAnswer(world, routes, request)
    const clientId = request.headers['client-request-id']
    const headers = { ...answer.headers, 'request-id': requestId, ...(clientId ? { 'client-request-id': clientId } : {}) }
    return { ...answer, headers, body: withIds(answer.body, requestId, clientId ?? requestId) }
  }
}

async function checkedAnswer(world: World, routes: GraphRoute[], request: ApiRequest): Promise<ApiAnswer> {
  world.counts.graph += 1
  const verdict = await checkToken(request.headers.authorization, world.secrets.keys.entra, [graphAudience])
  if (!verdict.accepted) return graphRefuse(401, 'InvalidAuthenticationToken', verdict.why)
  if (!request.path.startsWith(`${version}/`)) return graphRefuse(400, 'BadRequest', 'Only version v1.0 is here.')
  const path = request.path.slice(version.length)
  const one = (inner: ApiRequest) => answerOne(world, routes, inner)
  if (path !== '/$batch') return one({ ...request, path })
  if (request.method !== 'POST') return graphRefuse(405, 'BadRequest', '$batch takes POST only.')
  return answerBatch(request, one)
}

async function answerOne(world: World, routes: GraphRoute[], request: ApiRequest): Promise<ApiAnswer> {
  const match = findRoute(routes, request.method, request.path)
  if (match.kind === 'unknown') return graphRefuse(404, 'BadRequest', `Resource not found for the segment '${request.path}'.`)
  if (match.kind === 'wrongMethod')
    return graphRefuse(405, 'Request_BadRequest', 'Specified HTTP method is not allowed for the request target.')
  const route = routes.find(known => known === match.route)
  if (!route) return resourceNotFound(request.path)
  const unsupported = unsupportedOption(request.query, route.options)
  if (unsupported) return graphRefuse(400, 'Request_UnsupportedQuery', unsupported)
  const refused = throttle(world, route, request)
  if (refused) return refused
  const occasion = { operation: 'graph', personId: match.params.userId ?? null, path: request.path } as const
  return withFaults(world.faults, occasion, () => route.handle({ ...request, params: match.params }))
}

/** Graph puts the ids of the request into every error. */
function withIds(body: unknown, requestId: string, clientId: string): unknown {
  if (!isRecord(body) || !isRecord(body.error)) return body
  const innerError = { date: new Date().toISOString().slice(0, 19), 'request-id': requestId, 'client-request-id': clientId }
  return { error: { ...body.error, innerError } }
}
