/** Reads a page of topics.*.txt: what people type about each topic, and words that mean the same. */
import { type TopicId, topicIds } from '../topics.ts'
import { wordsOf } from './words.ts'

export interface Page {
  /** What is said together, in plain words, and the meaning that it counts as. */
  meanings: Map<string, string>
  topics: Set<TopicId>
  sentences: { topic: TopicId; text: string }[]
  /** What people tell around their trouble: it says nothing about what they ask. */
  around: string[]
  signals: Signal[]
}

/** Words that decide: each group needs one of its words; `not:off` is an "off" that comes shortly after a "not". */
export interface Signal {
  topic: TopicId
  groups: Group[]
}

export interface Group {
  words: string[]
  denied: boolean
}

const isTopic = (name: string): name is TopicId => topicIds.some(id => id === name)

function readMeaning(page: Page, line: string): string | null {
  const [name, words] = line.split(':')
  if (!name || !words) return 'a line under [words] is a name, a colon and words'
  for (const word of words.split(',')) {
    const said = wordsOf(word).join(' ')
    if (said) page.meanings.set(said, name.trim())
  }
  return null
}

function readHeading(page: Page, name: string): string | null {
  if (name === 'words' || name === 'around') return null
  if (!isTopic(name)) return `"${name}" is not a topic; services/topics.ts lists them`
  if (page.topics.has(name)) return `[${name}] stands here a second time`
  page.topics.add(name)
  return null
}

const readSignal = (line: string): Group[] =>
  line
    .slice(1)
    .trim()
    .split(/\s+/)
    .map(group => ({ denied: group.startsWith('not:'), words: group.replace(/^not:/, '').split('|').flatMap(wordsOf) }))

/** The page, or an error that names the line. */
export function readPage(text: string, file: string): Page {
  const page: Page = { meanings: new Map(), topics: new Set(), sentences: [], around: [], signals: [] }
  let section = ''
  const take = (line: string): string | null => {
    const heading = line.match(/^\[(\w+)\]/)
    if (heading) section = heading[1] ?? ''
    if (heading) return readHeading(page, section)
    if (section === 'words') return readMeaning(page, line)
    if (section === 'around') {
      page.around.push(line)
      return null
    }
    if (!isTopic(section)) return 'this stands under no [topic]'
    if (line.startsWith('!')) page.signals.push({ topic: section, groups: readSignal(line) })
    else page.sentences.push({ topic: section, text: line })
    return null
  }
  for (const [index, raw] of text.split('\n').entries()) {
    const line = raw.trim()
    const wrong = !line || line.startsWith('#') ? null : take(line)
    if (wrong) throw new Error(`${file}:${index + 1}: ${wrong}`)
  }
  return page
}
