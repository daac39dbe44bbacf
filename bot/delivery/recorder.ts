/**
 * Writes outcomes down together: those that come in within a moment, and while others are being written, share a statement. A process
 * that dies in that moment leaves a few more rows of which nobody knows whether they arrived.
 */
import { type Delivery, type Recorded, recordAll } from '../../services/deliveries.ts'
import type { App } from '../app.ts'

export interface Recorder {
  /** Ends when the outcome is in the ledger; throws when it could not be written. */
  keep(row: Delivery, outcome: Recorded): Promise<void>
}

interface Entry {
  row: Delivery
  outcome: Recorded
  settle: (error?: unknown) => void
}

const most = 500
const gatherMs = 15
/** With so many together nobody waits any longer. */
const enough = 50
const keyOf = ({ row }: Entry) => `${row.announcement_id} ${row.person_id}`

export function createRecorder({ db, clock }: Pick<App, 'db' | 'clock'>): Recorder {
  let waiting: Entry[] = []
  let writing = false

  /** Each row once: a second outcome of the same row comes after the first. */
  function nextPage(): Entry[] {
    const page = new Map<string, Entry>()
    const later: Entry[] = []
    for (const entry of waiting) {
      if (page.size < most && !page.has(keyOf(entry))) page.set(keyOf(entry), entry)
      else later.push(entry)
    }
    waiting = later
    return [...page.values()]
  }

  let full: (() => void) | undefined
  const gathered = () =>
    new Promise<void>(resolve => {
      const timer = setTimeout(resolve, gatherMs)
      full = () => {
        clearTimeout(timer)
        resolve()
      }
    })

  async function write(): Promise<void> {
    writing = true
    while (waiting.length > 0) {
      if (waiting.length < enough) await gathered()
      const page = nextPage()
      const error = await recordAll(db, page, clock.now()).then(
        () => undefined,
        (cause: unknown) => cause ?? new Error('The ledger could not be written'),
      )
      for (const entry of page) entry.settle(error)
    }
    writing = false
  }

  return {
    keep: (row, outcome) =>
      new Promise((resolve, reject) => {
        waiting.push({ row, outcome, settle: error => (error ? reject(error) : resolve()) })
        if (waiting.length >= enough) full?.()
        if (!writing) void write()
      }),
  }
}
