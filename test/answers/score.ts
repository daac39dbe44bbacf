/** `npm run score:answers`: how well the chat understands sentences that it has not learned, and how fast. */
import { type TopicId, topicIds } from '../../services/topics.ts'
import { featuresOf, termsOf } from '../../services/understanding/features.ts'
import { knowledge, understand } from '../../services/understanding/understand.ts'
import { learn, weigh } from '../../services/understanding/weights.ts'
import { development, heldOut, lessons, type Question } from './sets.ts'

interface Tally {
  asked: number
  first: number
  inThree: number
}

const none = (): Tally => ({ asked: 0, first: 0, inThree: 0 })
const share = (part: number, all: number) => `${((100 * part) / (all || 1)).toFixed(1)} %`.padStart(8)
const line = (name: string, { asked, first, inThree }: Tally) =>
  console.log(`${name.padEnd(30)} ${String(asked).padStart(5)}   first ${share(first, asked)}   in three ${share(inThree, asked)}`)

function count(tally: Tally, right: string[], answers: string[]): void {
  tally.asked += 1
  if (right.includes(answers[0] ?? '')) tally.first += 1
  if (answers.slice(0, 3).some(answer => right.includes(answer))) tally.inThree += 1
}

const answersTo = (text: string) => understand(text).topics.map(({ id }) => id)

function tallyOf(questions: Question[]): Tally {
  const tally = none()
  for (const { right, text } of questions) count(tally, right, answersTo(text))
  return tally
}

function scoreSet(name: string, questions: Question[]): void {
  console.log(`\n${name}`)
  line('all', tallyOf(questions))
  for (const language of ['en', 'nl'] as const) line(language, tallyOf(questions.filter(one => one.language === language)))
  const certain = questions.map(one => ({ ...one, ...understand(one.text) })).filter(one => one.certain)
  const right = certain.filter(({ right, topics }) => right.includes(topics[0]?.id ?? ''))
  console.log(`answered at once ${share(certain.length, questions.length)}, of these right ${share(right.length, certain.length)}`)
}

/** Each fifth of the sentences of the pages, understood by what was learned from the other four. */
function crossValidate(): Map<TopicId, Tally> {
  const tallies = new Map(topicIds.map(id => [id, none()]))
  const all = lessons().map(({ topic, text }) => ({ topic, features: featuresOf(termsOf(text, knowledge().lexicon)) }))
  for (let fold = 0; fold < 5; fold += 1) {
    const weights = learn(all.filter((_, at) => at % 5 !== fold))
    for (const { topic, features } of all.filter((_, at) => at % 5 === fold)) {
      const ranked = [...weigh(features, weights)].sort((a, b) => b[1] - a[1]).map(([id]) => id)
      count(tallies.get(topic) ?? none(), [topic], ranked)
    }
  }
  return tallies
}

function printIntents(questions: Question[]): void {
  const crossed = crossValidate()
  console.log('\nDevelopment set by intent, and sentences of the pages by what the others teach')
  for (const id of topicIds) {
    line(id, tallyOf(questions.filter(({ right }) => right[0] === id)))
    line('', crossed.get(id) ?? none())
  }
  const sum = [...crossed.values()].reduce((a, b) => ({
    asked: a.asked + b.asked,
    first: a.first + b.first,
    inThree: a.inThree + b.inThree,
  }))
  line('all sentences of the pages', sum)
}

function printConfusions(questions: Question[]): void {
  console.log('\nConfusions: asked, understood first, the sentence')
  for (const { right, text } of questions) {
    const [first, ...others] = answersTo(text)
    if (!right.includes(first ?? ''))
      console.log(`${right.join('|')} → ${[first, ...others.slice(0, 2)].join(', ')}: ${text.slice(0, 140)}`)
  }
}

function printTime(questions: Question[]): void {
  const times = questions
    .map(({ text }) => {
      const start = performance.now()
      understand(text)
      return performance.now() - start
    })
    .sort((a, b) => a - b)
  const at = (part: number) => (times[Math.floor(times.length * part)] ?? 0).toFixed(2)
  console.log(`\nTime for a sentence: median ${at(0.5)} ms, p99 ${at(0.99)} ms`)
}

const start = performance.now()
knowledge()
console.log(`Learned ${lessons().length} sentences in ${Math.round(performance.now() - start)} ms`)
printConfusions(development())
printIntents(development())
scoreSet('Development set', development())
scoreSet('Held-out set', heldOut())
printTime(development())
