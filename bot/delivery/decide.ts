/** What to do with one row of the ledger: the guards before sending, and what an outcome means afterwards. Pure. */
import type { Conversation } from '../../services/conversations.ts'
import { addressOf } from '../../services/conversations.ts'
import type { Delivery, Recorded } from '../../services/deliveries.ts'
import type { Address, SendOutcome } from '../../services/ports.ts'

export type Decision =
  | { kind: 'record'; outcome: Recorded }
  /** The bot has no conversation with this person yet: open one, then send. */
  | { kind: 'open' }
  | { kind: 'send'; to: Address }

export interface Candidate {
  cancelled: boolean
  person: { excluded: string | null; left_at: Date | null } | undefined
  conversation: Conversation | undefined
}

const seconds = (now: Date, count: number) => new Date(now.getTime() + count * 1000)
const waitForInstall = (now: Date): Recorded => ({
  state: 'retrying',
  reason: 'waiting_for_install',
  notBefore: seconds(now, 5),
  refund: true,
})
/** An installation that Graph accepted needs a moment before the chat can be opened. */
const installTakesMs = 60_000
/** `install_requested_at` of a person whose installation is still to be tried lies about a day back (services/installs.ts). */
const installKnownMs = 23 * 3600_000

/** How long ago Graph was asked to install the app, in milliseconds; `null` where that is still to come. */
function sinceAsked(conversation: Conversation | undefined, now: Date): number | null {
  const asked = conversation?.install_requested_at
  const since = asked ? now.getTime() - asked.getTime() : installKnownMs
  return since < installKnownMs ? since : null
}

/** The guards, in order: cancelled, excluded, reachable. */
export function decide({ cancelled, person, conversation }: Candidate, now: Date): Decision {
  if (cancelled) return { kind: 'record', outcome: { state: 'cancelled' } }
  if (!person || person.left_at) return { kind: 'record', outcome: { state: 'skipped', reason: 'left' } }
  if (person.excluded) return { kind: 'record', outcome: { state: 'skipped', reason: person.excluded } }
  const to = addressOf(conversation)
  switch (conversation?.state) {
    case 'reachable':
      return to ? { kind: 'send', to } : { kind: 'open' }
    case 'blocked':
      return { kind: 'record', outcome: { state: 'blocked' } }
    case 'policy_blocked':
      return { kind: 'record', outcome: { state: 'policy_blocked' } }
    case 'no_licence':
      return { kind: 'record', outcome: { state: 'not_installed', reason: 'no_licence' } }
    case 'not_installed':
      if (conversation.removed_at) return { kind: 'record', outcome: { state: 'not_installed' } }
      // Graph was asked: only trying tells whether the app has come.
      return sinceAsked(conversation, now) === null ? { kind: 'record', outcome: waitForInstall(now) } : { kind: 'open' }
    default:
      return { kind: 'open' }
  }
}

/** A chat that could not be opened because the app is missing: wait for the installation, unless it had its time. */
export function notInstalled(conversation: Conversation | undefined, now: Date): Recorded {
  const since = sinceAsked(conversation, now)
  return since !== null && since > installTakesMs ? { state: 'not_installed' } : waitForInstall(now)
}

/** Half a second, doubled with every attempt, at most a minute; `jitter` (0 to 1) spreads processes and people. */
const backOff = (now: Date, attempts: number, jitter: number) =>
  new Date(now.getTime() + Math.min(60_000, 500 * 2 ** attempts) * (0.5 + jitter / 2))

const mostAttempts = 12

/** What becomes of a row after a request to the connector. `shown`: the version of the card that was sent. */
export function afterSending(row: Delivery, outcome: SendOutcome, at: { now: Date; jitter: number }): Recorded {
  const notBefore = backOff(at.now, row.attempts, at.jitter)
  const again = row.attempts < mostAttempts
  switch (outcome.kind) {
    case 'delivered':
      return { state: 'delivered', activityId: outcome.activityId, shown: row.wanted }
    case 'throttled': {
      const wait = outcome.retryAfterMs === null ? notBefore : new Date(at.now.getTime() + outcome.retryAfterMs)
      return { state: 'retrying', errorCode: outcome.code, notBefore: wait, refund: true }
    }
    case 'retry':
      return again ? { state: 'retrying', errorCode: outcome.code, notBefore } : { state: 'failed', errorCode: outcome.code }
    case 'uncertain':
      return { state: again ? 'retrying' : 'failed', errorCode: outcome.code, uncertain: true, notBefore }
    case 'blocked':
    case 'policy_blocked':
      return { state: outcome.kind, errorCode: outcome.code }
    case 'not_installed':
      return { ...waitForInstall(at.now), errorCode: outcome.code }
    case 'conversation_gone':
      // Opened anew once; a chat that is gone again is gone.
      return row.error_code === outcome.code
        ? { state: 'gone', errorCode: outcome.code }
        : { state: 'retrying', errorCode: outcome.code, notBefore: at.now }
    case 'message_gone':
    case 'failed':
      return { state: 'failed', errorCode: outcome.code }
  }
}

/** What becomes of a delivered card after an edit: tried again later, or left as it is. */
export function afterEditing(row: Delivery, outcome: SendOutcome, at: { now: Date; jitter: number }): Recorded {
  const kept = { state: 'delivered' as const, reason: row.reason }
  switch (outcome.kind) {
    case 'throttled':
      return { ...kept, notBefore: new Date(at.now.getTime() + (outcome.retryAfterMs ?? 2_000)) }
    case 'retry':
    case 'uncertain':
      return { ...kept, errorCode: outcome.code, notBefore: backOff(at.now, row.attempts, at.jitter) }
    case 'delivered':
      return { ...kept, shown: row.wanted }
    default:
      return { ...kept, errorCode: outcome.code, shown: row.wanted }
  }
}
