/** Whoever is not ready after their deadline gets the way in first, wherever they begin. */
import { currentFor } from '../../services/announcements.ts'
import { readNoticeFacts } from '../../services/notice-facts.ts'
import { findProgress, type Progress } from '../../services/progress.ts'
import { findRegistration } from '../../services/registrations.ts'
import type { Turn } from '../answer.ts'
import type { FlowId } from './flow.ts'

/** Who did something in the guide so short ago is inside, and goes on there. */
const busyMs = 60 * 60_000

function isBusy(progress: Progress | null, now: Date): boolean {
  const open = progress !== null && progress.view !== 'finished' && progress.view !== 'closed' && progress.trail.length > 0
  return open && now.getTime() - progress.changedAt.getTime() < busyMs
}

/** The check is on for this person, and they have nothing to pass it with. Until 1 February 2027 a code by phone still does. */
async function isShutOut({ app, person, now }: Turn): Promise<boolean> {
  const [known, announcement] = await Promise.all([findRegistration(app.db, person.id), currentFor(app.db, person.id)])
  if (!announcement || known?.done) return false
  const facts = (await readNoticeFacts(app.db, [announcement], [person.id], now))(announcement, person.id)
  return facts.passed && !(known?.ends_soon && facts.about === 'mfa_deadline')
}

/** The flow that fits somebody who asks to begin with this one. */
export async function fitting(turn: Turn, flow: FlowId): Promise<FlowId> {
  if (flow !== 'start' || !(await isShutOut(turn))) return flow
  return isBusy(await findProgress(turn.app.db, turn.person.id), turn.now) ? flow : 'locked_out'
}
