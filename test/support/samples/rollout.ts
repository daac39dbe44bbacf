/** The admin's cards of the rollout: campaigns, waves, the dry run, the board and the questions before something final. */
import type { CardMessage } from '../../../cards/card.ts'
import type { DryRunView } from '../../../cards/dry-run.ts'
import { type BoardStep, type WaveBoard, waveBoardCard } from '../../../cards/rollout-board.ts'
import { type CampaignForm, campaignFormCard } from '../../../cards/rollout-campaign.ts'
import { type ListedCampaign, type ListedWave, type RolloutList, rolloutListCard } from '../../../cards/rollout-list.ts'
import type { Verdict, WaveHead } from '../../../cards/rollout-parts.ts'
import { type WavePreview, wavePreviewCard } from '../../../cards/rollout-preview.ts'
import { anywayCard, type DateForm, rolloutNoteCard, stopWaveCard, waveDateCard, waveWarningCard } from '../../../cards/rollout-steer.ts'
import { type WaveForm, type WaveValues, waveFormCard } from '../../../cards/rollout-wave-form.ts'
import { suggestedTexts } from '../../../cards/slots.ts'
import type { Say } from '../../../cards/texts/translate.ts'

type Sample = (say: Say) => CardMessage
const campaignId = '6b1a3c52-4a0e-4f5e-9d7e-3c2b1a0f9e8d'
const announcementId = '3f2b8c1e-0d4a-4b77-9a55-1c2d3e4f5a6b'
const at = (day: number, time: string) => new Date(`2026-11-${String(day).padStart(2, '0')}T${time}:00Z`)
const now = at(10, '08:05')

const policy: Verdict = { state: 'on', name: 'MFA for everybody', uncovered: 0, doubts: [], at: at(10, '06:00') }
const reporting: Verdict = { ...policy, state: 'report_only' }
const head: WaveHead = {
  waveId: '0c5d7e9f-1a2b-4c3d-8e4f-5a6b7c8d9e0f',
  campaignId,
  position: 1,
  name: 'Pilot',
  state: 'active',
  who: { kind: 'group', name: 'Information Technology' },
  leftOut: [],
  deadline: at(24, '09:00'),
  timeZone: 'Europe/Amsterdam',
}
const wave = (given: Partial<ListedWave>): ListedWave => ({
  ...head,
  people: 25,
  ready: 19,
  next: { kind: 'reminder', at: at(17, '08:00') },
  verdict: policy,
  held: false,
  isFar: false,
  ...given,
})
const waves = [
  wave({}),
  wave({
    position: 2,
    name: 'Night shift',
    state: 'awaiting_approval',
    who: { kind: 'department', name: 'Warehouse Tilburg' },
    leftOut: [{ kind: 'list', name: 'works council.csv' }],
    deadline: new Date('2026-12-08T09:00:00Z'),
    people: 41,
    ready: 6,
    next: null,
    verdict: reporting,
    isFar: true,
  }),
  wave({
    position: 3,
    name: 'Everybody else',
    state: 'draft',
    who: { kind: 'everyone', name: null },
    deadline: new Date('2027-01-12T09:00:00Z'),
    people: 153,
    ready: 71,
    next: null,
  }),
]
const campaign: ListedCampaign = { campaignId, name: 'MFA 2026', kind: 'mfa_deadline', state: 'active', mine: true, waves, count: 3 }
const list =
  (given: Partial<RolloutList> = {}): Sample =>
  say =>
    rolloutListCard(say, { shown: campaign, page: 0, others: [], kinds: ['phone_ends'], ...given })

const texts = suggestedTexts(true, { opens: '08:00', closes: '17:30' })
const campaignForm =
  (given: Partial<CampaignForm> = {}): Sample =>
  say =>
    campaignFormCard(say, {
      campaignId,
      values: { name: 'MFA 2026', sender: 'Ineke Visser, IT', phone: '030 123 45 67', texts },
      problems: [],
      ...given,
    })

const values: WaveValues = {
  name: 'Pilot',
  who: 'named',
  named: 'Information Technology',
  leftOut: '',
  date: '2026-11-24',
  time: '10:00',
  zone: 'Europe/Amsterdam',
  announceDays: '30',
  reminderDays: '14, 7, 3, 1',
  rescueDays: '1, 3',
  weekdays: '1,2,3,4,5',
  from: '09:00',
  to: '17:00',
  holidays: 'false',
  enforcement: 'p1',
  registerAt: 'anywhere',
  extensionGroup: '',
}
const waveForm =
  (given: Partial<WaveForm> = {}): Sample =>
  say =>
    waveFormCard(say, {
      campaignId,
      values,
      problems: [],
      zones: ['America/New_York', 'Europe/Amsterdam', 'Europe/London'],
      departments: ['Finance', 'Human Resources', 'Warehouse Tilburg'],
      lists: [{ title: 'works council.csv', value: '7a1c2d3e-4f5a-4b6c-8d7e-9f0a1b2c3d4e' }],
      policies: [
        { id: 'p1', name: 'MFA for everybody', state: 'on' },
        { id: 'p2', name: 'MFA for Finance', state: 'report_only' },
      ],
      securityDefaults: 'off',
      extensionForAll: false,
      ...given,
    })

const steps: [BoardStep['kind'], number, Date][] = [
  ['announcement', -30, new Date('2026-10-26T08:00:00Z')],
  ['reminder', -14, at(10, '08:00')],
  ['reminder', -7, at(17, '08:00')],
  ['reminder', -3, at(23, '08:00')],
  ['reminder', -1, at(23, '08:00')],
  ['day_zero', 0, at(24, '09:00')],
  ['rescue', 1, at(25, '08:00')],
  ['rescue', 3, at(27, '08:00')],
]
const run: DryRunView = {
  audience: 'group Information Technology',
  total: 27,
  toReach: 25,
  ready: 12,
  excluded: [{ reason: 'service', count: 2, names: ['svc-backup', 'Room 3.14'] }],
  notYet: [{ state: 'not_installed', count: 1 }],
  languages: [
    { language: 'nl', count: 21 },
    { language: 'en', count: 4 },
  ],
  zones: [
    { zone: 'Europe/Amsterdam', count: 24, first: at(10, '08:10'), last: at(10, '08:11') },
    { zone: 'America/New_York', count: 1, first: at(10, '14:00'), last: at(10, '14:00') },
  ],
  durationMs: 41_000,
  canary: null,
}
const preview =
  (given: Partial<WavePreview> = {}): Sample =>
  say =>
    wavePreviewCard(say, {
      ...head,
      state: 'draft',
      run,
      onlyPhone: 5,
      overlaps: [],
      calendar: steps.map(([kind, days, moment], index) => ({
        kind,
        days,
        at: moment,
        people: kind === 'announcement' || kind === 'day_zero' ? 25 : 13,
        past: index === 0 ? 'at_once' : index === 3 ? 'merged' : null,
      })),
      verdict: policy,
      registerAt: 'anywhere',
      extensions: { group: 'MFA extra time' },
      hours: { days: [1, 2, 3, 4, 5], from: '09:00', to: '17:00', holidays: false },
      waves: 3,
      approval: null,
      outside: 0,
      asked: null,
      declined: null,
      viewer: 'author',
      ...given,
    })
const everybody: Partial<WavePreview> = {
  position: 3,
  name: 'Everybody else',
  who: { kind: 'everyone', name: null },
  leftOut: [{ kind: 'group', name: 'Works council' }],
  run: {
    ...run,
    audience: 'everybody who is not in an earlier wave, without group Works council',
    total: 183,
    toReach: 153,
    canary: { size: 25, minutes: 30 },
    excluded: [
      { reason: 'guest', count: 9, names: ['Ana Costa (guest)', 'Bo Li (guest)'] },
      { reason: 'on_leave', count: 4, names: ['Tess Bakker'] },
      { reason: 'wave_exclusion', count: 17, names: ['Jan Jansen'] },
    ],
  },
  overlaps: [{ position: 1, name: 'Pilot', count: 25 }],
  verdict: { ...reporting, uncovered: 14 },
  registerAt: 'at_work',
  extensions: null,
  approval: { above: 50, approvers: 2 },
  hours: { days: [1, 2, 3, 4, 5, 6], from: '22:00', to: '06:00', holidays: true },
}
const asked = { by: 'Ineke Visser', at: at(10, '07:50') }

const none = { delivered: 0, waiting: 0, ready: 0, snoozed: 0, away: 0, unreachable: 0 }
const boardSteps: BoardStep[] = steps.map(([kind, days, moment], index) => {
  const sent = { delivered: 23, waiting: 0, ready: 0, snoozed: 0, away: 0, unreachable: 2 }
  if (index === 0) return { kind, days, at: moment, announcementId, state: 'sent', ...sent }
  if (index > 1) return { kind, days, at: moment, announcementId: null, state: 'planned', ...none }
  return {
    kind,
    days,
    at: moment,
    announcementId,
    state: 'going',
    delivered: 7,
    waiting: 3,
    ready: 12,
    snoozed: 1,
    away: 1,
    unreachable: 1,
  }
})
const board =
  (given: Partial<WaveBoard> = {}): Sample =>
  say =>
    waveBoardCard(say, {
      ...head,
      people: 25,
      ready: 19,
      steps: boardSteps,
      joined: null,
      verdict: policy,
      held: false,
      isFar: false,
      unstarted: { count: 4, names: ['Jan Jansen', 'Kees de Wit', 'Priya Nair', 'Tess Bakker'] },
      at: now,
      ...given,
    })
const heldSteps = boardSteps.map((step, index) => (index === 5 ? { ...step, state: 'held' as const } : step))
const dateForm =
  (given: Partial<DateForm> = {}): Sample =>
  say =>
    waveDateCard(say, { ...head, date: '2026-12-01', time: '10:00', problems: [], told: 23, ...given })

export const rolloutSamples: Record<string, Sample> = {
  'rollout, nothing yet': list({ shown: null, kinds: ['mfa_deadline', 'phone_ends'] }),
  rollout: list(),
  'rollout, held, second page': list({
    shown: { ...campaign, waves: [wave({ position: 9, held: true, verdict: reporting })], count: 17 },
    page: 1,
    others: [{ campaignId: announcementId, name: 'SMS ends' }],
    kinds: [],
  }),
  'rollout, no waves yet': list({ shown: { ...campaign, state: 'draft', waves: [], count: 0 } }),
  'rollout, over': list({ shown: { ...campaign, state: 'ended', waves: [wave({ state: 'ended', next: null })], count: 1 } }),
  campaign: campaignForm(),
  'campaign, with problems': say => campaignForm({ problems: [say('announce.problem_missing', { field: say('announce.sender') })] })(say),
  'wave, new': waveForm(),
  'wave, with problems': say =>
    waveForm({
      waveId: head.waveId,
      values: { ...values, who: 'named', named: 'IT', reminderDays: 'weekly' },
      problems: [
        say('rollout.problem_named', { who: 'IT', near: 'Information Technology' }),
        say('rollout.problem_days', { field: say('rollout.reminder_days'), least: 1, most: 90 }),
      ],
    })(say),
  'wave, Entra is silent': waveForm({
    policies: [{ id: 'p1', name: 'MFA for everybody', state: 'unknown' }],
    securityDefaults: 'unknown',
    extensionForAll: true,
  }),
  'dry run, of a colleague': preview({ viewer: 'other', outside: 3, extensions: 'all' }),
  'dry run': preview(),
  'dry run, above the threshold': preview(everybody),
  'dry run, not approved yet': preview({ ...everybody, declined: { by: 'Daan Smit', note: 'Not in the week before Christmas.' } }),
  'dry run, waits for a colleague': preview({ ...everybody, state: 'awaiting_approval', asked }),
  'approve a wave': preview({ ...everybody, state: 'awaiting_approval', asked, viewer: 'approver' }),
  'wave, under way': board(),
  'wave, day 0 is held': board({ held: true, verdict: reporting, steps: heldSteps, joined: { delivered: 3, waiting: 1 } }),
  'wave, paused': board({ state: 'paused', verdict: { ...policy, uncovered: 3 }, unstarted: { count: 0, names: [] } }),
  'wave, over': board({ state: 'ended' }),
  'stop a wave': say => stopWaveCard(say, head),
  'day 0 anyway': say => anywayCard(say, { ...head, verdict: reporting }),
  'warning, the day before': say =>
    waveWarningCard(say, { ...head, warning: 'heads_up', verdict: { ...policy, uncovered: 3, doubts: ['apps', 'locations'] } }),
  'warning, held': say => waveWarningCard(say, { ...head, warning: 'held', verdict: { ...reporting, state: 'no_second_check' } }),
  'new date': dateForm(),
  'new date, with problems': say => dateForm({ problems: [say('rollout.problem_date_passed')], told: 0 })(say),
  'rollout, moved on': say => rolloutNoteCard(say, { title: say('rollout.moved_on'), body: say('rollout.moved_on_body') }),
}
