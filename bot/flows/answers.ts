/** Answers: what to try for one situation, in the order in which it is tried. */
import type { TopicId } from '../../services/topics.ts'
import type { AnswerStep, ChoiceStep } from './flow.ts'

type Remedy = Omit<AnswerStep, 'kind' | 'helps'>

/** The cheapest and likeliest comes first. Whom one did not help gets the next; after the last, a human. */
export function remediesFor(topic: TopicId, remedies: Record<string, Remedy>): Record<string, AnswerStep> {
  const ids = Object.keys(remedies)
  return Object.fromEntries(
    Object.entries(remedies).map(([id, remedy], index) => {
      const otherwise = ids[index + 1]
      return [id, { ...remedy, kind: 'answer', helps: { topic, ...(otherwise ? { otherwise } : {}) } }]
    }),
  )
}

/** Buttons that lead to situations, with the situations' own names. */
export const toTopics = (...topics: TopicId[]): ChoiceStep['choices'] => Object.fromEntries(topics.map(topic => [topic, { to: { topic } }]))
