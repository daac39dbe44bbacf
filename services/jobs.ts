/**
 * The job queue (pg-boss) on the bot's own database: a job and the row that it is about commit together.
 * Every queue exists and its cache is warm before the first transaction, because inside one the queue may not read its tables itself.
 */
import { fromKysely, fromPglite, PgBoss } from 'pg-boss'
import type { Database, Tx } from './db/database.ts'
import type { ShownTable } from './db/schema.ts'
import type { SubjectKind } from './db/tables/approval.ts'
import { safeError } from './safe-error.ts'

/** Every kind of job with the data it carries: ids only, so that a job never holds what a person wrote. */
export interface JobData {
  'sync-people': { reason: 'start' | 'nightly' | 'asked' }
  'expand-audience': { announcementId: string }
  'check-registration': { personId: string }
  'approval-cards': { kind: SubjectKind; id: string }
  'tell-author': { announcementId: string; news: 'stopped_itself' | 'went_on' | 'grown' }
  'post-case': { caseId: number }
  'tell-case-event': { eventId: number }
  'tell-done': { personId: string }
  'show-key-order': { orderId: number }
  'redraw-card': { table: ShownTable; id: number }
  'warn-wave': { waveId: string; personId: string; warning: 'heads_up' | 'held' }
}
export type JobKind = keyof JobData
export type Task = { [K in JobKind]: { kind: K; run(data: JobData[K]): Promise<void> } }[JobKind]

export interface Jobs {
  /** Adds a job inside the transaction; the same job that already waits is not added twice. */
  enqueue<K extends JobKind>(tx: Tx, kind: K, data: JobData[K], after?: Date): Promise<void>
  /** Starts to work: each task takes its own kind of job. */
  work(tasks: Task[]): Promise<void>
  /** Runs `kind` every day at this time (cron, in `timeZone`), once for all processes. */
  schedule<K extends JobKind>(kind: K, cron: string, timeZone: string, data: JobData[K]): Promise<void>
  /** Stops taking jobs, lets running ones finish (at most `graceMs`), closes. */
  stop(graceMs: number): Promise<void>
  healthy(): Promise<boolean>
}

const kinds: JobKind[] = [
  'sync-people',
  'expand-audience',
  'approval-cards',
  'tell-author',
  'check-registration',
  'post-case',
  'tell-case-event',
  'tell-done',
  'show-key-order',
  'redraw-card',
  'warn-wave',
]
const noJob = '00000000-0000-0000-0000-000000000000'

/** The queue keeps what a failed job threw, with every property of it: the values of a query among them. */
class JobFailed extends Error {
  constructor(cause: unknown) {
    const { type, code, stack = [] } = safeError(cause)
    super(code ? `${type} ${code}` : type)
    this.name = 'JobFailed'
    this.stack = stack.join('\n')
  }
}

/** Opens the queue. `onError` hears of errors of the queue itself; `schema` names its schema (tests use one each). */
export async function openJobs(database: Database, onError: (error: Error) => void, schema = 'jobs'): Promise<Jobs> {
  const { engine } = database
  const boss = new PgBoss({
    db: engine.kind === 'pglite' ? fromPglite(engine.pglite) : { executeSql: (text, values) => engine.pool.query(text, values) },
    backend: engine.kind,
    schema,
    superviseIntervalSeconds: 5,
    monitorIntervalSeconds: 5,
    clockMonitorIntervalSeconds: 600,
  })
  boss.on('error', onError)
  await boss.start()
  for (const kind of kinds) {
    await boss.createQueue(kind, {
      policy: 'short',
      retryLimit: 8,
      retryDelay: 2,
      retryBackoff: true,
      retryDelayMax: 300,
      heartbeatSeconds: 10,
      expireInSeconds: 3600,
      deleteAfterSeconds: 3600,
    })
    await boss.findJobs(kind, { id: noJob })
  }
  return {
    async enqueue(tx, kind, data, after) {
      const singletonKey = JSON.stringify(data)
      await boss.send(kind, data, { db: fromKysely(tx), singletonKey, ...(after ? { startAfter: after } : {}) })
    },
    async work(tasks) {
      for (const task of tasks) {
        const run = task.run as (data: object) => Promise<void>
        await boss.work(task.kind, { pollingIntervalSeconds: 0.5, batchSize: 1 }, async ([job]) => {
          if (!job) return
          await run(job.data as object).catch(error => {
            throw new JobFailed(error)
          })
        })
      }
    },
    async schedule(kind, cron, timeZone, data) {
      await boss.schedule(kind, cron, data, { tz: timeZone })
    },
    stop: graceMs => boss.stop({ graceful: true, timeout: graceMs, close: false }),
    healthy: () => boss.isInstalled(),
  }
}
