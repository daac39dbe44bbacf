/** The list of what was really sent. */
import type { Say } from '../cards/texts/translate.ts'
import type { Broadcast, Organisation } from './data.ts'
import { addressOf, documentOf, otherLanguages, pathOf, trust } from './frame.ts'
import { type Html, html } from './html.ts'

/** Corrected or withdrawn, when and why. */
export function marks(say: Say, { correctedAt, withdrawnAt, texts }: Broadcast): Html[] {
  const { correction, withdrawnWhy } = texts[say.language]
  const mark = (text: string, why: string) => [html`<p class="warn">${text}</p>`, ...(why ? [html`<p>${why}</p>`] : [])]
  if (withdrawnAt) return mark(say('page.withdrawn', { moment: say.moment(withdrawnAt) }), withdrawnWhy)
  return correctedAt ? mark(say('page.corrected', { moment: say.moment(correctedAt) }), correction) : []
}

/** Sender, moment, code words: what somebody compares with the message that they got. */
export function particulars(say: Say, broadcast: Broadcast): Html {
  const { code, sender, sentAt, audience, kind } = broadcast
  return html`<dl>
${code === null ? null : html`<dt>${say('page.code')}</dt><dd class="code">${code}</dd>`}
<dt>${say('page.sender')}</dt><dd>${sender}</dd>
<dt>${say('page.sent')}</dt><dd><time datetime="${sentAt.toISOString()}">${say.moment(sentAt)}</time></dd>
<dt>${say('page.for')}</dt><dd>${say(`page.audience_${audience}`)}</dd>
<dt>${say('page.kind')}</dt><dd>${say(`page.kind_${kind}`)}</dd>
</dl>`
}

function entry(say: Say, organisation: Organisation, broadcast: Broadcast): Html {
  const address = addressOf(organisation, pathOf(broadcast), say.language)
  return html`<li>
<h3><a href="${address}">${broadcast.texts[say.language].title}</a></h3>
${marks(say, broadcast)}
${particulars(say, broadcast)}
</li>`
}

export function listPage(say: Say, organisation: Organisation, broadcasts: Broadcast[]): string {
  const title = say('page.list_title', { organisation: organisation.name })
  const body = html`<main class="page">
<div class="bar"><span>${organisation.name}</span><nav>${otherLanguages(say, organisation, '/broadcasts')}</nav></div>
<h1>${title}</h1>
<p>${say('page.list_intro', { phone: organisation.phone })}</p>
<h2>${say('page.list_heading')}</h2>
<p class="quiet">${say('page.list_year')} ${say('page.list_not')}</p>
${
  broadcasts.length === 0
    ? html`<p>${say('page.list_empty', { phone: organisation.phone })}</p>`
    : html`<ol class="list" reversed>${broadcasts.map(one => entry(say, organisation, one))}</ol>`
}
${trust(say, organisation)}
</main>`
  return documentOf({ say, organisation, title, body })
}
