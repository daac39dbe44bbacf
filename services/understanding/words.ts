/**
 * Words as the chat compares them: small letters and digits, without accents, signs and pictures. A word that nobody knows is read as the
 * known word of the same stem (`accepting` as `accepted`), as the one that it is a typing mistake of, or as the two known words that it is
 * made of, which Dutch likes to do.
 */
const mostCharacters = 2000
const keptAtEnd = 600
const mostWords = 300

export const plain = (text: string) =>
  text
    .toLowerCase()
    .normalize('NFKD')
    .replace(/\p{M}|['’‘`´]/gu, '')
    .replace(/([a-z])\1{2,}/g, '$1$1')
    .replace(/[^a-z0-9]+/g, ' ')
    .trim()

/** Whoever writes pages says it at the beginning or at the end. */
export const shorten = (text: string) =>
  text.length <= mostCharacters ? text : `${text.slice(0, mostCharacters - keptAtEnd)} ${text.slice(-keptAtEnd)}`

export const wordsOf = (text: string) => plain(text).split(' ').filter(Boolean).slice(0, mostWords)

export interface Dictionary {
  known: Map<string, number>
  /** Known words by what is left of them when letters fall out: two words that share such a rest are spelled alike. */
  rests: Map<string, string[]>
  /** Of the known words with a stem, the one that is used most. */
  stems: Map<string, string>
}

const endings = /(?:ingen|ings|ing|edly|ed|ly|ies|es|s|den|ten|de|te|en|e|t|d|y)$/
const shortestStem = 3
const mostEndings = 2

/** What English and Dutch leave of a word without its endings. Nobody reads it: it only has to be the same for the forms of one word. */
function stemOf(word: string): string {
  let stem = word.replace(/^ge(?=.{5})/, '')
  for (let round = 0; round < mostEndings; round += 1) {
    const shorter = stem.replace(endings, '')
    if (shorter.length >= shortestStem) stem = shorter
  }
  return stem
    .replace(/([a-z])\1/g, '$1')
    .replace(/v$/, 'f')
    .replace(/z$/, 's')
}

function stemsOf(known: Map<string, number>): Map<string, string> {
  const stems = new Map<string, string>()
  for (const [word, times] of known) {
    const before = stems.get(stemOf(word))
    if (before === undefined || times > (known.get(before) ?? 0)) stems.set(stemOf(word), word)
  }
  return stems
}

/** How many letters of a word may be wrong: short words are other words when one letter changes. */
const slack = (word: string) => (word.length < 5 ? 0 : word.length < 9 ? 1 : 2)

function restsOf(word: string, letters: number): Set<string> {
  const rests = new Set([word])
  let layer = [word]
  for (let round = 0; round < letters; round += 1) {
    layer = layer.flatMap(one => Array.from(one, (_, at) => one.slice(0, at) + one.slice(at + 1)))
    for (const rest of layer) rests.add(rest)
  }
  return rests
}

export function dictionaryOf(words: Iterable<string>): Dictionary {
  const known = new Map<string, number>()
  for (const word of words) known.set(word, (known.get(word) ?? 0) + 1)
  const rests = new Map<string, string[]>()
  for (const word of known.keys()) {
    if (/\d/.test(word)) continue
    for (const rest of slack(word) ? restsOf(word, slack(word)) : []) {
      const list = rests.get(rest)
      if (list) list.push(word)
      else rests.set(rest, [word])
    }
  }
  return { known, rests, stems: stemsOf(known) }
}

/** Letters to add, drop, change or swap to come from one word to the other. */
function distance(one: string, other: string): number {
  let before: number[] = []
  let last = Array.from({ length: other.length + 1 }, (_, at) => at)
  for (let i = 1; i <= one.length; i += 1) {
    const row = [i]
    for (let j = 1; j <= other.length; j += 1) {
      const changed = (last[j - 1] ?? 0) + (one[i - 1] === other[j - 1] ? 0 : 1)
      const swapped = i > 1 && one[i - 1] === other[j - 2] && one[i - 2] === other[j - 1] ? (before[j - 2] ?? 0) + 1 : changed
      row.push(Math.min(changed, swapped, (last[j] ?? 0) + 1, (row[j - 1] ?? 0) + 1))
    }
    before = last
    last = row
  }
  return last[other.length] ?? 0
}

function nearest(word: string, { known, rests }: Dictionary): string | null {
  const letters = slack(word)
  if (!letters || /\d/.test(word) || word.length > 24) return null
  const near = new Set([...restsOf(word, letters)].flatMap(rest => rests.get(rest) ?? []))
  const ranked = [...near]
    .map(one => ({ one, far: distance(word, one), used: known.get(one) ?? 0 }))
    .filter(({ far }) => far <= letters)
    .sort((a, b) => a.far - b.far || b.used - a.used)
  return ranked[0]?.one ?? null
}

/** `verificatiecode` is `verificatie` and `code`; an s may stand between them. */
function halves(word: string, { known }: Dictionary): string[] | null {
  for (let at = word.length - 3; at >= 3; at -= 1) {
    const [first, second] = [word.slice(0, at), word.slice(at)]
    const start = [first, first.replace(/s$/, '')].find(one => known.has(one))
    if (start && known.has(second) && word.length >= 8) return [start, second]
  }
  return null
}

/** A word as the dictionary knows it: itself, another form of it, the word that it is nearly, or its two halves. */
export function read(word: string, dictionary: Dictionary): string[] {
  if (dictionary.known.has(word)) return [word]
  const form = word.length > shortestStem ? dictionary.stems.get(stemOf(word)) : undefined
  const near = form ?? nearest(word, dictionary)
  return (near ? [near] : halves(word, dictionary)) ?? [word]
}
