/** Files for whoever asked for one in the chat: a browser brings no token of Teams, so the link itself is the key, for a few minutes. */
import { speak } from '../../cards/texts/translate.ts'
import type { FileKind } from '../../services/db/tables/api.ts'
import { linkLastsMs, makeTicket, readTicket } from '../../services/downloads.ts'
import { hasRole } from '../../services/roles.ts'
import type { App } from '../app.ts'
import { files } from './exports.ts'
import { Failure } from './resource.ts'
import { type ApiAnswer, always, download, type Endpoint, refuse } from './serve.ts'

export const downloadsPath = '/files'

/** The link, and until when it works; null where the bot does not know at which address browsers reach it. */
export async function linkTo(app: App, wanted: { personId: string; kind: FileKind; subjectId: string }, now: Date) {
  if (!app.config.PUBLIC_URL) return null
  const ticket = await makeTicket(app.db, wanted, now)
  return { url: `${app.config.PUBLIC_URL}${downloadsPath}/${ticket}`, until: new Date(now.getTime() + linkLastsMs) }
}

function plainText(app: App, status: number): ApiAnswer {
  const say = speak(app.config.DEFAULT_LANGUAGE, app.config.DEFAULT_TIME_ZONE)
  return { status, headers: { ...always, 'content-type': 'text/plain; charset=utf-8' }, body: say('export.link_over') }
}

async function answer(app: App, ticket: string): Promise<ApiAnswer> {
  const now = app.clock.now()
  const wanted = await readTicket(app.db, ticket, now)
  if (!wanted) return plainText(app, 404)
  const asking = { app, personId: wanted.personId, now }
  if (!(await hasRole(app, wanted.personId, 'admin'))) return refuse(asking, `file:${wanted.kind}`)
  const file = await files[wanted.kind](asking, wanted.subjectId, {})
  return file instanceof Failure ? plainText(app, 404) : download(file)
}

export function downloadEndpoint(app: App): Endpoint {
  return {
    method: 'GET',
    path: `${downloadsPath}/:ticket`,
    answer: ({ params }) =>
      answer(app, params.ticket ?? '').catch(error => {
        app.log.error({ err: error, resource: 'file' }, 'a call of the API failed')
        return plainText(app, 500)
      }),
  }
}
