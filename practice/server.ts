import http, { type IncomingMessage, type Server, type ServerResponse } from 'node:http'
import https from 'node:https'
import { servePage } from './chat/page.ts'
import { chatRoutes } from './chat/routes.ts'
import { openStream } from './chat/stream.ts'
import { connectorRoutes } from './connector/routes.ts'
import { controlRoutes } from './control/routes.ts'
import { entraRoutes } from './entra.ts'
import { graphHandler } from './graph/answer.ts'
import { type ApiAnswer, type ApiRequest, type Body, findRoute, headersOf, type Route, readBody, refuse, sendAnswer } from './http.ts'
import { relayRoutes } from './relay/routes.ts'
import type { World } from './world.ts'

const loopback = '127.0.0.1'
const keepAliveMs = 10 * 60_000
const pageBodyLimit = 256 * 1024
const secureBodyLimit = 4 * 1024 * 1024

/** The http server of the page, its API and the control API. */
export function pageServer(world: World, stop: () => void): Server {
  const routes = [...chatRoutes(world), ...controlRoutes(world, stop), ...relayRoutes(world)]
  return http.createServer((message, response) => {
    serve(response, () => answerPage(world, routes, message, response))
  })
}

/** The https server of Entra, Graph and the connector. */
export function secureServer(world: World): Server {
  const { key, certificate } = world.secrets.certificate
  const answer = secureAnswerer(world)
  return https.createServer({ key, cert: certificate }, (message, response) => {
    serve(response, async () => sendAnswer(response, await answer(message)))
  })
}

export function listen(server: Server, port: number): Promise<number> {
  // Longer than any client keeps a quiet connection, so that none is closed just as the next request sets out.
  server.keepAliveTimeout = keepAliveMs
  return new Promise((resolve, reject) => {
    server.once('error', reject)
    server.listen(port, loopback, () => {
      const address = server.address()
      resolve(typeof address === 'object' && address ? address.port : port)
    })
  })
}

function serve(response: ServerResponse, work: () => Promise<void>): void {
  work().catch(error => {
    console.error(error)
    sendAnswer(response, refuse(500, 'InternalError', 'Practice made a mistake; its log says which.'))
  })
}

async function answerPage(world: World, routes: Route[], message: IncomingMessage, response: ServerResponse): Promise<void> {
  const url = new URL(message.url ?? '/', world.urls.page)
  if (!isOwn(world, message)) return sendAnswer(response, refuse(403, 'ForeignOrigin', 'Only the page of this machine may ask.'))
  if (url.pathname !== '/control/health') world.lastUsed = Date.now()
  if (message.method === 'GET' && url.pathname === '/api/events') return openStream(world, message, response, url.searchParams)
  if (/^\/(api|control)\//.test(url.pathname)) return sendAnswer(response, await answerApi(routes, message, url))
  if (message.method === 'GET') return servePage(response, url.pathname)
  sendAnswer(response, refuse(405, 'MethodNotAllowed', 'The page can only be read.'))
}

/** Keeps foreign web pages (and names that point here) from driving practice. */
function isOwn(world: World, message: IncomingMessage): boolean {
  const port = new URL(world.urls.page).port
  const hosts = [`localhost:${port}`, `127.0.0.1:${port}`]
  const { host, origin } = message.headers
  const site = message.headers['sec-fetch-site']
  if (!host || !hosts.includes(host)) return false
  if (origin !== undefined && !hosts.some(own => origin === `http://${own}`)) return false
  return site === undefined || site === 'same-origin' || site === 'none' || message.method === 'GET'
}

async function answerApi(routes: Route[], message: IncomingMessage, url: URL): Promise<ApiAnswer> {
  const match = findRoute(routes, message.method ?? 'GET', url.pathname)
  if (match.kind === 'unknown') return refuse(404, 'NotFound', `There is nothing at ${url.pathname}.`)
  if (match.kind === 'wrongMethod') return refuse(405, 'MethodNotAllowed', `${message.method} is not possible at ${url.pathname}.`)
  const body = await readBody(message, pageBodyLimit)
  const problem = bodyProblem(body)
  return problem ?? match.route.handle(requestOf(message, url, body, match.params))
}

function secureAnswerer(world: World): (message: IncomingMessage) => Promise<ApiAnswer> {
  const routes = [...entraRoutes(world), ...connectorRoutes(world)]
  const graph = graphHandler(world)
  return async message => {
    world.lastUsed = Date.now()
    const url = new URL(message.url ?? '/', world.urls.secure)
    const body = await readBody(message, secureBodyLimit)
    if (body.kind === 'tooBig') return refuse(413, 'MessageSizeTooBig', 'The body is too big.')
    if (body.kind === 'notJson') return refuse(400, 'BadArgument', 'The body is not valid JSON.')
    if (url.pathname.startsWith('/graph/')) return graph(requestOf(message, url, body, {}))
    const match = findRoute(routes, message.method ?? 'GET', url.pathname)
    if (match.kind === 'found') return match.route.handle(requestOf(message, url, body, match.params))
    return refuse(match.kind === 'unknown' ? 404 : 405, 'NotFound', `Practice does not know ${message.method} ${url.pathname}.`)
  }
}

function bodyProblem(body: Body): ApiAnswer | null {
  if (body.kind === 'tooBig') return refuse(413, 'TooBig', `A body may have ${pageBodyLimit} bytes.`)
  if (body.kind === 'notJson') return refuse(400, 'BadRequest', 'The body is not valid JSON.')
  return body.kind === 'text' ? refuse(415, 'BadRequest', 'The body must be application/json.') : null
}

function requestOf(message: IncomingMessage, url: URL, body: Body, params: Record<string, string>): ApiRequest {
  return {
    method: message.method ?? 'GET',
    path: url.pathname,
    query: url.searchParams,
    headers: headersOf(message),
    body: body.kind === 'json' || body.kind === 'text' ? body.value : undefined,
    params,
  }
}
