/** The list of background tasks. */
import type { Task } from '../../services/jobs.ts'
import type { App } from '../app.ts'
import { approvalCards } from './approval-cards.ts'
import { checkRegistration } from './check-registration.ts'
import { expandAudience } from './expand-audience.ts'
import { postCase } from './post-case.ts'
import { redrawCard } from './redraw-card.ts'
import { showKeyOrder } from './show-key-order.ts'
import { syncPeopleTask } from './sync-people.ts'
import { tellAuthor } from './tell-author.ts'
import { tellCaseEvent } from './tell-case-event.ts'
import { tellDone } from './tell-done.ts'
import { warnWave } from './warn-wave.ts'

export const tasksFor = (app: App): Task[] =>
  [
    approvalCards,
    checkRegistration,
    expandAudience,
    postCase,
    redrawCard,
    showKeyOrder,
    syncPeopleTask,
    tellAuthor,
    tellCaseEvent,
    tellDone,
    warnWave,
  ].map(task => task(app))
