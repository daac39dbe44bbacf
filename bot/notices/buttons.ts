/** The buttons of an announcement, for the employee who got it. */
import type { ActionHandlers, Answer, Turn } from '../answer.ts'
import { openHelp } from '../cases/employee.ts'
import type { FlowId } from '../flows/flow.ts'
import { startFlow } from '../flows/handlers.ts'
import { menuFor } from '../menu.ts'
import { genuineActions } from './genuine.ts'
import { laterActions } from './later.ts'
import { findMine, noticeCard, pressed, pressedOpen } from './mine.ts'
import { moreTimeActions } from './more-time.ts'

/** Starts a walk in a message of its own; the announcement stays where it is. */
const walk = (turn: Turn, id: string, flow: FlowId): Promise<Answer> =>
  pressedOpen(turn, id, async mine => ({ ...(await startFlow(turn, flow)), replace: await noticeCard(turn, mine) }))

/** The helpdesk, in a message of its own. */
const help = (turn: Turn, id: string): Promise<Answer> =>
  pressed(turn, id, async mine => ({ ...(await openHelp(turn, 'announcement')), replace: await noticeCard(turn, mine) }))

export const noticeActions: ActionHandlers = {
  'notice.start': (turn, { announcementId }) => walk(turn, announcementId, 'start'),
  'notice.other': (turn, { announcementId }) => walk(turn, announcementId, 'no_smartphone'),
  'notice.question': (turn, { announcementId }) => walk(turn, announcementId, 'question'),
  'notice.second': (turn, { announcementId }) => walk(turn, announcementId, 'backup_method'),
  'notice.help': (turn, { announcementId }) => help(turn, announcementId),
  'notice.show': (turn, { announcementId }) => pressed(turn, announcementId, async mine => ({ replace: await noticeCard(turn, mine) })),
  // Looked at again, by Teams itself: nobody pressed anything.
  'notice.refresh': async (turn, { announcementId }) => {
    const mine = await findMine(turn, announcementId)
    return mine ? { replace: await noticeCard(turn, mine) } : menuFor(turn, { oldCard: true })
  },
  ...genuineActions,
  ...laterActions,
  ...moreTimeActions,
}
