/** "Later", and what may be in the way: each choice is one tap, and each reason has its own way on. */
import type { Payload } from '../../cards/actions.ts'
import type { CardMessage } from '../../cards/card.ts'
import { laterCard, leaveCard, snoozedCard } from '../../cards/later.ts'
import { currentFor } from '../../services/announcements.ts'
import { localDate } from '../../services/local-time.ts'
import { findRegistration } from '../../services/registrations.ts'
import { backAt, laterChoices, remindAt, snoozesAllowed } from '../../services/snooze-times.ts'
import { keepReason, snooze, snoozesUsed } from '../../services/snoozes.ts'
import type { ActionHandlers, Answer, Turn } from '../answer.ts'
import { startFlow } from '../flows/handlers.ts'
import { findMine, type Mine, mayAskTime, noticeCard, pressedOpen, sendingRules } from './mine.ts'

const rulesOf = (turn: Turn, { announcement }: Mine) => sendingRules(announcement, turn.person, turn.say.timeZone)

async function laterOf(turn: Turn, mine: Mine): Promise<CardMessage> {
  const { app, now, person, say } = turn
  const { deadline, held, passed } = mine.facts
  const used = await snoozesUsed(app.db, { announcement: mine.announcement, personId: person.id })
  const allowed = snoozesAllowed(now, deadline)
  const left = Math.max(0, allowed - used)
  const choices = laterChoices(now, deadline, rulesOf(turn, mine))
  const tooLate = held ? 'held' : passed ? 'passed' : 'close'
  const stop = allowed === 0 || choices.length === 0 ? tooLate : left === 0 ? 'used' : null
  const announcementId = mine.announcement.id
  return laterCard(say, { announcementId, deadline, choices, left, stop, mayAskTime: mayAskTime(turn, mine) })
}

const later = async (turn: Turn, mine: Mine): Promise<Answer> => ({ replace: await laterOf(turn, mine) })

/** Typed, or from the menu: about the announcement that the person must act on. */
export async function openLater(turn: Turn): Promise<Answer> {
  const { db } = turn.app
  const [current, known] = await Promise.all([currentFor(db, turn.person.id), findRegistration(db, turn.person.id)])
  const mine = current && !known?.done ? await findMine(turn, current.id) : null
  if (!mine) return { tell: turn.say(known?.done ? 'later.ready' : 'later.nothing') }
  return { send: [{ message: await laterOf(turn, mine) }] }
}

/** Keeps the moment, or the last one that is in time; offers the choices again where it cannot be put off any more. */
async function remind(turn: Turn, mine: Mine, wish: { at: Date; reason: string }): Promise<Answer> {
  const { app, now, person, say } = turn
  const { deadline } = mine.facts
  const at = remindAt(wish.at, now, { deadline, rules: rulesOf(turn, mine) })
  const allowed = snoozesAllowed(now, deadline)
  const about = { announcement: mine.announcement, personId: person.id }
  if (!at || !(await snooze(app.db, about, { until: at, reason: wish.reason, allowed }))) return later(turn, mine)
  const announcementId = mine.announcement.id
  return { replace: snoozedCard(say, { announcementId, at, deadline, pulled: at < wish.at, mayAskTime: mayAskTime(turn, mine) }) }
}

async function snoozeUntil(turn: Turn, mine: Mine, until: Payload<'notice.snooze'>['until']): Promise<Answer> {
  const choice = laterChoices(turn.now, mine.facts.deadline, rulesOf(turn, mine)).find(one => one.until === until)
  return choice ? remind(turn, mine, { at: choice.at, reason: until }) : later(turn, mine)
}

function leave(turn: Turn, mine: Mine, wrong: boolean): Answer {
  const { now, say } = turn
  const announcementId = mine.announcement.id
  return { replace: leaveCard(say, { announcementId, back: localDate(now, say.timeZone, 7), deadline: mine.facts.deadline, wrong }) }
}

async function onLeave(turn: Turn, mine: Mine, back: string): Promise<Answer> {
  const at = backAt(back, turn.now, rulesOf(turn, mine))
  return at ? remind(turn, mine, { at, reason: 'leave' }) : leave(turn, mine, true)
}

/** Where the guide goes on for each reason. */
const ways: Record<Payload<'notice.reason'>['reason'], string> = {
  no_phone: 'ways',
  own_phone: 'own_phone',
  no_phone_at_work: 'workplace',
}

async function reason(turn: Turn, mine: Mine, why: Payload<'notice.reason'>['reason']): Promise<Answer> {
  await keepReason(turn.app.db, { announcementId: mine.announcement.id, personId: turn.person.id }, why)
  return { ...(await startFlow(turn, 'no_smartphone', ways[why])), replace: await noticeCard(turn, mine) }
}

export const laterActions: ActionHandlers = {
  'notice.later': (turn, { announcementId }) => pressedOpen(turn, announcementId, mine => later(turn, mine)),
  'notice.snooze': (turn, { announcementId, until }) => pressedOpen(turn, announcementId, mine => snoozeUntil(turn, mine, until)),
  'notice.leave': (turn, { announcementId }) => pressedOpen(turn, announcementId, async mine => leave(turn, mine, false)),
  'notice.back': (turn, { announcementId, back }) => pressedOpen(turn, announcementId, mine => onLeave(turn, mine, back)),
  'notice.reason': (turn, data) => pressedOpen(turn, data.announcementId, mine => reason(turn, mine, data.reason)),
}
