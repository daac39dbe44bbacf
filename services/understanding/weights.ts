/**
 * How much each feature speaks for each topic, learned once from the sentences of the pages: a plain sum of weights, so that every answer
 * can be taken apart again. Two teachers that err in different ways are added up: corrections (logistic regression, exact about what it has
 * seen) and tallies (naive Bayes, steadier with wordings that it has not). The same pages always give the same weights.
 */
import { countsAlone } from './features.ts'

export interface Lesson<T> {
  topic: T
  features: Map<string, number>
}

export interface Weights<T> {
  topics: T[]
  index: Map<string, number>
  /** Rare features say more. */
  rarity: Float32Array
  /** One row of topics for each feature. */
  table: Float32Array
  base: Float32Array
}

const rounds = 2
const pace = 1.4
const firstMove = 0.01
const basePace = 0.01
const smallest = 0.01
/** How much the tallies count beside the corrections, what a feature counts that was never seen with a topic, and how bold the sum may be. */
const tallies = { share: 0.35, unseen: 0.02, boldness: 0.75 }

interface Vector {
  ids: Int32Array
  values: Float32Array
}

function vectorOf<T>(features: Map<string, number>, { index, rarity }: Weights<T>): Vector {
  const ids: number[] = []
  const values: number[] = []
  let squares = 0
  for (const [name, weight] of features) {
    const id = index.get(name)
    if (id === undefined) continue
    const value = weight * (rarity[id] ?? 0)
    ids.push(id)
    values.push(value)
    squares += value * value
  }
  const length = Math.sqrt(squares) || 1
  for (let at = 0; at < values.length; at += 1) values[at] = (values[at] ?? 0) / length
  return { ids: Int32Array.from(ids), values: Float32Array.from(values) }
}

function probabilities<T>({ ids, values }: Vector, { table, base }: Weights<T>): Float32Array {
  const sums = Float32Array.from(base)
  for (let at = 0; at < ids.length; at += 1) {
    const row = (ids[at] ?? 0) * sums.length
    const value = values[at] ?? 0
    for (let topic = 0; topic < sums.length; topic += 1) sums[topic] = (sums[topic] ?? 0) + (table[row + topic] ?? 0) * value
  }
  let highest = -Infinity
  for (const sum of sums) if (sum > highest) highest = sum
  let total = 0
  for (let topic = 0; topic < sums.length; topic += 1) {
    sums[topic] = Math.exp((sums[topic] ?? 0) - highest)
    total += sums[topic] ?? 0
  }
  for (let topic = 0; topic < sums.length; topic += 1) sums[topic] = (sums[topic] ?? 0) / total
  return sums
}

/** The order in which lessons are taken: mixed, and always the same. */
function mixed(length: number): number[] {
  const order = Array.from({ length }, (_, at) => at)
  let seed = 7
  for (let at = length - 1; at > 0; at -= 1) {
    seed = (seed * 1103515245 + 12345) & 0x7fffffff
    const other = seed % (at + 1)
    const kept = order[at] ?? 0
    order[at] = order[other] ?? 0
    order[other] = kept
  }
  return order
}

export function learn<T>(lessons: Lesson<T>[]): Weights<T> {
  const topics = [...new Set(lessons.map(({ topic }) => topic))]
  const seen = new Map<string, number>()
  for (const { features } of lessons) for (const name of features.keys()) seen.set(name, (seen.get(name) ?? 0) + 1)
  const taught = [...seen].filter(([name, times]) => times > 1 || countsAlone(name))
  const index = new Map(taught.map(([name], id) => [name, id]))
  const rarity = Float32Array.from(taught, ([, times]) => Math.log(1 + lessons.length / (1 + times)))
  const weights = { topics, index, rarity, table: new Float32Array(index.size * topics.length), base: new Float32Array(topics.length) }
  const moved = new Float32Array(index.size).fill(firstMove)
  const vectors = lessons.map(({ topic, features }) => ({ right: topics.indexOf(topic), vector: vectorOf(features, weights) }))
  const order = mixed(lessons.length)
  for (let round = 0; round < rounds; round += 1) {
    for (const at of order) {
      const lesson = vectors[at]
      if (lesson) correct(weights, moved, lesson)
    }
  }
  addTallies(weights, vectors)
  return weights
}

/** Adds how often each feature stands with each topic, and tempers the sum so that a score is about as often right as it says. */
function addTallies<T>({ table, base }: Weights<T>, lessons: { right: number; vector: Vector }[]): void {
  const { share, unseen, boldness } = tallies
  const counts = new Float32Array(table.length)
  const totals = new Float32Array(base.length).fill((unseen * table.length) / base.length)
  for (const { right, vector } of lessons) {
    for (let at = 0; at < vector.ids.length; at += 1) {
      const cell = (vector.ids[at] ?? 0) * base.length + right
      const value = vector.values[at] ?? 0
      counts[cell] = (counts[cell] ?? 0) + value
      totals[right] = (totals[right] ?? 0) + value
    }
  }
  const often = (count: number, topic: number) => Math.log((count + unseen) / (totals[topic] ?? 1))
  const never = Array.from(totals, (_, topic) => often(0, topic))
  for (let row = 0; row < table.length; row += base.length) {
    for (let topic = 0; topic < base.length; topic += 1) {
      const count = counts[row + topic] ?? 0
      const tally = count ? often(count, topic) : (never[topic] ?? 0)
      table[row + topic] = boldness * ((table[row + topic] ?? 0) + share * tally)
    }
  }
  for (let topic = 0; topic < base.length; topic += 1) base[topic] = boldness * (base[topic] ?? 0)
}

/** One lesson: what was thought too likely weighs less, what was thought too unlikely weighs more; an often corrected feature moves less. */
function correct<T>(weights: Weights<T>, moved: Float32Array, { right, vector }: { right: number; vector: Vector }): void {
  const errors = probabilities(vector, weights)
  errors[right] = (errors[right] ?? 0) - 1
  const { table, base } = weights
  const wrong: number[] = []
  let size = 0
  for (let topic = 0; topic < errors.length; topic += 1) {
    const error = errors[topic] ?? 0
    if (Math.abs(error) <= smallest) continue
    wrong.push(topic)
    size += error * error
    base[topic] = (base[topic] ?? 0) - basePace * error
  }
  for (let at = 0; at < vector.ids.length; at += 1) {
    const id = vector.ids[at] ?? 0
    const value = vector.values[at] ?? 0
    const sum = (moved[id] ?? 0) + size * value * value
    moved[id] = sum
    const change = (pace * value) / Math.sqrt(sum)
    for (let one = 0; one < wrong.length; one += 1) {
      const cell = id * base.length + (wrong[one] ?? 0)
      table[cell] = (table[cell] ?? 0) - change * (errors[wrong[one] ?? 0] ?? 0)
    }
  }
}

/** How likely each topic is; together 1. */
export function weigh<T>(features: Map<string, number>, weights: Weights<T>): Map<T, number> {
  const likely = probabilities(vectorOf(features, weights), weights)
  return new Map(weights.topics.map((topic, at) => [topic, likely[at] ?? 0]))
}
