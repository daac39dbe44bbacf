/**
 * How much each feature speaks for each topic, learned once from the sentences of the pages (logistic regression: a plain sum of weights,
 * so that every answer can be taken apart again). The same pages always give the same weights.
 */
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

const rounds = 5
const pace = 0.5
const basePace = 0.01
const smallest = 0.005

interface Vector {
  ids: Int32Array
  values: Float32Array
}

function vectorOf<T>(features: Map<string, number>, { index, rarity }: Weights<T>): Vector {
  const known = [...features].flatMap(([name, value]) => {
    const id = index.get(name)
    return id === undefined ? [] : [{ id, value: value * (rarity[id] ?? 0) }]
  })
  const length = Math.sqrt(known.reduce((sum, { value }) => sum + value * value, 0)) || 1
  return { ids: Int32Array.from(known, ({ id }) => id), values: Float32Array.from(known, ({ value }) => value / length) }
}

function probabilities<T>({ ids, values }: Vector, { table, base }: Weights<T>): Float32Array {
  const sums = Float32Array.from(base)
  for (let at = 0; at < ids.length; at += 1) {
    const [row, value] = [(ids[at] ?? 0) * sums.length, values[at] ?? 0]
    for (let topic = 0; topic < sums.length; topic += 1) sums[topic] = (sums[topic] ?? 0) + (table[row + topic] ?? 0) * value
  }
  const highest = sums.reduce((a, b) => Math.max(a, b), -Infinity)
  const powers = sums.map(sum => Math.exp(sum - highest))
  const total = powers.reduce((a, b) => a + b, 0)
  return powers.map(power => power / total)
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
  const index = new Map<string, number>()
  const seen: number[] = []
  for (const name of lessons.flatMap(({ features }) => [...features.keys()])) {
    const id = index.get(name) ?? index.size
    index.set(name, id)
    seen[id] = (seen[id] ?? 0) + 1
  }
  const rarity = Float32Array.from(seen, times => Math.log(1 + lessons.length / (1 + times)))
  const weights = { topics, index, rarity, table: new Float32Array(index.size * topics.length), base: new Float32Array(topics.length) }
  const steps = new Float32Array(weights.table.length).fill(0.001)
  const vectors = lessons.map(({ topic, features }) => ({ right: topics.indexOf(topic), vector: vectorOf(features, weights) }))
  const order = mixed(lessons.length)
  for (let round = 0; round < rounds; round += 1) {
    for (const at of order) {
      const lesson = vectors[at]
      if (lesson) correct(weights, steps, lesson)
    }
  }
  return weights
}

/** One lesson: what was thought too likely weighs less, what was thought too unlikely weighs more; often corrected weights move less. */
function correct<T>(weights: Weights<T>, steps: Float32Array, { right, vector }: { right: number; vector: Vector }): void {
  const errors = probabilities(vector, weights)
  errors[right] = (errors[right] ?? 0) - 1
  const { table, base } = weights
  const wrong = [...errors.keys()].filter(topic => Math.abs(errors[topic] ?? 0) > smallest)
  for (const topic of wrong) base[topic] = (base[topic] ?? 0) - basePace * (errors[topic] ?? 0)
  for (let at = 0; at < vector.ids.length; at += 1) {
    const [row, value] = [(vector.ids[at] ?? 0) * base.length, vector.values[at] ?? 0]
    for (const topic of wrong) {
      const change = (errors[topic] ?? 0) * value
      const step = (steps[row + topic] ?? 0) + change * change
      steps[row + topic] = step
      table[row + topic] = (table[row + topic] ?? 0) - (pace * change) / Math.sqrt(step)
    }
  }
}

/** How likely each topic is; together 1. */
export function weigh<T>(features: Map<string, number>, weights: Weights<T>): Map<T, number> {
  const likely = probabilities(vectorOf(features, weights), weights)
  return new Map(weights.topics.map((topic, at) => [topic, likely[at] ?? 0]))
}
