/** "I already pressed it", "I told someone": one press, from any card. What to do now comes below, and the case with it. */

import type { ActionHandlers } from '../answer.ts'
import { urgentCase } from '../cases/employee.ts'
import { startFlow } from './handlers.ts'

const steps = { unexpected_prompt: 'reported', approved_prompt: 'approved', pressed_link: 'pressed', told_someone: 'told' } as const

export const urgentActions: ActionHandlers = {
  'help.urgent': async (turn, { report }) => {
    const shown = await urgentCase(turn, report)
    const guided = await startFlow(turn, 'unexpected_prompt', steps[report])
    return { tell: turn.say('help.below'), send: [...(guided.send ?? []), shown] }
  },
}
