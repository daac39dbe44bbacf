import type { Task } from '../../services/jobs.ts'
import type { App } from '../app.ts'
import { bringOrderUpToDate } from '../keys/show.ts'

/** Posts an order of a key to the helpdesk channel, tells the person what is new, and edits the cards. */
export const showKeyOrder = (app: App): Task => ({ kind: 'show-key-order', run: ({ orderId }) => bringOrderUpToDate(app, orderId) })
