/** What every page has around it, and the parts that several pages share. */
import { type Language, languages, type Say } from '../cards/texts/translate.ts'
import type { Broadcast, Organisation, Passage } from './data.ts'
import { type Html, html, trusted } from './html.ts'
import { style } from './style.ts'

const ownNames: Record<Language, string> = { en: 'English', nl: 'Nederlands' }

export interface Frame {
  say: Say
  organisation: Organisation
  title: string
  body: Html
}

/** A whole document: no script, nothing from elsewhere. */
export function documentOf({ say, organisation, title, body }: Frame): string {
  return html`<!doctype html>
<html lang="${say.language}">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<meta name="robots" content="noindex">
<title>${title} · ${organisation.name}</title>
<style>${trusted(style)}</style>
</head>
<body>
${body}
</body>
</html>
`.html
}

/** The address of a page in a language; `path` is below the root, such as `/broadcasts`. */
export const addressOf = (organisation: Organisation, path: string, language: Language) =>
  `${organisation.root}${path}?language=${language}`

export const pathOf = (broadcast: Broadcast) => `/broadcasts/${broadcast.slug}`

/** What there is of a broadcast besides its page. A warning has no talk note: nobody sets anything up. */
export const sheetsOf = ({ kind }: Pick<Broadcast, 'kind'>) =>
  kind === 'security' ? (['poster', 'mail'] as const) : (['poster', 'talk-note', 'mail'] as const)

/** The same page in the other languages. */
export function otherLanguages(say: Say, organisation: Organisation, path: string): Html[] {
  return languages
    .filter(language => language !== say.language)
    .map(
      language =>
        html`<a href="${addressOf(organisation, path, language)}" lang="${language}" hreflang="${language}">${ownNames[language]}</a>`,
    )
}

const clock = (say: Say, time: string) => (say.language === 'nl' ? time.replace(':', '.') : time)

/** When the helpdesk is open, by the settings. */
export const deskHours = (say: Say, { opens, closes }: Organisation) =>
  say('announce.suggest_hours', { opens: clock(say, opens), closes: clock(say, closes) })

/** What we never ask, and where to go in doubt. */
export function trust(say: Say, organisation: Organisation): Html {
  const { phone, place, intranet } = organisation
  return html`<section class="box">
<h2>${say('page.never_title')}</h2>
<p>${say('announcement.never')}</p>
<p>${say('page.never_more')}</p>
<h2>${say('page.doubt_title')}</h2>
<p>${say('page.doubt', { intranet, phone, hours: deskHours(say, organisation), place })}</p>
</section>`
}

/** A passage in running text: "Why? …" */
export const passageOf = ({ label, plain }: Passage): Html => html`${label === null ? null : html`<strong>${label}</strong> `}${plain}`

/**
 * Long texts get smaller letters, so that a sheet stays one page whatever was written: the class for `length` letters, where `most`
 * says how many each size has room for, the largest first.
 */
export const density = (length: number, most: [number, number, number]): string => `d${most.filter(room => length > room).length}`
