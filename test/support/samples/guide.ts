/** Every card of the guide: each step of each flow, each thing that may go wrong, each state of a check. */

import type { Flow } from '../../../bot/flows/flow.ts'
import { guide } from '../../../bot/flows/index.ts'
import { type Shown, showPlace, whatNext } from '../../../bot/flows/show.ts'
import type { CardMessage } from '../../../cards/card.ts'
import { doneMessage } from '../../../cards/done.ts'
import { earlierCard } from '../../../cards/paused.ts'
import { secretAheadCard, secretWarningCard } from '../../../cards/secret-warning.ts'
import type { Say } from '../../../cards/texts/translate.ts'
import type { Facts, Progress } from '../../../services/progress.ts'

export const sampleNow = new Date('2026-11-24T09:42:00Z')
const minutes = (count: number) => new Date(sampleNow.getTime() + count * 60_000)

export function samplePlace(given: Partial<Progress> & { flow: string; step: string }): Progress {
  return {
    personId: 'kees',
    version: 1,
    view: 'step',
    revision: 3,
    trail: [{ flow: 'start', step: 'front' }],
    noted: [],
    facts: {},
    activityId: null,
    checkStartedAt: null,
    checks: 0,
    lastCheckAt: null,
    nextCheckAt: null,
    changedAt: sampleNow,
    finishedAt: null,
    tellAt: null,
    toldAt: null,
    silentAt: null,
    nudges: 0,
    stay: null,
    ...given,
  }
}

const allowed: Shown['allowed'] = ['authenticator', 'passkey', 'windows_hello', 'phone']

export const sampleShown = (say: Say): Shown => ({
  say,
  viewer: '29:kees',
  platform: 'Windows',
  allowed,
  registration: { done: true, kinds: ['authenticator'], checked_at: minutes(-60) },
  config: {
    ORGANISATION_NAME: 'Vecht & Veld',
    HELPDESK_PHONE: '030 123 45 67',
    HELPDESK_PLACE: 'the desk in the hall, ground floor',
    GIVES_SECURITY_KEYS: true,
    TELEPHONY_PROVIDER: false,
    INTRANET_URL: 'https://intranet.example.test/signing-in',
  },
  endsLater: false,
  now: sampleNow,
})

/** What is written on the cards when it is known which phone and computer the person has. */
const known: Facts = { devices: { phone: 'ios', computer: 'windows' } }
const android: Facts = { devices: { phone: 'android', computer: 'mac' } }

type Sample = (say: Say) => CardMessage
const place =
  (given: Parameters<typeof samplePlace>[0], note?: 'guide.kept' | 'guide.moved_on'): Sample =>
  say =>
    showPlace(samplePlace(given), sampleShown(say), note)

/** Where the person was before: only the first card of a flow says what is needed for it. */
const trailTo = (flow: Flow, step: string) => [step === flow.first ? { flow: 'start', step: 'front' } : { flow: flow.id, step: flow.first }]

function stepSamples(): [string, Sample][] {
  return Object.values(guide.flows).flatMap(flow =>
    Object.entries(flow.steps).flatMap(([step, { kind }]): [string, Sample][] => [
      [`${flow.id}.${step}`, place({ flow: flow.id, step, facts: known, trail: trailTo(flow, step) })],
      ...(flow.steps[step]?.kind === 'do' && flow.steps[step].asks
        ? [
            [`${flow.id}.${step} on Android or a Mac`, place({ flow: flow.id, step, facts: android, trail: trailTo(flow, step) })] as [
              string,
              Sample,
            ],
          ]
        : []),
      ...(kind === 'do' ? [[`${flow.id}.${step} trouble`, place({ flow: flow.id, step, view: 'trouble' })] as [string, Sample]] : []),
    ]),
  )
}

function remedySamples(): [string, Sample][] {
  const reasons = Object.values(guide.flows).flatMap(flow =>
    Object.entries(flow.steps).flatMap(([step, given]) =>
      given.kind === 'do' ? given.reasons.map(reason => ({ flow: flow.id, step, reason })) : [],
    ),
  )
  const once = new Map(reasons.map(one => [one.reason, one]))
  return [...once.values()].map(({ flow, step, reason }) => [`remedy ${reason}`, place({ flow, step, view: 'remedy', facts: { reason } })])
}

const last = { flow: 'register_authenticator', step: 'number', view: 'checking' } as const
const check = (more: Partial<NonNullable<Facts['check']>>): Facts => ({
  check: { flow: last.flow, step: last.step, stopped: false, ...more },
})
const looked = { checkStartedAt: minutes(-3), lastCheckAt: minutes(-1), nextCheckAt: minutes(2) }

const checkSamples: [string, Sample][] = [
  ['checking', place({ ...last, checkStartedAt: minutes(0), nextCheckAt: minutes(1), facts: check({}) })],
  ['not yet', place({ ...last, ...looked, facts: check({ result: 'not_yet' }) })],
  ['not yet, on the phone', place({ ...last, ...looked, step: 'phone_test', facts: check({ step: 'phone_test', result: 'not_yet' }) })],
  [
    'not yet, phone number only',
    place({ ...last, ...looked, facts: check({ result: 'ends_soon', seen: { done: false, kinds: ['phone'] } }) }),
  ],
  [
    'not yet, another method works',
    place({
      flow: 'passkey',
      step: 'save',
      view: 'checking',
      ...looked,
      facts: check({ result: 'not_yet', seen: { done: true, kinds: ['authenticator'] } }),
    }),
  ],
  ['cannot look', place({ ...last, ...looked, lastCheckAt: null, facts: check({ result: 'unavailable' }) })],
  ['account not found', place({ ...last, ...looked, nextCheckAt: null, facts: check({ result: 'gone', stopped: true }) })],
  [
    'stopped, one look tonight',
    place({ ...last, ...looked, nextCheckAt: minutes(900), facts: check({ result: 'not_yet', stopped: true }) }),
  ],
  ['stopped, the morning after', place({ ...last, ...looked, nextCheckAt: null, facts: check({ result: 'not_yet', stopped: true }) })],
]

const removal = { flow: 'new_phone', step: 'remove', view: 'checking' } as const
const removing = (more: Partial<NonNullable<Facts['check']>>): Facts => ({
  check: { flow: removal.flow, step: removal.step, stopped: false, ...more },
})

const openingSamples: [string, Sample][] = [
  ['which phone', place({ flow: 'register_authenticator', step: 'app' })],
  ['beginning on the phone alone', place({ flow: 'register_authenticator', step: 'phone_app', facts: known })],
  ['in the middle of a flow', place({ flow: 'passkey', step: 'where', trail: [{ flow: 'passkey', step: 'app' }] })],
  ['checking a removal', place({ ...removal, checkStartedAt: minutes(0), nextCheckAt: minutes(1), facts: removing({}) })],
  [
    'the old one is still there',
    place({ ...removal, ...looked, facts: removing({ result: 'not_yet', seen: { done: true, kinds: ['authenticator'] } }) }),
  ],
]

const done =
  (passed: { flow: string; kinds: string[]; endsSoon: boolean }, policy = allowed): Sample =>
  say =>
    doneMessage(say, { ...passed, endsLater: false, ...whatNext(say, passed.kinds, policy) })

const endSamples: [string, Sample][] = [
  ['paused', place({ flow: 'register_authenticator', step: 'scan', view: 'paused' })],
  ['closed', place({ flow: 'lost_phone', step: 'found', view: 'closed' })],
  ['question answered, in the middle of setting up', place({ flow: 'question', step: 'why', view: 'closed' })],
  ['nothing helped', place({ flow: 'question', step: 'why', view: 'handed' })],
  [
    'finished',
    place({
      ...last,
      view: 'finished',
      facts: { passed: { flow: last.flow, endsSoon: false, kinds: ['authenticator'] } },
    }),
  ],
  [
    'finished, ends soon',
    place({
      flow: 'change_phone_number',
      step: 'confirm',
      view: 'finished',
      facts: { passed: { flow: 'change_phone_number', endsSoon: true, kinds: ['phone'] } },
    }),
  ],
  ['goes on below', say => earlierCard(say)],
  ['place kept', place({ flow: 'register_authenticator', step: 'scan' }, 'guide.kept')],
  ['older card', place({ flow: 'register_authenticator', step: 'scan' }, 'guide.moved_on')],
  ['done message', done({ flow: 'start', kinds: ['authenticator'], endsSoon: false })],
  ['done message, second there', done({ flow: 'passkey', kinds: ['authenticator', 'passkey'], endsSoon: false })],
  ['done message, new phone', done({ flow: 'new_phone', kinds: ['authenticator'], endsSoon: false })],
  ['done message, ends soon', done({ flow: 'change_phone_number', kinds: ['phone'], endsSoon: true })],
  ['done message, ends soon, and nothing else allowed', done({ flow: 'phone_number', kinds: ['phone'], endsSoon: true }, ['phone'])],
  ['secret: about to be typed', say => secretAheadCard(say)],
  ['secret: code', say => secretWarningCard(say, 'code')],
  ['secret: password', say => secretWarningCard(say, 'password')],
  ['secret: phone', say => secretWarningCard(say, 'phone')],
  ['secret: pass', say => secretWarningCard(say, 'pass')],
  ['secret: qr', say => secretWarningCard(say, 'qr')],
]

export const guideSamples: Record<string, Sample> = Object.fromEntries([
  ...stepSamples(),
  ...remedySamples(),
  ...checkSamples,
  ...openingSamples,
  ...endSamples,
])
