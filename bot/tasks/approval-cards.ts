/** Brings every card about a question to what is true now: asks those who may approve, and tells the author how it was answered. */
import { approvalAnswerCard, approvalCard } from '../../cards/approval.ts'
import type { CardMessage } from '../../cards/card.ts'
import type { Say } from '../../cards/texts/translate.ts'
import { approversOf, cardShown, expectCards, type RequestCard, requestCards, type Subject, verdictOf } from '../../services/approvals.ts'
import type { Task } from '../../services/jobs.ts'
import { findPerson } from '../../services/people.ts'
import type { SendOutcome } from '../../services/ports.ts'
import type { App } from '../app.ts'
import type { Approvable, Asked } from '../approvals/approvable.ts'
import { approvalOf } from '../approvals/card.ts'
import { approvables } from '../approvals/kinds.ts'
import { chatWith } from '../reach.ts'
import { sayTo } from '../say.ts'

interface Matter {
  subject: Subject
  approvable: Approvable
  asked: Asked
}

/** Who has to have a card now. */
async function expect(app: App, { subject, asked }: Matter): Promise<void> {
  if (!asked.asked_at) return
  const verdict = verdictOf(asked, asked.asked_at)
  const approvers = verdict === 'asked' ? await approversOf(app.db, app.config.ADMIN_GROUP_ID, asked) : []
  const author = verdict === 'approved' || verdict === 'declined' ? [asked.authorId] : []
  await expectCards(app.db, subject, asked.asked_at, [...approvers, ...author])
}

async function drawFor(app: App, { subject, approvable, asked }: Matter, card: RequestCard, say: Say): Promise<CardMessage> {
  const approval = await approvalOf(app, { approvable, asked }, { ...subject, askedAt: card.askedAt }, { say, now: app.clock.now() })
  if (card.personId !== asked.authorId) return approvalCard(say, approval)
  return approvalAnswerCard(say, approval, approvable.change(say, subject.id))
}

const isToBeRepeated = ({ kind }: SendOutcome) => kind === 'throttled' || kind === 'retry'

/** One card, brought to what is true now. Whoever never got a question hears nothing of its end. */
async function bring(app: App, matter: Matter, card: RequestCard): Promise<void> {
  const { asked, subject } = matter
  const verdict = verdictOf(asked, card.askedAt)
  const isLate = !card.activityId && verdict !== 'asked' && card.personId !== asked.authorId
  if (card.shown === verdict || isLate) return
  const person = await findPerson(app.db, card.personId)
  const to = person ? await chatWith(app, person.id) : null
  if (!person || !to) return
  const message = await drawFor(app, matter, card, sayTo(app, person))
  const outcome = card.activityId
    ? await app.messenger.update(to, card.activityId, message)
    : await app.messenger.send(to, { ...message, alert: true })
  if (isToBeRepeated(outcome)) throw new Error(`The card of a question must be sent again: ${outcome.kind}`)
  if (outcome.kind === 'delivered') await cardShown(app.db, subject, { ...card, activityId: outcome.activityId, shown: verdict })
}

export function approvalCards(app: App): Task {
  return {
    kind: 'approval-cards',
    async run(subject) {
      const approvable = approvables[subject.kind]
      const asked = await approvable.find(app, subject.id)
      if (!asked) return
      const matter = { subject, approvable, asked }
      await expect(app, matter)
      for (const card of await requestCards(app.db, subject)) await bring(app, matter, card)
    },
  }
}
