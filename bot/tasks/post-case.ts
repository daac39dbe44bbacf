import type { Task } from '../../services/jobs.ts'
import type { App } from '../app.ts'
import { livingCase } from '../cases/show.ts'
import { bringUpToDate } from '../living-cards.ts'

/** Posts a new case to the helpdesk channel, and edits its cards whenever the case changed. */
export const postCase = (app: App): Task => ({ kind: 'post-case', run: ({ caseId }) => bringUpToDate(app, livingCase, caseId) })
