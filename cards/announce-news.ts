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

/** It was sent by its author alone, and turned out to be for more people than that. `own`: people of its audience; `together`: see the preview. */
export function announceGrownCard(
  say: Say,
  { announcementId, what, above, own, together }: { announcementId: string; what: string; above: number; own: number; together: number },
): CardMessage {
  const title = say('board.awaiting_approval')
  return {
    summary: title,
    card: card({
      say,
      body: [
        heading(title),
        paragraph(what),
        paragraph(own > above ? say('news.grown', { count: own }) : say('preview.together', { count: together })),
        paragraph(say('news.grown_body', { above })),
      ],
      actions: [
        execute('announce.board', say('board.look'), { announcementId }, 'positive'),
        execute('announce.list', say('menu.announcements'), {}),
      ],
    }),
  }
}
