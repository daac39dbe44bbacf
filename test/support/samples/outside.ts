/** The cards about an announcement outside Teams. */

import type { CardMessage } from '../../../cards/card.ts'
import { mailQuestionCard, type Outside, outsideCard } from '../../../cards/outside.ts'
import type { Say } from '../../../cards/texts/translate.ts'

type Sample = (say: Say) => CardMessage
const announcementId = '3f2b8c1e-0d4a-4b77-9a55-1c2d3e4f5a6b'
const root = 'https://mfa.example.com/broadcasts'
const both = (below: string) => ({ en: `${root}/blue-heron/${below}?language=en`, nl: `${root}/blue-heron/${below}?language=nl` })
const nothing = { queued: 0, sending: 0, sent: 0, failed: 0, uncertain: 0, skipped: 0, doubtful: 0 }

const outside =
  (given: Partial<Outside> = {}): Sample =>
  say =>
    outsideCard(say, {
      announcementId,
      what: say('announce.suggest_what'),
      deadline: new Date('2026-11-24T09:00:00Z'),
      pages: { list: root, sheets: (['poster', 'talk-note', 'mail'] as const).map(sheet => ({ sheet, in: both(sheet) })) },
      standing: 'public',
      hasMailbox: true,
      toMail: 155,
      noAddress: 3,
      progress: nothing,
      trouble: null,
      at: new Date('2026-11-20T09:42:00Z'),
      ...given,
    })

export const outsideSamples: Record<string, Sample> = {
  'outside Teams': outside(),
  'outside Teams, e-mails on their way': outside({
    toMail: 0,
    noAddress: 0,
    progress: { queued: 88, sending: 4, sent: 60, failed: 1, uncertain: 1, skipped: 1, doubtful: 2 },
  }),
  'outside Teams, the mailbox refuses': outside({ toMail: 0, progress: { ...nothing, queued: 155 }, trouble: 'ErrorAccessDenied' }),
  'outside Teams, before the first message': outside({ standing: 'waits', toMail: 0, noAddress: 0 }),
  'outside Teams, withdrawn': outside({ standing: 'withdrawn' }),
  'outside Teams, nothing set up': outside({ pages: null, hasMailbox: false }),
  'outside Teams, before the e-mails': say =>
    mailQuestionCard(say, { announcementId, count: 155, noAddress: 3, from: 'mfa@example.com', minutes: 1 }),
}
