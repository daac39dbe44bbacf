/** In which language to speak. Every button is in its own language, so that nobody is locked out. */
import { execute } from './actions.ts'
import { type CardMessage, card, heading, paragraph } from './card.ts'
import { languages, type Say, speak } from './texts/translate.ts'

export function languageCard(say: Say): CardMessage {
  return {
    summary: say('language.title'),
    card: card({
      say,
      body: [heading(say('language.title')), paragraph(say('language.body'))],
      actions: [
        ...languages.map(language => execute('my.language', speak(language, say.timeZone)('language.name'), { language })),
        execute('help.open', say('common.helpdesk'), {}),
      ],
    }),
  }
}
