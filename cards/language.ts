/** In which language to speak. Every button is in its own language, so that nobody is locked out. */
import { execute } from './actions.ts'
import { type CardMessage, card, good, heading, paragraph } from './card.ts'
import { languages, type Say, speak } from './texts/translate.ts'

/** `chosen`: the person chose it a moment ago. */
export function languageCard(say: Say, chosen = false): CardMessage {
  return {
    summary: say('language.title'),
    card: card({
      say,
      body: [
        ...(chosen ? [good([paragraph(say('language.changed'))])] : []),
        heading(say('language.title')),
        paragraph(say('language.body')),
      ],
      actions: [
        ...languages.map(language => execute('my.language', speak(language, say.timeZone)('language.name'), { language })),
        execute('help.open', say('common.helpdesk'), {}),
      ],
    }),
  }
}
