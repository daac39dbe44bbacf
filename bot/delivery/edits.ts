/**
 * Brings messages that were delivered up to date, in place: the reminders of an announcement together with the first. Those of an
 * announcement that was taken back are deleted, where that was asked for.
 */
import { addressOf } from '../../services/conversations.ts'
import type { Delivery } from '../../services/deliveries.ts'
import type { Person } from '../../services/people.ts'
import type { Address, SendOutcome } from '../../services/ports.ts'
import { once } from '../../services/slots.ts'
import { threadOf } from '../../services/threads.ts'
import { ask, type Batch, type Courier, keepReach, undrawable } from './courier.ts'
import { afterEditing } from './decide.ts'
import { drawn } from './draw.ts'
import { gather, type Work } from './gather.ts'

interface Edit {
  work: Work
  person: Person
  to: Address
  activityId: string
}

/** Messages of one row that are kept up to date: the first, and the newest reminders. Teams takes no more of one chat in a second. */
const mostReminders = 5

const isToDelete = ({ announcement }: Work) => announcement.withdrawn_at !== null && announcement.withdrawn_how === 'delete'

function editsOf(work: Work): Edit[] {
  const { row, person } = work
  const to = addressOf(work.conversation)
  if (!to || !person) return []
  return [row.activity_id, ...row.reminders.slice(-mostReminders)]
    .filter(id => id !== null)
    .map(activityId => ({ work, person, to, activityId }))
}

async function change({ app, connector }: Courier, { work, to, activityId, person }: Edit): Promise<SendOutcome> {
  if (isToDelete(work)) {
    const outcome = await ask(app, () => connector.remove(to, activityId))
    return outcome.kind === 'message_gone' ? { kind: 'delivered', activityId } : outcome
  }
  const message = drawn(app, work, person)
  return message ? ask(app, () => connector.update(to, activityId, message)) : undrawable
}

async function editOne(courier: Courier, edit: Edit): Promise<SendOutcome> {
  const outcome = await change(courier, edit)
  if (outcome.kind === 'throttled') await keepReach(courier, outcome, edit.person.id)
  return outcome
}

/** Rows of `claimEdits`, ready to be edited. */
export async function prepareEdits(courier: Courier, rows: Delivery[]): Promise<Batch> {
  const works = await gather(courier.app, rows, courier.app.clock.now())
  return () => editAll(courier, works)
}

async function editAll(courier: Courier, works: Work[]): Promise<void> {
  const { app, connector, slots, out } = courier
  const edits = works.flatMap(editsOf)
  const asked = new Map<Edit, Promise<SendOutcome>>()
  for await (const { index, answered } of slots.take(edits.map(edit => threadOf(edit.to.conversationId)))) {
    const edit = edits[index]
    if (edit) asked.set(edit, editOne({ ...courier, connector: once(connector, answered) }, edit).finally(answered))
  }
  for (const work of works) {
    const own = edits.filter(edit => edit.work === work).map(edit => asked.get(edit))
    out.add(
      Promise.all(own).then(outcomes => recordEdit(courier, work, outcomes)),
      error => app.log.error({ err: error }, 'a delivery failed'),
    )
  }
}

const notAskedMs = 1_000

/** A message of which nothing is known was not asked for: its row goes back as it was. */
async function recordEdit({ app, recorder }: Courier, work: Work, outcomes: (SendOutcome | undefined)[]): Promise<void> {
  const { row } = work
  const now = app.clock.now()
  if (outcomes.includes(undefined)) {
    const notBefore = new Date(now.getTime() + notAskedMs)
    return recorder.keep(row, { state: 'delivered', reason: row.reason, errorCode: row.error_code, notBefore })
  }
  const worst = outcomes.find(outcome => outcome?.kind !== 'delivered') ??
    outcomes[0] ?? { kind: 'conversation_gone', code: 'no conversation' }
  const recorded = afterEditing(row, worst, { now, jitter: Math.random() })
  await recorder.keep(row, { ...recorded, withdrawn: worst.kind === 'delivered' && work.announcement.withdrawn_at !== null })
}
