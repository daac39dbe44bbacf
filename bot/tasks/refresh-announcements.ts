import { redraw } from '../../services/deliveries.ts'
import type { Task } from '../../services/jobs.ts'
import type { App } from '../app.ts'

/** Every announcement that this person has is drawn anew, by the delivery loop and at its pace. */
export function refreshAnnouncements(app: App): Task {
  return {
    kind: 'refresh-announcements',
    run: ({ personId }) => redraw(app.db, personId, app.clock.now()),
  }
}
