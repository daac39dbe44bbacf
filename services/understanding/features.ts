/**
 * What of a sentence counts: its words, what they mean (`telefoon` and `phone` are both ~phone), which stand together or near each other,
 * which come after a "not", and pieces of words, so that endings and typing mistakes matter little.
 */
import type { Page } from './page.ts'
import { type Dictionary, dictionaryOf, read, wordsOf } from './words.ts'

/** Words that are one thing: said, and what it counts as. */
export interface Term {
  said: string[]
  means: string
  /** It comes shortly after a "not". */
  denied: boolean
}

export interface Lexicon {
  dictionary: Dictionary
  meanings: Map<string, string>
  /** The words that something with a meaning begins with. */
  beginnings: Set<string>
}

const counts = {
  word: 1,
  wordOfMeaning: 0.6,
  meaning: 1.5,
  pair: 0.7,
  near: 0.4,
  afterNot: 0.6,
  first: 0.5,
  last: 0.3,
  short: 0.5,
  piece: 0.6,
}
const pieceLengths = [3, 4, 5]
const longestPhrase = 4
const reachOfNot = 3

const nots = new Set(
  'not no never dont doesnt didnt cant cannot wont wasnt isnt arent without niet geen nooit zonder nergens niks niets'.split(' '),
)

/** A piece of a word, or two words that are only near each other, says nothing when one sentence alone has it. */
export const countsAlone = (feature: string) => !feature.startsWith('#') && !feature.includes('__')

export function lexiconOf(pages: Page[]): Lexicon {
  const said = pages.flatMap(page => [
    ...page.sentences.flatMap(({ text }) => wordsOf(text)),
    ...page.around.flatMap(wordsOf),
    ...[...page.meanings.keys()].flatMap(wordsOf),
  ])
  const meanings = new Map(pages.flatMap(page => [...page.meanings]))
  const beginnings = new Set([...meanings.keys()].map(phrase => phrase.replace(/ .*/, '')))
  return { dictionary: dictionaryOf(said), meanings, beginnings }
}

/** How many words from here have a meaning together, as many as possible; 1 when none have. */
function lengthOfPhrase(words: string[], at: number, { meanings, beginnings }: Lexicon): number {
  if (!beginnings.has(words[at] ?? '')) return 1
  for (let length = Math.min(longestPhrase, words.length - at); length > 1; length -= 1) {
    if (meanings.has(words.slice(at, at + length).join(' '))) return length
  }
  return 1
}

export function termsOf(text: string, lexicon: Lexicon): Term[] {
  const { dictionary, meanings } = lexicon
  const words = wordsOf(text).flatMap(word => read(word, dictionary))
  const terms: Term[] = []
  let notReaches = 0
  for (let at = 0; at < words.length; ) {
    const length = lengthOfPhrase(words, at, lexicon)
    const said = words.slice(at, at + length)
    const meaning = meanings.get(said.join(' '))
    terms.push({ said, means: meaning ? `~${meaning}` : said.join(' '), denied: notReaches > 0 })
    notReaches = said.some(word => nots.has(word)) ? reachOfNot : notReaches - 1
    at += length
  }
  return terms
}

export function featuresOf(terms: Term[]): Map<string, number> {
  const features = new Map<string, number>()
  const add = (name: string, weight: number) => features.set(name, (features.get(name) ?? 0) + weight)
  for (const [at, { said, means, denied }] of terms.entries()) {
    const hasMeaning = means.startsWith('~')
    if (hasMeaning) add(means, counts.meaning)
    for (const word of said) addWord(add, word, hasMeaning ? counts.wordOfMeaning : counts.word)
    for (let step = 1; step <= 3; step += 1) {
      const next = terms[at + step]
      if (next) add(`${means}${'_'.repeat(Math.min(step, 2))}${next.means}`, step === 1 ? counts.pair : counts.near)
    }
    if (denied) add(`!${means}`, counts.afterNot)
  }
  if (terms[0]) add(`^${terms[0].means}`, counts.first)
  if (terms.length) add(`$${terms.at(-1)?.means}`, counts.last)
  if (terms.length <= 2) add('short', counts.short)
  return features
}

function addWord(add: (name: string, weight: number) => void, word: string, weight: number): void {
  add(word, weight)
  const bounded = `<${word}>`
  for (const length of pieceLengths) {
    for (let at = 0; at + length <= bounded.length; at += 1)
      add(`#${bounded.slice(at, at + length)}`, counts.piece / Math.sqrt(bounded.length))
  }
}
