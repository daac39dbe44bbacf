import type { ApiAnswer, ApiRequest } from '../http.ts'
import { admit, type Limit, retryAfter } from '../limits.ts'
import type { World } from '../world.ts'
import { graphRefuse } from './errors.ts'
import type { GraphRoute } from './route.ts'

const rules: Record<Exclude<GraphRoute['throttle']['kind'], 'none' | 'identity'>, Limit[]> = {
  reports: [{ seconds: 10, max: 5 }],
  policies: [{ seconds: 1, max: 1 }],
  installs: [{ seconds: 1, max: 30 }],
  presence: [{ seconds: 30, max: 1500 }],
  mail: [{ seconds: 600, max: 10_000 }],
}

/** Graph's documented limits; null when the request may pass. */
export function throttle(world: World, route: GraphRoute, request: ApiRequest): ApiAnswer | null {
  const wait = waitFor(world, route, request)
  if (wait === 0) return null
  const answer = graphRefuse(429, 'TooManyRequests', 'Too many requests.')
  return route.throttle.kind === 'policies' ? answer : { ...answer, headers: { 'retry-after': retryAfter(wait) } }
}

function waitFor(world: World, route: GraphRoute, request: ApiRequest): number {
  const { throttle: rule } = route
  if (rule.kind === 'none') return 0
  if (rule.kind === 'installs') return admit(world.limits, `graph installs ${request.method}`, rules.installs)
  if (rule.kind !== 'identity') return admit(world.limits, `graph ${rule.kind}`, rules[rule.kind])
  const size = world.state.people.size
  const budget = size < 50 ? 3500 : size <= 500 ? 5000 : 8000
  return admit(world.limits, 'graph identity', [{ seconds: 10, max: budget }], costOf(rule.cost, request.query))
}

function costOf(base: number, query: URLSearchParams): number {
  const top = Number(query.get('$top') ?? 100)
  return Math.max(1, base - (query.has('$select') ? 1 : 0) + (query.has('$expand') ? 1 : 0) - (top < 20 ? 1 : 0))
}
