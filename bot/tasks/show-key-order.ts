import type { Task } from '../../services/jobs.ts'
import type { App } from '../app.ts'
import { livingOrder } from '../keys/show.ts'
import { bringUpToDate } from '../living-cards.ts'

/** Posts an order of a key to the helpdesk channel, tells the person what is new, and edits the cards. */
export const showKeyOrder = (app: App): Task => ({ kind: 'show-key-order', run: ({ orderId }) => bringUpToDate(app, livingOrder, orderId) })
