/** Decides who answers: in this order, and "not understood" is the last. */
import type { Verb } from '../cards/actions.ts'
import { record } from '../services/audit.ts'
import { transaction } from '../services/db/database.ts'
import { hasRole } from '../services/roles.ts'
import { announceActions } from './announce/actions.ts'
import { controlActions } from './announce/control.ts'
import { correctActions } from './announce/correct.ts'
import { limitActions } from './announce/limits.ts'
import { numbersActions } from './announce/numbers.ts'
import type { ActionHandlers, Answer, Turn } from './answer.ts'
import { approvalActions } from './approvals/handlers.ts'
import { caseActions } from './cases/agent.ts'
import { helpActions, replyToCase } from './cases/employee.ts'
import { answerPicture, answerQuestion, coachActions } from './coach/ask.ts'
import { explainError } from './coach/error-code.ts'
import { featureActions } from './commands/features.ts'
import { findAsked, findCommand } from './commands/index.ts'
import { languageActions } from './commands/language.ts'
import { peopleActions } from './commands/people.ts'
import { personActions } from './commands/person.ts'
import { extensionActions } from './extensions/admin.ts'
import { guideActions } from './flows/handlers.ts'
import { urgentActions } from './flows/urgent.ts'
import { guardPressed, guardTyped } from './guard.ts'
import type { Incoming } from './incoming.ts'
import { keysActions } from './keys/agent.ts'
import { orderActions } from './keys/employee.ts'
import { menuActions, menuFor } from './menu.ts'
import { noticeActions } from './notices/buttons.ts'
import { outsideActions } from './outside/actions.ts'
import { dataActions } from './own/data.ts'
import { reminderActions } from './own/reminders.ts'
import { rolloutActions } from './rollout/actions.ts'
import { listActions } from './rollout/lists.ts'

const handlers: ActionHandlers = {
  ...guideActions,
  ...coachActions,
  ...noticeActions,
  ...announceActions,
  ...controlActions,
  ...correctActions,
  ...limitActions,
  ...approvalActions,
  ...extensionActions,
  ...numbersActions,
  ...rolloutActions,
  ...listActions,
  ...helpActions,
  ...urgentActions,
  ...caseActions,
  ...orderActions,
  ...keysActions,
  ...peopleActions,
  ...personActions,
  ...featureActions,
  ...languageActions,
  ...menuActions,
  ...dataActions,
  ...reminderActions,
  ...outsideActions,
}

/** Who may press: by the first part of the verb. Everything else is for everybody. */
const roles: Record<string, 'admin' | 'helpdesk'> = {
  announce: 'admin',
  approval: 'admin',
  extensions: 'admin',
  rollout: 'admin',
  lists: 'admin',
  people: 'admin',
  person: 'admin',
  feature: 'admin',
  case: 'helpdesk',
  keys: 'helpdesk',
}

async function refuse(turn: Turn, what: string, role: 'admin' | 'helpdesk'): Promise<Answer> {
  const { app, now, person } = turn
  await transaction(app.db, tx => record(tx, { at: now, actorId: person.id, action: 'refused', subject: what, details: { role } }))
  return { tell: turn.say(role === 'admin' ? 'common.not_for_you' : 'common.not_for_you_helpdesk') }
}

async function press(turn: Turn, incoming: Extract<Incoming, { kind: 'action' }>): Promise<Answer> {
  const { verb, data } = incoming.pressed
  const role = roles[verb.split('.')[0] ?? '']
  if (role && !(await hasRole(turn.app, turn.person.id, role))) return refuse(turn, verb, role)
  const stopped = await guardPressed(turn, incoming, role)
  if (stopped) return stopped
  const handler = handlers[verb] as ((turn: Turn, data: unknown, activityId: string | null) => Promise<Answer>) | undefined
  return handler ? handler(turn, data, incoming.activityId) : menuFor(turn, { oldCard: true })
}

type Heard = Extract<Incoming, { kind: 'text' }>

async function hear(turn: Turn, { text, picture }: Heard): Promise<Answer> {
  const stopped = await guardTyped(turn, text)
  if (stopped) return stopped
  if (turn.sender.where === 'channel') return { tell: turn.say('common.channel_hint') }
  if (!picture) return answerWords(turn, text)
  return text === '' ? answerPicture(turn) : withoutPicture(turn, await answerWords(turn, text))
}

/** The words were read, the picture beside them was not. */
const withoutPicture = ({ say }: Turn, answer: Answer): Answer => ({
  ...answer,
  tell: [answer.tell, say('picture_sent.beside')].filter(Boolean).join(' '),
})

async function answerWords(turn: Turn, text: string): Promise<Answer> {
  const command = findCommand(text)
  const asked = command ? null : findAsked(text)
  // Others may well begin a sentence with such a word.
  if (asked && (await hasRole(turn.app, turn.person.id, asked.role))) return asked.answer(turn)
  if (!command)
    return (await replyToCase(turn, text)) ?? (await explainError(turn, text)) ?? (text === '' ? menuFor(turn) : answerQuestion(turn, text))
  const role = command.role === 'employee' ? null : command.role
  if (role && !(await hasRole(turn.app, turn.person.id, role))) return refuse(turn, `command:${command.name}`, role)
  return command.run(turn)
}

export async function dispatch(turn: Turn, incoming: Incoming): Promise<Answer> {
  switch (incoming.kind) {
    case 'action':
      return press(turn, incoming)
    case 'text':
      return hear(turn, incoming)
    case 'edited':
      return (await guardTyped(turn, incoming.text)) ?? {}
    case 'unknown_action':
      return menuFor(turn, { oldCard: true })
    default:
      return {}
  }
}

/** The verbs that somebody answers; a test compares them with the declared ones. */
export const handledVerbs = Object.keys(handlers) as Verb[]
