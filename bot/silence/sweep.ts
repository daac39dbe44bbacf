/**
 * People who began and do not get further: one question how it goes, then the offer of a human, then a case by itself where their
 * deadline is near or past. All in their own working hours, and never twice for one stay at a step.
 */
import type { CardMessage } from '../../cards/card.ts'
import { checkInCard, type Nudge, offerCard } from '../../cards/nudge.ts'
import { earlierCard } from '../../cards/paused.ts'
import { type Say, textKey } from '../../cards/texts/translate.ts'
import { nextSendingMoment } from '../../services/calendar.ts'
import { openCase } from '../../services/cases.ts'
import { keepSilence, type Silence, showGuideIn, takeSilences } from '../../services/silences.ts'
import type { App } from '../app.ts'
import { hoursOf } from '../cases/view.ts'
import { aboutOf, type FlowId, stepText } from '../flows/flow.ts'
import { guide } from '../flows/index.ts'
import { lastNudge, patienceOf } from '../flows/silence.ts'
import { sayTo } from '../say.ts'
import { workingRules } from '../working-hours.ts'
import { gatherSilent, hasBegun, type Silent } from './gather.ts'
import { readyAmong } from './ready.ts'

const minute = 60_000
const hour = 60 * minute
const day = 24 * hour
const batch = 20
/** A silence whose process died is looked at again after this. */
const leaseMs = 5 * minute
const tryAgainMs = minute
/** From so long before the deadline on, silence becomes a case. */
const nearMs = day
/** How long an answer to a nudge is waited for; close to the deadline there is less time to give. */
const waitMs = { usual: hour, near: 20 * minute }

const later = (now: Date, ms: number) => new Date(now.getTime() + ms)

const isNear = ({ facts }: Silent, now: Date) => facts !== null && facts.deadline.getTime() - now.getTime() <= nearMs

function afterNudge(silent: Silent, now: Date): Date {
  if (isNear(silent, now)) return later(now, waitMs.near)
  return later(now, Math.max(waitMs.usual, patienceOf(silent.step, 'step')))
}

const titleOf = (say: Say, { stay }: Silent) => say(textKey(stepText(guide.flows[stay.flow as FlowId], stay.step, 'title')))
const topicOf = ({ step, stay }: Silent) => aboutOf(step) ?? stay.flow

function nudgeOf(say: Say, silent: Silent): Nudge {
  const { progress, stay, step, facts } = silent
  const { flow, step: here, revision, view } = progress
  const isHere = flow === stay.flow && here === stay.step
  return {
    step: titleOf(say, silent),
    at: isHere ? { flow, step: here, revision } : null,
    paused: view === 'paused',
    hasReasons: step.kind === 'do' && (view === 'step' || view === 'checking'),
    topic: topicOf(silent),
    deadline: facts?.deadline ?? null,
    passed: facts?.passed ?? false,
  }
}

/** The nudge shows the guide from now on: its buttons act in place, and the message before it says so. */
async function takeOver(app: App, { progress, to }: Silent, activityId: string, say: Say): Promise<void> {
  const shown = await showGuideIn(app.db, progress.personId, { revision: progress.revision, activityId })
  if (shown && to && progress.activityId) await app.messenger.update(to, progress.activityId, earlierCard(say))
}

/** The row says that it was sent before it is: a second one would be worse than none. */
async function nudge(app: App, silent: Silent, draw: (say: Say, nudge: Nudge) => CardMessage): Promise<void> {
  const { held, person, to } = silent
  const now = app.clock.now()
  const next = { nudges: held.nudges + 1, at: afterNudge(silent, now) }
  if (!(await keepSilence(app.db, held, next)) || !to) return
  const say = sayTo(app, person)
  const outcome = await app.messenger.send(to, { ...draw(say, nudgeOf(say, silent)), alert: true })
  if (outcome.kind === 'delivered') return takeOver(app, silent, outcome.activityId, say)
  const notSent = outcome.kind === 'throttled' || outcome.kind === 'retry'
  const sent = { personId: held.personId, nudges: next.nudges, silentAt: next.at }
  if (notSent) await keepSilence(app.db, sent, { nudges: held.nudges, at: later(now, tryAgainMs) })
}

/** Only near a deadline, and only for somebody who began: people who never did are on the admins' list, a case for each would drown the desk. */
async function leaveToHuman(app: App, silent: Silent, now: Date): Promise<void> {
  const { held, facts, person, tried, stay, lastDone } = silent
  const wait = (at: Date | null) => keepSilence(app.db, held, { nudges: held.nudges, at })
  if (!hasBegun(tried)) return void (await wait(null))
  if (!facts) return void (await wait(later(now, day)))
  if (!isNear(silent, now)) return void (await wait(later(facts.deadline, -nearMs)))
  const silence = { since: lastDone.toISOString(), ...stay }
  const about = { topic: topicOf(silent), sentence: '', callMe: null, activityId: null }
  await openCase(app, { person, language: sayTo(app, person).language, ...about, hours: hoursOf(app), now, silence })
  await keepSilence(app.db, held, { nudges: lastNudge, at: null })
}

async function hear(app: App, held: Silence, ready: boolean, now: Date): Promise<void> {
  const silent = ready ? null : await gatherSilent(app, held, now)
  const wait = (at: Date | null) => keepSilence(app.db, held, { nudges: held.nudges, at })
  if (!silent) return void (await wait(null))
  const { person, until, announcement, waitsForKey } = silent
  if (waitsForKey) return void (await wait(later(now, day)))
  // At the chosen moment a reminder comes; this waits for what it brings.
  if (until && until > now) return void (await wait(later(until, day)))
  const allowedAt = nextSendingMoment(now, workingRules(person, sayTo(app, person).timeZone, announcement))
  if (allowedAt > now) return void (await wait(allowedAt))
  if (person.reminders_stopped_at) return leaveToHuman(app, silent, now)
  if (held.nudges === 0) return nudge(app, silent, checkInCard)
  if (held.nudges === 1) return nudge(app, silent, offerCard)
  return leaveToHuman(app, silent, now)
}

export async function sweepSilence(app: App, now: Date): Promise<void> {
  const due = await takeSilences(app.db, now, { limit: batch, leaseMs })
  if (due.length === 0) return
  const ready = await readyAmong(
    app,
    due.map(one => one.personId),
    now,
  )
  for (const held of due) {
    await hear(app, held, ready.has(held.personId), now).catch(error =>
      app.log.error({ err: error, personId: held.personId }, 'a silence could not be looked after'),
    )
  }
}
