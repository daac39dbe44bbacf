/** The buttons of the guide. Each is answered from the database alone; what needs the directory becomes a job that edits the card. */
import type { CardMessage } from '../../cards/card.ts'
import { earlierCard } from '../../cards/paused.ts'
import type { TextKey } from '../../cards/texts/translate.ts'
import type { MethodKind } from '../../services/ports.ts'
import { findGuided, type Guided, type Progress, setGuideCard } from '../../services/progress.ts'
import { countQuestion } from '../../services/questions.ts'
import { phoneMayEndLater } from '../../services/registrations.ts'
import type { TopicId } from '../../services/topics.ts'
import type { UrgentReport } from '../../services/urgent-reports.ts'
import type { ActionHandlers, Answer, Turn } from '../answer.ts'
import { openHelp, urgentCase } from '../cases/employee.ts'
import { leadOf } from '../coach/topics.ts'
import { grow } from './advance.ts'
import type { At, GuideEvent } from './event.ts'
import { type FlowId, flowOf, type Helps, stepOf } from './flow.ts'
import { guide } from './index.ts'
import { type Performed, perform } from './perform.ts'
import { fitting } from './rescue.ts'
import { type Shown, showPlace } from './show.ts'

/** The buttons that may lead to a situation. */
type Leading = Extract<GuideEvent, { kind: 'choose' | 'next' }>

interface Placed {
  progress: Progress
  /** Methods that the policy allows. */
  allowed: readonly MethodKind[]
  registration: Guided['registration']
}

function cardOf({ app, person, say, sender, now }: Turn, { progress, allowed, registration }: Placed, note?: TextKey): CardMessage {
  const { config } = app
  const endsLater = phoneMayEndLater(person)
  const shown: Shown = { say, viewer: sender.teamsUserId, platform: person.platform, allowed, registration, config, endsLater, now }
  return showPlace(progress, shown, note)
}

const placed = (progress: Progress, { policy, registration }: Guided): Placed => ({
  progress: grow(guide.flows, progress),
  allowed: policy.allowed,
  registration,
})

/** The card that shows where the person is, or nothing for somebody who has not begun. Changes nothing. */
export async function currentGuideCard(turn: Turn): Promise<CardMessage | null> {
  const guided = await findGuided(turn.app.db, turn.person.id)
  return guided.stored ? cardOf(turn, placed(guided.stored.progress, guided)) : null
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
  const flow = step === undefined ? await fitting(turn, flowId) : flowId
  const performed = await perform(turn, { kind: 'start', flow, ...known })
  if (!performed) throw new Error('A flow that was started has no place.')
  const note = flow === flowId ? performed.kept && 'guide.kept' : 'guide.way_in'
  return asNewMessage(turn, cardOf(turn, performed, note || undefined), performed.earlier)
}

/** Goes on where the person was, in a new message; begins for somebody who has no place yet. */
export async function resumeFlow(turn: Turn): Promise<Answer> {
  const performed = await perform(turn, { kind: 'resume' })
  const over = performed?.progress.view === 'finished' || performed?.progress.view === 'closed'
  if (!performed || over) return startFlow(turn, 'start')
  return asNewMessage(turn, cardOf(turn, performed), performed.earlier)
}

/** An older message with a card of the guide becomes the one that shows it, so that the person can go on there. */
async function adopt(turn: Turn, place: Placed, activityId: string): Promise<Answer> {
  await setGuideCard(turn.app.db, turn.person.id, activityId)
  return { replace: cardOf(turn, place, 'guide.moved_on') }
}

async function beginInPlace(turn: Turn, activityId: string | null, note?: TextKey): Promise<Answer> {
  const flow = await fitting(turn, 'start')
  const performed = await perform(turn, { kind: 'start', flow })
  if (!performed) throw new Error('A flow that was started has no place.')
  if (activityId) await setGuideCard(turn.app.db, turn.person.id, activityId)
  return { replace: cardOf(turn, performed, flow === 'start' ? note : 'guide.way_in') }
}

/** `besides`: what follows from it apart from the card. */
async function press(
  turn: Turn,
  event: GuideEvent,
  activityId: string | null,
  besides?: (performed: Performed) => Promise<Answer>,
): Promise<Answer> {
  const guided = await findGuided(turn.app.db, turn.person.id)
  const progress = guided.stored?.progress
  const aboutAPlace = 'at' in event
  if (!progress) return beginInPlace(turn, activityId, aboutAPlace ? 'guide.moved_on' : undefined)
  const elsewhere = activityId !== null && progress.activityId !== null && activityId !== progress.activityId
  if (elsewhere && aboutAPlace) return adopt(turn, placed(progress, guided), activityId)
  const performed = await perform(turn, event, guided)
  if (!performed) return beginInPlace(turn, activityId)
  if (elsewhere) await setGuideCard(turn.app.db, turn.person.id, activityId)
  return { replace: cardOf(turn, performed, performed.grown ? 'guide.moved_on' : undefined), ...(await besides?.(performed)) }
}

/** "Did this help?" is counted; whoever nothing helped gets the helpdesk's form below. */
async function judged(turn: Turn, { topic }: Helps, { progress, moved }: Performed): Promise<Answer> {
  if (!moved) return {}
  const { app, say, now } = turn
  const outcome = progress.view === 'closed' ? 'helped' : 'not_helped'
  await countQuestion(app.db, { topic, language: say.language, outcome, now, timeZone: app.config.DEFAULT_TIME_ZONE })
  return progress.view === 'handed' ? openHelp(turn, topic) : {}
}

function judge(turn: Turn, { at, helped }: { at: At; helped: boolean }, activityId: string | null): Promise<Answer> {
  const flow = flowOf(guide.flows, at.flow)
  const step = flow && stepOf(flow, at.step)
  const helps = step?.kind === 'answer' ? step.helps : undefined
  return press(turn, { kind: 'helped', at, helped }, activityId, helps && (performed => judged(turn, helps, performed)))
}

/** The situation that a button leads to, where it leads to one. */
function topicOf({ at, ...event }: Leading): TopicId | null {
  const flow = flowOf(guide.flows, at.flow)
  const step = flow && stepOf(flow, at.step)
  const to = step?.kind === 'answer' && event.kind === 'next' ? step.to : undefined
  const chosen = step?.kind === 'choice' && event.kind === 'choose' ? step.choices[event.choice]?.to : undefined
  const target = to ?? chosen
  return typeof target === 'object' && 'topic' in target ? target.topic : null
}

/** What the button that was chosen reports. */
function reportOf(event: Leading): UrgentReport | undefined {
  const flow = flowOf(guide.flows, event.at.flow)
  const step = flow && stepOf(flow, event.at.step)
  const to = step?.kind === 'choice' && event.kind === 'choose' ? step.choices[event.choice]?.to : undefined
  const there = flow && typeof to === 'object' && 'step' in to && !('flow' in to) ? stepOf(flow, to.step ?? '') : undefined
  return there?.kind === 'answer' ? there.reports : undefined
}

/** The case comes first: also where the card was an older one, or the place cannot be kept. */
async function reporting(turn: Turn, report: UrgentReport, goOn: () => Promise<Answer>): Promise<Answer> {
  const shown = await urgentCase(turn, report)
  const answer = await goOn()
  return { ...answer, send: [...(answer.send ?? []), shown] }
}

/** A situation leads to a place in the guide, or to an answer of its own below; then the card stays as it is. */
async function goOn(turn: Turn, event: Leading, activityId: string | null): Promise<Answer> {
  const topic = topicOf(event)
  const led = topic && (await leadOf(turn, topic))
  if (typeof led === 'function') return { tell: turn.say('guide.below'), ...(await led(turn, '')) }
  const report = reportOf(event)
  const move = () => press(turn, led ? { ...event, led } : event, activityId)
  return report ? reporting(turn, report, move) : move()
}

export const guideActions: ActionHandlers = {
  'guide.helped': (turn, { helped, ...at }, activityId) => judge(turn, { at, helped: helped === 'yes' }, activityId),
  'guide.start': async (turn, { flow }) => ({
    ...(await startFlow(turn, flowOf(guide.flows, flow)?.id ?? 'start')),
    tell: turn.say('guide.below'),
  }),
  'guide.choose': (turn, { choice, ...at }, activityId) => goOn(turn, { kind: 'choose', at, choice }, activityId),
  'guide.next': (turn, at, activityId) => goOn(turn, { kind: 'next', at }, activityId),
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
