/**
 * Which of the announcements in hand may still go out: pause, stop and withdrawal must work within a second, though rows are in hand
 * for longer. Hidden state: what the database said last.
 */
import type { Db } from '../../services/db/database.ts'
import { pause } from '../../services/pace.ts'

const everyMs = 250
/** What was said longer ago is no longer believed: the database may be away. */
const believedMs = 1_000

export interface Standing {
  mayGoOut(announcementId: string): boolean
  /** These announcements are in hand, as the database just said. */
  watch(announcementIds: string[]): void
  end(): Promise<void>
}

export function watchStanding(db: Db, failed: (error: unknown) => void): Standing {
  const stopped = new AbortController()
  const seen = new Map<string, { runs: boolean; at: number; inHand: number }>()

  async function look(): Promise<void> {
    const now = performance.now()
    for (const [id, one] of seen) if (now - one.inHand > 60_000) seen.delete(id)
    const ids = [...seen.keys()]
    if (ids.length === 0) return
    const rows = await db
      .selectFrom('announcements')
      .select(['id', eb => eb.and([eb('state', '=', 'running'), eb('withdrawn_at', 'is', null)]).as('runs')])
      .where('id', 'in', ids)
      .execute()
    for (const row of rows) {
      const one = seen.get(row.id)
      if (one) Object.assign(one, { runs: row.runs, at: now })
    }
  }
  async function run(): Promise<void> {
    while (!stopped.signal.aborted) {
      await look().catch(failed)
      await pause(everyMs, stopped.signal)
    }
  }
  const running = run()
  return {
    mayGoOut(id) {
      const one = seen.get(id)
      return one?.runs === true && performance.now() - one.at < believedMs
    },
    watch(ids) {
      const now = performance.now()
      for (const id of ids) {
        const known = seen.get(id)
        if (known) Object.assign(known, { inHand: now })
        else seen.set(id, { runs: true, at: now, inHand: now })
      }
    },
    async end() {
      stopped.abort()
      await running
    },
  }
}
