import type { IncomingMessage, ServerResponse } from 'node:http'
import type { ChatEvent } from '../chat-api.ts'
import { sendAnswer } from '../http.ts'
import type { World } from '../world.ts'
import { noSuchPerson, personBy } from './who.ts'

/** Proxies and browsers drop a stream that is silent for long. */
const pulseMs = 20_000

/** GET /api/events?as=: everything that changes for this person, as it happens. */
export function openStream(world: World, message: IncomingMessage, response: ServerResponse, query: URLSearchParams): void {
  const person = personBy(world, query.get('as'))
  if (!person) {
    sendAnswer(response, noSuchPerson)
    return
  }
  response.writeHead(200, { 'content-type': 'text/event-stream; charset=utf-8', 'cache-control': 'no-store', 'x-accel-buffering': 'no' })
  const send = (event: ChatEvent) => response.write(`data: ${JSON.stringify(event)}\n\n`)
  const listener = { personId: person.id, send }
  send({ type: 'hello' })
  world.listeners.add(listener)
  const pulse = setInterval(() => response.write(': \n\n'), pulseMs)
  message.on('close', () => {
    clearInterval(pulse)
    world.listeners.delete(listener)
  })
}
