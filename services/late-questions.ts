/** Questions that nobody answered in time. */
import { sql } from 'kysely'
import { type Subject, setBack } from './approvals.ts'
import { record } from './audit.ts'
import { type Db, transaction } from './db/database.ts'
import type { Jobs } from './jobs.ts'

/**
 * What waits for a yes while its date or its moment of sending has passed goes back to its author: a yes would send nothing any more. The
 * cards about it, and the author's own, follow with the job.
 */
export async function returnLate(db: Db, jobs: Pick<Jobs, 'enqueue'>, now: Date): Promise<void> {
  const { rows: late } = await sql<Subject>`
    select 'announcement' as kind, id from announcements
    where state = 'awaiting_approval' and (coalesce(expires_at, deadline_at) <= ${now} or send_at <= ${now})
    union all select 'wave', id from waves where state = 'awaiting_approval' and deadline_at <= ${now}`.execute(db)
  for (const subject of late) {
    await transaction(db, async tx => {
      if (!(await setBack(tx, subject, { by: 'bot', note: null }))) return
      await jobs.enqueue(tx, 'approval-cards', subject)
      const { kind, id } = subject
      await record(tx, { at: now, actorId: 'bot', action: `${kind}.approval_late`, subject: `${kind}:${id}` })
    })
  }
}
