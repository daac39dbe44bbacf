/**
 * A message as a story. Who writes at length tells much around the trouble: who they are, what they use, what they tried, how it normally
 * goes. Each sentence is weighed by itself; what only tells around is left out, and what says most counts most.
 */
import type { TopicId } from '../topics.ts'
import { featuresOf, type Lexicon, type Term, termsOf } from './features.ts'
import { type Weights, weigh } from './weights.ts'

/** What is learned beside the topics: sentences that say nothing about what somebody asks. */
export const around = 'around'
export type Subject = TopicId | typeof around

export interface Part {
  likely: Map<TopicId, number>
  /** How much it says about what somebody asks. */
  weight: number
}

export interface Story {
  /** All that is not only told around the trouble, taken together. */
  whole: Map<TopicId, number>
  /** The same with nothing left out: where being wrong would hurt, every word is heard. */
  everything: Map<TopicId, number>
  /** Its sentences, when there are several. */
  parts: Part[]
  /** How likely it is that even the whole asks nothing. */
  asksNothing: number
  /** How much of it is in words that anybody taught: one that nobody did may be the one that matters. */
  known: number
}

interface Taught {
  lexicon: Lexicon
  weights: Weights<Subject>
}

interface Sentence {
  terms: Term[]
  likely: Map<TopicId, number>
  isAround: number
  /** It only tells around the trouble, greets or thanks. */
  isBeside: number
}

const fewestTerms = { ofClause: 4, ofSentence: 2, toCountFully: 6 }
const mostBeside = 0.3

/** A clause that is too short to mean something belongs to the one before it. */
function clausesOf(sentence: string, lexicon: Lexicon): Term[][] {
  const clauses: Term[][] = []
  for (const clause of sentence.split(/,? (?:and|but|also|en|ook|maar|so|dus) |, /i)) {
    const terms = termsOf(clause, lexicon)
    const last = clauses.at(-1)
    if (last && Math.min(terms.length, last.length) < fewestTerms.ofClause) last.push(...terms)
    else clauses.push(terms)
  }
  return clauses
}

function weighSentence(terms: Term[], weights: Weights<Subject>): Sentence {
  const { [around]: isAround = 0, ...topics } = Object.fromEntries(weigh(featuresOf(terms), weights)) as Record<Subject, number>
  const asks = Math.max(1 - isAround, Number.EPSILON)
  const likely = new Map(Object.entries(topics).map(([id, score]) => [id as TopicId, score / asks]))
  return { terms, isAround, isBeside: isAround + topics.smalltalk, likely }
}

function partOf({ terms, likely, isBeside }: Sentence): Part {
  const sure = Math.max(...likely.values())
  return { likely, weight: Math.min(1, terms.length / fewestTerms.toCountFully) * (1 - isBeside) * sure * sure }
}

function knownOf(terms: Term[], { dictionary }: Lexicon): number {
  const words = terms.flatMap(({ said }) => said).filter(word => !/\d/.test(word))
  return words.length ? words.filter(word => dictionary.known.has(word)).length / words.length : 1
}

/** `all` is what the text is made of. */
export function readStory(text: string, all: Term[], { lexicon, weights }: Taught): Story {
  const sentences = text
    .split(/[.!?;\n]+(?:\s|$)/)
    .flatMap(sentence => clausesOf(sentence, lexicon))
    .filter(terms => terms.length >= fewestTerms.ofSentence)
    .map(terms => weighSentence(terms, weights))
  const asking = sentences.filter(({ isBeside }) => isBeside < mostBeside)
  const everything = weighSentence(all, weights)
  const leavesOut = asking.length > 0 && sentences.length > 1
  const whole = leavesOut
    ? weighSentence(
        asking.flatMap(({ terms }) => terms),
        weights,
      )
    : everything
  return {
    whole: whole.likely,
    everything: everything.likely,
    parts: asking.length > 1 ? asking.map(partOf) : [],
    asksNothing: whole.isAround,
    known: knownOf(all, lexicon),
  }
}
