/** Somebody typed what looks like a code, a password or a number. It was not kept; this says so and what to do. */
import { execute } from './actions.ts'
import { type Action, type CardMessage, card, type Element, heading, openUrl, paragraph, warning } from './card.ts'
import { links } from './links.ts'
import type { Say } from './texts/translate.ts'

export type SecretKind = 'code' | 'password' | 'pass' | 'phone' | 'qr'

/** For who said it to somebody else as well. */
export const toldSomeone = (say: Say): Action => execute('help.urgent', say('guide.secret.told_button'), { report: 'told_someone' })

/** The same inside another card: on top of the form in which it was typed. */
export const secretNote = (say: Say, kind: SecretKind): Element[] => [
  warning(say(`guide.secret.${kind}`)),
  paragraph(say('guide.secret.told')),
]

function warningCard(say: Say, title: string, words: string[], isPassword: boolean): CardMessage {
  return {
    summary: title,
    card: card({
      say,
      body: [heading(title), ...words.map(paragraph)],
      actions: [
        toldSomeone(say),
        ...(isPassword ? [openUrl(say('guide.open.password'), links.password)] : []),
        execute('guide.resume', say('guide.go_on'), {}),
        execute('help.open', say('common.helpdesk'), {}),
      ],
    }),
  }
}

export function secretWarningCard(say: Say, kind: SecretKind): CardMessage {
  const words = [say(`guide.secret.${kind}`), say('guide.secret.delete'), say('guide.secret.told')]
  return warningCard(say, say('guide.secret.title'), words, kind === 'password')
}

/** For somebody who is about to type one. */
export const secretAheadCard = (say: Say): CardMessage =>
  warningCard(say, say('guide.secret.ahead_title'), [say('guide.secret.ahead'), say('guide.secret.told')], false)
