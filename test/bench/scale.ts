/**
 * What a person costs among 3 000, 30 000 and 300 000: time and memory of a broadcast through the whole ledger on PostgreSQL, without a
 * limit and with a connector that only counts; and how long the numbers of the board take. `SIZES` (comma-separated) chooses others.
 */
import { freshDatabaseUrl } from '../support/database.ts'
import { bench, startPeer } from './bench.ts'
import { whole } from './numbers.ts'

interface Result {
  people: number
  expanded: number
  delivered: number
  redrawn: number
  board: number
  isExact: boolean
  before: number
  peak: number
  cpuMs: number
}

const sizes = (process.env.SIZES ?? '3000,30000,300000').split(',').map(Number)
const microseconds = (ms: number, people: number) => whole((ms * 1000) / people)
const share = (value: number, of: number) => `${value >= of ? '+' : ''}${Math.round((value / of - 1) * 100)} %`

await bench(async () => {
  const results: Result[] = []
  for (const people of sizes) {
    const peer = await startPeer('scale-run.ts', { DATABASE_URL: await freshDatabaseUrl() }, [String(people)])
    results.push(JSON.parse(peer.line))
    await peer.stop()
  }
  const [least] = results
  if (!least) throw new Error('Nothing was measured')
  const each = (one: Result) => (one.expanded + one.delivered) / one.people
  for (const one of results) {
    console.log(
      [
        `${whole(one.people).padStart(7)} people`,
        `${microseconds(one.delivered, one.people)} µs to deliver and ${microseconds(one.expanded, one.people)} µs to expand for each (${share(each(one), each(least))} against ${whole(least.people)})`,
        `${whole((one.people / one.delivered) * 1000)} deliveries/s`,
        `memory ${whole(one.before)} to at most ${whole(one.peak)} MB (${whole(one.peak - one.before)} more)`,
        `board ${one.board.toFixed(1)} ms`,
        `all cards marked to be corrected in ${whole(one.redrawn)} ms`,
        one.isExact ? 'every number exact' : 'NUMBERS DO NOT ADD UP',
      ].join(', '),
    )
  }
})
