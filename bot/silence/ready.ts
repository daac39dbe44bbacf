import { checkLive } from '../../services/live-check.ts'
import { findRegistration } from '../../services/registrations.ts'
import type { App } from '../app.ts'

/** Who of these is ready: as the directory says now or, where it does not answer, as it is stored. */
export async function readyAmong(app: App, personIds: string[], now: Date): Promise<Set<string>> {
  const live = await checkLive(app, personIds, now).catch(error => {
    app.log.warn({ err: error, people: personIds.length }, 'the directory does not answer: what is stored is sent')
    return undefined
  })
  const ready = new Set<string>()
  for (const id of personIds) {
    const answer = live?.get(id)
    const done = answer?.kind === 'known' ? answer.verdict.done : (await findRegistration(app.db, id))?.done
    if (done) ready.add(id)
  }
  return ready
}
