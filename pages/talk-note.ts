/** One A4 page for team leaders: what to say in two minutes, what people ask, what not to do, whom to send where. */
import { type Say, speak } from '../cards/texts/translate.ts'
import type { Broadcast, Organisation } from './data.ts'
import { density, documentOf, passageOf } from './frame.ts'
import { type Html, html } from './html.ts'

const questions = ['real', 'privacy', 'own_phone', 'lost', 'time'] as const
const donts = ['code', 'approve', 'lists'] as const
const ways = ['stuck', 'lost', 'doubt', 'gave'] as const

function sayThis(say: Say, { code, texts }: Broadcast): Html {
  const { title, passages } = texts[say.language]
  const [first, ...rest] = passages.map(passage => html`<li>${passageOf(passage)}</li>\n`)
  return html`<section>
<h2>${say('talk.say')}</h2>
<ol>
<li><strong>${title}</strong></li>
${first ?? null}<li>${say('talk.message')}${code === null ? null : html` ${say('talk.words')} <span class="code">${code}</span>.`} ${say('talk.press', { button: say('announcement.start') })}</li>
${rest}
</ol>
</section>`
}

export function talkNotePage(language: Say['language'], organisation: Organisation, broadcast: Broadcast): string {
  const say = speak(language, broadcast.timeZone)
  const { intranet, place } = organisation
  const { title, hours, passages } = broadcast.texts[language]
  const values = {
    intranet,
    phone: broadcast.phone,
    place,
    hours,
    moment: say.moment(broadcast.deadline),
    later: say('announcement.later'),
  }
  const length = [title, ...passages.map(({ plain }) => plain)].join('').length
  const body = html`<p class="hint">${say('poster.hint')}</p>
<main class="sheet note ${density(length, [420, 1100, 2000])}">
<p class="quiet">${organisation.name}</p>
<h1>${say('talk.title')}</h1>
${sayThis(say, broadcast)}
<section>
<h2>${say('talk.questions')}</h2>
<dl>${questions.map(one => html`<dt>${say(`talk.ask_${one}`)}</dt><dd>${say(`talk.answer_${one}`, values)}</dd>`)}</dl>
</section>
<section>
<h2>${say('talk.not')}</h2>
<ul>${donts.map(one => html`<li>${say(`talk.not_${one}`)}</li>`)}</ul>
</section>
<section>
<h2>${say('talk.where')}</h2>
<ul>${ways.map(one => html`<li>${say(`talk.where_${one}`, values)}</li>`)}</ul>
</section>
<p class="quiet">${say('announcement.never')}</p>
</main>`
  return documentOf({ say, organisation, title: say('talk.title'), body })
}
