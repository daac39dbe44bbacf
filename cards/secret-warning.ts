/** Somebody typed what looks like a code, a password or a number. It was not kept; this says so and what to do. */
import { execute } from './actions.ts'
import { type CardMessage, card, heading, openUrl, paragraph } from './card.ts'
import { links } from './links.ts'
import type { Say } from './texts/translate.ts'

export function secretWarningCard(say: Say, kind: 'code' | 'password' | 'phone'): CardMessage {
  const title = say('guide.secret.title')
  const body = [heading(title), paragraph(say(`guide.secret.${kind}`)), paragraph(say('guide.secret.told'))]
  return {
    summary: title,
    card: card({
      say,
      body,
      actions: [
        execute('help.open', say('guide.secret.told_button'), { topic: 'odd_request' }),
        ...(kind === 'password' ? [openUrl(say('guide.open.password'), links.password)] : []),
        execute('guide.resume', say('guide.go_on'), {}),
        execute('help.open', say('common.helpdesk'), {}),
      ],
    }),
  }
}
