/** Brings messages that were delivered up to date, in place: the reminders of an announcement together with the first. */
import { addressOf } from '../../services/conversations.ts'
import { type Delivery, record } from '../../services/deliveries.ts'
import type { Person } from '../../services/people.ts'
import type { Address, SendOutcome } from '../../services/ports.ts'
import type { App } from '../app.ts'
import { ask, type Batch, type Courier, drawn, gather, keepOut, keepReach, undrawable, type Work } from './courier.ts'
import { afterEditing } from './decide.ts'

interface Edit {
  work: Work
  person: Person
  to: Address
  activityId: string
}

function editsOf(work: Work): Edit[] {
  const { row, person } = work
  const to = addressOf(work.conversation)
  if (!to || !person) return []
  return [row.activity_id, ...row.reminders].filter(id => id !== null).map(activityId => ({ work, person, to, activityId }))
}

async function editOne(courier: Courier, edit: Edit): Promise<SendOutcome> {
  const { app, connector } = courier
  const message = drawn(app, edit.work, edit.person)
  const outcome = message ? await ask(app, () => connector.update(edit.to, edit.activityId, message)) : undrawable
  if (outcome.kind === 'throttled') await keepReach(courier, outcome, edit.person.id)
  return outcome
}

/** Rows of `claimEdits`, ready to be edited. */
export async function edited(courier: Courier, rows: Delivery[]): Promise<Batch> {
  const works = await gather(courier.app, rows)
  return () => editAll(courier, works)
}

async function editAll(courier: Courier, works: Work[]): Promise<void> {
  const { app, slots } = courier
  const edits = works.flatMap(editsOf)
  const asked: Promise<SendOutcome>[] = []
  for await (const index of slots.take(edits.length)) {
    const edit = edits[index]
    if (edit) asked.push(editOne(courier, edit))
  }
  for (const work of works) {
    const own = edits.flatMap((edit, index) => (edit.work === work ? [asked[index]] : []))
    keepOut(
      courier,
      Promise.all(own).then(outcomes => recordEdit(app, work.row, outcomes)),
    )
  }
}

/** A message of which nothing is known was not asked for: its row goes back as it was. */
async function recordEdit(app: App, row: Delivery, outcomes: (SendOutcome | undefined)[]): Promise<void> {
  const now = app.clock.now()
  if (outcomes.includes(undefined)) return void (await record(app.db, row, { state: 'delivered', reason: row.reason, notBefore: now }, now))
  const worst = outcomes.find(outcome => outcome?.kind !== 'delivered') ??
    outcomes[0] ?? { kind: 'conversation_gone', code: 'no conversation' }
  await record(app.db, row, afterEditing(row, worst, { now, jitter: Math.random() }), now)
}
