/** What an operator can graph: counted from the tables at the moment of asking, so that it is true for all processes together. */
import { collectDefaultMetrics, Gauge, Histogram, Registry } from 'prom-client'
import { countByState } from '../services/counts.ts'
import type { Db } from '../services/db/database.ts'
import { questionCounts } from '../services/questions.ts'

export interface Metrics {
  turnSeconds: Histogram<'kind'>
  contentType: string
  read(): Promise<string>
}

export function createMetrics(db: Db): Metrics {
  const registry = new Registry()
  collectDefaultMetrics({ register: registry })
  const turnSeconds = new Histogram({
    name: 'bot_turn_seconds',
    help: 'Time to answer an activity, in seconds',
    labelNames: ['kind'],
    buckets: [0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1, 5, 15],
    registers: [registry],
  })
  counted(registry, 'bot_deliveries', 'Rows of the delivery ledger by state', () => countByState(db, 'deliveries'))
  counted(registry, 'bot_cases', 'Helpdesk cases by state', () => countByState(db, 'cases'))
  counted(registry, 'bot_conversations', 'People by whether the bot can reach them', () => countByState(db, 'conversations'))
  counted(registry, 'bot_mails', 'E-mails to people whom Teams does not reach, by state', () => countByState(db, 'mails'))
  counted(registry, 'bot_questions', 'Questions that people asked, by what became of them', () => countByOutcome(db))
  return { turnSeconds, contentType: registry.contentType, read: () => registry.metrics() }
}

/** Topics have no label here: an operator graphs how well the bot answers, and what about is in the API. */
async function countByOutcome(db: Db): Promise<[string, number][]> {
  const rows = Map.groupBy(await questionCounts(db), row => row.outcome)
  return [...rows].map(([outcome, some]) => [outcome, some.reduce((sum, row) => sum + row.count, 0)])
}

function counted(registry: Registry, name: string, help: string, count: () => Promise<[string, number][]>): void {
  new Gauge({
    name,
    help,
    labelNames: ['state'],
    registers: [registry],
    async collect() {
      this.reset()
      for (const [state, number] of await count()) this.set({ state }, number)
    },
  })
}
