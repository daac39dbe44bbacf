/** Who names only a thing that many topics are about ("my phone", "de code") has not said what is with it. */
import type { TopicId } from '../topics.ts'
import type { Term } from './features.ts'

/** Fewer sentences do not show what a word is about. */
const fewestSentences = 20
/** From here on a word alone says enough: it is about one topic this often. */
const clearShare = 0.35

const pointers = new Set('the a an my your our this that de het een mijn mn m je jouw uw ons onze die dit dat'.split(' '))

/** The words that no topic has for itself. */
export function vagueOf(lessons: { topic: TopicId; terms: Term[] }[]): Set<string> {
  const topics = new Map<string, Map<TopicId, number>>()
  for (const { topic, terms } of lessons) {
    for (const means of new Set(terms.map(term => term.means))) {
      const times = topics.get(means) ?? new Map<TopicId, number>()
      topics.set(means, times.set(topic, (times.get(topic) ?? 0) + 1))
    }
  }
  const isVague = (times: Map<TopicId, number>) => {
    const all = [...times.values()].reduce((sum, one) => sum + one, 0)
    return all >= fewestSentences && Math.max(...times.values()) < clearShare * all
  }
  return new Set([...topics].filter(([, times]) => isVague(times)).map(([means]) => means))
}

export function saysTooLittle(terms: Term[], vague: Set<string>): boolean {
  const [only, ...more] = terms.filter(({ said }) => !said.every(word => pointers.has(word)))
  return only !== undefined && more.length === 0 && !only.denied && vague.has(only.means)
}
