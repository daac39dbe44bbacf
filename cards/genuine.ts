/** "Is this real?": an answer, and the ways to find out without believing a chat. */
import { execute } from './actions.ts'
import { type CardMessage, card, heading, paragraph, strong } from './card.ts'
import type { Say } from './texts/translate.ts'

export interface Genuine {
  announcementId: string
  sender: string
  sentAt: Date
  intranet: string
  phone: string
}

export function genuineCard(say: Say, genuine: Genuine): CardMessage {
  return {
    summary: say('genuine.title'),
    card: card({
      say,
      body: [
        heading(say('genuine.title')),
        paragraph(say('genuine.sent', { sender: genuine.sender, moment: say.moment(genuine.sentAt) })),
        paragraph(say('genuine.check', { intranet: genuine.intranet, phone: genuine.phone })),
        strong(say('genuine.never')),
        paragraph(say('genuine.told')),
      ],
      actions: [
        execute('notice.show', say('common.back'), { announcementId: genuine.announcementId }),
        execute('help.open', say('common.helpdesk'), { topic: 'is_it_genuine' }),
      ],
    }),
  }
}
