import { findEvent } from '../../services/cases.ts'
import type { Task } from '../../services/jobs.ts'
import type { App } from '../app.ts'
import { livingCase } from '../cases/show.ts'
import { bringUpToDate } from '../living-cards.ts'

/** Tells the person, or the helpdesk in the case's thread, what happened. Does nothing when that is done already. */
export const tellCaseEvent = (app: App): Task => ({
  kind: 'tell-case-event',
  async run({ eventId }) {
    const event = await findEvent(app.db, eventId)
    if (event?.to_tell) await bringUpToDate(app, livingCase, event.case_id)
  },
})
