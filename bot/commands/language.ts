import { languageCard } from '../../cards/language.ts'
import { languageOf, speak } from '../../cards/texts/translate.ts'
import { redraw } from '../../services/deliveries.ts'
import { chooseLanguage } from '../../services/people.ts'
import type { ActionHandlers, Command } from '../answer.ts'

export const language: Command = {
  name: 'language',
  words: { en: ['language', 'english', 'dutch'], nl: ['taal', 'nederlands', 'engels'] },
  role: 'employee',
  run: async turn => ({ send: [{ message: languageCard(turn.say) }] }),
}

export const languageActions: ActionHandlers = {
  'my.languages': async turn => ({ send: [{ message: languageCard(turn.say) }] }),
  'my.language': async (turn, data) => {
    const chosen = languageOf(data.language)
    if (!chosen) return { replace: languageCard(turn.say) }
    await chooseLanguage(turn.app.db, turn.person.id, chosen)
    await redraw(turn.app.db, turn.person.id, turn.now)
    return { replace: languageCard(speak(chosen, turn.say.timeZone), true) }
  },
}
