/**
 * Teams takes 50 requests within any second from one app in one tenant [Teams rate limits, October 2026]. So there are 50 tokens. A
 * request takes one with it, and the token can be used again a second after the answer came. The connector counted the request somewhere
 * between sending and answer, so 51 can never fall into one second there, however late either side is; and nothing is lost by being late.
 * All times in milliseconds. Pure: whoever calls says what the time is.
 */
export const tokensInAll = 50
/** A second, and what two clocks that should run alike may differ in one. */
const quietMs = 1_001
/** A process that does not renew its share in so long may not use it any more. */
export const leaseMs = 2_000
/** What a process sent last, just before its share lapsed, has arrived by then, and its second is over. */
const graceMs = 2_000
/** Answers of which the quickest tells what way a request has at least. */
const answersKept = 50

/** What one process has of the tokens, as all processes know it. */
export interface Share {
  holder: string
  tokens: number
  /** How many it could use. */
  wants: number
  /** On the database's clock; afterwards nobody has these tokens. */
  until: number
}

/** What a process says when it renews its share. */
export interface Report {
  /** Tokens that it has and does not give back. */
  keeps: number
  wants: number
}

export interface Grant {
  tokens: number
  /** What it may have at most, as soon as others have given back what they have more than that. */
  level: number
}

/** How many each may have where not all can have what they want: nobody gets more than needed, and the rest is split evenly. */
function evenShare(wants: number[]): number {
  let left = tokensInAll
  for (const [index, want] of wants.toSorted((one, other) => one - other).entries()) {
    const even = left / (wants.length - index)
    if (want > even) return even
    left -= want
  }
  return tokensInAll
}

const sum = (numbers: number[]) => numbers.reduce((total, number) => total + number, 0)

/** The shares after one process renewed its own; there are never more than 50 in all. */
export function renew(shares: Share[], holder: string, { keeps, wants }: Report, at: number): { shares: Share[]; grant: Grant } {
  const living = shares.filter(share => share.until > at)
  const others = living.filter(share => share.holder !== holder)
  const own = living.find(share => share.holder === holder)
  const level = evenShare([...others.map(share => share.wants), wants])
  const room = tokensInAll - sum(others.map(share => share.tokens))
  const tokens = Math.max(Math.min(keeps, own?.tokens ?? 0), Math.min(wants, Math.ceil(level), room))
  const renewed = { holder, tokens, wants, until: at + leaseMs + graceMs }
  return { shares: tokens + wants > 0 ? [...others, renewed] : others, grant: { tokens, level } }
}

export interface Token {
  takenAt: number
  /** When a whole second has passed since the answer. `Infinity`: its answer is still to come. */
  quietAt: number
}

/** The tokens that this process has. */
export class Tokens {
  #all: Token[] = []
  #until = Number.NEGATIVE_INFINITY
  #level = tokensInAll
  #lastAt = Number.NEGATIVE_INFINITY
  #answers: number[] = []
  #wish = { tokens: 0, until: Number.NEGATIVE_INFINITY }

  get count(): number {
    return this.#all.length
  }

  /** So many could be used now; after a moment in which nobody asks, only those that are in use. */
  wish(tokens: number, now: number): void {
    this.#wish = { tokens, until: now + 500 }
  }

  /** Whether asking for the share again would help somebody who waits. */
  isShort(now: number): boolean {
    return now >= this.#until || (this.#all.length + 1 <= this.#level && this.#all.every(token => token.quietAt > now))
  }

  /**
   * Every request and its answer take at least as long on their ways as the quickest did of late. So much earlier a token can be sent out
   * again: the next request will be on its way for some time as well. Half of it is left for one that is quicker than any before.
   */
  #headStart(): number {
    return this.#answers.length < answersKept ? 0 : Math.min(...this.#answers) / 2
  }

  /** Gives tokens back that are more than `most`, of those that anybody may use now. */
  #giveBack(most: number, now: number): void {
    const spare = this.#all.filter(token => token.quietAt <= now).slice(0, Math.max(0, this.#all.length - most))
    if (spare.length > 0) this.#all = this.#all.filter(token => !spare.includes(token))
  }

  /** When the next token may be taken, as far as is known. A small distance between requests keeps them from coming all at once. */
  nextAt(now: number): number {
    this.#giveBack(Math.ceil(this.#level), now)
    if (now >= this.#until || this.#all.length === 0) return Number.POSITIVE_INFINITY
    const first = Math.min(...this.#all.map(token => token.quietAt))
    // One that is to be given back is not sent out again.
    const headStart = this.#all.length > Math.ceil(this.#level) ? 0 : this.#headStart()
    return Math.max(first - headStart, this.#lastAt + quietMs / 2 / this.#all.length)
  }

  take(now: number): Token | null {
    if (this.nextAt(now) > now) return null
    const token = this.#all.reduce((first, other) => (other.quietAt < first.quietAt ? other : first))
    token.takenAt = now
    token.quietAt = Number.POSITIVE_INFINITY
    this.#lastAt = now
    return token
  }

  answered(token: Token, now: number): void {
    if (token.quietAt !== Number.POSITIVE_INFINITY) return
    token.quietAt = now + quietMs
    this.#answers = [...this.#answers.slice(1 - answersKept), now - token.takenAt]
  }

  /** Gives back what is too much and may be used by anybody. */
  report(now: number): Report {
    const busy = this.#all.filter(token => token.quietAt > now)
    const wants = Math.min(tokensInAll, busy.length + (now < this.#wish.until ? this.#wish.tokens : 0))
    this.#giveBack(now < this.#until ? Math.min(wants, Math.ceil(this.#level)) : 0, now)
    return { keeps: this.#all.length, wants }
  }

  /** `asked`: when the report was made. */
  granted({ tokens, level }: Grant, asked: number): void {
    this.#level = level
    this.#until = asked + leaseMs
    this.#all = this.#all.toSorted((one, other) => other.quietAt - one.quietAt).slice(0, tokens)
    while (this.#all.length < tokens) this.#all.push({ takenAt: asked, quietAt: Number.NEGATIVE_INFINITY })
  }
}
