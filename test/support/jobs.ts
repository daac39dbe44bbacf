/** A queue in memory: it keeps what was enqueued, and runs it when the test says so. */
import type { Jobs, Task } from '../../services/jobs.ts'

export interface QueuedJob {
  kind: string
  data: object
}

export interface FakeJobs extends Jobs {
  queued: QueuedJob[]
  /** Runs everything that waits, also what these jobs enqueue, one after the other. */
  run(tasks: Task[]): Promise<void>
}

export function fakeJobs(): FakeJobs {
  const queued: QueuedJob[] = []
  return {
    queued,
    async enqueue(_tx, kind, data) {
      const again = queued.some(job => job.kind === kind && JSON.stringify(job.data) === JSON.stringify(data))
      if (!again) queued.push({ kind, data })
    },
    async run(tasks) {
      for (let job = queued.shift(); job; job = queued.shift()) {
        const { kind, data } = job
        const task = tasks.find(one => one.kind === kind)
        if (!task) throw new Error(`No task does the job ${kind}`)
        await (task.run as (data: object) => Promise<void>)(data)
      }
    },
    work: async () => undefined,
    schedule: async () => undefined,
    stop: async () => undefined,
    healthy: async () => true,
  }
}
