/** The progress of an announcement, counted from the ledger, and the admin's card that keeps itself true. */
import { announceBoardCard, type Board } from '../../cards/announce-board.ts'
import { type Announcement, findAnnouncement } from '../../services/announcements.ts'
import { addressOf, findConversation } from '../../services/conversations.ts'
import type { DbOrTx } from '../../services/db/database.ts'
import { countLedger, type LedgerCount, waiting } from '../../services/deliveries.ts'
import { findPerson } from '../../services/people.ts'
import type { App } from '../app.ts'
import { sayTo } from '../say.ts'

const sum = (rows: LedgerCount[]) => rows.reduce((total, row) => total + row.count, 0)
const unreached = new Set(['blocked', 'policy_blocked', 'not_installed', 'gone', 'failed'])

function byReason(rows: LedgerCount[]): { reason: string; count: number }[] {
  const groups = Map.groupBy(rows, row => (row.state === 'skipped' || row.reason === 'no_licence' ? (row.reason ?? 'other') : row.state))
  return [...groups].map(([reason, group]) => ({ reason, count: sum(group) })).sort((a, b) => b.count - a.count)
}

export async function boardOf(db: DbOrTx, announcement: Announcement, language: string, at: Date): Promise<Board> {
  const rows = await countLedger(db, announcement.id)
  const uncertain = await db
    .selectFrom('deliveries')
    .select(eb => eb.cast<number>(eb.fn.coalesce(eb.fn.sum('uncertain'), eb.val(0)), 'integer').as('count'))
    .where('announcement_id', '=', announcement.id)
    .executeTakeFirstOrThrow()
  const inState = (...states: string[]) => rows.filter(row => states.includes(row.state))
  return {
    announcementId: announcement.id,
    state: announcement.state,
    what: (announcement.content.texts[language] ?? Object.values(announcement.content.texts)[0])?.what ?? '',
    deadline: announcement.deadline_at,
    sendAt: announcement.send_at,
    targeted: announcement.targeted,
    delivered: sum(inState('delivered')),
    waiting: sum(inState(...waiting)),
    cancelled: sum(inState('cancelled')),
    uncertain: uncertain.count,
    excluded: byReason(inState('skipped')),
    unreachable: byReason(rows.filter(row => unreached.has(row.state))),
    at,
  }
}

/** What a board shows, without the time of counting: an edit is worth a request only when this changes. */
const fingerprint = ({ at: _, ...board }: Board): string => JSON.stringify(board)

async function showBoard(app: App, id: string, now: Date): Promise<void> {
  const announcement = await findAnnouncement(app.db, id)
  const author = announcement ? await findPerson(app.db, announcement.author_id) : undefined
  if (!announcement?.board_activity_id || !author) return
  const say = sayTo(app, author)
  const board = await boardOf(app.db, announcement, say.language, now)
  const print = fingerprint(board)
  if (print === announcement.board_shown) return
  const taken = await app.db
    .updateTable('announcements')
    .set({ board_shown: print })
    .where('id', '=', id)
    .where(eb => (announcement.board_shown === null ? eb('board_shown', 'is', null) : eb('board_shown', '=', announcement.board_shown)))
    .returning('id')
    .executeTakeFirst()
  const to = addressOf(await findConversation(app.db, author.id))
  if (!taken || !to) return
  const outcome = await app.messenger.update(to, announcement.board_activity_id, announceBoardCard(say, board))
  if (outcome.kind === 'delivered' || outcome.kind === 'message_gone' || outcome.kind === 'failed') return
  await app.db.updateTable('announcements').set({ board_shown: null }).where('id', '=', id).execute()
}

/** Brings the progress cards of everything that moves up to date; each finished one once more. */
export async function sweepBoards(app: App, now: Date): Promise<void> {
  const moving = await app.db
    .selectFrom('announcements')
    .select('id')
    .where('board_activity_id', 'is not', null)
    .where(eb =>
      eb.or([eb('state', 'in', ['scheduled', 'expanding', 'running']), eb('finished_at', '>', new Date(now.getTime() - 60 * 60_000))]),
    )
    .execute()
  for (const { id } of moving) await showBoard(app, id, now)
}
