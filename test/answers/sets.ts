/** The sentences that measure what the chat understands, and those that it learns from. */
import type { Language } from '../../services/understanding/language.ts'
import { readPage } from '../../services/understanding/page.ts'
import { readProjectFile } from '../support/sources.ts'

export interface Question {
  language: Language
  /** The right topics; the first is the one that is counted for. */
  right: string[]
  text: string
}

const languages: Language[] = ['en', 'nl']

const questionsOf = (file: string): Question[] =>
  languages.flatMap(language =>
    readProjectFile(`test/answers/${file}.${language}.txt`)
      .split('\n')
      .filter(line => line.trim() && !line.startsWith('#'))
      .map(line => {
        const [topics = '', ...text] = line.split(': ')
        return { language, right: topics.split('|'), text: text.join(': ') }
      }),
  )

export const development = () => questionsOf('development')
export const heldOut = () => questionsOf('heldout')
export const urgent = () => questionsOf('urgent')

export const pageText = (language: Language) => readProjectFile(`services/understanding/topics.${language}.txt`)
const pages = () => languages.map(language => readPage(pageText(language), language))
export const lessons = () => pages().flatMap(({ sentences }) => sentences)
export const learned = () => pages().flatMap(({ sentences, around }) => [...sentences.map(({ text }) => text), ...around])
