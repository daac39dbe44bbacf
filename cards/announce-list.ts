/** All announcements, newest first. */
import { execute } from './actions.ts'
import type { AnnouncementState } from './announce-board.ts'
import { type CardMessage, card, type Element, heading, paragraph, quiet } from './card.ts'
import type { Say, TextKey } from './texts/translate.ts'

export interface ListedAnnouncement {
  announcementId: string
  state: AnnouncementState
  what: string
  deadline: Date
  delivered: number
  /** Everybody whom a message is tried for. */
  toReach: number
}

const names: Record<ListedAnnouncement['state'], TextKey> = {
  draft: 'list.draft',
  awaiting_approval: 'list.awaiting_approval',
  scheduled: 'list.scheduled',
  expanding: 'list.running',
  running: 'list.running',
  paused: 'list.paused',
  finished: 'list.finished',
  cancelled: 'list.cancelled',
}

function line(say: Say, one: ListedAnnouncement): Element {
  const { announcementId } = one
  const open =
    one.state === 'draft'
      ? execute('announce.edit', say('list.edit'), { announcementId })
      : execute('announce.board', say('list.open'), { announcementId })
  return {
    type: 'ColumnSet',
    separator: true,
    columns: [
      {
        type: 'Column',
        width: 'stretch',
        items: [
          paragraph(say('list.line', { moment: say.moment(one.deadline), what: one.what })),
          quiet(say('list.numbers', { state: say(names[one.state]), delivered: one.delivered, all: one.toReach })),
        ],
      },
      { type: 'Column', width: 'auto', verticalContentAlignment: 'Center', items: [{ type: 'ActionSet', actions: [open] }] },
    ],
  }
}

/** At most five: Teams shows at most six buttons on a card. */
export function announceListCard(say: Say, announcements: ListedAnnouncement[]): CardMessage {
  const shown = announcements.slice(0, 5)
  return {
    summary: say('list.title'),
    card: card({
      say,
      body: [heading(say('list.title')), ...(shown.length ? shown.map(one => line(say, one)) : [paragraph(say('list.empty'))])],
      actions: [execute('announce.form', say('menu.announce'), {}, 'positive')],
    }),
  }
}
