/** To the author, as a new message: the announcement stopped by itself, or went on after the first few. */
import { execute } from './actions.ts'
import { type CardMessage, card, facts, heading, paragraph } from './card.ts'
import type { Say } from './texts/translate.ts'

export interface AnnounceNews {
  announcementId: string
  what: string
  /** Why it stopped by itself; null: it went on. */
  because: 'failures' | 'reports' | 'cases' | null
  numbers: { tried: number; delivered: number; failed: number; reports: number; cases: number }
}

export function announceNewsCard(say: Say, news: AnnounceNews): CardMessage {
  const { announcementId, because, numbers, what } = news
  const title = say(because ? 'news.stopped' : 'news.went_on')
  return {
    summary: title,
    card: card({
      say,
      body: [
        heading(title),
        paragraph(what),
        paragraph(say(because ? `board.because_${because}` : 'news.went_on_body')),
        facts([
          [say('news.tried'), String(numbers.tried)],
          [say('board.delivered'), String(numbers.delivered)],
          [say('news.failed'), String(numbers.failed)],
          [say('news.reports'), String(numbers.reports)],
          [say('news.cases'), String(numbers.cases)],
        ]),
      ],
      actions: because
        ? [
            execute('announce.board', say('board.look'), { announcementId }, 'positive'),
            execute('announce.resume', say('board.go_on_anyway'), { announcementId }),
            execute('announce.stop', say('board.stop'), { announcementId }, 'destructive'),
          ]
        : [
            execute('announce.board', say('board.look'), { announcementId }, 'positive'),
            execute('announce.pause', say('board.pause'), { announcementId }),
            execute('announce.stop', say('board.stop'), { announcementId }, 'destructive'),
          ],
    }),
  }
}
