import { withFaults } from '../faults.ts'
import { type ApiAnswer, type ApiRequest, type Handler, type Route, refuse } from '../http.ts'
import { personIdOfChat } from '../ids.ts'
import { admitAll, connectorLimits, countPeak, retryAfter } from '../limits.ts'
import { checkToken, connectorAudience } from '../tokens.ts'
import type { World } from '../world.ts'
import { deleteActivity, sendActivity, updateActivity } from './activities.ts'
import { createConversation, personMeant } from './conversations.ts'
import { listMembers, oneMember, pageMembers, teamChannels, teamDetails } from './members.ts'

type Operation = 'send' | 'update' | 'create' | 'members'
type Work = (world: World, request: ApiRequest) => ApiAnswer

/** Bot Framework v3 as the Teams connector speaks it. */
export function connectorRoutes(world: World): Route[] {
  const conversations = '/connector/v3/conversations'
  const one = `${conversations}/:conversationId`
  const guarded = (operation: Operation, work: Work): Handler => guard(world, operation, work)
  return [
    { method: 'POST', pattern: conversations, handle: guarded('create', createConversation) },
    { method: 'POST', pattern: `${one}/activities`, handle: guarded('send', sendActivity) },
    { method: 'POST', pattern: `${one}/activities/:activityId`, handle: guarded('send', sendActivity) },
    { method: 'PUT', pattern: `${one}/activities/:activityId`, handle: guarded('update', updateActivity) },
    { method: 'DELETE', pattern: `${one}/activities/:activityId`, handle: guarded('update', deleteActivity) },
    { method: 'GET', pattern: `${one}/members`, handle: guarded('members', listMembers) },
    { method: 'GET', pattern: `${one}/pagedmembers`, handle: guarded('members', pageMembers) },
    { method: 'GET', pattern: `${one}/members/:memberId`, handle: guarded('members', oneMember) },
    { method: 'GET', pattern: '/connector/v3/teams/:teamId', handle: guarded('members', (_world, request) => teamDetails(request)) },
    {
      method: 'GET',
      pattern: '/connector/v3/teams/:teamId/conversations',
      handle: guarded('members', (_world, request) => teamChannels(request)),
    },
  ]
}

/** Token, then limits, then faults, then the work; each request is counted whatever becomes of it. */
function guard(world: World, operation: Operation, work: Work): Handler {
  return async request => {
    countRequest(world, operation)
    const verdict = await checkToken(request.headers.authorization, world.secrets.keys.entra, [connectorAudience])
    if (!verdict.accepted) return refuse(401, 'Unauthorized', verdict.why)
    const personId = personOf(world, operation, request)
    const wait = throttled(world, operation, request.params.conversationId ?? personId ?? 'new')
    if (wait > 0) {
      world.counts.refused429 += 1
      return { ...refuse(429, 'Throttled', 'Too many requests.'), headers: { 'retry-after': retryAfter(wait) } }
    }
    const answer = await withFaults(world.faults, { operation, personId, path: request.path }, () => work(world, request))
    if (answer.status === 429) world.counts.refused429 += 1
    return answer
  }
}

function countRequest(world: World, operation: Operation): void {
  const at = new Date().toISOString()
  world.counts[operation] += 1
  world.counts.firstAt ??= at
  world.counts.lastAt = at
  countPeak(world.peak)
}

function personOf(world: World, operation: Operation, request: ApiRequest): string | null {
  if (operation === 'create') return personMeant(world, request.body)
  return personIdOfChat((request.params.conversationId ?? '').split(';')[0] ?? '')
}

/** Edits count as sends of their thread; everything counts against the 50 a second of the app in this tenant. */
function throttled(world: World, operation: Operation, thread: string): number {
  const kind = operation === 'update' ? 'send' : operation
  return admitAll(world.limits, [
    { key: 'tenant', rules: connectorLimits.tenant },
    { key: `${kind} ${thread}`, rules: connectorLimits[kind] },
  ])
}
