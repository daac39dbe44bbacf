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
  const author = verdict === 'approved' || verdict === 'declined' || verdict === 'late' ? [asked.authorId] : []
  await expectCards(app.db, subject, asked.asked_at, [...approvers, ...author])
}

async function drawFor(app: App, { subject, approvable, asked }: Matter, card: RequestCard, say: Say): Promise<CardMessage> {
  const approval = await approvalOf(app, { approvable, asked }, { ...subject, askedAt: card.askedAt }, { say, now: app.clock.now() })
  if (card.personId !== asked.authorId) return approvalCard(say, approval)
  return approvalAnswerCard(say, approval, approvable.change(say, subject.id, asked))
}

const isToBeRepeated = ({ kind }: SendOutcome) => kind === 'throttled' || kind === 'retry'

/**
 * One card, brought to what is true now. Whoever never got a question hears nothing of its end; the author hears each answer in a message
 * of its own, and not what they did themselves.
 */
async function bring(app: App, matter: Matter, card: RequestCard): Promise<void> {
  const { asked, subject } = matter
  const verdict = verdictOf(asked, card.askedAt)
  const isAuthor = card.personId === asked.authorId
  const isUnneeded = isAuthor ? verdict === 'withdrawn' : !card.activityId && verdict !== 'asked'
  if (card.shown === verdict || isUnneeded) return
  const person = await findPerson(app.db, card.personId)
  const to = person ? await chatWith(app, person.id) : null
  if (!person || !to) return
  const message = await drawFor(app, matter, card, sayTo(app, person))
  const outcome =
    card.activityId && !isAuthor
      ? await app.messenger.update(to, card.activityId, message)
      : await app.messenger.send(to, { ...message, alert: true })
  if (isToBeRepeated(outcome)) throw new Error(`The card of a question must be sent again: ${outcome.kind}`)
  if (outcome.kind === 'delivered') await cardShown(app.db, subject, { ...card, activityId: outcome.activityId, shown: verdict })
}

/** When the question has reached no colleague, its author hears it, once. */
async function admitFailure(app: App, matter: Matter): Promise<void> {
  const { asked, subject } = matter
  if (!asked.asked_at || verdictOf(asked, asked.asked_at) !== 'asked') return
  const ofThis = (cards: RequestCard[]) => cards.filter(card => card.askedAt.getTime() === asked.asked_at?.getTime())
  if (ofThis(await requestCards(app.db, subject)).some(card => card.activityId)) return
  await expectCards(app.db, subject, asked.asked_at, [asked.authorId])
  for (const card of ofThis(await requestCards(app.db, subject))) if (card.personId === asked.authorId) await bring(app, matter, card)
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
      await admitFailure(app, matter)
    },
  }
}
