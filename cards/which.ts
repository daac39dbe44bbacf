/** "Which of these is it?" The likeliest situations behind what somebody typed. */
import { execute } from './actions.ts'
import { type CardMessage, card, heading, paragraph, quiet } from './card.ts'
import { type Say, textKey } from './texts/translate.ts'

export function whichCard(say: Say, topics: string[]): CardMessage {
  const title = say('coach.which')
  return {
    summary: title,
    card: card({
      say,
      body: [heading(title), paragraph(say('coach.which.body')), quiet(say('menu.never'))],
      actions: [
        ...topics.map(topic => execute('coach.topic', say(textKey(`topic.${topic}`)), { topic })),
        execute('coach.none', say('coach.none'), {}),
        execute('help.open', say('common.helpdesk'), {}),
      ],
    }),
  }
}
