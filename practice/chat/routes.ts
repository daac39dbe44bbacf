import type { z } from 'zod'
import type { Person } from '../company/person.ts'
import { type ApiAnswer, type ApiRequest, type Handler, type Route, refuse } from '../http.ts'
import type { World } from '../world.ts'
import { chats, company, markRead, messages } from './chats.ts'
import { addMethod, device, removeMethod, setApp, setBlocked, setMoreTime, setOutOfOffice, setPolicy } from './device.ts'
import {
  actionSchema,
  appSchema,
  awaySchema,
  blockSchema,
  messageSchema,
  methodSchema,
  moreTimeSchema,
  policySchema,
  readSchema,
} from './schemas.ts'
import { noSuchPerson, personBy } from './who.ts'
import { postAction, postMessage } from './write.ts'

/** The HTTP API of `chat-api.ts`, except the stream of events. */
export function chatRoutes(world: World): Route[] {
  const chat = '/api/chats/:conversationId'
  const person = '/api/people/:id'
  return [
    { method: 'GET', pattern: '/api/company', handle: () => company(world) },
    { method: 'GET', pattern: '/api/chats', handle: request => chats(world, request) },
    { method: 'GET', pattern: `${chat}/messages`, handle: request => messages(world, request) },
    { method: 'POST', pattern: `${chat}/messages`, handle: withBody(messageSchema, (request, body) => postMessage(world, request, body)) },
    { method: 'POST', pattern: `${chat}/actions`, handle: withBody(actionSchema, (request, body) => postAction(world, request, body)) },
    { method: 'POST', pattern: `${chat}/read`, handle: withBody(readSchema, (request, body) => markRead(world, request, body.as)) },
    { method: 'GET', pattern: `${person}/device`, handle: request => forPerson(world, request, someone => device(world, someone)) },
    {
      method: 'POST',
      pattern: `${person}/methods`,
      handle: withBody(methodSchema, (request, body) =>
        forPerson(world, request, someone => addMethod(world, someone, body.kind, body.delaySeconds)),
      ),
    },
    {
      method: 'DELETE',
      pattern: `${person}/methods/:methodId`,
      handle: request => forPerson(world, request, someone => removeMethod(world, someone, request.params.methodId ?? '')),
    },
    {
      method: 'POST',
      pattern: `${person}/app`,
      handle: withBody(appSchema, (request, body) => forPerson(world, request, someone => setApp(world, someone, body.installed))),
    },
    {
      method: 'POST',
      pattern: `${person}/more-time`,
      handle: withBody(moreTimeSchema, (request, body) => forPerson(world, request, someone => setMoreTime(world, someone, body.moreTime))),
    },
    {
      method: 'POST',
      pattern: `${person}/away`,
      handle: withBody(awaySchema, (request, body) =>
        forPerson(world, request, someone => setOutOfOffice(world, someone, body.outOfOffice)),
      ),
    },
    {
      method: 'POST',
      pattern: `${person}/policy`,
      handle: withBody(policySchema, (request, body) => forPerson(world, request, someone => setPolicy(world, someone, body.on))),
    },
    {
      method: 'POST',
      pattern: `${person}/block`,
      handle: withBody(blockSchema, (request, body) => forPerson(world, request, someone => setBlocked(world, someone, body.blocked))),
    },
  ]
}

/** Refuses a body that the schema does not take, with the reason of every wrong field. */
export function withBody<T>(schema: z.ZodType<T>, work: (request: ApiRequest, body: T) => ApiAnswer | Promise<ApiAnswer>): Handler {
  return request => {
    const parsed = schema.safeParse(request.body)
    if (parsed.success) return work(request, parsed.data)
    const reasons = parsed.error.issues.map(issue => `${issue.path.join('.') || 'body'}: ${issue.message}`)
    return refuse(400, 'BadRequest', reasons.join('; '))
  }
}

function forPerson(world: World, request: ApiRequest, work: (person: Person) => ApiAnswer): ApiAnswer {
  const person = personBy(world, request.params.id)
  return person ? work(person) : noSuchPerson
}
