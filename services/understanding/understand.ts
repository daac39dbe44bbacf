/** Turns what somebody types into topics: what it is about, how sure that is, and in which language. */
import { readFileSync } from 'node:fs'
import { Worker } from 'node:worker_threads'
import type { TopicId } from '../topics.ts'
import { type Decision, decide } from './decide.ts'
import { featuresOf, type Lexicon, lexiconOf, type Term, termsOf } from './features.ts'
import { type Language, type LanguageSense, languageOf, senseLanguages } from './language.ts'
import { type Page, readPage, type Signal } from './page.ts'
import { learn, type Weights, weigh } from './weights.ts'
import { shorten } from './words.ts'

export interface Understood extends Decision {
  language: Language
}

export interface Knowledge {
  lexicon: Lexicon
  weights: Weights<TopicId>
  senses: LanguageSense
  signals: Signal[]
}

const fewestTermsOfPart = 2

export function learnPages(english: Page, dutch: Page): Knowledge {
  const pages = [english, dutch]
  const lexicon = lexiconOf(pages)
  const lessons = pages
    .flatMap(({ sentences }) => sentences)
    .map(({ topic, text }) => ({ topic, features: featuresOf(termsOf(text, lexicon)) }))
  const textsOf = (page: Page) => page.sentences.map(({ text }) => text)
  return {
    lexicon,
    weights: learn(lessons),
    senses: senseLanguages(textsOf(english), textsOf(dutch)),
    signals: pages.flatMap(({ signals }) => signals),
  }
}

/** The sentences of a longer message: each may be about something of its own. */
function partsOf(text: string, lexicon: Lexicon): Term[][] {
  const parts = text
    .split(/[.!?;\n]+|,? (?:and|but|also|en|ook|maar|so|dus) /i)
    .map(part => termsOf(part, lexicon))
    .filter(terms => terms.length >= fewestTermsOfPart)
  return parts.length > 1 ? parts : []
}

export function understandWith(knowledge: Knowledge, text: string, hint?: Language): Understood {
  const { lexicon, weights, senses, signals } = knowledge
  const read = shorten(text)
  const language = languageOf(read, senses, hint)
  const terms = termsOf(read, lexicon)
  if (!terms.some(({ said }) => said.some(word => lexicon.dictionary.known.has(word)))) {
    return { language, topics: [{ id: 'other', score: 1 }], certain: false }
  }
  const weighed = (some: Term[]) => weigh(featuresOf(some), weights)
  return { language, ...decide({ terms, whole: weighed(terms), parts: partsOf(read, lexicon).map(weighed) }, signals) }
}

const pageOf = (file: string) => readPage(readFileSync(new URL(file, import.meta.url), 'utf8'), file)

let learned: Knowledge | undefined
let learning: Promise<void> | undefined

/** What is known, learned at once where it was not learned before: it takes the process a second or two. */
export function knowledge(): Knowledge {
  learned ??= learnPages(pageOf('topics.en.txt'), pageOf('topics.nl.txt'))
  return learned
}

/** Learns in a thread of its own, once for the process, so that nobody waits for an answer meanwhile. */
export function prepare(): Promise<void> {
  learning ??= new Promise((resolve, reject) => {
    const thread = new Worker(new URL('learn-aside.ts', import.meta.url))
    thread.once('error', reject)
    thread.once('message', (known: Knowledge) => {
      learned = known
      resolve()
    })
  })
  return learning
}

export const understand = (text: string, hint?: Language): Understood => understandWith(knowledge(), text, hint)
