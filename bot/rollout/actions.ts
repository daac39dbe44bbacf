/** Every button of the rollout, for admins; and which messages show a wave and are to be kept true. */
import { forgetBoard, keepBoard } from '../../services/wave-boards.ts'
import type { ActionHandlers, Turn } from '../answer.ts'
import type { RolloutAnswer } from './answers.ts'
import { campaignActions } from './campaign.ts'
import { rolloutList } from './list.ts'
import { previewActions } from './preview.ts'
import { steerActions } from './steer.ts'
import { exportFile, openStep } from './step.ts'
import { waveActions } from './wave.ts'

const handlers: ActionHandlers = {
  ...campaignActions,
  ...waveActions,
  ...previewActions,
  ...steerActions,
  'rollout.list': async (turn, asked) => ({ replace: await rolloutList(turn, asked) }),
  'rollout.step': (turn, { announcementId }) => openStep(turn, announcementId),
  'rollout.export': exportFile,
}

type Handler = (turn: Turn, data: unknown, activityId: string | null) => Promise<RolloutAnswer>

/** The message whose button was pressed is kept true from now on if it shows a wave on its way, and left alone if it does not. */
const keeping =
  (handler: Handler): Handler =>
  async (turn, data, activityId) => {
    const answer = await handler(turn, data, activityId)
    if (!activityId || !answer.replace) return answer
    const message = { personId: turn.person.id, activityId }
    if (answer.shows) await keepBoard(turn.app.db, message, answer.shows, turn.now)
    else await forgetBoard(turn.app.db, message)
    return answer
  }

export const rolloutActions = Object.fromEntries(
  Object.entries(handlers).map(([verb, handler]) => [verb, keeping(handler as Handler)]),
) as ActionHandlers
