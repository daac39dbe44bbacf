import assert from 'node:assert/strict'
import fc from 'fast-check'
import { afterEditing, afterSending, type Candidate, type Decision, decide, notInstalled } from '../../../bot/delivery/decide.ts'
import type { Conversation } from '../../../services/conversations.ts'
import type { Delivery } from '../../../services/deliveries.ts'
import type { SendOutcome } from '../../../services/ports.ts'

const now = new Date('2026-11-10T09:00:00Z')
const later = (ms: number) => new Date(now.getTime() + ms)
const minute = 60_000
const hour = 60 * minute

const conversationOf = (more: Partial<Conversation>): Conversation => ({
  person_id: 'p',
  conversation_id: 'a:p',
  service_url: 'https://smba.example/',
  teams_user_id: null,
  state: 'reachable',
  install_requested_at: null,
  removed_at: null,
  changed_at: now,
  said_id: null,
  said_look: null,
  said_at: null,
  ...more,
})
const rowOf = (more: Partial<Delivery> = {}): Delivery => ({
  announcement_id: '00000000-0000-4000-8000-000000000001',
  person_id: 'p',
  state: 'sending',
  reason: null,
  department: null,
  language: 'en',
  attempts: 1,
  uncertain: 0,
  not_before: now,
  lease_until: now,
  activity_id: null,
  wanted: 3,
  shown: 0,
  error_code: null,
  snoozed_until: null,
  snooze_reason: null,
  reminders: [],
  delivered_at: null,
  changed_at: now,
  stage: 1,
  snoozes: 0,
  withdrawn_at: null,
  seen_at: null,
  answered_at: null,
  reminder_sending: false,
  reminder_tries: 0,
  doubted_at: null,
  throttled: 0,
  failed_edits: 0,
  ...more,
})

const to = { conversationId: 'a:p', serviceUrl: 'https://smba.example/' }
const recorded = (outcome: object): Decision => ({ kind: 'record', outcome }) as Decision
const waits = recorded({ state: 'retrying', reason: 'waiting_for_install', notBefore: later(5_000) })
const anybody = { excluded: null, left_at: null }

const of = (more: Partial<Candidate['announcement']>): Candidate['announcement'] => ({
  state: 'running',
  kind: 'announcement',
  withdrawn_at: null,
  expiresAt: null,
  lastReminder: false,
  ...more,
})
const asItWas = (notBefore: Date) => recorded({ state: 'queued', reason: null, errorCode: null, refund: true, notBefore })

const guards: [title: string, given: Partial<Candidate>, decision: Decision][] = [
  [
    'a stopped announcement before everything else',
    { announcement: of({ state: 'cancelled' }), person: undefined },
    recorded({ state: 'cancelled' }),
  ],
  ['one that was taken back', { announcement: of({ withdrawn_at: now }) }, recorded({ state: 'cancelled' })],
  ['a pause: the row waits as it was', { announcement: of({ state: 'paused' }) }, asItWas(now)],
  ['its time is over', { announcement: of({ expiresAt: now }), person: undefined }, recorded({ state: 'skipped', reason: 'too_late' })],
  ['nobody of that id', { person: undefined }, recorded({ state: 'skipped', reason: 'left' })],
  ['somebody who left', { person: { excluded: null, left_at: now } }, recorded({ state: 'skipped', reason: 'left' })],
  ['who left before why excluded', { person: { excluded: 'guest', left_at: now } }, recorded({ state: 'skipped', reason: 'left' })],
  [
    'somebody who wants no reminders',
    { announcement: of({ kind: 'reminder', lastReminder: true }), person: { excluded: null, left_at: null, reminders_stopped_at: now } },
    recorded({ state: 'skipped', reason: 'stopped' }),
  ],
  ['a guest', { person: { excluded: 'guest', left_at: null } }, recorded({ state: 'skipped', reason: 'guest' })],
  ['a break-glass account', { person: { excluded: 'break_glass', left_at: null } }, recorded({ state: 'skipped', reason: 'break_glass' })],
  [
    'ready, for a reminder',
    { announcement: of({ kind: 'reminder' }), ready: true, away: true },
    recorded({ state: 'skipped', reason: 'ready' }),
  ],
  ['ready, for a rescue', { announcement: of({ kind: 'rescue' }), ready: true }, recorded({ state: 'skipped', reason: 'ready' })],
  ['ready, for an announcement: they are told so', { ready: true }, { kind: 'send', to }],
  ['ready, on the day', { announcement: of({ kind: 'day_zero' }), ready: true }, { kind: 'send', to }],
  [
    'put off',
    { announcement: of({ kind: 'reminder' }), snoozedUntil: later(1), away: true },
    recorded({ state: 'skipped', reason: 'snoozed' }),
  ],
  ['put off until now', { announcement: of({ kind: 'reminder' }), snoozedUntil: now }, { kind: 'send', to }],
  [
    'put off, but the last reminder',
    { announcement: of({ kind: 'reminder', lastReminder: true }), snoozedUntil: later(1) },
    { kind: 'send', to },
  ],
  ['put off, but the day is here', { announcement: of({ kind: 'day_zero' }), snoozedUntil: later(1) }, { kind: 'send', to }],
  [
    'a rescue for somebody with more time',
    { announcement: of({ kind: 'rescue' }), facts: { deadline: later(hour) } },
    asItWas(later(hour)),
  ],
  ['away', { announcement: of({ kind: 'reminder' }), away: true }, recorded({ state: 'skipped', reason: 'away' })],
  ['away, but the last reminder', { announcement: of({ kind: 'reminder', lastReminder: true }), away: true }, { kind: 'send', to }],
  ['outside the sending hours: no attempt', { sendFrom: later(hour), conversation: undefined }, asItWas(later(hour))],
  [
    'outside the sending hours, which begin too late for the last reminder',
    { announcement: of({ kind: 'reminder', lastReminder: true, expiresAt: later(hour) }), sendFrom: later(hour) },
    { kind: 'send', to },
  ],
  [
    'outside the sending hours, which begin in time for the last reminder',
    { announcement: of({ kind: 'reminder', lastReminder: true, expiresAt: later(2 * hour) }), sendFrom: later(hour) },
    asItWas(later(hour)),
  ],
  ['outside the sending hours, but a warning', { announcement: of({ kind: 'security' }), sendFrom: later(hour) }, { kind: 'send', to }],
  ['a known chat', {}, { kind: 'send', to }],
  ['a reachable person whose chat was forgotten', { conversation: conversationOf({ conversation_id: null }) }, { kind: 'open' }],
  ['a chat without a service URL', { conversation: conversationOf({ service_url: null }) }, { kind: 'open' }],
  ['somebody never heard of', { conversation: undefined }, { kind: 'open' }],
  ['unknown reach', { conversation: conversationOf({ state: 'unknown', conversation_id: null }) }, { kind: 'open' }],
  ['a chat that was gone', { conversation: conversationOf({ state: 'gone', conversation_id: null }) }, { kind: 'open' }],
  ['blocked by the person', { conversation: conversationOf({ state: 'blocked' }) }, recorded({ state: 'blocked' })],
  ['blocked by policy', { conversation: conversationOf({ state: 'policy_blocked' }) }, recorded({ state: 'policy_blocked' })],
  ['no licence', { conversation: conversationOf({ state: 'no_licence' }) }, recorded({ state: 'not_installed', reason: 'no_licence' })],
  [
    'removed by the person',
    { conversation: conversationOf({ state: 'not_installed', removed_at: now }) },
    recorded({ state: 'not_installed' }),
  ],
  ['not installed yet', { conversation: conversationOf({ state: 'not_installed' }) }, waits],
  [
    'not installed when last looked, and asked for since',
    { conversation: conversationOf({ state: 'not_installed', install_requested_at: now }) },
    { kind: 'open' },
  ],
]

describe('the guards before sending', () => {
  for (const [title, given, decision] of guards) {
    it(title, () => {
      const usual: Candidate = {
        row: rowOf(),
        announcement: of({}),
        person: anybody,
        conversation: conversationOf({}),
        ready: false,
        snoozedUntil: null,
        facts: { deadline: now },
        away: false,
        sendFrom: now,
      }
      assert.deepEqual(decide({ ...usual, ...given }, now), decision)
    })
  }

  const asked: [ago: number | null, state: string][] = [
    [null, 'retrying'],
    [30_000, 'retrying'],
    [2 * minute, 'not_installed'],
    [22 * hour, 'not_installed'],
    // Set about a day back by the installer: it will be tried again soon.
    [23.9 * hour, 'retrying'],
  ]
  for (const [ago, state] of asked) {
    it(`an app that is missing ${ago === null ? 'and was never installed' : `${ago} ms after its installation`}: ${state}`, () => {
      const requested = ago === null ? null : later(-ago)
      assert.equal(notInstalled(rowOf(), conversationOf({ install_requested_at: requested }), now).state, state)
    })
  }
})

describe('what an outcome means for the row', () => {
  const at = { now, jitter: 1 }
  const sending: [outcome: SendOutcome, row: Partial<Delivery>, recorded: object][] = [
    [{ kind: 'delivered', activityId: 'm1' }, {}, { state: 'delivered', activityId: 'm1', shown: 3 }],
    [
      { kind: 'throttled', retryAfterMs: 7_000, code: 'Throttled' },
      { attempts: 40 },
      { state: 'retrying', errorCode: 'Throttled', notBefore: later(7_000), refund: true, throttled: true },
    ],
    [
      { kind: 'throttled', retryAfterMs: null, code: 'Throttled' },
      { throttled: 1 },
      { state: 'retrying', errorCode: 'Throttled', notBefore: later(2_000), refund: true, throttled: true },
    ],
    [{ kind: 'retry', code: 'HTTP 503' }, { attempts: 1 }, { state: 'retrying', errorCode: 'HTTP 503', notBefore: later(1_000) }],
    [{ kind: 'retry', code: 'HTTP 503' }, { attempts: 11 }, { state: 'retrying', errorCode: 'HTTP 503', notBefore: later(minute) }],
    [{ kind: 'retry', code: 'HTTP 503' }, { attempts: 12 }, { state: 'failed', errorCode: 'HTTP 503' }],
    [
      { kind: 'uncertain', code: 'HTTP 502' },
      { attempts: 3 },
      { state: 'retrying', errorCode: 'HTTP 502', uncertain: true, notBefore: later(4_000) },
    ],
    [{ kind: 'blocked', code: 'b' }, {}, { state: 'blocked', errorCode: 'b' }],
    [{ kind: 'policy_blocked', code: 'b' }, {}, { state: 'policy_blocked', errorCode: 'b' }],
    [
      { kind: 'not_installed', code: 'n' },
      {},
      { state: 'retrying', reason: 'waiting_for_install', errorCode: 'n', notBefore: later(5_000) },
    ],
    [{ kind: 'conversation_gone', code: 'c' }, {}, { state: 'retrying', errorCode: 'c', notBefore: now }],
    [{ kind: 'conversation_gone', code: 'c' }, { error_code: 'HTTP 503' }, { state: 'retrying', errorCode: 'c', notBefore: now }],
    [{ kind: 'conversation_gone', code: 'c' }, { error_code: 'c' }, { state: 'gone', errorCode: 'c' }],
    [{ kind: 'message_gone', code: 'm' }, {}, { state: 'failed', errorCode: 'm' }],
    [{ kind: 'failed', code: 'f' }, {}, { state: 'failed', errorCode: 'f' }],
  ]
  for (const [outcome, row, expected] of sending) {
    it(`sent: ${JSON.stringify(outcome)} with ${JSON.stringify(row)}`, () =>
      assert.deepEqual(afterSending(rowOf(row), outcome, at), expected))
  }

  it('an unknown outcome keeps the person: tried again, and after the last attempt still marked uncertain', () => {
    const last = afterSending(rowOf({ attempts: 12 }), { kind: 'uncertain', code: 'HTTP 504' }, at)
    assert.equal(last.state, 'failed')
    assert.equal(last.uncertain, true)
  })

  it('waiting grows with every attempt, never beyond a minute, and jitter takes at most half of it away', () => {
    fc.assert(
      fc.property(fc.integer({ min: 1, max: 11 }), fc.double({ min: 0, max: 1, noNaN: true }), (attempts, jitter) => {
        const { notBefore } = afterSending(rowOf({ attempts }), { kind: 'retry', code: 'r' }, { now, jitter })
        const wait = (notBefore?.getTime() ?? 0) - now.getTime()
        const most = Math.min(minute, 500 * 2 ** attempts)
        assert.ok(wait >= most / 2 - 1 && wait <= most, `${wait} of ${most}`)
      }),
    )
  })

  const shown = rowOf({ state: 'delivered', reason: 'ready', attempts: 1 })
  const editing: [outcome: SendOutcome, recorded: object][] = [
    [
      { kind: 'delivered', activityId: 'm1' },
      { shown: 3, failedEdits: 0 },
    ],
    [
      { kind: 'throttled', retryAfterMs: 9_000, code: 't' },
      { failedEdits: 0, notBefore: later(9_000) },
    ],
    [
      { kind: 'throttled', retryAfterMs: null, code: 't' },
      { failedEdits: 0, notBefore: later(2_000) },
    ],
    [
      { kind: 'retry', code: 'r' },
      { errorCode: 'r', failedEdits: 1, notBefore: later(1_000) },
    ],
    [
      { kind: 'uncertain', code: 'u' },
      { errorCode: 'u', failedEdits: 1, notBefore: later(1_000) },
    ],
    [
      { kind: 'message_gone', code: 'm' },
      { errorCode: 'm', shown: 3, failedEdits: 0 },
    ],
    [
      { kind: 'blocked', code: 'b' },
      { errorCode: 'b', shown: 3, failedEdits: 0 },
    ],
    [
      { kind: 'failed', code: 'f' },
      { errorCode: 'f', shown: 3, failedEdits: 0 },
    ],
  ]
  for (const [outcome, expected] of editing) {
    it(`edited: ${JSON.stringify(outcome)}: the card stays delivered`, () => {
      assert.deepEqual(afterEditing(shown, outcome, at), { state: 'delivered', reason: 'ready', ...expected })
    })
  }
})
