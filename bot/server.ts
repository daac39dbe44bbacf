/** Routes. The only file that knows restify; it carries and decides nothing. */
import { Readable } from 'node:stream'
import { pipeline } from 'node:stream/promises'
import restify from 'restify'
import type { DoorAnswer, Knock } from './adapter.ts'
import { type ApiRequest, type Endpoint, noEndpoint, prefix } from './api/serve.ts'
import { CannotStart } from './cannot-start.ts'
import type { Metrics } from './metrics.ts'
import type { PageRoute } from './pages/index.ts'

export interface Routes {
  /** One activity from Teams. */
  receive(knock: Knock): Promise<DoorAnswer>
  /** What is not ready yet; empty when everything is. */
  notReady(): Promise<string[]>
  metrics: Metrics
  /** The JSON API. */
  api: Endpoint[]
  /** What anybody may read in a browser. */
  pages: PageRoute[]
}

/** Public pages; HEAD as well, with which other sites try their links. */
function servePages(server: restify.Server, pages: PageRoute[]): void {
  for (const { path, answer } of pages) {
    const handle = async (request: restify.Request, response: restify.Response) => {
      const query = new URLSearchParams(String(request.getQuery()))
      const { status, body, headers } = await answer({ params: request.params, query, accepts: request.header('accept-language') })
      response.sendRaw(status, body, headers)
    }
    server.get(path, handle)
    server.head(path, handle)
  }
}

const largestBody = 512 * 1024

/** Teams sends plain JSON. Anything else is refused unread: the parser would unpack archives of any size and write uploads to disk. */
function onlyJson(request: restify.Request, response: restify.Response, next: restify.Next): void {
  const encoding = request.header('content-encoding', 'identity')
  const isJson = request.contentType().toLowerCase() === 'application/json' && encoding === 'identity'
  if (!isJson) response.send(415, { error: { code: 'BadRequest' } })
  next(isJson ? undefined : false)
}

const apiRequest = (request: restify.Request): ApiRequest => ({
  params: request.params as Record<string, string>,
  query: new URLSearchParams(request.getQuery()),
  authorization: request.header('authorization'),
  contentType: (request.header('content-type', '').split(';')[0] ?? '').trim().toLowerCase(),
  contentEncoding: request.header('content-encoding', '').replace('identity', ''),
  // Without this, whoever stops reading early would close the socket before the answer is on it.
  body: request.iterator({ destroyOnReturn: false }) as AsyncIterable<Buffer>,
})

function serveApi(server: restify.Server, { method, path, answer }: Endpoint): void {
  const carry = async (request: restify.Request, response: restify.Response) => {
    const { status, headers, body } = await answer(apiRequest(request))
    response.writeHead(status, headers)
    // A reader who leaves in the middle of a file is nobody's fault.
    if (typeof body !== 'string') await pipeline(Readable.from(body), response).catch(() => response.destroy())
    else response.end(body)
  }
  server[method.toLowerCase() as 'get' | 'post' | 'put'](path, carry)
}

/** Listens on `port` (0: any free one). `close` stops taking requests and waits for the running ones. */
export async function startServer(port: number, routes: Routes): Promise<{ port: number; close(): Promise<void> }> {
  const server = restify.createServer({ name: 'mfa-rollout-bot', handleUncaughtExceptions: false } as restify.ServerOptions)
  server.on('restifyError', (request, response, error, done) => {
    const status = Number(error?.statusCode) >= 400 && Number(error?.statusCode) < 500 ? Number(error.statusCode) : 500
    const code = status === 500 ? 'ServerError' : 'BadRequest'
    response.send(status, request.path().startsWith(`${prefix}/`) ? noEndpoint(status) : { error: { code } })
    return done()
  })
  server.post(
    '/api/messages',
    onlyJson,
    ...[restify.plugins.bodyParser({ maxBodySize: largestBody, mapParams: false })].flat(),
    async (request: restify.Request, response: restify.Response) => {
      const answer = await routes.receive({ authorization: request.header('authorization'), body: request.body })
      response.send(answer.status, answer.body)
    },
  )
  server.get('/healthz', async (_request: restify.Request, response: restify.Response) => {
    response.send(200, { status: 'alive' })
  })
  server.get('/readyz', async (_request: restify.Request, response: restify.Response) => {
    const missing = await routes.notReady()
    response.send(missing.length ? 503 : 200, { status: missing.length ? 'not ready' : 'ready', missing })
  })
  server.get('/metrics', async (_request: restify.Request, response: restify.Response) => {
    const text = await routes.metrics.read()
    response.sendRaw(200, text, { 'Content-Type': routes.metrics.contentType })
  })
  for (const endpoint of routes.api) serveApi(server, endpoint)
  servePages(server, routes.pages)
  await new Promise<void>((resolve, reject) => {
    server.on('error', (error: NodeJS.ErrnoException) => {
      const taken = error.code === 'EADDRINUSE'
      reject(taken ? new CannotStart(`Port ${port} is taken by another program. Stop that, or set PORT to another number.`) : error)
    })
    server.listen(port, () => resolve())
  })
  const address = server.address()
  return {
    port: typeof address === 'object' && address ? address.port : port,
    close: () => new Promise<void>(resolve => server.close(() => resolve())),
  }
}
