/** Another admin answers: the first one wins, and never the author. */
import { approvalCard } from '../../cards/approval.ts'
import { languageOf } from '../../cards/texts/translate.ts'
import { type Answered, approve, type Decision, decline, type Subject } from '../../services/approvals.ts'
import { record } from '../../services/audit.ts'
import { outsideLimit } from '../../services/author-limits.ts'
import { type Tx, transaction } from '../../services/db/database.ts'
import type { ActionHandlers, Answer, Turn } from '../answer.ts'
import type { Approvable, Asked } from './approvable.ts'
import { approvalOf } from './card.ts'
import { approvables } from './kinds.ts'

interface Question extends Subject {
  askedAt: Date
}
type Act = (tx: Tx, decision: Decision) => Promise<Answered>
interface Found {
  approvable: Approvable
  asked: Asked
}

const questionOf = ({ kind, id, askedAt }: { kind: Subject['kind']; id: string; askedAt: number }): Question => ({
  kind,
  id,
  askedAt: new Date(askedAt),
})

async function find(turn: Turn, { kind, id }: Subject): Promise<Found | null> {
  const approvable = approvables[kind]
  const asked = await approvable.find(turn.app, id)
  return asked ? { approvable, asked } : null
}

/** The card as it stands now, whoever decided. */
async function cardNow(turn: Turn, question: Question): Promise<Answer> {
  const found = await find(turn, question)
  if (!found) return { tell: turn.say('approval.gone') }
  return { replace: approvalCard(turn.say, await approvalOf(turn.app, found, question, turn)) }
}

/** Everything that a decision changes commits together: the row, what it sets going, the cards of the others, the audit. */
function settle(turn: Turn, question: Question, act: { as: 'approved' | 'declined'; run: Act }): Promise<Answered> {
  const { app, now, person } = turn
  const { kind, id, askedAt } = question
  return transaction(app.db, async tx => {
    const answered = await act.run(tx, { subject: { kind, id }, askedAt, by: person.id, now })
    if (answered !== 'done') return answered
    await app.jobs.enqueue(tx, 'approval-cards', { kind, id })
    await record(tx, { at: now, actorId: person.id, action: `${kind}.${act.as}`, subject: `${kind}:${id}` })
    return answered
  })
}

async function afterwards(turn: Turn, question: Question, answered: Answered): Promise<Answer> {
  const { app, now, person, say } = turn
  const subject = `${question.kind}:${question.id}`
  if (answered === 'own') {
    await transaction(app.db, tx => record(tx, { at: now, actorId: person.id, action: 'refused', subject, details: { why: 'own' } }))
    return { tell: say('approval.own') }
  }
  return answered === 'late' ? { tell: say('approval.late') } : cardNow(turn, question)
}

async function approveIt(turn: Turn, question: Question): Promise<Answer> {
  const { app, now, person, say } = turn
  const found = await find(turn, question)
  if (!found) return { tell: say('approval.gone') }
  if ((await outsideLimit(app.db, person.id, found.asked.audience)) > 0) return { tell: say('approval.outside') }
  const goOn = (tx: Tx) => found.approvable.goOn(app, tx, { id: question.id, now, by: person.id })
  const answered = await settle(turn, question, { as: 'approved', run: (tx, decision) => approve(tx, decision, () => goOn(tx)) })
  return afterwards(turn, question, answered)
}

async function declineIt(turn: Turn, question: Question, reason: string): Promise<Answer> {
  const note = reason.trim()
  if (!note) return { tell: turn.say('approval.reason_needed') }
  const answered = await settle(turn, question, { as: 'declined', run: (tx, decision) => decline(tx, decision, note) })
  return afterwards(turn, question, answered)
}

export const approvalActions: ActionHandlers = {
  'approval.approve': (turn, data) => approveIt(turn, questionOf(data)),
  'approval.decline': (turn, data) => declineIt(turn, questionOf(data), data.reason),
  'approval.sample': async (turn, data) => {
    const found = await find(turn, data)
    if (!found) return { tell: turn.say('approval.gone') }
    const samples = await found.approvable.sample(turn, data.id, languageOf(data.language) ?? turn.say.language)
    return { tell: turn.say('approval.sample_below'), send: samples.map(message => ({ message })) }
  },
}
