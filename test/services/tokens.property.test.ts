/** Whatever happens to the processes that share the tokens, the connector never gets more than 50 requests within a second. */
import assert from 'node:assert/strict'
import fc from 'fast-check'
import { leaseMs, renew, type Share, type Token, Tokens, tokensInAll } from '../../services/tokens.ts'

const stepMs = 5
/** What a request and its answer take at least, each. */
const wayMs = 2

interface Process {
  name: string
  tokens: Tokens
  renewedAt: number
  /** Does nothing until then: the machine is busy, or the process was stopped for a while. */
  asleepUntil: number
  /** How many messages it has. */
  work: number
}

type Event =
  | { do: 'work'; process: number; messages: number }
  | { do: 'kill'; process: number }
  | { do: 'sleep'; process: number; ms: number }
  | { do: 'database away'; ms: number }
  | { do: 'slow connector'; ms: number }
  | { do: 'time goes by'; ms: number }

const process = fc.nat(3)
const event: fc.Arbitrary<Event> = fc.oneof(
  { weight: 6, arbitrary: fc.record({ do: fc.constant('work' as const), process, messages: fc.integer({ min: 1, max: 400 }) }) },
  { weight: 2, arbitrary: fc.record({ do: fc.constant('kill' as const), process }) },
  { weight: 2, arbitrary: fc.record({ do: fc.constant('sleep' as const), process, ms: fc.integer({ min: 1, max: 6_000 }) }) },
  { weight: 1, arbitrary: fc.record({ do: fc.constant('database away' as const), ms: fc.integer({ min: 1, max: 9_000 }) }) },
  { weight: 2, arbitrary: fc.record({ do: fc.constant('slow connector' as const), ms: fc.integer({ min: 1, max: 3_000 }) }) },
  { weight: 6, arbitrary: fc.record({ do: fc.constant('time goes by' as const), ms: fc.integer({ min: 1, max: 3_000 }) }) },
)

/** Processes, a database and a connector on a clock that only this moves. */
class World {
  now = 0
  shares: Share[] = []
  arrivals: number[] = []
  #processes: Process[] = []
  #answers: { at: number; process: Process; token: Token }[] = []
  #names = 0
  #databaseBackAt = 0
  #slowUntil = 0
  readonly #chance: () => number

  constructor(chance: () => number) {
    this.#chance = chance
    for (let place = 0; place < 4; place++) this.#start(place)
  }

  #start(place: number): void {
    this.#processes[place] = { name: `${++this.#names}`, tokens: new Tokens(), renewedAt: -leaseMs, asleepUntil: 0, work: 0 }
  }

  happen(event: Event): void {
    if (event.do === 'time goes by') this.#run(event.ms)
    else if (event.do === 'database away') this.#databaseBackAt = this.now + event.ms
    else if (event.do === 'slow connector') this.#slowUntil = this.now + event.ms
    else if (event.do === 'kill') this.#start(event.process)
    else {
      const one = this.#processes[event.process]
      if (!one) return
      if (event.do === 'work') one.work += event.messages
      else one.asleepUntil = this.now + event.ms
    }
  }

  #run(ms: number): void {
    for (const end = this.now + ms; this.now < end; this.now += stepMs) {
      for (const one of this.#processes) if (one.asleepUntil <= this.now) this.#turn(one)
    }
  }

  #turn(one: Process): void {
    // An answer that came while the process slept is heard when it wakes.
    for (const answer of this.#answers.filter(answer => answer.process === one && answer.at <= this.now))
      one.tokens.answered(answer.token, this.now)
    this.#answers = this.#answers.filter(answer => answer.process !== one || answer.at > this.now)
    if (one.work > 0) one.tokens.wish(one.work, this.now)
    const due = this.now >= one.renewedAt + leaseMs / 8 || (one.work > 0 && one.tokens.isShort(this.now))
    if (due && this.now >= this.#databaseBackAt) this.#renew(one)
    while (one.work > 0) {
      const token = one.tokens.take(this.now)
      if (!token) return
      one.work -= 1
      this.#send(one, token)
    }
  }

  #renew(one: Process): void {
    one.renewedAt = this.now
    const report = one.tokens.report(this.now)
    // The database's clock is another one, and hears of it later than it was said.
    const { shares, grant } = renew(this.shares, one.name, report, this.now + 5_000_000 + this.#chance() * 20)
    this.shares = shares
    one.tokens.granted(grant, this.now)
    const given = shares.reduce((total, share) => total + share.tokens, 0)
    assert.ok(given <= tokensInAll, `${given} tokens are given`)
  }

  /** Most requests are quick, some are not, and a slow connector may take its time on either way. */
  #send(process: Process, token: Token): void {
    const slow = this.now < this.#slowUntil || this.#chance() < 0.05
    const there = wayMs + (slow ? this.#chance() * 700 : this.#chance() ** 8 * 5)
    const back = wayMs + (slow ? this.#chance() * 3_000 : this.#chance() ** 8 * 5)
    this.arrivals.push(this.now + there)
    this.#answers.push({ at: this.now + there + back, process, token })
  }
}

function busiestSecond(arrivals: number[]): number {
  const times = arrivals.toSorted((one, other) => one - other)
  let first = 0
  let most = 0
  for (const [last, at] of times.entries()) {
    while ((times[first] ?? at) <= at - 1_000) first += 1
    most = Math.max(most, last - first + 1)
  }
  return most
}

describe('the tokens', () => {
  it('never let more than 50 requests through in a second, whoever dies, sleeps, is slow or comes new', () => {
    fc.assert(
      fc.property(
        fc.array(event, { minLength: 5, maxLength: 25 }),
        fc.infiniteStream(fc.double({ min: 0, max: 1, noNaN: true })),
        (events, chances) => {
          const world = new World(() => chances.next().value)
          for (const one of events) world.happen(one)
          world.happen({ do: 'time goes by', ms: 5_000 })
          assert.ok(busiestSecond(world.arrivals) <= tokensInAll, `${busiestSecond(world.arrivals)} in one second`)
        },
      ),
      { numRuns: 150 },
    )
  })
})
