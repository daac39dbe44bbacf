/** Pages that say that there is nothing to see, kindly. */
import type { Say } from '../cards/texts/translate.ts'
import type { Organisation } from './data.ts'
import { addressOf, documentOf, trust } from './frame.ts'
import { html } from './html.ts'

interface Words {
  title: string
  text: string
}

function sorryPage(say: Say, organisation: Organisation, { title, text }: Words): string {
  const body = html`<main class="page">
<div class="bar"><a href="${addressOf(organisation, '/broadcasts', say.language)}">${say('page.back')}</a></div>
<h1>${title}</h1>
<p>${text}</p>
${trust(say, organisation)}
</main>`
  return documentOf({ say, organisation, title, body })
}

/** There is no such message. */
export const missingPage = (say: Say, organisation: Organisation) =>
  sorryPage(say, organisation, { title: say('page.missing_title'), text: say('page.missing', { phone: organisation.phone }) })

/** There was a poster, a note or a mail, and it must not be used any more. */
export const withdrawnPage = (say: Say, organisation: Organisation) =>
  sorryPage(say, organisation, { title: say('page.gone_title'), text: say('page.gone') })
