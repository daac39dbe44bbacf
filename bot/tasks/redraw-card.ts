import type { Task } from '../../services/jobs.ts'
import { outdate } from '../../services/showing.ts'
import type { App } from '../app.ts'
import { livingCase } from '../cases/show.ts'
import { livingOrder } from '../keys/show.ts'
import { bringUpToDate } from '../living-cards.ts'

/** Draws the helpdesk's card of a case or of an order anew, because something beside it changed. */
export const redrawCard = (app: App): Task => ({
  kind: 'redraw-card',
  async run({ table, id }) {
    await outdate(app.db, { table, id }, app.clock.now())
    await (table === 'cases' ? bringUpToDate(app, livingCase, id) : bringUpToDate(app, livingOrder, id))
  },
})
