/** What an employee does with the helpdesk: ask, add, close, open again, say whether it helped. */
import type { Payload } from '../../cards/actions.ts'
import type { CardMessage } from '../../cards/card.ts'
import { type HelpForm, helpCancelledCard, helpFormCard } from '../../cards/help.ts'
import { addReply, rateCase, reopenCase, type StepOutcome, solveCase } from '../../services/case-steps.ts'
import { type Case, findCase, gatherContext, openCase, openCaseOf } from '../../services/cases.ts'
import type { Secret } from '../../services/secrets.ts'
import { reportUrgent, type UrgentReport } from '../../services/urgent-reports.ts'
import type { ActionHandlers, Answer, SecretHandlers, Turn } from '../answer.ts'
import { moveTo } from '../living-cards.ts'
import { livingCase } from './show.ts'
import { hoursOf, keyLine, personCard, sharedFacts } from './view.ts'

/** As much as the field of the form takes. */
const mostWords = 1000

async function form(turn: Turn, filled: Pick<HelpForm, 'topic' | 'sentence' | 'callMe' | 'secret'>): Promise<CardMessage> {
  const { app, person, say, now } = turn
  const [context, key] = await Promise.all([gatherContext(app.db, person, say.language), keyLine(app.db, person.id, now)])
  const { ORGANISATION_NAME: organisation, HELPDESK_PHONE: phone } = app.config
  return helpFormCard(say, { ...filled, shared: sharedFacts(say, person.name, context, key), organisation, phone, now })
}

interface Showing {
  /** The message whose button was pressed; null for a typed word. */
  activityId: string | null
  notice?: string
  draft?: string
  secret?: Secret
}

/** The case in place of the pressed card, or as a new message that becomes the living card of the case. */
async function show(turn: Turn, row: Case, { activityId, ...extra }: Showing): Promise<Answer> {
  const message = await personCard(turn.app, row, turn.say, { now: turn.now, ...extra })
  if (activityId) return { replace: message }
  return { send: [{ message, sent: newId => moveTo(turn.app, livingCase, row, newId) }] }
}

export interface Help extends Answer {
  shows: 'form' | 'case'
}

/**
 * "Talk to the helpdesk", typed or pressed: a form, or the case that the person already has. `sentence`: what the person typed already,
 * free of secrets, so that nobody has to write it twice.
 */
export async function openHelp(turn: Turn, topic?: string, sentence = ''): Promise<Help> {
  const existing = await openCaseOf(turn.app.db, turn.person.id)
  const draft = sentence.slice(0, mostWords)
  const notice = turn.say('help.existing', { draft: draft ? 'yes' : 'no' })
  if (existing) return { ...(await show(turn, existing, { activityId: null, notice, draft })), shows: 'case' }
  const message = await form(turn, { topic: topic ?? null, sentence: draft, callMe: 'no', secret: null })
  return { send: [{ message }], shows: 'form' }
}

const by = (turn: Turn, caseId: number) => ({ caseId, actorId: turn.person.id, now: turn.now })

async function showOutcome(turn: Turn, outcome: StepOutcome, showing: Showing): Promise<Answer> {
  return outcome.kind === 'unknown' ? { tell: turn.say('help.gone') } : show(turn, outcome.case, showing)
}

async function ownCase(turn: Turn, caseId: number): Promise<Case | null> {
  const row = await findCase(turn.app.db, caseId)
  return row && row.person_id === turn.person.id ? row : null
}

async function send(turn: Turn, asked: Payload<'help.send'>, activityId: string | null): Promise<Answer> {
  const { app, person, say, now } = turn
  const topic = asked.topic ?? null
  const sentence = asked.sentence.trim()
  const callMe = asked.callMe === 'no' ? null : asked.callMe
  const opening = { person, language: say.language, topic: topic ?? 'other', sentence, callMe, activityId, hours: hoursOf(app), now }
  const opened = await openCase(app, opening)
  if (opened.kind === 'opened') return show(turn, opened.case, { activityId })
  return show(turn, opened.case, { activityId, draft: sentence, notice: say('help.existing', { draft: sentence ? 'yes' : 'no' }) })
}

async function showAgain(turn: Turn, caseId: number, showing: Showing): Promise<Answer> {
  const row = await ownCase(turn, caseId)
  return row ? show(turn, row, showing) : { tell: turn.say('help.gone') }
}

async function reply(turn: Turn, { caseId, reply: typed }: Payload<'help.reply'>, activityId: string | null): Promise<Answer> {
  const text = typed.trim()
  if (!text) return showAgain(turn, caseId, { activityId, notice: turn.say('help.empty') })
  return showOutcome(turn, await addReply(turn.app, { ...by(turn, caseId), hours: hoursOf(turn.app) }, text), { activityId })
}

/** Words in the field go along: the desk reads them with the news that it is solved. */
async function solved(turn: Turn, { caseId, reply: typed }: Payload<'help.solved'>, activityId: string | null): Promise<Answer> {
  const words = typed.trim()
  return showOutcome(turn, await solveCase(turn.app, by(turn, caseId), words), { activityId })
}

/**
 * A typed message of somebody whose case is with an agent, and which is no command: it goes to that case.
 * `null`: there is no such case, so the text was not meant for one.
 */
export async function replyToCase(turn: Turn, text: string): Promise<Answer | null> {
  const open = await openCaseOf(turn.app.db, turn.person.id)
  if (open?.state !== 'claimed' || !text.trim()) return null
  await addReply(turn.app, { ...by(turn, open.id), hours: hoursOf(turn.app) }, text.trim().slice(0, 2000))
  return { tell: turn.say('help.reply.sent', { id: open.id }) }
}

type NewMessage = NonNullable<Answer['send']>[number]

/** Something urgent, reported with one press: a new case, or the one that there is. Its card is a message of its own, for words and answers. */
export async function urgentCase({ app, person, say, now }: Turn, report: UrgentReport): Promise<NewMessage> {
  const { kind, case: row } = await reportUrgent(app, { person, language: say.language, report, hours: hoursOf(app), now })
  const notice = kind === 'opened' ? undefined : say(`help.urgent.${kind}`)
  return { message: await personCard(app, row, say, { now, notice }), sent: newId => moveTo(app, livingCase, row, newId) }
}

export const helpActions: ActionHandlers = {
  'help.open': async (turn, { topic }) => ({ ...(await openHelp(turn, topic)), tell: turn.say('help.below') }),
  'help.send': send,
  'help.cancel': async turn => ({ replace: helpCancelledCard(turn.say, turn.app.config.HELPDESK_PHONE) }),
  'help.reply': reply,
  'help.solved': solved,
  'help.reopen': async (turn, { caseId }, activityId) => {
    if (!(await ownCase(turn, caseId))) return { tell: turn.say('help.gone') }
    return showOutcome(turn, await reopenCase(turn.app, { ...by(turn, caseId), hours: hoursOf(turn.app) }), { activityId })
  },
  'help.rate': async (turn, { caseId, thumb }, activityId) =>
    showOutcome(turn, await rateCase(turn.app, by(turn, caseId), thumb), { activityId }),
  'help.refresh': async (turn, { caseId, asked }) => {
    const { app, say, now } = turn
    const row = await ownCase(turn, caseId)
    const notice = asked ? say('help.looked', { at: say.time(now) }) : undefined
    return row ? { replace: await personCard(app, row, say, { now, notice }) } : { tell: say('help.gone') }
  },
}

export const helpSecrets: SecretHandlers = {
  'help.send': async (turn, { topic, callMe }, { kind }) => ({
    replace: await form(turn, { topic: topic ?? null, sentence: '', callMe, secret: kind }),
  }),
  'help.reply': (turn, { caseId }, { kind, activityId }) => showAgain(turn, caseId, { activityId, secret: kind }),
  'help.solved': (turn, { caseId }, { kind, activityId }) => showAgain(turn, caseId, { activityId, secret: kind }),
}
