/** What stands in place of an announcement that was taken back. */
import { execute } from './actions.ts'
import { type CardMessage, card, heading, paragraph, quiet } from './card.ts'
import type { Notice } from './notice.ts'
import type { Say } from './texts/translate.ts'

export interface Withdrawn {
  at: Date
  /** As the admin wrote it; may be empty. */
  why: string
}

type Told = Pick<Notice, 'announcementId' | 'sender' | 'phone' | 'hours' | 'teamsUserId' | 'sample'>

export function withdrawnCard(say: Say, { at, why }: Withdrawn, notice: Told): CardMessage {
  const { announcementId, sender, phone, hours } = notice
  return {
    summary: say('announcement.withdrawn'),
    card: card({
      say,
      body: [
        heading(say('announcement.withdrawn')),
        ...(why ? [paragraph(say('announcement.withdrawn_why', { why }))] : []),
        paragraph(say('announcement.withdrawn_nothing')),
        quiet(say('announcement.withdrawn_on', { sender, moment: say.moment(at), phone, hours })),
      ],
      actions: [
        execute('notice.question', say('announcement.question'), { announcementId }),
        execute('notice.help', say('common.helpdesk'), { announcementId }),
      ],
      refresh: {
        action: execute('notice.refresh', say('common.refresh'), { announcementId }),
        userIds: notice.sample || !notice.teamsUserId ? [] : [notice.teamsUserId],
      },
    }),
  }
}
