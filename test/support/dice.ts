/** Chance that can be repeated: the same seed gives the same things. */

/** The same numbers for the same seed (mulberry32). */
function randomOf(seed: number): () => number {
  let state = seed
  return () => {
    state = (state + 0x6d2b79f5) | 0
    let mixed = Math.imul(state ^ (state >>> 15), 1 | state)
    mixed = (mixed + Math.imul(mixed ^ (mixed >>> 7), 61 | mixed)) ^ mixed
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 4294967296
  }
}

export interface Dice {
  pick<T>(list: readonly T[]): T
  number(from: number, to: number): number
  digits(count: number): string
  signs(count: number, from: string): string
}

export function diceOf(seed: number): Dice {
  const random = randomOf(seed)
  const number = (from: number, to: number) => from + Math.floor(random() * (to - from + 1))
  const pick = <T>(list: readonly T[]): T => list[number(0, list.length - 1)] as T
  const signs = (count: number, from: string) => Array.from({ length: count }, () => pick([...from])).join('')
  return { pick, number, digits: count => signs(count, '0123456789'), signs }
}

export const fill = (template: string, value: string): string => template.replaceAll('{}', () => value)
