/** What must be known of somebody who has been silent, and whether anything is done about it. */
import { type Announcement, currentFor } from '../../services/announcements.ts'
import { openCaseOf } from '../../services/cases.ts'
import { addressOf, type Conversation, findConversation } from '../../services/conversations.ts'
import { type KeyOrder, openKeyOrder } from '../../services/key-orders.ts'
import { type NoticeFacts, readNoticeFacts } from '../../services/notice-facts.ts'
import { findPerson, type Person } from '../../services/people.ts'
import type { Address } from '../../services/ports.ts'
import { begunPattern, findProgress, findTried, type Place, type Progress, type Tried } from '../../services/progress.ts'
import type { Silence } from '../../services/silences.ts'
import { snoozedUntil } from '../../services/snoozes.ts'
import type { App } from '../app.ts'
import { grow } from '../flows/advance.ts'
import { type FlowId, type Step, stepOf } from '../flows/flow.ts'
import { guide } from '../flows/index.ts'
import { stayOf } from '../flows/silence.ts'

export interface Silent {
  held: Silence
  person: Person
  progress: Progress
  tried: Tried[]
  /** Where the person is in what they came for. */
  stay: Place
  step: Step
  to: Address | null
  conversation: Conversation | undefined
  announcement: Announcement | null
  facts: NoticeFacts | null
  /** "Later": the person chose when to hear from us. */
  until: Date | null
  /** The last thing that the person did themselves. */
  lastDone: Date
  /** A key is ordered, and they did nothing here since they got it: the order has a watch of its own. */
  waitsForKey: boolean
}

export function lastDoneIn({ changedAt }: Progress, tried: Tried[]): Date {
  const last = tried.findLast(({ event }) => !event.startsWith('looked'))
  return last ? new Date(last.at) : changedAt
}

/** The person took the key that they got to the guide. */
export const hasGoneOn = ({ handed_at }: KeyOrder, lastDone: Date): boolean => handed_at !== null && lastDone > handed_at

/** Null: there is nobody, or nothing left, to ask about. */
export async function gatherSilent(app: App, held: Silence, now: Date): Promise<Silent | null> {
  const { db } = app
  const { personId } = held
  const [person, stored, tried, conversation, announcement, open, until, order] = await Promise.all([
    findPerson(db, personId),
    findProgress(db, personId),
    findTried(db, personId),
    findConversation(db, personId),
    currentFor(db, personId),
    openCaseOf(db, personId),
    snoozedUntil(db, personId),
    openKeyOrder(db, personId),
  ])
  if (!person || person.left_at || person.excluded || !stored || open) return null
  const progress = grow(guide.flows, stored)
  const stay = stayOf(guide.flows, progress)
  const step = stay ? stepOf(guide.flows[stay.flow as FlowId], stay.step) : undefined
  if (!stay || !step) return null
  const lastDone = lastDoneIn(progress, tried)
  const facts = announcement && (await readNoticeFacts(db, [announcement], [personId], now))(announcement, personId)
  return {
    held,
    person,
    progress,
    tried,
    stay,
    step,
    conversation,
    to: addressOf(conversation),
    announcement,
    facts,
    until,
    lastDone,
    waitsForKey: order !== undefined && !hasGoneOn(order, lastDone),
  }
}

const begun = new RegExp(begunPattern)

/** Somebody got beyond the first card. */
export const hasBegun = (tried: Tried[]): boolean => tried.some(({ event }) => begun.test(event))
