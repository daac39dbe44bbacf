/** How the sending goes: a card that is edited while it runs and ends as the summary. */
import { execute } from './actions.ts'
import { type Action, type CardMessage, card, type Element, facts, heading, paragraph, quiet, subheading, warning } from './card.ts'
import { reasonName } from './reasons.ts'
import type { Say, TextKey } from './texts/translate.ts'

export type AnnouncementState = 'draft' | 'awaiting_approval' | 'scheduled' | 'expanding' | 'running' | 'paused' | 'finished' | 'cancelled'
/** Why it stopped by itself, or with its wave. */
export type StoppedBecause = 'failures' | 'reports' | 'cases' | 'wave_paused' | 'grown' | 'late'

export interface Board {
  announcementId: string
  state: AnnouncementState
  what: string
  code: string | null
  /** A security warning names no date. */
  deadline: Date | null
  sendAt: Date | null
  targeted: number | null
  delivered: number
  waiting: number
  cancelled: number
  /** Attempts of which nobody knows whether they arrived; each can have added one copy. */
  uncertain: number
  excluded: { reason: string; count: number }[]
  unreachable: { reason: string; count: number }[]
  /** So many can get it once more; 0 also where it was taken back or its time is over. */
  again: number
  approvedBy: string | null
  /** Only the first few get it until then; null once it is everybody's turn. */
  canary: { size: number; until: Date | null } | null
  because: StoppedBecause | null
  /** What was changed in delivered cards, and how many of them show it. */
  change: { kind: 'corrected' | 'withdrawn' | 'deleted'; at: Date; done: number } | null
  /** A correction waits for a colleague. */
  correctionAsked: boolean
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

export const progressBar = (done: number, all: number): string => {
  const filled = all === 0 ? 0 : Math.floor((done / all) * 20)
  return `${'█'.repeat(filled)}${'░'.repeat(20 - filled)}`
}

const live = (board: Board) => board.state === 'running' || board.state === 'expanding' || board.state === 'scheduled'
const countOf = (rows: Board['unreachable'], reason: string) => rows.find(row => row.reason === reason)?.count ?? 0

/** What a reader must know before the numbers. */
/** What it is about, in one line. */
export const aboutLine = (say: Say, { what, deadline }: Pick<Board, 'what' | 'deadline'>): string =>
  deadline ? say('board.about', { what, moment: say.moment(deadline) }) : what

function standing(say: Say, board: Board): Element[] {
  const { state, canary, change, because } = board
  return [
    ...(because ? [warning(say(`board.because_${because}`))] : []),
    ...(state === 'awaiting_approval' ? [paragraph(say('board.asked'))] : []),
    ...(board.approvedBy ? [paragraph(say('board.approved_by', { name: board.approvedBy }))] : []),
    ...(state === 'scheduled' && board.sendAt ? [paragraph(say('board.at', { moment: say.moment(board.sendAt) }))] : []),
    ...(canary && !because && (live(board) || state === 'paused')
      ? [
          paragraph(
            canary.until
              ? say('board.canary_watched', { size: canary.size, time: say.time(canary.until) })
              : say('board.canary', { size: canary.size }),
          ),
        ]
      : []),
    ...(change ? [paragraph(say(`board.${change.kind}`, { moment: say.moment(change.at), done: change.done, all: board.delivered }))] : []),
    ...(board.correctionAsked ? [paragraph(say('board.correction_asked'))] : []),
  ]
}

/** What can be done about people who were not reached. */
function repairs(say: Say, board: Board): Element[] {
  const { announcementId, unreachable } = board
  if (unreachable.length === 0) return []
  const policy = countOf(unreachable, 'policy_blocked')
  const again = board.state === 'running' || board.state === 'finished' ? board.again : 0
  const buttons = [
    ...(again ? [execute('announce.resend', say('board.resend', { count: again }), { announcementId })] : []),
    execute('announce.emails', say('board.emails'), { announcementId }),
  ]
  return [
    subheading(say('board.unreachable')),
    facts(unreachable.map(({ reason, count }): [string, string] => [reasonName(say, reason), String(count)])),
    ...(policy && board.again ? [paragraph(say('board.policy_todo', { count: policy }))] : []),
    { type: 'ActionSet', actions: buttons },
  ]
}

function buttons(say: Say, board: Board): Action[] {
  const { announcementId, state, canary } = board
  const waits = state === 'awaiting_approval'
  return [
    execute('announce.board', say('board.look'), { announcementId }),
    ...(board.targeted === null ? [] : [execute('announce.numbers', say('numbers.open'), { announcementId, by: 'department' })]),
    ...(waits ? [execute('announce.edit', say('board.take_back'), { announcementId })] : []),
    ...(state === 'draft' ? [execute('announce.edit', say('preview.edit'), { announcementId }, 'positive')] : []),
    ...(waits ? [execute('announce.stop_sure', say('board.cancel_request'), { announcementId }, 'destructive')] : []),
    ...(state === 'running' && canary ? [execute('announce.resume', say('board.go_on_now'), { announcementId })] : []),
    ...(live(board) ? [execute('announce.pause', say('board.pause'), { announcementId })] : []),
    ...(state === 'paused' && board.because !== 'wave_paused'
      ? [execute('announce.resume', say(board.because ? 'board.go_on_anyway' : 'board.go_on'), { announcementId }, 'positive')]
      : []),
    ...(live(board) || state === 'paused' ? [execute('announce.stop', say('board.stop'), { announcementId }, 'destructive')] : []),
    execute('announce.list', say('menu.announcements'), {}),
  ]
}

/**
 * What can be done with it besides sending: change what was delivered, print, e-mail. It stands in the card, whose own row of buttons is for
 * the sending.
 */
function beside(say: Say, { announcementId, state, delivered, change }: Board): Element[] {
  if (!['running', 'paused', 'finished', 'cancelled'].includes(state)) return []
  const isTakenBack = change?.kind === 'withdrawn' || change?.kind === 'deleted'
  const changes = [
    execute('announce.correct', say('board.correct'), { announcementId }),
    execute('announce.withdraw', say('board.withdraw'), { announcementId }),
  ]
  const outside = execute('announce.outside', say('outside.title'), { announcementId })
  return [{ type: 'ActionSet', actions: [...(delivered && !isTakenBack ? changes : []), outside] }]
}

function numbers(say: Say, board: Board): Element {
  return facts([
    ...(board.code ? ([[say('preview.code'), board.code]] as [string, string][]) : []),
    [say('board.targeted'), board.targeted === null ? say('board.counting') : String(board.targeted)],
    [say('board.delivered'), String(board.delivered)],
    [say('board.waiting'), String(board.waiting)],
    ...(board.cancelled ? ([[say('board.not_sent'), String(board.cancelled)]] as [string, string][]) : []),
    ...(board.uncertain ? ([[say('board.uncertain'), String(board.uncertain)]] as [string, string][]) : []),
  ])
}

export function announceBoardCard(say: Say, board: Board): CardMessage {
  const toReach = board.delivered + board.waiting + board.cancelled + board.unreachable.reduce((sum, { count }) => sum + count, 0)
  const title = say(titles[board.state], { delivered: board.delivered, all: toReach })
  const settled = toReach - board.waiting
  const asked = board.state === 'awaiting_approval'
  return {
    summary: title,
    card: card({
      say,
      body: [
        heading(title),
        paragraph(aboutLine(say, board)),
        ...standing(say, board),
        ...(board.targeted === null ? [] : [paragraph(`${progressBar(settled, toReach)} ${settled}/${toReach}`)]),
        ...(asked ? [] : [numbers(say, board)]),
        ...repairs(say, board),
        ...(board.excluded.length
          ? [
              subheading(say('board.excluded')),
              facts(board.excluded.map(({ reason, count }): [string, string] => [reasonName(say, reason), String(count)])),
            ]
          : []),
        ...beside(say, board),
        quiet(say('board.counted', { time: say.time(board.at) })),
      ],
      actions: buttons(say, board),
    }),
  }
}

/** "Stop" asks once: there is no way back. */
export function announceStopCard(
  say: Say,
  { announcementId, waiting, paused }: { announcementId: string; waiting: number; paused: boolean },
): CardMessage {
  const title = say('stop.title')
  return {
    summary: title,
    card: card({
      say,
      body: [heading(title), paragraph(say('stop.body', { waiting }))],
      actions: [
        execute('announce.stop_sure', say('stop.sure'), { announcementId }, 'destructive'),
        ...(paused ? [] : [execute('announce.pause', say('stop.pause'), { announcementId })]),
        execute('announce.board', say('stop.no'), { announcementId }),
      ],
    }),
  }
}
