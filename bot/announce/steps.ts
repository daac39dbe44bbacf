/** The steps of an announcement that has been sent on its way, each with its audit entry: for the chat and for the API. */
import { stop } from '../../services/announcements.ts'
import { record } from '../../services/audit.ts'
import { type Tx, transaction } from '../../services/db/database.ts'
import { resendFailed } from '../../services/resend.ts'
import { goOnNow, pause, resume } from '../../services/sending.ts'
import type { App } from '../app.ts'

export interface By {
  /** Entra object id of the admin. */
  personId: string
  now: Date
}

/** `act` gives whether the step counted; only then is it recorded. */
function step(app: App, id: string, by: By, { action, act }: { action: string; act: (tx: Tx) => Promise<boolean> }): Promise<boolean> {
  return transaction(app.db, async tx => {
    if (!(await act(tx))) return false
    await record(tx, { at: by.now, actorId: by.personId, action, subject: `announcement:${id}` })
    return true
  })
}

/** Holds what has not been sent. False when there is nothing to hold. */
export const pauseStep = (app: App, id: string, by: By): Promise<boolean> =>
  step(app, id, by, { action: 'announcement.paused', act: tx => pause(tx, id, null) })

/** Goes on after a pause, or without waiting for the end of the one after the first few. False where neither can be. */
export async function resumeStep(app: App, id: string, by: By): Promise<boolean> {
  const resumed = { action: 'announcement.resumed', act: (tx: Tx) => resume(tx, app.jobs, { id, now: by.now }) }
  if (await step(app, id, by, resumed)) return true
  return step(app, id, by, { action: 'announcement.opened', act: tx => goOnNow(tx, id) })
}

/** Everybody who was not reached is tried once more; nobody who has the message. False when there is nobody, or its time is over. */
export async function resendStep(app: App, id: string, by: By): Promise<boolean> {
  return transaction(app.db, async tx => {
    const people = await resendFailed(tx, id, by.now)
    const entry = { at: by.now, actorId: by.personId, subject: `announcement:${id}`, details: { people } }
    if (people > 0) await record(tx, { ...entry, action: 'announcement.resent' })
    return people > 0
  })
}

/** For good: what has not been sent will not be. False when nothing is left to stop. */
export const stopStep = (app: App, id: string, by: By): Promise<boolean> =>
  step(app, id, by, {
    action: 'announcement.stopped',
    act: async tx => {
      if (!(await stop(tx, id, by.now))) return false
      await app.jobs.enqueue(tx, 'approval-cards', { kind: 'announcement', id })
      return true
    },
  })
