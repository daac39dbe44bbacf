/** Sends the one new message that tells a person that the check passed. */

import { doneMessage } from '../../cards/done.ts'
import { addressOf, findConversation, unreachable } from '../../services/conversations.ts'
import type { Task } from '../../services/jobs.ts'
import { storedMethodsPolicy } from '../../services/methods-policy.ts'
import { findPerson } from '../../services/people.ts'
import type { SendOutcome } from '../../services/ports.ts'
import { claimTelling, endTelling, findProgress } from '../../services/progress.ts'
import { phoneMayEndLater } from '../../services/registrations.ts'
import type { App } from '../app.ts'
import { whatNext } from '../flows/show.ts'
import { sayTo } from '../say.ts'

async function send(app: App, personId: string): Promise<SendOutcome | null> {
  const [person, progress, conversation] = [
    await findPerson(app.db, personId),
    await findProgress(app.db, personId),
    await findConversation(app.db, personId),
  ]
  const to = addressOf(conversation)
  const passed = progress?.facts.passed
  if (!person || !passed || !to) return null
  const { allowed } = await storedMethodsPolicy(app.db)
  const say = sayTo(app, person)
  const done = { ...passed, endsLater: phoneMayEndLater(person), ...whatNext(say, passed.kinds, allowed) }
  return app.messenger.send(to, { ...doneMessage(say, done), alert: true })
}

/** Somebody who cannot be reached is not told, and `conversations` learns why. What may still succeed is thrown, so the queue repeats it. */
async function record(app: App, personId: string, outcome: SendOutcome | null): Promise<void> {
  const now = app.clock.now()
  const out = outcome?.kind === 'delivered' || outcome?.kind === 'uncertain'
  await endTelling(app.db, personId, out ? now : null)
  if (!outcome || out) return
  app.log.warn(
    { personId, outcome: outcome.kind, code: 'code' in outcome ? outcome.code : null },
    'a person could not be told that they are done',
  )
  switch (outcome.kind) {
    case 'blocked':
    case 'policy_blocked':
    case 'not_installed':
      return unreachable(app.db, personId, outcome.kind, now)
    case 'conversation_gone':
      return unreachable(app.db, personId, 'gone', now)
    case 'throttled':
    case 'retry':
      throw new Error(`The message "you are done" must be sent again: ${outcome.kind}`)
    default:
  }
}

export function tellDone(app: App): Task {
  return {
    kind: 'tell-done',
    async run({ personId }) {
      const claim = await claimTelling(app.db, personId, app.clock.now())
      if (claim === 'told') return
      if (claim === 'busy') throw new Error('Another process is sending the message "you are done".')
      await record(app, personId, await send(app, personId))
    },
  }
}
