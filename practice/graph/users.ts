import type { Person } from '../company/person.ts'
import { type ApiAnswer, type ApiRequest, isRecord, ok } from '../http.ts'
import type { World } from '../world.ts'
import { deltaOf } from './delta.ts'
import { badRequest, resourceNotFound } from './errors.ts'
import { groupsWith } from './groups.ts'
import { equalityOf, nextLink, pageOf, selectOf, topOf } from './query.ts'
import type { GraphRoute } from './route.ts'
import { userBody, userFields } from './userFields.ts'

const filterFields = ['accountEnabled', 'userType', 'department', 'userPrincipalName', 'mail', 'id', 'displayName'] as const

export function userRoutes(world: World): GraphRoute[] {
  const identity = (cost: number) => ({ kind: 'identity', cost }) as const
  return [
    {
      method: 'GET',
      pattern: '/users',
      options: ['$select', '$top', '$filter', '$expand', '$skiptoken', '$count'],
      throttle: identity(2),
      handle: request => listUsers(world, request),
    },
    {
      method: 'GET',
      pattern: '/users/delta',
      options: ['$select', '$deltatoken', '$skiptoken'],
      throttle: identity(2),
      handle: request => deltaOf(world, request),
    },
    {
      method: 'GET',
      pattern: '/users/:userId',
      options: ['$select', '$expand'],
      throttle: identity(1),
      handle: request => oneUser(world, request),
    },
    {
      method: 'GET',
      pattern: '/users/:userId/manager',
      options: ['$select'],
      throttle: identity(1),
      handle: request => managerOf(world, request),
    },
    {
      method: 'POST',
      pattern: '/users/:userId/checkMemberGroups',
      options: [],
      throttle: identity(3),
      handle: request => checkMemberGroups(world, request),
    },
  ]
}

/** By object id or by user principal name. */
export function findUser(world: World, key: string): Person | null {
  const person = world.state.people.get(key.toLowerCase()) ?? world.state.byUpn.get(key.toLowerCase())
  return person && !person.deleted ? person : null
}

/** Runs the work for the user whom the path names, or says that there is none. */
export function forUser(world: World, request: ApiRequest, work: (person: Person) => ApiAnswer): ApiAnswer {
  const key = request.params.userId ?? ''
  const person = findUser(world, key)
  return person ? work(person) : resourceNotFound(key)
}

function listUsers(world: World, request: ApiRequest): ApiAnswer {
  const fields = selectOf(request.query, userFields)
  const top = topOf(request.query, 100, 999)
  const filter = equalityOf(request.query, filterFields)
  const expand = expandOf(request.query)
  for (const part of [fields, top, filter, expand]) if ('refused' in part) return part.refused
  if ('refused' in fields || 'refused' in top || 'refused' in filter || 'refused' in expand) return badRequest('')
  const wanted = filter.value
  const people = [...world.state.people.values()].filter(person => {
    return !person.deleted && (wanted === null || same(userBody(person, [wanted.field])[wanted.field], wanted.value))
  })
  const page = pageOf(people, request.query, top.value)
  if ('refused' in page) return page.refused
  const value = page.value.items.map(person => ({ ...userBody(person, fields.value), ...expanded(person, expand.value) }))
  const next = page.value.next === null ? {} : { '@odata.nextLink': nextLink(world.urls.secure, '/users', request.query, page.value.next) }
  return ok({ '@odata.context': `${world.urls.secure}/graph/v1.0/$metadata#users`, ...next, value })
}

function same(has: unknown, wanted: string | boolean): boolean {
  return typeof wanted === 'boolean' ? has === wanted : String(has).toLowerCase() === wanted.toLowerCase()
}

function expandOf(query: URLSearchParams): { value: boolean } | { refused: ApiAnswer } {
  const text = query.get('$expand')
  if (text === null) return { value: false }
  if (/^manager(\(\$select=id\))?$/.test(text)) return { value: true }
  return { refused: badRequest(`Could not expand '${text}': only manager($select=id) is possible.`) }
}

function expanded(person: Person, wanted: boolean): Record<string, unknown> {
  if (!wanted || person.managerId === null) return {}
  return { manager: { '@odata.type': '#microsoft.graph.user', id: person.managerId } }
}

function oneUser(world: World, request: ApiRequest): ApiAnswer {
  const fields = selectOf(request.query, userFields)
  if ('refused' in fields) return fields.refused
  const expand = expandOf(request.query)
  if ('refused' in expand) return expand.refused
  return forUser(world, request, person => ok({ ...userBody(person, fields.value), ...expanded(person, expand.value) }))
}

function managerOf(world: World, request: ApiRequest): ApiAnswer {
  const fields = selectOf(request.query, userFields)
  if ('refused' in fields) return fields.refused
  return forUser(world, request, person => {
    const manager = person.managerId === null ? null : findUser(world, person.managerId)
    return manager ? ok({ '@odata.type': '#microsoft.graph.user', ...userBody(manager, fields.value) }) : resourceNotFound('manager')
  })
}

function checkMemberGroups(world: World, request: ApiRequest): ApiAnswer {
  const ids = isRecord(request.body) ? request.body.groupIds : undefined
  if (!Array.isArray(ids) || ids.length === 0 || ids.length > 20 || !ids.every(id => typeof id === 'string')) {
    return badRequest('groupIds must be a list of 1 to 20 group ids.')
  }
  return forUser(world, request, person => ok({ value: groupsWith(world, person.id).filter(id => ids.includes(id)) }))
}
