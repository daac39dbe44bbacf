/** "I need more time": the wish, and where it stands. */
import type { Payload } from '../../cards/actions.ts'
import type { CardMessage } from '../../cards/card.ts'
import { type TimeForm, timeFormCard, timeStateCard } from '../../cards/more-time.ts'
import { currentFor } from '../../services/announcements.ts'
import { askExtension, takeBack } from '../../services/extension-steps.ts'
import { sameClockIn } from '../../services/local-time.ts'
import type { ActionHandlers, Answer, SecretHandlers, Turn } from '../answer.ts'
import { findMine, type Mine, noticeCard, pressedOpen } from './mine.ts'
import { extensionGroup } from './notice.ts'

/** Nobody gets more than four weeks. */
const weeks = [1, 2, 4] as const

const choicesOf = ({ say }: Turn, { announcement }: Mine) =>
  weeks.map(count => ({ weeks: count, until: sameClockIn(announcement.deadline_at, count * 7, say.timeZone) }))

/** Why, and until when it must last, as far as that is known beforehand. */
export interface TimeWish {
  reason: TimeForm['reason']
  until: Date | null
}

const unknownWish: TimeWish = { reason: 'leave', until: null }

const groupOf = (turn: Turn, { facts }: Mine) => extensionGroup(facts, turn.app.config)

function formCard(turn: Turn, mine: Mine, wish: TimeWish, secret: TimeForm['secret'] = null): CardMessage {
  const choices = choicesOf(turn, mine)
  const enough = choices.find(({ until }) => until >= (wish.until ?? turn.now)) ?? choices.at(-1)
  const { deadline } = mine.facts
  const form = { announcementId: mine.announcement.id, deadline, choices, weeks: enough?.weeks ?? 1, reason: wish.reason, secret }
  return timeFormCard(turn.say, form)
}

/** The form; where there is a wish already, that; and the announcement itself where nobody can be given more time. */
async function timeCard(turn: Turn, mine: Mine, wish: TimeWish = unknownWish): Promise<CardMessage> {
  const { extension, deadline } = mine.facts
  const state = extension?.state
  if (extension && (state === 'asked' || state === 'approved' || state === 'granted')) {
    return timeStateCard(turn.say, { announcementId: mine.announcement.id, state, until: extension.until_at, deadline })
  }
  const possible = groupOf(turn, mine) !== null && deadline > turn.now
  return possible ? formCard(turn, mine, wish) : noticeCard(turn, mine)
}

async function ask(turn: Turn, mine: Mine, wish: Payload<'notice.ask'>): Promise<Answer> {
  const { app, now, person } = turn
  const groupId = groupOf(turn, mine)
  const until = choicesOf(turn, mine).find(one => String(one.weeks) === wish.weeks)?.until
  const sentence = wish.sentence.trim()
  if (!groupId || !until || mine.facts.deadline <= now) return { replace: await noticeCard(turn, mine) }
  const asked = { personId: person.id, announcement: mine.announcement, groupId, until, reason: wish.reason, sentence }
  await askExtension(app.db, asked, now)
  return { replace: await timeCard(turn, await again(turn, mine)) }
}

async function again(turn: Turn, mine: Mine): Promise<Mine> {
  return (await findMine(turn, mine.announcement.id)) ?? mine
}

async function back(turn: Turn, mine: Mine): Promise<Answer> {
  if (mine.facts.extension) await takeBack(turn.app.db, mine.facts.extension, turn.now)
  return { replace: await noticeCard(turn, await again(turn, mine)) }
}

/** Typed: about the announcement that the person must act on. */
export async function openMoreTime(turn: Turn, wish: TimeWish = unknownWish): Promise<Answer> {
  const current = await currentFor(turn.app.db, turn.person.id)
  const mine = current ? await findMine(turn, current.id) : null
  const nothing = !mine || groupOf(turn, mine) === null || mine.facts.deadline <= turn.now
  return nothing ? { tell: turn.say('time.nothing') } : { send: [{ message: await timeCard(turn, mine, wish) }] }
}

export const moreTimeActions: ActionHandlers = {
  'notice.time': (turn, { announcementId }) => pressedOpen(turn, announcementId, async mine => ({ replace: await timeCard(turn, mine) })),
  'notice.ask': (turn, wish) => pressedOpen(turn, wish.announcementId, mine => ask(turn, mine, wish)),
  'notice.take_back': (turn, { announcementId }) => pressedOpen(turn, announcementId, mine => back(turn, mine)),
}

export const moreTimeSecrets: SecretHandlers = {
  'notice.ask': (turn, { announcementId, reason, weeks: chosen }, { kind }) =>
    pressedOpen(turn, announcementId, async mine => {
      const until = choicesOf(turn, mine).find(one => String(one.weeks) === chosen)?.until ?? null
      return { replace: formCard(turn, mine, { reason, until }, kind) }
    }),
}
