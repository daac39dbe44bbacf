import type { Task } from '../../services/jobs.ts'
import type { App } from '../app.ts'
import { bringUpToDate } from '../cases/show.ts'

/** Posts a new case to the helpdesk channel, and edits its cards whenever the case changed. */
export const postCase = (app: App): Task => ({ kind: 'post-case', run: ({ caseId }) => bringUpToDate(app, caseId) })
