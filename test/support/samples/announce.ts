/** Every card around an announcement: the form, the preview, the board, and what an employee gets. */
import { execute } from '../../../cards/actions.ts'
import { announceBoardCard, announceStopCard, type Board } from '../../../cards/announce-board.ts'
import { announceCorrectCard, announceEmailsCard, announceWithdrawCard } from '../../../cards/announce-correct.ts'
import { type AnnounceForm, announceFormCard, type FormValues } from '../../../cards/announce-form.ts'
import { announceLimitsCard } from '../../../cards/announce-limits.ts'
import { announceListCard, type ListedAnnouncement } from '../../../cards/announce-list.ts'
import { type AnnounceNews, announceGrownCard, announceNewsCard } from '../../../cards/announce-news.ts'
import { announceNoteCard, announcePreviewCard, type Preview } from '../../../cards/announce-preview.ts'
import { type Approval, approvalAnswerCard, approvalCard } from '../../../cards/approval.ts'
import type { CardMessage } from '../../../cards/card.ts'
import { type DryRunView, dryRunFacts } from '../../../cards/dry-run.ts'
import { suggestedTexts } from '../../../cards/slots.ts'
import type { Say } from '../../../cards/texts/translate.ts'

type Sample = (say: Say) => CardMessage
const announcementId = '3f2b8c1e-0d4a-4b77-9a55-1c2d3e4f5a6b'
const at = (day: number, time: string) => new Date(`2026-11-${day}T${time}:00Z`)
const deadline = at(24, '09:00')
const texts = suggestedTexts(true, { opens: '08:00', closes: '17:30' })
const slot = (say: Say, name: string) => texts[`${name}_${say.language}`] ?? ''

const values: FormValues = {
  sender: 'Emma van Dijk, IT',
  date: '2026-11-24',
  time: '10:00',
  zone: 'Europe/Amsterdam',
  phone: '030 123 45 67',
  audience: 'everyone',
  who: '',
  kind: 'announcement',
  send: 'now',
  sendDate: '',
  sendTime: '',
  texts,
}
const zones = ['Europe/Amsterdam', 'Europe/London', 'America/New_York']
const form =
  (given: Partial<AnnounceForm> = {}): Sample =>
  say =>
    announceFormCard(say, { values, zones, problems: [], ...given })

const run: DryRunView = {
  audience: 'Warehouse',
  total: 250,
  toReach: 227,
  ready: 96,
  excluded: [
    { reason: 'guest', count: 12, names: ['Ada de Boer', 'Bo Smit', 'Chris Young'] },
    { reason: 'disabled', count: 9, names: ['Dirk Post'] },
    { reason: 'break_glass', count: 2, names: ['Emergency 1', 'Emergency 2'] },
  ],
  notYet: [{ state: 'not_installed', count: 5 }],
  languages: [
    { language: 'nl', count: 161 },
    { language: 'en', count: 66 },
  ],
  zones: [
    { zone: 'Europe/Amsterdam', count: 201, first: at(20, '09:00'), last: at(20, '09:36') },
    { zone: 'America/New_York', count: 26, first: at(20, '14:00'), last: at(20, '14:01') },
  ],
  durationMs: 5_000,
  canary: { size: 25, minutes: 30 },
}
const preview =
  (given: Partial<Preview> = {}): Sample =>
  say =>
    announcePreviewCard(say, {
      announcementId,
      otherLanguage: say.language === 'en' ? 'nl' : 'en',
      run,
      code: 'panda winter',
      security: false,
      sendAt: null,
      approval: null,
      outside: 0,
      ...given,
    })

const approval =
  (kind: Approval['kind'], given: Partial<Approval> = {}, draw: (say: Say, approval: Approval) => CardMessage = approvalCard): Sample =>
  say =>
    draw(say, {
      kind,
      id: announcementId,
      askedAt: at(20, '09:00').getTime(),
      state: 'asked',
      author: 'Emma van Dijk',
      what: say('board.about', { what: slot(say, 'what'), moment: say.moment(deadline) }),
      facts: dryRunFacts(say, run),
      decidedBy: null,
      note: null,
      look: execute('announce.board', say('board.look'), { announcementId }),
      ...given,
    })
const answerTo = (say: Say, asked: Approval) =>
  approvalAnswerCard(say, asked, execute('announce.edit', say('preview.edit'), { announcementId }))
const declined: Partial<Approval> = {
  state: 'declined',
  decidedBy: 'Sanne Kramer',
  note: 'The date is the first day of the holidays.',
  facts: [],
}
const news =
  (because: AnnounceNews['because']): Sample =>
  say =>
    announceNewsCard(say, {
      announcementId,
      what: slot(say, 'what'),
      because,
      numbers: { tried: 25, delivered: 21, failed: 4, reports: 1, cases: 0 },
    })

const counted = { targeted: 250, delivered: 120, waiting: 94, cancelled: 0, uncertain: 1 }
const board =
  (state: Board['state'], given: Partial<Board> = {}): Sample =>
  say =>
    announceBoardCard(say, {
      announcementId,
      state,
      what: slot(say, 'what'),
      code: 'panda winter',
      deadline,
      sendAt: null,
      approvedBy: null,
      canary: null,
      because: null,
      change: null,
      correctionAsked: false,
      ...counted,
      excluded: [
        { reason: 'guest', count: 12 },
        { reason: 'disabled', count: 9 },
      ],
      unreachable: [
        { reason: 'not_installed', count: 5 },
        { reason: 'blocked', count: 2 },
        { reason: 'no_licence', count: 1 },
      ],
      again: 8,
      at: at(20, '09:42'),
      ...given,
    })
const nothingYet: Partial<Board> = { targeted: null, delivered: 0, waiting: 0, uncertain: 0, excluded: [], unreachable: [], again: 0 }

const listed = (say: Say, state: ListedAnnouncement['state'], delivered: number): ListedAnnouncement => ({
  announcementId,
  state,
  what: slot(say, 'what'),
  deadline,
  delivered,
  toReach: state === 'awaiting_approval' || state === 'scheduled' ? 0 : 227,
})

export const announceSamples: Record<string, Sample> = {
  'announce form': form(),
  'announce form, with problems': say =>
    form({
      announcementId,
      problems: [
        say('announce.problem_link_foreign', { field: say('announce.slot_extra'), link: 'example.com/mfa', hosts: 'intranet.example.com' }),
        say('announce.problem_date'),
      ],
    })(say),
  'announce preview': preview(),
  'announce preview, later': preview({
    sendAt: at(21, '07:00'),
    run: { ...run, notYet: [], excluded: [], durationMs: 6_100_000, canary: null },
  }),
  'announce preview, needs approval': preview({ approval: { above: 50, approvers: 3 }, security: true }),
  'announce preview, many together': preview({ approval: { above: 50, approvers: 2, together: 80 } }),
  'announce preview, nobody to approve': preview({ approval: { above: 50, approvers: 0 } }),
  'announce preview, outside the limit': preview({ outside: 12 }),
  'announce preview, nobody': preview({ run: { ...run, toReach: 0, zones: [], languages: [], notYet: [] } }),
  'approval, asked': approval('announcement'),
  'approval of a wave': approval('wave'),
  'approval of a correction': approval('correction'),
  'approval, approved': approval('announcement', { state: 'approved', decidedBy: 'Sanne Kramer', facts: [] }),
  'approval, declined': approval('announcement', declined),
  'approval, taken back': approval('announcement', { state: 'withdrawn', facts: [] }),
  'approval, to the author': approval('announcement', { state: 'approved', decidedBy: 'Sanne Kramer' }, answerTo),
  'approval, declined, to the author': approval('announcement', declined, answerTo),
  'approval, late': approval('announcement', { state: 'late', facts: [] }),
  'approval, late, to the author': approval('announcement', { state: 'late', facts: [] }, answerTo),
  'approval, reached nobody, to the author': approval('announcement', {}, answerTo),
  'announce news, stopped': news('failures'),
  'announce news, went on': news(null),
  'announce news, grown': say =>
    announceGrownCard(say, { announcementId, what: slot(say, 'what'), above: 50, own: 4_000, together: 4_000 }),
  'announce news, many together': say =>
    announceGrownCard(say, { announcementId, what: slot(say, 'what'), above: 50, own: 40, together: 80 }),
  'announce note': say => announceNoteCard(say, { title: say('announce.moved_on'), body: say('announce.moved_on_body') }),
  'announce board, planned': board('scheduled', { ...nothingYet, sendAt: at(21, '07:00') }),
  'announce board, counting': board('expanding', nothingYet),
  'announce board, grown': board('awaiting_approval', { ...nothingYet, because: 'grown' }),
  'announce board, nobody answered': board('draft', { ...nothingYet, because: 'late' }),
  'announce board, waits for approval': board('awaiting_approval', nothingYet),
  'announce board, first few': board('running', { canary: { size: 25, until: null }, approvedBy: 'Sanne Kramer' }),
  'announce board, watched': board('running', { canary: { size: 25, until: at(20, '10:12') } }),
  'announce board, stopped itself': board('paused', { canary: { size: 25, until: at(20, '10:12') }, because: 'reports' }),
  'announce board, paused': board('paused'),
  'announce board, corrected': board('finished', {
    change: { kind: 'corrected', at: at(20, '10:00'), done: 90 },
    correctionAsked: true,
    unreachable: [{ reason: 'policy_blocked', count: 3 }],
  }),
  'announce board, taken back': board('finished', { change: { kind: 'withdrawn', at: at(20, '10:00'), done: 90 } }),
  'announce board, deleted': board('finished', { change: { kind: 'deleted', at: at(20, '10:00'), done: 90 } }),
  'announce correct': say =>
    announceCorrectCard(say, { announcementId, texts, reason: {}, problems: [], delivered: 212, needsApproval: true }),
  'announce correct, with problems': say =>
    announceCorrectCard(say, {
      announcementId,
      texts,
      reason: { en: 'The time was wrong', nl: 'De tijd klopte niet' },
      problems: [say('correct.nothing_changed')],
      delivered: 12,
      needsApproval: false,
    }),
  'announce withdraw': say =>
    announceWithdrawCard(say, { announcementId, delivered: 212, waiting: 15, how: 'note', reason: {}, problems: [] }),
  'announce emails': say =>
    announceEmailsCard(say, {
      announcementId,
      people: ['Ada de Boer', 'Bo Smit'].map(name => ({
        name,
        mail: `${name.split(' ')[0]?.toLowerCase()}@example.com`,
        why: say('reason.blocked'),
      })),
      total: 102,
      page: 1,
      more: true,
    }),
  'announce emails, nobody': say => announceEmailsCard(say, { announcementId, people: [], total: 0, page: 0, more: false }),
  'announce limits': say =>
    announceLimitsCard(say, {
      limits: [{ name: 'Oliver Hart', audience: 'Finance', setBy: 'Sanne Kramer', at: at(20, '09:00') }],
      others: [
        { id: announcementId, name: 'Oliver Hart' },
        { id: 'b', name: 'Grace Taylor' },
      ],
      problem: say('limits.refused'),
    }),
  'announce limits, none': say => announceLimitsCard(say, { limits: [], others: [], problem: null }),
  'announce stop': say => announceStopCard(say, { announcementId, waiting: 94, paused: false }),
  'announce board, sending': board('running'),
  'announce board, sent': board('finished', { delivered: 212, waiting: 0 }),
  'announce board, stopped': board('cancelled', { waiting: 0, cancelled: 94 }),
  'announce list': say =>
    announceListCard(say, {
      announcements: [
        listed(say, 'awaiting_approval', 0),
        listed(say, 'scheduled', 0),
        listed(say, 'running', 120),
        listed(say, 'paused', 120),
        listed(say, 'finished', 212),
      ],
      page: 1,
      more: true,
    }),
  'announce list, empty': say => announceListCard(say, { announcements: [], page: 0, more: false }),
}
