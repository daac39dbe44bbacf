/** How the sending goes: a card that is edited while it runs and ends as the summary. */
import { execute } from './actions.ts'
import { type CardMessage, card, facts, heading, paragraph, quiet, subheading } from './card.ts'
import { reasonName } from './reasons.ts'
import type { Say, TextKey } from './texts/translate.ts'

export type AnnouncementState = 'draft' | 'awaiting_approval' | 'scheduled' | 'expanding' | 'running' | 'paused' | 'finished' | 'cancelled'

export interface Board {
  announcementId: string
  state: AnnouncementState
  what: string
  deadline: Date
  sendAt: Date | null
  targeted: number | null
  delivered: number
  waiting: number
  cancelled: number
  /** Attempts of which nobody knows whether they arrived; each can have added one copy. */
  uncertain: number
  excluded: { reason: string; count: number }[]
  unreachable: { reason: string; count: number }[]
  at: Date
}

const titles: Record<Board['state'], TextKey> = {
  draft: 'board.draft',
  awaiting_approval: 'board.awaiting_approval',
  scheduled: 'board.scheduled',
  expanding: 'board.expanding',
  running: 'board.running',
  paused: 'board.paused',
  finished: 'board.finished',
  cancelled: 'board.cancelled',
}

const bar = (done: number, all: number) => {
  const filled = all === 0 ? 0 : Math.floor((done / all) * 20)
  return `${'█'.repeat(filled)}${'░'.repeat(20 - filled)}`
}

export function announceBoardCard(say: Say, board: Board): CardMessage {
  const { announcementId } = board
  const toReach = board.delivered + board.waiting + board.cancelled + board.unreachable.reduce((sum, { count }) => sum + count, 0)
  const title = say(titles[board.state], { delivered: board.delivered, all: toReach })
  const list = (rows: Board['excluded']) =>
    facts(rows.map(({ reason, count }): [string, string] => [reasonName(say, reason), String(count)]))
  const live = board.state === 'running' || board.state === 'expanding' || board.state === 'scheduled'
  return {
    summary: title,
    card: card({
      say,
      body: [
        heading(title),
        paragraph(say('board.about', { what: board.what, moment: say.moment(board.deadline) })),
        ...(board.state === 'scheduled' && board.sendAt ? [paragraph(say('board.at', { moment: say.moment(board.sendAt) }))] : []),
        ...(board.targeted === null ? [] : [paragraph(`${bar(toReach - board.waiting, toReach)} ${toReach - board.waiting}/${toReach}`)]),
        facts([
          [say('board.targeted'), board.targeted === null ? say('board.counting') : String(board.targeted)],
          [say('board.delivered'), String(board.delivered)],
          [say('board.waiting'), String(board.waiting)],
          ...(board.cancelled ? ([[say('board.not_sent'), String(board.cancelled)]] as [string, string][]) : []),
          ...(board.uncertain ? ([[say('board.uncertain'), String(board.uncertain)]] as [string, string][]) : []),
        ]),
        ...(board.unreachable.length ? [subheading(say('board.unreachable')), list(board.unreachable)] : []),
        ...(board.excluded.length ? [subheading(say('board.excluded')), list(board.excluded)] : []),
        quiet(say('board.counted', { time: say.time(board.at) })),
      ],
      actions: [
        execute('announce.board', say('board.look'), { announcementId }),
        ...(live ? [execute('announce.stop', say('board.stop'), { announcementId }, 'destructive')] : []),
        execute('announce.list', say('menu.announcements'), {}),
      ],
    }),
  }
}
