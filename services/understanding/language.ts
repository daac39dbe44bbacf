/** Which language somebody types, from how often words and pieces of words stand on the page of each language. */
import { wordsOf } from './words.ts'

export type Language = 'en' | 'nl'

export interface LanguageSense {
  words: Map<string, number>
  pieces: Map<string, number>
}

/** Below this, a text is as likely to be the one as the other: `passkey`, `ok`. */
const sure = 0.8
const most = { word: 3, piece: 0.5 }

const piecesOf = (word: string) => Array.from({ length: word.length }, (_, at) => `<${word}>`.slice(at, at + 3))

/** For each thing how strongly it speaks for Dutch; below 0 it speaks for English. */
function lean(english: string[], dutch: string[]): Map<string, number> {
  const times = (list: string[]) => {
    const counts = new Map<string, number>()
    for (const one of list) counts.set(one, (counts.get(one) ?? 0) + 1)
    return (one: string) => ((counts.get(one) ?? 0) + 0.5) / (list.length + 1)
  }
  const [inEnglish, inDutch] = [times(english), times(dutch)]
  return new Map([...new Set([...english, ...dutch])].map(one => [one, Math.log(inDutch(one) / inEnglish(one))]))
}

export function senseLanguages(english: string[], dutch: string[]): LanguageSense {
  const [en, nl] = [english.flatMap(wordsOf), dutch.flatMap(wordsOf)]
  return { words: lean(en, nl), pieces: lean(en.flatMap(piecesOf), nl.flatMap(piecesOf)) }
}

const within = (value: number, limit: number) => Math.max(-limit, Math.min(limit, value))

export function languageOf(text: string, { words, pieces }: LanguageSense, hint: Language = 'en'): Language {
  const dutch = wordsOf(text).reduce((sum, word) => {
    const known = words.get(word)
    const spelled = piecesOf(word).reduce((all, piece) => all + within(pieces.get(piece) ?? 0, most.piece), 0)
    return sum + (known === undefined ? within(spelled, 1) : within(known, most.word))
  }, 0)
  if (Math.abs(dutch) < sure) return hint
  return dutch > 0 ? 'nl' : 'en'
}
