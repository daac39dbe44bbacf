/** The menu and "how do I stand". */
import { menuCard } from '../cards/menu.ts'
import { statusCard } from '../cards/status.ts'
import { currentFor } from '../services/announcements.ts'
import { readNoticeFacts } from '../services/notice-facts.ts'
import { findRegistration } from '../services/registrations.ts'
import { seemsToHave } from '../services/roles.ts'
import type { ActionHandlers, Answer, Turn } from './answer.ts'
import { moreTimeOf } from './notices/notice.ts'

export interface MenuReason {
  /** The person typed something that was not understood. */
  unsure?: boolean
  /** The person pressed a button that no longer means anything. */
  oldCard?: boolean
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
  return reason.oldCard ? { replace: message } : { send: [{ message }] }
}

export async function statusFor(turn: Turn): Promise<Answer> {
  const { app, person, now } = turn
  const [known, announcement, open] = await Promise.all([
    findRegistration(app.db, person.id),
    currentFor(app.db, person.id),
    app.db.selectFrom('cases').select('id').where('person_id', '=', person.id).where('state', '<>', 'resolved').executeTakeFirst(),
  ])
  const facts = announcement && (await readNoticeFacts(app.db, [announcement], [person.id], now))(announcement, person.id)
  const message = statusCard(turn.say, {
    givenName: person.given_name ?? person.name,
    known: known ? { done: known.done, endsSoon: known.ends_soon, kinds: known.kinds, at: known.checked_at } : null,
    deadline: facts?.deadline ?? null,
    passed: facts?.passed ?? false,
    held: facts?.held ?? false,
    moreTime: facts ? moreTimeOf(facts) : null,
    caseId: open?.id ?? null,
  })
  return { send: [{ message }] }
}

export const menuActions: ActionHandlers = {
  'menu.show': turn => menuFor(turn),
  'menu.status': statusFor,
}
