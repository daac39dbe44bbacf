/** A poster of one A4 page, to print. */
import { type Say, speak } from '../cards/texts/translate.ts'
import type { Broadcast, Organisation } from './data.ts'
import { density, documentOf, passageOf } from './frame.ts'
import { type Html, html } from './html.ts'

function steps(say: Say, { intranet }: Organisation, { code }: Broadcast): Html {
  return html`<section>
<h2>${say('poster.todo')}</h2>
<ol>
<li>${say('poster.todo_look')}${code === null ? null : html` ${say('poster.todo_words')} <span class="code">${code}</span>`}</li>
<li>${say('poster.todo_press', { button: say('announcement.start') })}</li>
<li>${say('poster.todo_intranet')} <span class="address">${intranet}</span></li>
</ol>
</section>`
}

function foot(say: Say, organisation: Organisation, { code, phone, texts }: Broadcast): Html {
  return html`<footer class="foot">
<div><h2>${say('poster.help')}</h2><p class="phone">${phone}</p><p>${texts[say.language].hours}<br>${organisation.place}</p></div>
<div>${code === null ? null : html`<h2>${say('poster.code')}</h2><p class="words">${code}</p>`}<p>${say('announcement.never')}</p></div>
<p class="small">${say('poster.no_qr')}</p>
</footer>`
}

export function posterPage(language: Say['language'], organisation: Organisation, broadcast: Broadcast): string {
  const say = speak(language, broadcast.timeZone)
  const { title, passages, hours } = broadcast.texts[language]
  const [first, ...rest] = passages.map(passage => html`<p>${passageOf(passage)}</p>`)
  // The title has three times the size, and a passage is never less than a line.
  const length = [title, title, title, hours, ...passages.map(({ plain }) => plain)].join('').length + passages.length * 40
  const body = html`<p class="hint">${say('poster.hint')}</p>
<main class="sheet poster ${density(length, [760, 1080, 1650])}">
<p class="brand">${organisation.name}</p>
<h1>${title}</h1>
${first ?? null}
${broadcast.kind === 'security' ? null : steps(say, organisation, broadcast)}
${rest}
${foot(say, organisation, broadcast)}
</main>`
  return documentOf({ say, organisation, title, body })
}
