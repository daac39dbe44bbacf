/** Asks the directory now, keeps what it says, and lets everything that waits for "ready" know. */
import { caseReady } from './case-steps.ts'
import { type Db, transaction } from './db/database.ts'
import { redraw } from './deliveries.ts'
import type { Jobs } from './jobs.ts'
import { keyOrderSeen } from './key-order-steps.ts'
import type { Directory } from './ports.ts'
import { findRegistration, judge, type Registration, saveRegistration, type Verdict } from './registrations.ts'
import { oweThanks } from './thanks.ts'

export type LiveAnswer = { kind: 'known'; verdict: Verdict } | { kind: 'gone' } | { kind: 'unavailable'; retryAfterMs: number | null }

export interface LiveCheck {
  db: Db
  jobs: Pick<Jobs, 'enqueue'>
  directory: Pick<Directory, 'methods' | 'methodsPolicy'>
  config: { TELEPHONY_PROVIDER: boolean }
}

/** Cards show what is stored, and what a report changed is shown only when a live look agrees: until then it is news. */
function isNews(before: Registration | undefined, { done, endsSoon }: Verdict): boolean {
  if ((before?.done ?? false) !== done || (before?.ends_soon ?? false) !== endsSoon) return true
  return done ? !before?.confirmed_at : endsSoon && before?.source === 'report'
}

/** When it is news, the announcements that the person has are drawn anew; an open case learns that the person is ready. */
async function keep(check: LiveCheck, personId: string, verdict: Verdict, now: Date): Promise<void> {
  await transaction(check.db, async tx => {
    const before = await findRegistration(tx, personId)
    await saveRegistration(tx, personId, { ...verdict, source: 'live', at: now })
    if (isNews(before, verdict)) await redraw(tx, personId, now)
    if (verdict.done && !before?.confirmed_at) await oweThanks(tx, personId, now)
    if (verdict.done) await caseReady(tx, personId, now, check.jobs)
  })
}

/** Every id asked for is in the answer. */
export async function checkLive(check: LiveCheck, personIds: string[], now: Date): Promise<Map<string, LiveAnswer>> {
  const [policy, answers] = await Promise.all([check.directory.methodsPolicy(), check.directory.methods(personIds)])
  const result = new Map<string, LiveAnswer>()
  for (const [personId, answer] of answers) {
    if (answer.kind !== 'found') {
      result.set(personId, answer)
      continue
    }
    const verdict = judge(answer.methods, policy, check.config.TELEPHONY_PROVIDER)
    await keep(check, personId, verdict, now)
    await keyOrderSeen(check, personId, verdict, now)
    result.set(personId, { kind: 'known', verdict })
  }
  return result
}
