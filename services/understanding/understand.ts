/** Turns what somebody types into topics: what it is about, how sure that is, and in which language. */
import { readFileSync } from 'node:fs'
import { Worker } from 'node:worker_threads'
import { type Decision, decide } from './decide.ts'
import { featuresOf, type Lexicon, lexiconOf, termsOf } from './features.ts'
import { type Language, type LanguageSense, languageOf, senseLanguages } from './language.ts'
import { type Page, readPage, type Signal } from './page.ts'
import { around, readStory, type Subject } from './story.ts'
import { saysTooLittle, vagueOf } from './vague.ts'
import { learn, type Weights } from './weights.ts'
import { shorten } from './words.ts'

export interface Understood extends Decision {
  language: Language
}

export interface Knowledge {
  lexicon: Lexicon
  weights: Weights<Subject>
  senses: LanguageSense
  signals: Signal[]
  /** Words that say too little alone. */
  vague: Set<string>
}

export function learnPages(english: Page, dutch: Page): Knowledge {
  const pages = [english, dutch]
  const lexicon = lexiconOf(pages)
  const lessons = pages
    .flatMap(page => [...page.sentences, ...page.around.map(text => ({ topic: around, text }))] as { topic: Subject; text: string }[])
    .map(({ topic, text }) => ({ topic, features: featuresOf(termsOf(text, lexicon)) }))
  const textsOf = (page: Page) => [...page.sentences.map(({ text }) => text), ...page.around]
  return {
    lexicon,
    weights: learn(lessons),
    senses: senseLanguages(textsOf(english), textsOf(dutch)),
    signals: pages.flatMap(({ signals }) => signals),
    vague: vagueOf(pages.flatMap(({ sentences }) => sentences.map(({ topic, text }) => ({ topic, terms: termsOf(text, lexicon) })))),
  }
}

export function understandWith(knowledge: Knowledge, text: string, hint?: Language): Understood {
  const { lexicon, senses, signals, vague } = knowledge
  const read = shorten(text)
  const language = languageOf(read, senses, hint)
  const terms = termsOf(read, lexicon)
  if (!terms.some(({ said }) => said.some(word => lexicon.dictionary.known.has(word)))) {
    return { language, topics: [{ id: 'other', score: 1 }], certain: false }
  }
  const decision = decide(readStory(read, terms, knowledge), terms, signals)
  return { language, ...decision, certain: decision.certain && !saysTooLittle(terms, vague) }
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
