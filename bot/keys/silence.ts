/**
 * Keys with which nothing happens: one reminder for the person in their working hours, then the card once more for the helpdesk, then a
 * case by itself where the deadline is near or past. Somebody who began to set the key up is asked by the guide, not by this too.
 */
import { currentFor } from '../../services/announcements.ts'
import { nextSendingMoment } from '../../services/calendar.ts'
import { openCase, openCaseOf } from '../../services/cases.ts'
import { deskTimes } from '../../services/desk-hours.ts'
import {
  answerDue,
  hadCaseNear,
  type KeySilence,
  keepKeySilence,
  nextForKey,
  nudgeForKey,
  takeSilentKeys,
} from '../../services/key-order-silence.ts'
import { answerBy, findKeyOrder, type KeyOrder } from '../../services/key-orders.ts'
import { findPerson, type Person } from '../../services/people.ts'
import { findProgress, findTried } from '../../services/progress.ts'
import { snoozedUntil } from '../../services/snoozes.ts'
import type { App } from '../app.ts'
import { hoursOf } from '../cases/view.ts'
import { sayTo } from '../say.ts'
import { hasGoneOn, lastDoneIn } from '../silence/gather.ts'
import { readyAmong } from '../silence/ready.ts'
import { workingRules } from '../working-hours.ts'
import { factsFor } from './view.ts'

const batch = 20
const leaseMs = 5 * 60_000
const dayMs = 24 * 3600_000

async function guideOf({ db }: App, order: KeyOrder): Promise<KeySilence['guide']> {
  const [progress, tried] = await Promise.all([findProgress(db, order.person_id), findTried(db, order.person_id)])
  if (!progress || !hasGoneOn(order, lastDoneIn(progress, tried))) return null
  if (progress.nudges > 0) return 'asked'
  return progress.silentAt ? 'will_ask' : null
}

/** A human has it, the person chose the moment, or is away: a day later it is looked at again. */
async function restsUntil({ db }: App, person: Person, now: Date): Promise<Date | null> {
  const [open, chosen] = await Promise.all([openCaseOf(db, person.id), snoozedUntil(db, person.id)])
  if (open || person.excluded) return new Date(now.getTime() + dayMs)
  return chosen && chosen > now ? new Date(chosen.getTime() + dayMs) : null
}

async function gather(app: App, order: KeyOrder, { person, canSignIn }: { person: Person; canSignIn: boolean }): Promise<KeySilence> {
  const now = app.clock.now()
  const [facts, rests, guide, announcement] = await Promise.all([
    factsFor(app, person.id, now),
    restsUntil(app, person, now),
    guideOf(app, order),
    currentFor(app.db, person.id),
  ])
  const desk = deskTimes(hoursOf(app), now)
  const deadline = facts?.deadline ?? null
  return {
    order,
    deadline,
    canSignIn,
    restsUntil: rests,
    guide,
    wantsNoReminders: person.reminders_stopped_at !== null,
    hadCase: deadline !== null && (await hadCaseNear(app.db, person.id, deadline)),
    mayWrite: {
      person: nextSendingMoment(now, workingRules(person, sayTo(app, person).timeZone, announcement)),
      desk: desk.openNow ? now : desk.opensAt,
    },
  }
}

async function leaveToHuman(app: App, order: KeyOrder, person: Person, now: Date): Promise<void> {
  const state = order.state === 'ready' ? 'ready' : 'handed_over'
  const since = (state === 'ready' ? order.ready_at : order.handed_at) ?? order.changed_at
  const silence = { since: since.toISOString(), key: state } as const
  const about = { topic: 'security_key', sentence: '', callMe: null, activityId: null }
  await openCase(app, { person, language: sayTo(app, person).language, ...about, hours: hoursOf(app), now, silence })
  await nudgeForKey(app, order, { nudges: 3, next: null, to: null }, now)
}

async function act(app: App, order: KeyOrder, person: Person, silence: KeySilence): Promise<unknown> {
  const now = app.clock.now()
  const deed = nextForKey(silence, now)
  switch (deed.kind) {
    case 'wait':
      return keepKeySilence(app.db, order, deed.until)
    case 'pass_over':
      return keepKeySilence(app.db, order, answerDue(silence, now), 1)
    case 'remind':
      return nudgeForKey(app, order, { nudges: 1, next: answerDue(silence, now), to: 'person' }, now)
    case 'tell_desk':
      return nudgeForKey(app, order, { nudges: order.nudges + 1, next: answerBy(hoursOf(app), now), to: 'desk' }, now)
    case 'open_case':
      return leaveToHuman(app, order, person, now)
  }
}

async function hear(app: App, held: KeyOrder, ready: boolean): Promise<void> {
  const [order, person] = await Promise.all([findKeyOrder(app.db, held.id), findPerson(app.db, held.person_id)])
  // The look at the directory may have closed the order, and orders of people who left are cancelled.
  if (order?.revision !== held.revision || !person || person.left_at) return
  await act(app, held, person, await gather(app, held, { person, canSignIn: ready }))
}

export async function sweepKeySilence(app: App, now: Date): Promise<void> {
  const due = await takeSilentKeys(app.db, now, { limit: batch, leaseMs })
  if (due.length === 0) return
  const people = [...new Set(due.map(order => order.person_id))]
  const ready = await readyAmong(app, people, now)
  for (const order of due) {
    await hear(app, order, ready.has(order.person_id)).catch(error =>
      app.log.error({ err: error, orderId: order.id }, 'a key with which nothing happens could not be looked after'),
    )
  }
}
