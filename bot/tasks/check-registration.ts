/** Asks the directory about one person, tells the guide, and edits the card that waits for it. */
import { addressOf, findConversation } from '../../services/conversations.ts'
import type { Task } from '../../services/jobs.ts'
import { checkLive } from '../../services/live-check.ts'
import { storedMethodsPolicy } from '../../services/methods-policy.ts'
import { findPerson, type Person } from '../../services/people.ts'
import { findProgress, type Progress, setGuideCard } from '../../services/progress.ts'
import { findRegistration, phoneMayEndLater } from '../../services/registrations.ts'
import type { App } from '../app.ts'
import type { Looked } from '../flows/event.ts'
import { perform } from '../flows/perform.ts'
import { type Shown, showPlace } from '../flows/show.ts'
import { sayTo } from '../say.ts'

/** A directory that fails is one that cannot answer now: the person is told that, and the next look is planned. */
async function lookLive(app: App, personId: string, now: Date): Promise<Looked> {
  try {
    const answers = await checkLive(app, [personId], now)
    const answer = answers.get(personId)
    if (!answer) return { kind: 'unavailable', retryAfterMs: null }
    return answer.kind === 'known' ? { kind: 'known', ...answer.verdict } : answer
  } catch (error) {
    app.log.warn({ err: error, personId }, 'the directory could not be asked')
    return { kind: 'unavailable', retryAfterMs: null }
  }
}

/** Shows the new state. A next step that comes minutes later is a new message, because nobody is notified of an edit. */
async function showState(app: App, person: Person, progress: Progress, asNews: boolean): Promise<void> {
  const conversation = await findConversation(app.db, person.id)
  const to = addressOf(conversation)
  if (!to) return
  const { allowed } = await storedMethodsPolicy(app.db)
  const registration = (await findRegistration(app.db, person.id)) ?? null
  const { config } = app
  const viewer = conversation?.teams_user_id ?? null
  const { platform } = person
  const about = { allowed, registration, config, endsLater: phoneMayEndLater(person), now: app.clock.now() }
  const shown: Shown = { say: sayTo(app, person), viewer, platform, ...about }
  const message = showPlace(progress, shown)
  const outcome =
    asNews || !progress.activityId
      ? await app.messenger.send(to, { ...message, alert: true })
      : await app.messenger.update(to, progress.activityId, message)
  if (outcome.kind === 'delivered') {
    if (asNews || !progress.activityId) await setGuideCard(app.db, person.id, outcome.activityId)
    return
  }
  app.log.warn({ personId: person.id, outcome: outcome.kind, code: outcome.code }, 'the card of the guide could not be shown')
}

const minute = 60_000

/** In the first minute the card says "I am checking", whatever the looks find as long as that is nothing. */
const unchanged = (before: Progress, after: Progress) => !before.facts.check?.result && after.facts.check?.result === 'not_yet'

async function check(app: App, person: Person, before: Progress): Promise<void> {
  const looked = await lookLive(app, person.id, app.clock.now())
  const now = app.clock.now()
  const performed = await perform({ app, person, now }, { kind: before.facts.check ? 'looked' : 'baseline', looked })
  const after = performed?.progress
  if (!after || !before.facts.check) return
  const elsewhere = before.view !== 'checking'
  const nextStep = performed.moved && after.view === 'step'
  if (elsewhere && !performed.moved) return
  const waited = now.getTime() - (before.checkStartedAt?.getTime() ?? 0)
  if (unchanged(before, after) && waited < minute) return
  await showState(app, person, after, nextStep && waited >= minute)
}

export function checkRegistration(app: App): Task {
  return {
    kind: 'check-registration',
    async run({ personId }) {
      const [person, progress] = [await findPerson(app.db, personId), await findProgress(app.db, personId)]
      const wanted = progress?.facts.check || (progress?.facts.before && !progress.facts.before.live)
      if (person && progress && wanted) await check(app, person, progress)
      else await lookLive(app, personId, app.clock.now())
    },
  }
}
