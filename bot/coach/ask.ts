/** What a typed question leads to: an answer, a short list of what it may be, or the honest word that it was not understood. */
import { pictureCard } from '../../cards/picture-sent.ts'
import { languageOf, speak } from '../../cards/texts/translate.ts'
import { whichCard } from '../../cards/which.ts'
import type { QuestionOutcome } from '../../services/db/tables/questions.ts'
import { findProgress } from '../../services/progress.ts'
import { askedAgain, countQuestion } from '../../services/questions.ts'
import { type TopicId, topicIds } from '../../services/topics.ts'
import { prepare, type Understood, understand } from '../../services/understanding/understand.ts'
import type { ActionHandlers, Answer, Turn } from '../answer.ts'
import { openHelp } from '../cases/employee.ts'
import { flowOf, stepOf } from '../flows/flow.ts'
import { startFlow } from '../flows/handlers.ts'
import { guide } from '../flows/index.ts'
import { greet, menuFor } from '../menu.ts'
import { leadOf } from './topics.ts'

/** More than these on one card are no help. */
const mostShown = 3

export function count({ app, say, now }: Turn, topic: TopicId, outcome: QuestionOutcome): Promise<void> {
  return countQuestion(app.db, { topic, language: say.language, outcome, now, timeZone: app.config.DEFAULT_TIME_ZONE })
}

async function follow(turn: Turn, topic: TopicId, sentence: string): Promise<Answer> {
  const lead = await leadOf(turn, topic)
  return typeof lead === 'function' ? lead(turn, sentence) : startFlow(turn, lead.flow, lead.step)
}

/** Whoever goes on asking after this does not get the same form once more. */
async function toHuman(turn: Turn, topic: TopicId, sentence: string): Promise<Answer> {
  await count(turn, topic, 'human')
  await askedAgain(turn.app.db, { personId: turn.person.id, about: 'human' }, turn.now)
  const { shows, ...help } = await openHelp(turn, topic, sentence)
  return { ...help, tell: turn.say('coach.human', { shows }) }
}

/** The same question once more: the next remedy where there is one, a human otherwise. */
async function answerAgain(turn: Turn, topic: TopicId, sentence: string): Promise<Answer> {
  const progress = await findProgress(turn.app.db, turn.person.id)
  const flow = progress && flowOf(guide.flows, progress.flow)
  const step = flow && stepOf(flow, progress.step)
  const otherwise = step?.kind === 'answer' && step.helps?.topic === topic ? step.helps.otherwise : undefined
  return flow && otherwise ? startFlow(turn, flow.id, otherwise) : toHuman(turn, topic, sentence)
}

/** What may be asked any number of times: it is looked up anew each time, or it is only a word. */
const always = new Set<TopicId>(['status', 'when_deadline', 'is_it_genuine', 'smalltalk', 'helpdesk_human'])

async function answerTopic(turn: Turn, topic: TopicId, sentence: string): Promise<Answer> {
  const again = await askedAgain(turn.app.db, { personId: turn.person.id, about: topic }, turn.now)
  await count(turn, topic, 'asked')
  return again && !always.has(topic) ? answerAgain(turn, topic, sentence) : follow(turn, topic, sentence)
}

async function answerUnsure(turn: Turn, topics: TopicId[], sentence: string): Promise<Answer> {
  const again = await askedAgain(turn.app.db, { personId: turn.person.id, about: topics.join(' ') || 'other' }, turn.now)
  await count(turn, topics[0] ?? 'other', 'unsure')
  if (again) return toHuman(turn, topics[0] ?? 'other', sentence)
  if (topics.length === 0) return menuFor(turn, { unsure: true })
  return { send: [{ message: whichCard(turn.say, topics) }] }
}

/** Whoever writes in another language than the bot speaks hears, in that language, how to change it. */
function languageHint({ person, say }: Turn, { language }: Understood): string | undefined {
  const written = languageOf(language)
  if (!written || written === say.language || person.chosen_language) return undefined
  return speak(written, say.timeZone)('coach.language')
}

/** Nothing but thanks or a smile. */
const onlyKind = /^(?:👍|👌|🙏|👏|🙂|😊|😀|😃|😄|😁|🎉|✅|❤|💚|💙|💯|🥳|\p{Emoji_Modifier}|\ufe0f|\s)+$/u

/** A picture cannot be looked at. The second in a row goes to a human, who can be told what is on it. */
export async function answerPicture(turn: Turn): Promise<Answer> {
  const again = await askedAgain(turn.app.db, { personId: turn.person.id, about: 'picture' }, turn.now)
  if (!again) return { send: [{ message: pictureCard(turn.say) }] }
  return { ...(await toHuman(turn, 'other', '')), tell: turn.say('picture_sent.again') }
}

/** The sentence is read and not kept. The caller has made sure that it holds no secret. */
export async function answerQuestion(turn: Turn, sentence: string): Promise<Answer> {
  if (onlyKind.test(sentence)) return greet(turn)
  // Where the thread failed, this question waits for the process itself to learn.
  await prepare().catch(() => undefined)
  const understood = understand(sentence, turn.say.language)
  const ids = understood.topics.map(topic => topic.id)
  const [first] = ids
  if (understood.certain && first && first !== 'other')
    return withHint(await answerTopic(turn, first, sentence), languageHint(turn, understood))
  const shown = first === 'other' ? [] : ids.filter(id => id !== 'other' && id !== 'smalltalk').slice(0, mostShown)
  return answerUnsure(turn, shown, sentence)
}

const withHint = (answer: Answer, hint: string | undefined): Answer => (hint && !answer.tell ? { ...answer, tell: hint } : answer)

const isTopic = (id: string): id is TopicId => (topicIds as readonly string[]).includes(id)

export const coachActions: ActionHandlers = {
  'coach.topic': async (turn, { topic }) => {
    if (!isTopic(topic)) return menuFor(turn, { oldCard: true })
    await count(turn, topic, 'asked')
    const answer = await follow(turn, topic, '')
    return { ...answer, tell: answer.tell ?? turn.say('guide.below') }
  },
  'coach.none': async turn => ({ ...(await startFlow(turn, 'question')), tell: turn.say('guide.below') }),
}
