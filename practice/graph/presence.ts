import { type ApiAnswer, type ApiRequest, isRecord, ok } from '../http.ts'
import type { World } from '../world.ts'
import { badRequest } from './errors.ts'
import type { GraphRoute } from './route.ts'

const mostIds = 650

export function presenceRoutes(world: World): GraphRoute[] {
  return [
    {
      method: 'POST',
      pattern: '/communications/getPresencesByUserId',
      options: [],
      throttle: { kind: 'presence' },
      handle: request => presences(world, request),
    },
  ]
}

function presences(world: World, request: ApiRequest): ApiAnswer {
  const ids = isRecord(request.body) ? request.body.ids : undefined
  if (!Array.isArray(ids) || ids.length === 0 || ids.length > mostIds) return badRequest(`ids must be a list of 1 to ${mostIds} user ids.`)
  return ok({ value: ids.flatMap(id => presenceOf(world, String(id))) })
}

function presenceOf(world: World, id: string): unknown[] {
  const person = world.state.people.get(id.toLowerCase())
  if (!person || person.deleted) return []
  const away = person.outOfOffice
  return [
    {
      id: person.id,
      availability: away ? 'Offline' : 'Available',
      activity: away ? 'OutOfOffice' : 'Available',
      statusMessage: null,
      outOfOfficeSettings: { isOutOfOffice: away, message: away ? 'I am away.' : null },
    },
  ]
}
