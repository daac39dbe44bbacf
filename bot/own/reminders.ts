/** "Stop reminders" and "Later", without a notice at hand. */

import type { CardMessage } from '../../cards/card.ts'
import { remindersCard } from '../../cards/reminders.ts'
import { currentFor } from '../../services/announcements.ts'
import { deadlineFor } from '../../services/extensions.ts'
import { stopReminders } from '../../services/people.ts'
import type { ActionHandlers, Answer, Turn } from '../answer.ts'
import { openLater } from '../notices/later.ts'

async function change(turn: Turn, on: boolean): Promise<CardMessage> {
  const { app, person, now, say } = turn
  await stopReminders(app.db, person.id, on ? null : (person.reminders_stopped_at ?? now))
  const current = await currentFor(app.db, person.id)
  const deadline = current && (await deadlineFor(app.db, person.id, current))
  return remindersCard(say, { stopped: !on, deadline: deadline && deadline > now ? deadline : null })
}

/** Typed. */
export const switchReminders = async (turn: Turn, on: boolean): Promise<Answer> => ({ send: [{ message: await change(turn, on) }] })

export const reminderActions: ActionHandlers = {
  'my.reminders': async (turn, { on }) => ({ replace: await change(turn, on) }),
  'my.later': turn => openLater(turn),
}
