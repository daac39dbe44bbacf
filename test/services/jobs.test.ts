import assert from 'node:assert/strict'
import { sql } from 'kysely'
import { transaction } from '../../services/db/database.ts'
import { openJobs } from '../../services/jobs.ts'
import { until } from '../support/bot-process.ts'
import { useDatabase } from '../support/database.ts'

/** As a database throws it: what was asked and with which values. */
class QueryFailed extends Error {
  override name = 'QueryFailed'
  code = '22P02'
  query = "insert into case_events values ('my code is 482913')"
  params = ['my code is 482913']
}

describe('the job queue', () => {
  const database = useDatabase()

  it('keeps of a job that failed its kind of error and the place, never its words', async function () {
    this.timeout(30_000)
    const jobs = await openJobs(
      database(),
      error => {
        throw error
      },
      'jobs_of_test',
    )
    try {
      const fail = async () => {
        throw new QueryFailed('invalid input: "my code is 482913"', { cause: new Error('my code is 482913') })
      }
      await jobs.work([{ kind: 'post-case', run: fail }])
      await transaction(database().db, tx => jobs.enqueue(tx, 'post-case', { caseId: 2001 }))
      const rows = () => sql<{ row: string }>`select t::text as row from jobs_of_test.job t where output is not null`.execute(database().db)
      await until('a job that failed', async () => (await rows()).rows.length > 0)
      const kept = JSON.stringify((await rows()).rows)
      assert.match(kept, /QueryFailed 22P02/)
      assert.match(kept, /jobs\.test\.ts/)
      assert.doesNotMatch(kept, /482913|insert into/)
    } finally {
      await jobs.stop(1000)
    }
  })
})
