/** The menu and "how do I stand". */
import { greetingCard, menuCard, moreCard } from '../cards/menu.ts'
import { type Status, statusCard } from '../cards/status.ts'
import { currentFor } from '../services/announcements.ts'
import { transaction } from '../services/db/database.ts'
import { openKeyOrder } from '../services/key-orders.ts'
import { daysBetween } from '../services/local-time.ts'
import { readNoticeFacts } from '../services/notice-facts.ts'
import { findRegistration, phoneMayEndLater } from '../services/registrations.ts'
import { seemsToHave } from '../services/roles.ts'
import type { ActionHandlers, Answer, Turn } from './answer.ts'
import { moreTimeOf } from './notices/notice.ts'

/** Who looks again sooner sees what that look found. */
const justLookedMs = 30_000

export interface MenuReason {
  /** The person typed something that was not understood. */
  unsure?: boolean
  /** The person pressed a button that no longer means anything. */
  oldCard?: boolean
  /** Takes the place of the card whose button was pressed. */
  inPlace?: boolean
}

/** The menu: takes the place of an old card, and is a new message otherwise. */
export async function menuFor(turn: Turn, reason: MenuReason = {}): Promise<Answer> {
  const admin = await seemsToHave(turn.app, turn.person.id, 'admin')
  const message = menuCard(turn.say, {
    unsure: reason.unsure ?? false,
    oldCard: reason.oldCard ?? false,
    admin,
    phone: turn.app.config.HELPDESK_PHONE,
  })
  return reason.oldCard || reason.inPlace ? { replace: message } : { send: [{ message }] }
}

/** How the person stands. `asked`: about everything, or about the date. */
async function standing(turn: Turn, asked: Status['asked']): Promise<Status> {
  const { app, person, now } = turn
  const [known, announcement, open, order] = await Promise.all([
    findRegistration(app.db, person.id),
    currentFor(app.db, person.id),
    app.db.selectFrom('cases').select('id').where('person_id', '=', person.id).where('state', '<>', 'resolved').executeTakeFirst(),
    openKeyOrder(app.db, person.id),
  ])
  const facts = announcement && (await readNoticeFacts(app.db, [announcement], [person.id], now))(announcement, person.id)
  return {
    asked,
    givenName: person.given_name ?? person.name,
    known: known
      ? { done: known.done, endsSoon: known.ends_soon, endsLater: phoneMayEndLater(person), kinds: known.kinds, at: known.checked_at }
      : null,
    deadline: facts?.deadline ?? null,
    passed: facts?.passed ?? false,
    held: facts?.held ?? false,
    moreTime: facts ? moreTimeOf(facts) : null,
    caseId: open?.id ?? null,
    daysLeft: facts ? daysBetween(now, facts.deadline, turn.say.timeZone) : null,
    remindersStopped: person.reminders_stopped_at !== null,
    looking: false,
    key: order ? { state: order.state, orderId: order.id, day: order.expected_at, place: order.place ?? '' } : null,
  }
}

const answerWith = async (turn: Turn, asked: Status['asked']): Promise<Answer> => ({
  send: [{ message: statusCard(turn.say, await standing(turn, asked)) }],
})

export const statusFor = (turn: Turn): Promise<Answer> => answerWith(turn, 'all')

/** "When does it start for me?" */
export const whenFor = (turn: Turn): Promise<Answer> => answerWith(turn, 'date')

/** The check is on, or may come at any moment, and the person has nothing to pass it with. */
export async function isLate(turn: Turn): Promise<boolean> {
  const { known, passed, held } = await standing(turn, 'all')
  return (passed || held) && known !== null && !known.done && !known.endsSoon
}

/** Who says hello or thank you. */
export const greet = async ({ say }: Turn): Promise<Answer> => ({ send: [{ message: greetingCard(say), again: say('greeting.again') }] })

async function more({ app, person, say }: Turn): Promise<Answer> {
  const admin = await seemsToHave(app, person.id, 'admin')
  return { replace: moreCard(say, { admin, remindersStopped: person.reminders_stopped_at !== null }) }
}

/** What the directory says takes longer than a button may; the card says so, and the next press shows what was found. */
async function look(turn: Turn): Promise<Answer> {
  const { app, person, say, now } = turn
  const status = await standing(turn, 'all')
  const fresh = status.known !== null && now.getTime() - status.known.at.getTime() < justLookedMs
  if (!fresh) await transaction(app.db, tx => app.jobs.enqueue(tx, 'check-registration', { personId: person.id }))
  return { replace: statusCard(say, { ...status, looking: !fresh }) }
}

export const menuActions: ActionHandlers = {
  'menu.show': turn => menuFor(turn),
  'menu.more': more,
  'menu.back': turn => menuFor(turn, { inPlace: true }),
  'menu.status': statusFor,
  'menu.look': look,
}
