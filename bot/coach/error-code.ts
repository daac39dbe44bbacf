/** A sentence with an error number of the sign-in is answered with what that means. */
import { errorIn } from '../../services/entra-errors.ts'
import type { Answer, Turn } from '../answer.ts'
import { stepOf } from '../flows/flow.ts'
import { startFlow } from '../flows/handlers.ts'
import { guide } from '../flows/index.ts'
import { count } from './ask.ts'

/** `null`: no such number is in it. The caller has made sure that the sentence holds no secret. */
export async function explainError(turn: Turn, sentence: string): Promise<Answer | null> {
  const kind = errorIn(sentence)
  if (!kind) return null
  const step = stepOf(guide.flows.error_code, kind)
  await count(turn, (step?.kind === 'answer' && step.helps?.topic) || 'other', 'asked')
  return startFlow(turn, 'error_code', kind)
}
