import type { Person } from '../company/person.ts'
import { type ApiAnswer, type ApiRequest, isRecord, ok, refuse } from '../http.ts'
import type { World } from '../world.ts'
import { badRequest } from './errors.ts'
import { link, selectOf } from './query.ts'
import { userBody, userFields } from './userFields.ts'

const pageSize = 200

/** Where a round of delta stands: what was chosen, since which revision, and how far its pages have come. */
interface Round {
  fields: string[] | null
  since: number
  until: number
  from: number
}

/** GET /users/delta: everybody at first, then only what changed since the link that was given. */
export function deltaOf(world: World, request: ApiRequest): ApiAnswer {
  const round = roundOf(world, request.query)
  if ('status' in round) return round
  const changed = changedPeople(world, round)
  const value = changed.slice(round.from, round.from + pageSize).map(person => itemOf(person, round))
  const more = round.from + pageSize < changed.length
  const next: Round = more ? { ...round, from: round.from + pageSize } : { fields: round.fields, since: round.until, until: 0, from: 0 }
  const query = new URLSearchParams({ [more ? '$skiptoken' : '$deltatoken']: encoded(next) })
  const where = link(world.urls.secure, '/users/delta', query)
  return ok({ ...(more ? { '@odata.nextLink': where } : { '@odata.deltaLink': where }), value })
}

function roundOf(world: World, query: URLSearchParams): Round | ApiAnswer {
  const { revision } = world.state
  const skip = query.get('$skiptoken')
  const delta = query.get('$deltatoken')
  if ((skip ?? delta) !== null && query.has('$select')) return badRequest('$select belongs to the first request of a round only.')
  if (skip !== null) return decoded(skip) ?? expired()
  if (delta !== null && delta !== 'latest') {
    const last = decoded(delta)
    return last ? { ...last, until: revision } : expired()
  }
  const fields = selectOf(query, userFields)
  if ('refused' in fields) return fields.refused
  return { fields: fields.value, since: delta === 'latest' ? revision : -1, until: revision, from: 0 }
}

function expired(): ApiAnswer {
  return refuse(410, 'SyncStateNotFound', 'The sync state is not known; begin anew.')
}

/** The first round does not tell of people who have gone; the later ones do. */
function changedPeople(world: World, round: Round): Person[] {
  return [...world.state.people.values()].filter(person => {
    const changed = person.revision > round.since && person.revision <= round.until
    return changed && !(round.since === -1 && person.deleted)
  })
}

function itemOf(person: Person, round: Round): Record<string, unknown> {
  if (person.deleted) return { id: person.id, '@removed': { reason: 'changed' } }
  return { ...userBody(person, round.fields), id: person.id }
}

function encoded(round: Round): string {
  return Buffer.from(JSON.stringify(round)).toString('base64url')
}

function decoded(token: string): Round | null {
  try {
    const value: unknown = JSON.parse(Buffer.from(token, 'base64url').toString('utf8'))
    return isRecord(value) && typeof value.since === 'number' && typeof value.until === 'number' ? (value as unknown as Round) : null
  } catch {
    return null
  }
}
