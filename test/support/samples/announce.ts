/** Every card around an announcement: the form, the preview, the board, and what an employee gets. */
import { announceBoardCard, type Board } from '../../../cards/announce-board.ts'
import { type AnnounceForm, announceFormCard, type FormValues } from '../../../cards/announce-form.ts'
import { announceListCard, type ListedAnnouncement } from '../../../cards/announce-list.ts'
import { announceNoteCard, announcePreviewCard, type Preview } from '../../../cards/announce-preview.ts'
import type { CardMessage } from '../../../cards/card.ts'
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

const preview =
  (given: Partial<Preview> = {}): Sample =>
  say =>
    announcePreviewCard(say, {
      announcementId,
      otherLanguage: say.language === 'en' ? 'nl' : 'en',
      audience: say('announce.everyone'),
      total: 250,
      toReach: 214,
      ready: 96,
      excluded: [
        { reason: 'guest', count: 12, names: ['Ada de Boer', 'Bo Smit', 'Chris Young'] },
        { reason: 'disabled', count: 9, names: ['Dirk Post'] },
        { reason: 'service', count: 8, names: ['Meeting room 1', 'Scanner 4'] },
        { reason: 'break_glass', count: 2, names: ['Emergency 1', 'Emergency 2'] },
      ],
      notYet: [{ state: 'not_installed', count: 5 }],
      sendAt: null,
      minutes: 1,
      ...given,
    })

const counted = { targeted: 250, delivered: 120, waiting: 94, cancelled: 0, uncertain: 1 }
const board =
  (state: Board['state'], given: Partial<Board> = {}): Sample =>
  say =>
    announceBoardCard(say, {
      announcementId,
      state,
      what: slot(say, 'what'),
      deadline,
      sendAt: null,
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
      at: at(20, '09:42'),
      ...given,
    })
const nothingYet: Partial<Board> = { targeted: null, delivered: 0, waiting: 0, uncertain: 0, excluded: [], unreachable: [] }

const listed = (say: Say, state: ListedAnnouncement['state'], delivered: number): ListedAnnouncement => ({
  announcementId,
  state,
  what: slot(say, 'what'),
  deadline,
  delivered,
  toReach: state === 'draft' ? 0 : 227,
})

export const announceSamples: Record<string, Sample> = {
  'announce form': form(),
  'announce form, with problems': say =>
    form({
      announcementId,
      problems: [
        say('announce.problem_link', { field: say('announce.slot_extra'), link: 'example.com/mfa', hosts: 'intranet.example.com' }),
        say('announce.problem_date'),
      ],
    })(say),
  'announce preview': preview(),
  'announce preview, later': preview({ sendAt: at(21, '07:00'), audience: 'Warehouse', notYet: [], excluded: [], minutes: 12 }),
  'announce note': say => announceNoteCard(say, { title: say('announce.moved_on'), body: say('announce.moved_on_body') }),
  'announce board, planned': board('scheduled', { ...nothingYet, sendAt: at(21, '07:00') }),
  'announce board, counting': board('expanding', nothingYet),
  'announce board, sending': board('running'),
  'announce board, sent': board('finished', { delivered: 212, waiting: 0 }),
  'announce board, stopped': board('cancelled', { waiting: 0, cancelled: 94 }),
  'announce list': say =>
    announceListCard(say, [
      listed(say, 'draft', 0),
      listed(say, 'scheduled', 0),
      listed(say, 'running', 120),
      listed(say, 'finished', 212),
    ]),
  'announce list, empty': say => announceListCard(say, []),
}
