/** From likelihoods to an answer: what comes first, what must come first, and whether it is sure enough to be said at once. */
import { type TopicId, topicIds } from '../topics.ts'
import type { Term } from './features.ts'
import type { Group, Signal } from './page.ts'
import type { Story } from './story.ts'

export interface Ranked {
  id: TopicId
  score: number
}

export interface Decision {
  /** The likeliest first. */
  topics: Ranked[]
  /** The chat may answer the first topic at once. */
  certain: boolean
}

/** Trouble that grows while somebody reads the wrong answer, and the answers that would make it grow. */
const urgent: { id: TopicId; madeWorseBy: TopicId[] }[] = [
  {
    id: 'unexpected_prompt',
    madeWorseBy: [
      'number_matching',
      'no_notification',
      'code_invalid_time',
      'sms_voice_not_received',
      'turn_off_mfa',
      'remember_device',
      'register_authenticator',
      'tap',
    ],
  },
  { id: 'lost_phone', madeWorseBy: ['new_phone', 'phone_not_at_hand', 'remove_old_device', 'register_authenticator', 'turn_off_mfa'] },
  { id: 'locked_out', madeWorseBy: ['turn_off_mfa', 'remove_old_device', 'when_deadline', 'remember_device'] },
]

/**
 * A score is about as often right as it says (learned from three fourths of the pages, asked of the last). Chosen on the development
 * set: of what is called certain there, 99 of 100 are right. A topic below `unsure` is right less than one time in three. An urgent topic
 * that is thinkable keeps the chat from answering anything else at once.
 */
const bar = { certain: 0.6, lead: 0.3, secondProblem: 0.5, unsure: 0.14, thinkable: 0.12, urgent: 0.18, nearly: 0.6 }
const weightOfWhole = 0.6
const shareOfSignals = 0.3
const mostTopics = 5

/** A sentence that greets, or tells the story around it, says nothing about the rest of a message. */
const besideThePoint: TopicId[] = ['smalltalk', 'other']

function mix({ whole, parts }: Story): Map<TopicId, number> {
  if (!parts.length) return new Map(whole)
  const all = parts.reduce((sum, { weight }) => sum + weight, 0)
  const mixed = [...whole].map(([id, score]) => {
    const inParts = besideThePoint.includes(id)
      ? 0
      : parts.reduce((sum, { likely, weight }) => sum + weight * (likely.get(id) ?? 0), 0) / all
    return [id, weightOfWhole * score + (1 - weightOfWhole) * inParts] as const
  })
  const total = mixed.reduce((sum, [, score]) => sum + score, 0)
  return new Map(mixed.map(([id, score]) => [id, score / total]))
}

const says = (terms: Term[], { words, denied }: Group) =>
  terms.some(
    term =>
      (!denied || term.denied) &&
      words.some(word => term.means === `~${word}` || (term.said.includes(word) && !term.means.startsWith(`~${word}`))),
  )

/** The topics whose deciding words are there. They share a part of the likelihood, enough to stand among the first. */
function heed(scores: Map<TopicId, number>, terms: Term[], signals: Signal[]): TopicId[] {
  const heard = [...new Set(signals.filter(({ groups }) => groups.every(group => says(terms, group))).map(({ topic }) => topic))]
  for (const [id, score] of heard.length ? scores : []) scores.set(id, score * (1 - shareOfSignals))
  for (const id of heard) scores.set(id, (scores.get(id) ?? 0) + shareOfSignals / heard.length)
  return heard
}

const rank = (scores: Map<TopicId, number>): Ranked[] =>
  [...scores].map(([id, score]) => ({ id, score })).sort((a, b) => b.score - a.score || topicIds.indexOf(a.id) - topicIds.indexOf(b.id))

/** That topic first, as likely as what it overtakes. */
const lift = (topics: Ranked[], id: TopicId, score: number): Ranked[] => [{ id, score }, ...topics.filter(one => one.id !== id)]

/** Dangers go first when they are nearly as likely as something else. Being locked out is none: many troubles show that way, and their own answer helps more. */
const dangers: TopicId[] = ['unexpected_prompt', 'lost_phone']
const isNearly = (id: TopicId, first: Ranked, scores: Map<TopicId, number>) =>
  dangers.includes(id) && !dangers.includes(first.id) && (scores.get(id) ?? 0) >= bar.nearly * first.score

/** What the answer to a topic asks about by itself: who lost a phone is asked whether they can still get in. */
const covers: Partial<Record<TopicId, TopicId[]>> = { lost_phone: ['locked_out', 'phone_not_at_hand'] }

const hasSecondProblem = ({ parts }: Story, answered: Set<TopicId>) =>
  parts.some(({ likely }) =>
    [...likely].some(([id, score]) => !answered.has(id) && !besideThePoint.includes(id) && score >= bar.secondProblem),
  )

export function decide(story: Story, terms: Term[], signals: Signal[]): Decision {
  const scores = mix(story)
  const heard = heed(scores, terms, signals)
  const likely = rank(scores)
  const [first, second] = likely
  const likelihood = (id: TopicId) => Math.max(scores.get(id) ?? 0, story.everything.get(id) ?? 0)
  const urgentAbove = (least: number) => urgent.filter(({ id }) => heard.includes(id) || likelihood(id) >= least)
  const asks = urgentAbove(bar.urgent).some(({ id }) => dangers.includes(id)) ? 1 : 1 - story.asksNothing
  const sure = (first?.score ?? 0) * asks
  if (!first || sure < bar.unsure) return { topics: lift(likely, 'other', 1 - sure).slice(0, mostTopics), certain: false }
  const overruling = urgentAbove(bar.urgent).find(one => one.madeWorseBy.includes(first.id) || isNearly(one.id, first, scores))
  const topics = overruling ? lift(likely, overruling.id, first.score) : likely
  const answered = new Set([first.id, ...(covers[first.id] ?? [])])
  const certain =
    sure * story.known ** 2 >= bar.certain &&
    first.score - (second?.score ?? 0) >= bar.lead &&
    [...heard, ...urgentAbove(bar.thinkable).map(({ id }) => id)].every(id => answered.has(id)) &&
    !hasSecondProblem(story, answered)
  return { topics: topics.slice(0, mostTopics), certain }
}
