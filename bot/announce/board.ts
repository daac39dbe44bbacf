/** The progress of an announcement, counted from the ledger, and the admin's card that keeps itself true. */
import { announceBoardCard, type Board, type StoppedBecause } from '../../cards/announce-board.ts'
import { type Announcement, findAnnouncement } from '../../services/announcements.ts'
import { type Alike, countAlike, type Outcome, reasons, tally } from '../../services/board-numbers.ts'
import { addressOf, findConversation } from '../../services/conversations.ts'
import { waitingCorrection } from '../../services/corrections.ts'
import type { DbOrTx } from '../../services/db/database.ts'
import { findPerson } from '../../services/people.ts'
import { countResendable } from '../../services/resend.ts'
import type { App } from '../app.ts'
import { sayTo } from '../say.ts'
import { seldom } from '../seldom.ts'

const reasonsToStop: StoppedBecause[] = ['failures', 'reports', 'cases', 'wave_paused']

const byReason = (rows: Alike[], outcome: Outcome) => reasons(rows, outcome).map(({ reason, people }) => ({ reason, count: people }))

/** What it says, in the reader's language where it was written in that. */
/** The date that it tells people; a security warning tells none. */
export const deadlineOf = ({ kind, deadline_at }: Announcement): Date | null => (kind === 'security' ? null : deadline_at)

export const whatOf = ({ content }: Announcement, language: string): string =>
  (content.texts[language] ?? Object.values(content.texts)[0])?.what ?? ''

function changeOf({ corrected_at, withdrawn_at, withdrawn_how }: Announcement, done: number): Board['change'] {
  if (withdrawn_at) return { kind: withdrawn_how === 'delete' ? 'deleted' : 'withdrawn', at: withdrawn_at, done }
  return corrected_at ? { kind: 'corrected', at: corrected_at, done } : null
}

/** Why it does not go on; a draft only has a reason when nobody approved it in time. */
function becauseOf({ state, stopped_because: because, declined_by: decliner }: Announcement): StoppedBecause | null {
  if (state === 'draft') return decliner === 'bot' ? 'late' : null
  if (because === 'grown') return state === 'awaiting_approval' ? because : null
  return reasonsToStop.find(reason => reason === because) ?? null
}

function standingOf(announcement: Announcement): Pick<Board, 'code' | 'canary' | 'because'> {
  const { code, stage, canary_size: size, canary_until: until } = announcement
  return {
    code,
    canary: stage === 0 && size !== null ? { size, until } : null,
    because: becauseOf(announcement),
  }
}

export async function boardOf(db: DbOrTx, announcement: Announcement, { language, at }: { language: string; at: Date }): Promise<Board> {
  const { id, state, approved_by: approvedBy } = announcement
  const rows = await countAlike(db, [id])
  const { delivered, waiting, not_sent: cancelled, uncertain, upToDate } = tally(rows)
  return {
    announcementId: id,
    state,
    what: whatOf(announcement, language),
    ...standingOf(announcement),
    deadline: deadlineOf(announcement),
    sendAt: announcement.send_at,
    targeted: announcement.targeted,
    delivered,
    waiting,
    cancelled,
    uncertain,
    excluded: byReason(rows, 'left_out'),
    unreachable: byReason(rows, 'unreachable'),
    again: await countResendable(db, id, at),
    approvedBy: approvedBy && state !== 'draft' ? ((await findPerson(db, approvedBy))?.name ?? approvedBy) : null,
    change: changeOf(announcement, upToDate),
    correctionAsked: (await waitingCorrection(db, id)) !== null,
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
  const board = await boardOf(app.db, announcement, { language: say.language, at: now })
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

const hourMs = 60 * 60_000
const isDue = seldom(3_000)

/** Brings the progress cards of everything that moves up to date; each finished or changed one for an hour more. */
export async function sweepBoards(app: App, now: Date): Promise<void> {
  const hourAgo = new Date(now.getTime() - hourMs)
  const moving = await app.db
    .selectFrom('announcements')
    .select(['id', 'targeted'])
    .where('board_activity_id', 'is not', null)
    .where(eb =>
      eb.or([
        // Nobody approved it in time: a draft again, until its author changes it.
        eb('state', '=', 'draft').and('declined_by', '=', 'bot'),
        eb('state', 'in', ['awaiting_approval', 'scheduled', 'expanding', 'running', 'paused']),
        ...(['finished_at', 'corrected_at', 'withdrawn_at'] as const).map(column => eb(column, '>', hourAgo)),
      ]),
    )
    .execute()
  for (const one of moving) if (isDue(app, one, now)) await showBoard(app, one.id, now)
}
