/** One broadcast in full, in every language. */
import { type Language, languages, type Say, speak } from '../cards/texts/translate.ts'
import type { Broadcast, Organisation } from './data.ts'
import { addressOf, documentOf, otherLanguages, pathOf, sheetsOf, trust } from './frame.ts'
import { type Html, html } from './html.ts'
import { marks, particulars } from './list.ts'

/** What was said, in one language, as the card in Teams says it. */
function inFull(language: Language, broadcast: Broadcast): Html {
  const say = speak(language, broadcast.timeZone)
  const texts = broadcast.texts[language]
  return html`<article lang="${language}">
<h2>${texts.title}</h2>
${texts.passages.map(({ label, html: text }) => html`${label === null ? null : html`<h3>${label}</h3>`}${text}`)}
<p>${say('page.from', { sender: broadcast.sender, phone: broadcast.phone, hours: texts.hours })}</p>
</article>`
}

function toPrint(say: Say, organisation: Organisation, broadcast: Broadcast): Html {
  const links = sheetsOf(broadcast).map(
    what =>
      html`<li><a href="${addressOf(organisation, `${pathOf(broadcast)}/${what}`, say.language)}">${say(`page.to_${what === 'talk-note' ? 'talk' : what}`)}</a></li>`,
  )
  return html`<h2>${say('page.to_print')}</h2><ul>${links}</ul>`
}

export function broadcastPage(say: Say, organisation: Organisation, broadcast: Broadcast): string {
  const ordered = languages.toSorted((one, other) => Number(other === say.language) - Number(one === say.language))
  const title = say('page.real')
  const body = html`<main class="page">
<div class="bar"><a href="${addressOf(organisation, '/broadcasts', say.language)}">${say('page.back')}</a><nav>${otherLanguages(say, organisation, pathOf(broadcast))}</nav></div>
<h1>${title}</h1>
${marks(say, broadcast)}
${particulars(say, broadcast)}
${ordered.map(language => inFull(language, broadcast))}
${trust(say, organisation)}
${broadcast.withdrawnAt ? null : toPrint(say, organisation, broadcast)}
</main>`
  return documentOf({ say, organisation, title, body })
}
