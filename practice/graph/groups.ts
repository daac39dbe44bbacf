import type { Group, Person } from '../company/person.ts'
import { type ApiAnswer, type ApiRequest, ok } from '../http.ts'
import type { World } from '../world.ts'
import { badRequest, resourceNotFound } from './errors.ts'
import { equalityOf, nextLink, pageOf, selected, selectOf, topOf } from './query.ts'
import type { GraphRoute } from './route.ts'
import { userBody, userFields } from './userFields.ts'

const groupFields: ReadonlySet<string> = new Set([
  'id',
  'displayName',
  'description',
  'securityEnabled',
  'mailEnabled',
  'mailNickname',
  'groupTypes',
])

export function groupRoutes(world: World): GraphRoute[] {
  const identity = (cost: number) => ({ kind: 'identity', cost }) as const
  const members = (deep: boolean, cast: boolean): GraphRoute => ({
    method: 'GET',
    pattern: `/groups/:groupId/${deep ? 'transitiveMembers' : 'members'}${cast ? '/microsoft.graph.user' : ''}`,
    options: ['$select', '$top', '$skiptoken', ...(cast ? (['$count'] as const) : [])],
    throttle: identity(deep ? 5 : 3),
    handle: request => membersOf(world, request, { deep, cast }),
  })
  return [
    {
      method: 'GET',
      pattern: '/groups',
      options: ['$select', '$top', '$filter', '$skiptoken'],
      throttle: identity(2),
      handle: request => listGroups(world, request),
    },
    {
      method: 'GET',
      pattern: '/groups/:groupId',
      options: ['$select'],
      throttle: identity(1),
      handle: request => oneGroup(world, request),
    },
    members(false, false),
    members(false, true),
    members(true, false),
    members(true, true),
  ]
}

/** Ids of the groups in which a person is, also through other groups. */
export function groupsWith(world: World, personId: string): string[] {
  const direct = (id: string) => world.state.groups.get(id)?.memberIds.includes(personId) === true
  return [...world.state.groups.values()].filter(group => direct(group.id) || group.groupIds.some(direct)).map(group => group.id)
}

function peopleIn(world: World, group: Group, deep: boolean): Person[] {
  const ids = new Set(group.memberIds)
  for (const inner of deep ? group.groupIds : []) {
    for (const id of world.state.groups.get(inner)?.memberIds ?? []) ids.add(id)
  }
  return [...ids].flatMap(id => world.state.people.get(id) ?? []).filter(person => !person.deleted)
}

function groupBody(group: Group, fields: readonly string[] | null): Record<string, unknown> {
  const record = { id: group.id, displayName: group.name, description: null, securityEnabled: true, mailEnabled: false, groupTypes: [] }
  return selected({ ...record, mailNickname: group.name.replaceAll(' ', '').toLowerCase() }, fields ?? [...groupFields])
}

function listGroups(world: World, request: ApiRequest): ApiAnswer {
  const fields = selectOf(request.query, groupFields)
  if ('refused' in fields) return fields.refused
  const filter = equalityOf(request.query, ['displayName', 'id'])
  if ('refused' in filter) return filter.refused
  const top = topOf(request.query, 100, 999)
  if ('refused' in top) return top.refused
  const wanted = filter.value
  const list = [...world.state.groups.values()].filter(group => wanted === null || groupBody(group, null)[wanted.field] === wanted.value)
  const page = pageOf(list, request.query, top.value)
  if ('refused' in page) return page.refused
  const next = page.value.next === null ? {} : { '@odata.nextLink': nextLink(world.urls.secure, '/groups', request.query, page.value.next) }
  return ok({ ...next, value: page.value.items.map(group => groupBody(group, fields.value)) })
}

function oneGroup(world: World, request: ApiRequest): ApiAnswer {
  const fields = selectOf(request.query, groupFields)
  if ('refused' in fields) return fields.refused
  const group = world.state.groups.get(request.params.groupId ?? '')
  return group ? ok(groupBody(group, fields.value)) : resourceNotFound(request.params.groupId ?? '')
}

function membersOf(world: World, request: ApiRequest, shape: { deep: boolean; cast: boolean }): ApiAnswer {
  if (shape.cast && !(request.headers.consistencylevel?.toLowerCase() === 'eventual' && request.query.get('$count') === 'true')) {
    return badRequest('A cast needs the header ConsistencyLevel: eventual and $count=true.')
  }
  const group = world.state.groups.get(request.params.groupId ?? '')
  if (!group) return resourceNotFound(request.params.groupId ?? '')
  const fields = selectOf(request.query, userFields)
  if ('refused' in fields) return fields.refused
  const top = topOf(request.query, 100, 999)
  if ('refused' in top) return top.refused
  const people = peopleIn(world, group, shape.deep).map(person => ({
    '@odata.type': '#microsoft.graph.user',
    ...userBody(person, fields.value),
  }))
  const inner = shape.cast ? [] : group.groupIds.flatMap(id => innerGroup(world, id))
  const all = [...people, ...inner]
  const page = pageOf(all, request.query, top.value)
  if ('refused' in page) return page.refused
  const next =
    page.value.next === null ? {} : { '@odata.nextLink': nextLink(world.urls.secure, request.path, request.query, page.value.next) }
  return ok({ ...(shape.cast ? { '@odata.count': all.length } : {}), ...next, value: page.value.items })
}

function innerGroup(world: World, id: string): Record<string, unknown>[] {
  const group = world.state.groups.get(id)
  return group ? [{ '@odata.type': '#microsoft.graph.group', ...groupBody(group, ['id', 'displayName']) }] : []
}
