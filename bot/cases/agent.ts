/** What helpdesk agents do with the card of a case in their channel. Who may is checked before any of this runs. */
import type { Payload } from '../../cards/actions.ts'
import { type ChannelCase, caseCard } from '../../cards/case.ts'
import type { Say } from '../../cards/texts/translate.ts'
import { answerCase, claimCase, releaseCase, reopenCase, resolveCase, type StepOutcome } from '../../services/case-steps.ts'
import { type Case, findCase } from '../../services/cases.ts'
import type { ActionHandlers, Answer, SecretHandlers, Turn } from '../answer.ts'
import { sayToChannel } from '../say.ts'
import { hoursOf, loadView } from './view.ts'

type Extra = Pick<ChannelCase, 'notice' | 'draft'>

async function show(
  turn: Turn,
  row: Case,
  notice: (say: Say, view: ChannelCase['view']) => string | undefined,
  draft?: string,
): Promise<Answer> {
  const say = sayToChannel(turn.app)
  const view = await loadView(turn.app.db, row, say)
  const extra: Extra = { notice: notice(say, view), draft }
  return { replace: caseCard(say, { view, now: turn.now, ...extra }) }
}

/** What the agent learns when a press came too late. Taking what one already has is no mistake. */
function noticeOf(outcome: Exclude<StepOutcome, { kind: 'unknown' }>, turn: Turn, written: string) {
  const draft = written ? 'yes' : 'no'
  return (say: Say, view: ChannelCase['view']): string | undefined => {
    const { kind, case: row } = outcome
    if (kind === 'done' || (kind === 'taken' && row.agent_id === turn.person.id)) return undefined
    if (kind === 'taken') return say('case.notice.taken', { agent: view.agentName ?? '', at: say.time(row.claimed_at ?? turn.now), draft })
    return say(`case.notice.${kind}`, { id: row.id, draft })
  }
}

/** `written`: what stands in the answer field and was not sent by this press; it stays there. */
async function showOutcome(turn: Turn, outcome: StepOutcome, written: string): Promise<Answer> {
  if (outcome.kind === 'unknown') return { tell: turn.say('case.gone') }
  return show(turn, outcome.case, noticeOf(outcome, turn, written), written || undefined)
}

const by = (turn: Turn, caseId: number) => ({ caseId, actorId: turn.person.id, now: turn.now })

async function refuse(turn: Turn, caseId: number, why: 'secret' | 'empty'): Promise<Answer> {
  const row = await findCase(turn.app.db, caseId)
  return row ? show(turn, row, say => say(`case.notice.${why}`)) : { tell: turn.say('case.gone') }
}

async function answer(turn: Turn, { caseId, revision, answer: typed }: Payload<'case.answer'>): Promise<Answer> {
  const text = typed.trim()
  if (!text) return refuse(turn, caseId, 'empty')
  const outcome = await answerCase(turn.app, { ...by(turn, caseId), revision }, text)
  return showOutcome(turn, outcome, outcome.kind === 'done' ? '' : text)
}

/** Words in the field are the last ones of the desk: the person gets them with the news that the case is closed. */
async function resolve(turn: Turn, { caseId, revision, answer: typed }: Payload<'case.resolve'>): Promise<Answer> {
  const words = typed.trim()
  const outcome = await resolveCase(turn.app, { ...by(turn, caseId), revision }, words)
  return showOutcome(turn, outcome, outcome.kind === 'done' ? '' : words)
}

export const caseActions: ActionHandlers = {
  'case.claim': async (turn, { caseId, answer }) => showOutcome(turn, await claimCase(turn.app, by(turn, caseId)), answer),
  'case.release': async (turn, { caseId, revision, answer }) =>
    showOutcome(turn, await releaseCase(turn.app, { ...by(turn, caseId), revision }), answer),
  'case.answer': answer,
  'case.resolve': resolve,
  'case.reopen': async (turn, { caseId, revision }) =>
    showOutcome(turn, await reopenCase(turn.app, { ...by(turn, caseId), revision, hours: hoursOf(turn.app) }), ''),
  'case.refresh': async (turn, { caseId }) => {
    const row = await findCase(turn.app.db, caseId)
    return row ? show(turn, row, () => undefined) : { tell: turn.say('case.gone') }
  },
}

/** Nothing happens to the case: what the agent wanted with those words is not clear without them. */
export const caseSecrets: SecretHandlers = {
  'case.claim': (turn, { caseId }) => refuse(turn, caseId, 'secret'),
  'case.release': (turn, { caseId }) => refuse(turn, caseId, 'secret'),
  'case.answer': (turn, { caseId }) => refuse(turn, caseId, 'secret'),
  'case.resolve': (turn, { caseId }) => refuse(turn, caseId, 'secret'),
}
