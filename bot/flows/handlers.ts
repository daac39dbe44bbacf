/** The buttons of the guide. Each is answered from the database alone; what needs the directory becomes a job that edits the card. */
import type { CardMessage } from '../../cards/card.ts'
import { earlierCard } from '../../cards/paused.ts'
import type { TextKey } from '../../cards/texts/translate.ts'
import { storedMethodsPolicy } from '../../services/methods-policy.ts'
import { findProgress, type Progress, setGuideCard } from '../../services/progress.ts'
import type { ActionHandlers, Answer, Turn } from '../answer.ts'
import { grow } from './advance.ts'
import type { GuideEvent } from './event.ts'
import { type FlowId, flowOf, stepOf } from './flow.ts'
import { guide } from './index.ts'
import { perform } from './perform.ts'
import { type Shown, showPlace } from './show.ts'

async function shownTo({ app, person, say, sender, now }: Turn): Promise<Shown> {
  const { allowed } = await storedMethodsPolicy(app.db)
  return { say, viewer: sender.teamsUserId, platform: person.platform, allowed, config: app.config, now }
}

async function cardOf(turn: Turn, progress: Progress, note?: TextKey): Promise<CardMessage> {
  return showPlace(progress, await shownTo(turn), note)
}

/** The card that shows where the person is, or nothing for somebody who has not begun. Changes nothing. */
export async function currentGuideCard(turn: Turn): Promise<CardMessage | null> {
  const progress = await findProgress(turn.app.db, turn.person.id)
  return progress ? cardOf(turn, grow(guide.flows, progress)) : null
}

/** The guide moves to a new message; the one before says so, because people scroll. */
function asNewMessage(turn: Turn, message: CardMessage, earlier: string | null): Answer {
  const { app, person, say, sender } = turn
  const sent = async (activityId: string) => {
    await setGuideCard(app.db, person.id, activityId)
    const to = { conversationId: sender.conversationId, serviceUrl: sender.serviceUrl }
    if (earlier) await app.messenger.update(to, earlier, earlierCard(say))
  }
  return { send: [{ message, sent }] }
}

/** Begins a flow (at a step of it), in a new message. Somebody in the middle of setting up who asks to begin keeps their place. */
export async function startFlow(turn: Turn, flowId: FlowId, step?: string): Promise<Answer> {
  const known = step !== undefined && stepOf(guide.flows[flowId], step) ? { step } : {}
  const performed = await perform(turn.app, turn.person, { kind: 'start', flow: flowId, ...known }, turn.now)
  if (!performed) throw new Error('A flow that was started has no place.')
  return asNewMessage(turn, await cardOf(turn, performed.progress, performed.kept ? 'guide.kept' : undefined), performed.earlier)
}

/** Goes on where the person was, in a new message; begins for somebody who has no place yet. */
export async function resumeFlow(turn: Turn): Promise<Answer> {
  const performed = await perform(turn.app, turn.person, { kind: 'resume' }, turn.now)
  const over = performed?.progress.view === 'finished' || performed?.progress.view === 'closed'
  if (!performed || over) return startFlow(turn, 'start')
  return asNewMessage(turn, await cardOf(turn, performed.progress), performed.earlier)
}

/** An older message with a card of the guide becomes the one that shows it, so that the person can go on there. */
async function adopt(turn: Turn, progress: Progress, activityId: string): Promise<Answer> {
  await setGuideCard(turn.app.db, turn.person.id, activityId)
  return { replace: await cardOf(turn, grow(guide.flows, progress), 'guide.moved_on') }
}

async function beginInPlace(turn: Turn, activityId: string | null, note?: TextKey): Promise<Answer> {
  const performed = await perform(turn.app, turn.person, { kind: 'start', flow: 'start' }, turn.now)
  if (!performed) throw new Error('A flow that was started has no place.')
  if (activityId) await setGuideCard(turn.app.db, turn.person.id, activityId)
  return { replace: await cardOf(turn, performed.progress, note) }
}

async function press(turn: Turn, event: GuideEvent, activityId: string | null): Promise<Answer> {
  const progress = await findProgress(turn.app.db, turn.person.id)
  const aboutAPlace = 'at' in event
  if (!progress) return beginInPlace(turn, activityId, aboutAPlace ? 'guide.moved_on' : undefined)
  const elsewhere = activityId !== null && progress.activityId !== null && activityId !== progress.activityId
  if (elsewhere && aboutAPlace) return adopt(turn, progress, activityId)
  const performed = await perform(turn.app, turn.person, event, turn.now)
  if (!performed) return beginInPlace(turn, activityId)
  if (elsewhere) await setGuideCard(turn.app.db, turn.person.id, activityId)
  return { replace: await cardOf(turn, performed.progress, performed.grown ? 'guide.moved_on' : undefined) }
}

export const guideActions: ActionHandlers = {
  'guide.start': async (turn, { flow }) => ({
    ...(await startFlow(turn, flowOf(guide.flows, flow)?.id ?? 'start')),
    tell: turn.say('guide.below'),
  }),
  'guide.choose': (turn, { choice, ...at }, activityId) => press(turn, { kind: 'choose', at, choice }, activityId),
  'guide.next': (turn, at, activityId) => press(turn, { kind: 'next', at }, activityId),
  'guide.back': (turn, at, activityId) => press(turn, { kind: 'back', at }, activityId),
  'guide.pause': (turn, at, activityId) => press(turn, { kind: 'pause', at }, activityId),
  'guide.trouble': (turn, at, activityId) => press(turn, { kind: 'trouble', at }, activityId),
  'guide.reason': (turn, { reason, ...at }, activityId) => press(turn, { kind: 'reason', at, reason }, activityId),
  'guide.fixed': (turn, at, activityId) => press(turn, { kind: 'fixed', at }, activityId),
  'guide.look': (turn, _nothing, activityId) => press(turn, { kind: 'look' }, activityId),
  'guide.resume': (turn, _nothing, activityId) => press(turn, { kind: 'resume' }, activityId),
  'guide.refresh': async turn => {
    const card = await currentGuideCard(turn)
    return card ? { replace: card } : { tell: turn.say('guide.not_begun') }
  },
}
