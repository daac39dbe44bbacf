/** All announcements, newest first. */
import { execute } from './actions.ts'
import { type AnnouncementState, progressBar } from './announce-board.ts'
import { type CardMessage, card, type Element, heading, paragraph, quiet } from './card.ts'
import type { Say, TextKey } from './texts/translate.ts'

export interface ListedAnnouncement {
  announcementId: string
  state: AnnouncementState
  what: string
  /** A security warning names no date. */
  deadline: Date | null
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
  const { announcementId, delivered, toReach } = one
  const open =
    one.state === 'draft'
      ? execute('announce.edit', say('list.edit'), { announcementId })
      : execute('announce.board', say('list.open'), { announcementId })
  const state = say(names[one.state])
  return {
    type: 'ColumnSet',
    separator: true,
    columns: [
      {
        type: 'Column',
        width: 'stretch',
        items: [
          paragraph(one.deadline ? say('list.line', { moment: say.moment(one.deadline), what: one.what }) : one.what),
          ...(toReach ? [quiet(progressBar(delivered, toReach))] : []),
          quiet(toReach ? say('list.numbers', { state, delivered, all: toReach }) : state),
        ],
      },
      { type: 'Column', width: 'auto', verticalContentAlignment: 'Center', items: [{ type: 'ActionSet', actions: [open] }] },
    ],
  }
}

/** How many a page shows. */
export const listedEach = 5

/** `page` counts from 0; `more`: there is another one after it. */
export function announceListCard(
  say: Say,
  { announcements, page, more }: { announcements: ListedAnnouncement[]; page: number; more: boolean },
): CardMessage {
  return {
    summary: say('list.title'),
    card: card({
      say,
      body: [
        heading(say('list.title')),
        ...(announcements.length ? announcements.map(one => line(say, one)) : [paragraph(say('list.empty'))]),
      ],
      actions: [
        execute('announce.form', say('menu.announce'), {}, 'positive'),
        ...(page > 0 ? [execute('announce.list', say('list.newer'), { page: page - 1 })] : []),
        ...(more ? [execute('announce.list', say('list.older'), { page: page + 1 })] : []),
        execute('announce.limits', say('list.limits'), {}),
      ],
    }),
  }
}
