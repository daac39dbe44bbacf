/** The cards that belong to no story: the menu, one's own state, the language, the directory for admins. */
import type { CardMessage } from '../../../cards/card.ts'
import { languageCard } from '../../../cards/language.ts'
import { greetingCard, menuCard, moreCard } from '../../../cards/menu.ts'
import { forgetCard, forgottenCard, type OwnData, ownDataCard, privacyCard } from '../../../cards/own-data.ts'
import { pictureCard } from '../../../cards/picture-sent.ts'
import { remindersCard } from '../../../cards/reminders.ts'
import { type Status, statusCard } from '../../../cards/status.ts'
import { type Reading, type SyncStatus, syncStatusCard } from '../../../cards/sync-status.ts'
import type { Say } from '../../../cards/texts/translate.ts'
import { whichCard } from '../../../cards/which.ts'

type Sample = (say: Say) => CardMessage
const phone = '030 123 45 67'
const now = new Date('2026-11-20T09:42:00Z')

const status =
  (given: Partial<Status> = {}): Sample =>
  say =>
    statusCard(say, {
      asked: 'all',
      givenName: 'Kees',
      known: null,
      deadline: new Date('2026-11-24T09:00:00Z'),
      passed: false,
      held: false,
      moreTime: null,
      caseId: null,
      key: null,
      daysLeft: 4,
      remindersStopped: false,
      looking: false,
      ...given,
    })
const known = (kinds: string[], done: boolean, endsSoon = false): Partial<Status> => ({
  known: { kinds, done, endsSoon, endsLater: false, at: now },
})

const ownData =
  (more: Partial<OwnData> = {}): Sample =>
  say =>
    ownDataCard(say, {
      name: 'Kees de Wit',
      department: 'Warehouse Tilburg',
      platform: 'Windows',
      remindersStoppedAt: now,
      kinds: { list: ['authenticator', 'phone'], readAt: now },
      guide: { step: say('flow.register_authenticator.scan.title'), at: now, tried: 12 },
      messages: { count: 4, lastAt: now },
      hindrance: 'own_phone',
      moreTime: [{ state: 'granted', until: new Date('2026-12-08T09:00:00Z') }],
      phishingReports: 1,
      keys: 1,
      cases: [
        { id: 2003, state: 'resolved', at: now, wordsErased: true },
        { id: 2041, state: 'open', at: now, wordsErased: false },
      ],
      ...more,
    })

const reading: Reading = {
  startedAt: new Date('2026-11-20T01:30:00Z'),
  finishedAt: new Date('2026-11-20T01:31:00Z'),
  phase: 'registrations',
  people: 250,
  added: 3,
  changed: 6,
  left: 1,
  registrations: 219,
  error: null,
}
const people =
  (given: Partial<SyncStatus> = {}): Sample =>
  say =>
    syncStatusCard(
      say,
      {
        reading,
        running: false,
        counts: {
          people: 219,
          reach: { reachable: 205, unknown: 4, not_installed: 5, policy_blocked: 2, no_licence: 2, blocked: 1 },
          excluded: { guest: 12, disabled: 9, service: 8, break_glass: 2, left: 1, on_leave: 4, not_started: 3 },
          second: { ready: 96, only_phone: 41, not_ready: 82, not_known: 0 },
          keys: { asked: 2, accepted: 4, ready: 1, handed_over: 3 },
        },
        ...given,
      },
      { teamsUserId: '29:emma' },
    )

export const everyoneSamples: Record<string, Sample> = {
  menu: say => menuCard(say, { unsure: false, admin: false, phone }),
  'menu, not understood': say => menuCard(say, { unsure: true, admin: false, phone }),
  'a picture was sent': pictureCard,
  'which of these': say => whichCard(say, ['lost_phone', 'locked_out', 'authenticator_backup_restore']),
  'menu, admin': say => menuCard(say, { unsure: false, admin: true, phone }),
  'status, still to do': status(known([], false)),
  'status, never looked': status({ deadline: null }),
  'status, done': status(known(['authenticator', 'passkey'], true)),
  'status, only a phone number': status(known(['phone'], false, true)),
  'status, the date has come, not seen to be on': status({ ...known([], false), held: true }),
  'status, too late, open case': status({ ...known(['phone'], false), passed: true, caseId: 2041 }),
  'status, more time asked': status({ ...known([], false), moreTime: { state: 'asked', until: new Date('2026-12-08T09:00:00Z') } }),
  'when does it start': status({ asked: 'date', ...known([], false) }),
  'when does it start, no date': status({ asked: 'date', deadline: null, ...known([], false) }),
  'when does it start, only a phone number': status({ asked: 'date', ...known(['phone'], false, true) }),
  'when does it start, nothing known': status({ asked: 'date', deadline: null }),
  'when does it start, no date, done': status({ asked: 'date', deadline: null, ...known(['authenticator'], true) }),
  'when does it start, begun': status({ asked: 'date', passed: true, ...known([], false) }),
  'when does it start, not seen to be on': status({ asked: 'date', held: true, ...known([], false) }),
  greeting: greetingCard,
  'status, key ordered': status({ ...known([], false), key: { state: 'asked', orderId: 501, day: null, place: '' } }),
  'status, key promised': status({ ...known([], false), key: { state: 'accepted', orderId: 501, day: now, place: 'Warehouse' } }),
  'status, key there': status({ ...known([], false), key: { state: 'ready', orderId: 501, day: now, place: 'the desk in the hall' } }),
  'status, key in hand': status({ ...known([], false), key: { state: 'handed_over', orderId: 501, day: now, place: 'Warehouse' } }),
  'status, looking': status({ ...known([], false), looking: true }),
  'status, no reminders': status({ ...known([], false), remindersStopped: true, daysLeft: 1 }),
  language: say => languageCard(say),
  'language, chosen': say => languageCard(say, true),
  'menu, more': say => moreCard(say, { admin: false, remindersStopped: false }),
  'menu, more, admin, no reminders': say => moreCard(say, { admin: true, remindersStopped: true }),
  'reminders, stopped': say => remindersCard(say, { stopped: true, deadline: now }),
  'reminders, on again': say => remindersCard(say, { stopped: false, deadline: null }),
  privacy: say =>
    privacyCard(say, { organisation: 'Vecht & Veld', page: 'https://intranet.example.test/privacy', kept: { words: 180, left: 30 } }),
  'own data': ownData(),
  'own data, hardly any': ownData({
    kinds: null,
    guide: null,
    platform: null,
    messages: { count: 0, lastAt: null },
    cases: [],
    moreTime: [],
  }),
  forget: say => forgetCard(say, { caseId: null }),
  'forget, open case': say => forgetCard(say, { caseId: 2041 }),
  forgotten: forgottenCard,
  people: people(),
  'people, reading': people({ running: true, reading: { ...reading, phase: 'users', finishedAt: null } }),
  'people, never read': people({ reading: null }),
  'people, without the report': people({ reading: { ...reading, registrations: null } }),
  'people, stopped': people({ reading: { ...reading, error: '403 Authorization_RequestDenied' } }),
}
