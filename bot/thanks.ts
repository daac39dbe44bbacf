/** Thanks people who got ready without the guide, once, in their working hours, with a second method to add. */
import { doneMessage } from '../cards/done.ts'
import { currentFor } from '../services/announcements.ts'
import { nextSendingMoment } from '../services/calendar.ts'
import { addressOf, findConversation } from '../services/conversations.ts'
import { storedMethodsPolicy } from '../services/methods-policy.ts'
import { findPerson } from '../services/people.ts'
import { findProgress, type Progress } from '../services/progress.ts'
import { findRegistration } from '../services/registrations.ts'
import { beginThanks, forgetThanks, moveThanks, type Owed, repeatThanks, takeThanks } from '../services/thanks.ts'
import type { App } from './app.ts'
import { whatNext } from './flows/show.ts'
import { sayTo } from './say.ts'
import { workingRules } from './working-hours.ts'

const minute = 60_000
const batch = 20
const leaseMs = 5 * minute
/** So long after its check the guide may still be trying to say it. */
const guideTriesMs = 60 * minute

/** `said`: the guide told it. `later`: it is about to. */
function byGuide(progress: Progress | null, now: Date): 'said' | 'later' | 'no' {
  if (!progress) return 'no'
  const { facts, toldAt, tellAt, finishedAt } = progress
  if (facts.check && !facts.check.stopped) return 'later'
  if (!facts.passed || facts.passed.endsSoon) return 'no'
  if (toldAt) return 'said'
  const tries = tellAt !== null || (finishedAt !== null && now.getTime() - finishedAt.getTime() < guideTriesMs)
  return tries ? 'later' : 'no'
}

async function thank(app: App, owed: Owed, now: Date): Promise<void> {
  const { db } = app
  const { personId } = owed
  const [person, progress, conversation, known, current] = await Promise.all([
    findPerson(db, personId),
    findProgress(db, personId),
    findConversation(db, personId),
    findRegistration(db, personId),
    currentFor(db, personId),
  ])
  const to = addressOf(conversation)
  const guide = byGuide(progress, now)
  if (!known?.done) return forgetThanks(db, owed)
  if (!person || person.left_at || person.excluded || !to || guide === 'said') return moveThanks(db, owed, null)
  if (guide === 'later') return moveThanks(db, owed, new Date(now.getTime() + 2 * minute))
  const say = sayTo(app, person)
  const allowedAt = nextSendingMoment(now, workingRules(person, say.timeZone, current))
  if (allowedAt > now) return moveThanks(db, owed, allowedAt)
  if (!(await beginThanks(db, owed, now))) return
  const { allowed } = await storedMethodsPolicy(db)
  const done = { flow: 'start', kinds: known.kinds, endsSoon: false, endsLater: false, ...whatNext(say, known.kinds, allowed) }
  const outcome = await app.messenger.send(to, { ...doneMessage(say, done), alert: true })
  if (outcome.kind === 'throttled' || outcome.kind === 'retry') await repeatThanks(db, personId, new Date(now.getTime() + minute))
}

export async function sweepThanks(app: App, now: Date): Promise<void> {
  for (const owed of await takeThanks(app.db, now, { limit: batch, leaseMs })) {
    await thank(app, owed, now).catch(error => app.log.error({ err: error, personId: owed.personId }, 'a thank-you failed'))
  }
}
