/** The public pages: which broadcasts are genuine, and the same texts for paper and e-mail. No sign-in, so nothing about anybody. */
import { createHash } from 'node:crypto'
import { type Language, languageOf, type Say, speak } from '../../cards/texts/translate.ts'
import { broadcastPage } from '../../pages/broadcast.ts'
import type { Broadcast, Organisation } from '../../pages/data.ts'
import { sheetsOf } from '../../pages/frame.ts'
import { listPage } from '../../pages/list.ts'
import { mailOf } from '../../pages/mail.ts'
import { missingPage, withdrawnPage } from '../../pages/missing.ts'
import { posterPage } from '../../pages/poster.ts'
import { style } from '../../pages/style.ts'
import { talkNotePage } from '../../pages/talk-note.ts'
import { toEml } from '../../services/mail.ts'
import type { App } from '../app.ts'
import { openLibrary, organisationOf } from './library.ts'

export interface PageRequest {
  /** The named parts of the path. */
  params: Record<string, string | undefined>
  query: URLSearchParams
  /** The header `Accept-Language`. */
  accepts: string | undefined
}

export interface PageAnswer {
  status: number
  body: string
  headers: Record<string, string>
}

export interface PageRoute {
  path: string
  answer(request: PageRequest): Promise<PageAnswer>
}

const styleHash = createHash('sha256').update(style).digest('base64')
const headers = {
  'Content-Type': 'text/html; charset=utf-8',
  'Content-Security-Policy': `default-src 'none'; style-src 'sha256-${styleHash}'; base-uri 'none'; form-action 'none'; frame-ancestors 'none'`,
  'X-Content-Type-Options': 'nosniff',
  'X-Robots-Tag': 'noindex',
  'Referrer-Policy': 'no-referrer',
  'Cross-Origin-Opener-Policy': 'same-origin',
  'Cache-Control': 'public, max-age=10',
  Vary: 'Accept-Language',
}

/** The first language of `Accept-Language`, by its weights, that we speak. */
export function preferred(accepts: string | undefined): Language | null {
  const wanted = (accepts ?? '').split(',').map(part => {
    const [tag, weight] = part.trim().split(/;\s*q=/)
    return { language: languageOf(tag), weight: weight === undefined ? 1 : Number(weight) }
  })
  const spoken = wanted.filter(({ language, weight }) => language !== null && weight > 0)
  return spoken.toSorted((one, other) => other.weight - one.weight)[0]?.language ?? null
}

const page = (status: number, body: string): PageAnswer => ({ status, body, headers })

/** A draft: opened in Outlook, it waits for its receivers and for Send. */
function mailFile(language: Language, organisation: Organisation, broadcast: Broadcast): PageAnswer {
  const disposition = `attachment; filename="${broadcast.slug.replaceAll(/[^\w-]/g, '')}-${language}.eml"`
  const type = { 'Content-Type': 'message/rfc822', 'Content-Disposition': disposition }
  return { status: 200, body: toEml(mailOf(language, organisation, broadcast)), headers: { ...headers, ...type } }
}

type Show = (say: Say, organisation: Organisation, broadcast: Broadcast) => PageAnswer

/** What hangs on a wall or goes out by hand ends with the message. */
const sheet =
  (what: ReturnType<typeof sheetsOf>[number], show: Show): Show =>
  (say, organisation, broadcast) => {
    if (!sheetsOf(broadcast).some(one => one === what)) return page(404, missingPage(say, organisation))
    return broadcast.withdrawnAt ? page(410, withdrawnPage(say, organisation)) : show(say, organisation, broadcast)
  }

const shows: Record<string, Show> = {
  '': (...given) => page(200, broadcastPage(...given)),
  '/poster': sheet('poster', (say, ...given) => page(200, posterPage(say.language, ...given))),
  '/talk-note': sheet('talk-note', (say, ...given) => page(200, talkNotePage(say.language, ...given))),
  '/mail': sheet('mail', (say, ...given) => mailFile(say.language, ...given)),
}

export function pageRoutes(app: App): PageRoute[] {
  const library = openLibrary(app)
  const organisation = organisationOf(app.config)
  const sayTo = ({ query, accepts }: PageRequest): Say => {
    const language = languageOf(query.get('language')) ?? preferred(accepts) ?? (app.config.DEFAULT_LANGUAGE as Language)
    return speak(language, app.config.DEFAULT_TIME_ZONE)
  }
  const one = Object.entries(shows).map(([below, show]) => ({
    path: `/broadcasts/:code${below}`,
    async answer(request: PageRequest) {
      const found = (await library()).find(({ slug }) => slug === request.params.code?.toLowerCase())
      const say = sayTo(request)
      return found ? show(say, organisation, found) : page(404, missingPage(say, organisation))
    },
  }))
  const list = {
    path: '/broadcasts',
    answer: async (request: PageRequest) => page(200, listPage(sayTo(request), organisation, await library())),
  }
  return [list, ...one]
}
