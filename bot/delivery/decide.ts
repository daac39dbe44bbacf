/** What to do with one row of the ledger: the guards before sending, and what an outcome means afterwards. Pure. */
import { nextSendingMoment, type SendingRules } from '../../services/calendar.ts'
import type { Conversation } from '../../services/conversations.ts'
import { addressOf } from '../../services/conversations.ts'
import type { AnnouncementKind, AnnouncementState } from '../../services/db/schema.ts'
import { type Delivery, mostAttempts, type Recorded, unclaimed } from '../../services/deliveries.ts'
import { nextLocalTime } from '../../services/local-time.ts'
import type { Address, SendOutcome } from '../../services/ports.ts'

export type Decision =
  | { kind: 'record'; outcome: Recorded }
  /** The bot has no conversation with this person yet: open one, then send. */
  | { kind: 'open' }
  | { kind: 'send'; to: Address }

export interface Candidate {
  row: Delivery
  announcement: {
    state: AnnouncementState
    kind: AnnouncementKind
    withdrawn_at: Date | null
    /** After this moment nothing of it goes out. */
    expiresAt: Date | null
    /** No reminder comes after this one before the deadline. */
    lastReminder: boolean
  }
  person: { excluded: string | null; left_at: Date | null; reminders_stopped_at?: Date | null } | undefined
  conversation: Conversation | undefined
  /** For reminders and rescues: what the directory says now. */
  ready: boolean
  snoozedUntil: Date | null
  /** The moment that counts for this person: later than announced where they have more time. */
  facts: { deadline: Date }
  away: boolean
  /** When this person may next be written to; now, where that is now. */
  sendFrom: Date
}

/** Kinds of messages that only people get who are not ready. */
export const onlyUnready = new Set<AnnouncementKind>(['reminder', 'rescue'])
const skipped = (reason: string): Decision => ({ kind: 'record', outcome: { state: 'skipped', reason } })

/** The guards, in order. That a person gets one campaign message a day is asked for after them, of those who pass. */
export function decide(candidate: Candidate, now: Date): Decision {
  const { row, announcement, person, conversation } = candidate
  const { state, kind } = announcement
  if (state === 'cancelled' || announcement.withdrawn_at) return { kind: 'record', outcome: { state: 'cancelled' } }
  if (state !== 'running') return { kind: 'record', outcome: unclaimed(row, now) }
  if (announcement.expiresAt && announcement.expiresAt <= now) return skipped('too_late')
  if (!person || person.left_at) return skipped('left')
  if (person.excluded) return skipped(person.excluded)
  if (onlyUnready.has(kind) && candidate.ready) return skipped('ready')
  if (kind === 'reminder' && person.reminders_stopped_at) return skipped('stopped')
  // Nobody with more time needs help before that is over.
  const { deadline } = candidate.facts
  if (kind === 'rescue' && deadline > now) return { kind: 'record', outcome: unclaimed(row, deadline) }
  if (kind === 'reminder' && !announcement.lastReminder) {
    if (candidate.snoozedUntil && candidate.snoozedUntil > now) return skipped('snoozed')
    if (candidate.away) return skipped('away')
  }
  if (kind !== 'security' && waitsForHours(candidate, now)) return { kind: 'record', outcome: unclaimed(row, candidate.sendFrom) }
  return reach(row, conversation, now)
}

/** The last reminder before a deadline does not wait for hours that begin too late, as for people far from the wave's own zone. */
function waitsForHours({ announcement, sendFrom }: Candidate, now: Date): boolean {
  const { lastReminder, expiresAt } = announcement
  const wouldBeLate = lastReminder && expiresAt !== null && sendFrom >= expiresAt
  return sendFrom > now && !wouldBeLate
}

/** Somebody heard from another campaign today: the next sending moment of a later day. Without hours that is nine in the morning. */
export function anotherDay(row: Delivery, rules: SendingRules, now: Date): Recorded {
  const midnight = nextLocalTime(now, rules.zone, 0, 0)
  const moment = rules.hours ? nextSendingMoment(midnight, rules) : nextLocalTime(midnight, rules.zone, 9, 0)
  return unclaimed(row, moment)
}

/** The bot can write to the person, or must find out, or knows why not. */
function reach(row: Delivery, conversation: Conversation | undefined, now: Date): Decision {
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
      return sinceAsked(conversation, now) === null ? { kind: 'record', outcome: waitForInstall(row, now) } : { kind: 'open' }
    default:
      return { kind: 'open' }
  }
}

const seconds = (now: Date, count: number) => new Date(now.getTime() + count * 1000)
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

/** Five seconds, doubled each time, at most two hours: in all about five hours. Whoever gets the app later is told then. */
function waitForInstall(row: Delivery, now: Date): Recorded {
  if (row.attempts >= mostAttempts) return { state: 'not_installed', reason: 'install_failed' }
  const notBefore = seconds(now, Math.min(7200, 5 * 2 ** (row.attempts - 1)))
  return { state: 'retrying', reason: 'waiting_for_install', notBefore }
}

/** A chat that could not be opened because the app is missing: wait for the installation, unless it had its time. */
export function notInstalled(row: Delivery, conversation: Conversation | undefined, now: Date): Recorded {
  const since = sinceAsked(conversation, now)
  return since !== null && since > installTakesMs ? { state: 'not_installed' } : waitForInstall(row, now)
}

/** Half a second, doubled with every attempt, at most a minute; `jitter` (0 to 1) spreads processes and people. */
const backOff = (now: Date, attempts: number, jitter: number) =>
  new Date(now.getTime() + Math.min(60_000, 500 * 2 ** attempts) * (0.5 + jitter / 2))
const latest = (one: Date, other: Date) => (one > other ? one : other)

/** Throttling is nobody's fault and no attempt; after a while it waits about a minute each time, so this is about a day. */
const mostThrottled = 1440

/** As long as Teams asks, and longer each time it asks again. */
function afterThrottling(row: Delivery, outcome: Extract<SendOutcome, { kind: 'throttled' }>, at: { now: Date; jitter: number }): Recorded {
  if (row.throttled >= mostThrottled) return { state: 'failed', errorCode: outcome.code }
  const asked = new Date(at.now.getTime() + (outcome.retryAfterMs ?? 0))
  const notBefore = latest(asked, backOff(at.now, row.throttled + 1, at.jitter))
  return { state: 'retrying', errorCode: outcome.code, notBefore, refund: true, throttled: true }
}

/** What becomes of a row after a request to the connector. `shown`: the version of the card that was sent. */
export function afterSending(row: Delivery, outcome: SendOutcome, at: { now: Date; jitter: number }): Recorded {
  const notBefore = backOff(at.now, row.attempts, at.jitter)
  const again = row.attempts < mostAttempts
  switch (outcome.kind) {
    case 'delivered':
      return { state: 'delivered', activityId: outcome.activityId, shown: row.wanted }
    case 'throttled':
      return afterThrottling(row, outcome, at)
    case 'retry':
      return again ? { state: 'retrying', errorCode: outcome.code, notBefore } : { state: 'failed', errorCode: outcome.code }
    case 'uncertain':
      return { state: again ? 'retrying' : 'failed', errorCode: outcome.code, uncertain: true, notBefore }
    case 'blocked':
    case 'policy_blocked':
      return { state: outcome.kind, errorCode: outcome.code }
    case 'not_installed':
      return { ...waitForInstall(row, at.now), errorCode: outcome.code }
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

/** So often in a row an edit may fail before the card is left as it is. */
const mostFailedEdits = 12

/** What becomes of a delivered card after an edit: tried again later, or left as it is. */
export function afterEditing(row: Delivery, outcome: SendOutcome, at: { now: Date; jitter: number }): Recorded {
  const kept = { state: 'delivered' as const, reason: row.reason }
  const leftAsIs = { ...kept, shown: row.wanted, failedEdits: 0 }
  switch (outcome.kind) {
    case 'delivered':
      return leftAsIs
    case 'throttled':
      return { ...kept, failedEdits: row.failed_edits, notBefore: seconds(at.now, (outcome.retryAfterMs ?? 2_000) / 1000) }
    case 'retry':
    case 'uncertain': {
      const failedEdits = row.failed_edits + 1
      if (failedEdits >= mostFailedEdits) return { ...leftAsIs, errorCode: outcome.code }
      return { ...kept, errorCode: outcome.code, failedEdits, notBefore: backOff(at.now, failedEdits, at.jitter) }
    }
    default:
      return { ...leftAsIs, errorCode: outcome.code }
  }
}
