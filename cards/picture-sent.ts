/** Somebody sent a picture or a file. It was not opened and is not kept: this says so, and what helps instead. */
import { execute } from './actions.ts'
import { type CardMessage, card, heading, paragraph, warning } from './card.ts'
import type { Say } from './texts/translate.ts'

export function pictureCard(say: Say): CardMessage {
  const title = say('picture_sent.title')
  return {
    summary: title,
    card: card({
      say,
      body: [heading(title), ...say('picture_sent.body').split('\n').map(paragraph), warning(say('picture_sent.delete'))],
      actions: [
        execute('coach.topic', say('topic.qr_code_fails'), { topic: 'qr_code_fails' }),
        execute('guide.start', say('guide.question'), { flow: 'question' }),
        execute('guide.resume', say('guide.go_on'), {}),
        execute('help.open', say('common.helpdesk'), {}),
      ],
    }),
  }
}
